//! Who looks at what: one trigger per record or kind that somebody has read, so that only the queries that touch a
//! changed record run again.

use leptos::prelude::*;
use leptos::reactive::traits::{Notify, Track};
use rustc_hash::FxHashMap;
use shared::engine::{Key, Kind};
use std::cell::RefCell;

/// Something a query can depend on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Watched {
    Record(Key),
    /// Any record of a kind: the query listed them.
    Kind(Kind),
    /// The order index.
    Orders,
    /// What is not sent yet.
    Unsent,
}

/// Beyond this many, all readers run once more and the list starts anew; readers that are gone leave it that way.
const MOST: usize = 50_000;

#[derive(Debug, Default)]
pub struct Watchers {
    triggers: RefCell<FxHashMap<Watched, ArcTrigger>>,
}

impl Watchers {
    /// The query that is running depends on `watched`.
    pub fn note(&self, watched: Watched) {
        self.triggers.borrow_mut().entry(watched).or_default().track();
    }

    /// These records look different now.
    pub fn changed(&self, keys: &[Key], others: &[Watched]) {
        for trigger in self.take(keys, others) {
            trigger.notify();
        }
    }

    /// Everything may look different now.
    pub fn all_changed(&self) {
        let all = std::mem::take(&mut *self.triggers.borrow_mut());
        for trigger in all.into_values() {
            trigger.notify();
        }
    }

    /// A trigger that fires is taken off the list: whoever still cares notes it again on the next run. They are fired
    /// by the caller, after the list is free, because readers may run at once.
    fn take(&self, keys: &[Key], others: &[Watched]) -> Vec<ArcTrigger> {
        let mut triggers = self.triggers.borrow_mut();
        if triggers.len() > MOST {
            return std::mem::take(&mut *triggers).into_values().collect();
        }
        let kinds = Kind::ALL.iter().filter(|kind| keys.iter().any(|key| key.kind == **kind));
        let records = keys.iter().cloned().map(Watched::Record);
        records
            .chain(kinds.copied().map(Watched::Kind))
            .chain(others.iter().cloned())
            .filter_map(|watched| triggers.remove(&watched))
            .collect()
    }
}
