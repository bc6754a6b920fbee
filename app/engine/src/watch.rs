//! Who looks at what: one trigger per record or kind that somebody has read, so that only the queries that touch a
//! changed record run again.

use leptos::prelude::*;
use leptos::reactive::traits::{Notify, Track};
use rustc_hash::{FxHashMap, FxHashSet};
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
pub struct Watchers(RefCell<Triggers>);

#[derive(Debug, Default)]
struct Triggers {
    /// Apart from the others: a filling asks for thousands of records that nobody looks at.
    records: FxHashMap<Key, ArcTrigger>,
    others: FxHashMap<Watched, ArcTrigger>,
}

impl Watchers {
    /// The query that is running depends on `watched`.
    pub fn note(&self, watched: Watched) {
        let mut triggers = self.0.borrow_mut();
        match watched {
            Watched::Record(key) => triggers.records.entry(key).or_default().track(),
            watched => triggers.others.entry(watched).or_default().track(),
        }
    }

    /// These records look different now.
    pub fn changed(&self, keys: &[Key], others: &[Watched]) {
        let fired = self.0.borrow_mut().take(keys, others);
        for trigger in fired {
            trigger.notify();
        }
    }

    /// Everything may look different now.
    pub fn all_changed(&self) {
        let all = std::mem::take(&mut *self.0.borrow_mut());
        for trigger in all.into_all() {
            trigger.notify();
        }
    }
}

impl Triggers {
    /// A trigger that fires is taken off the list: whoever still cares notes it again on the next run. They are fired
    /// by the caller, after the list is free, because readers may run at once.
    fn take(&mut self, keys: &[Key], others: &[Watched]) -> Vec<ArcTrigger> {
        if self.records.len() > MOST {
            return std::mem::take(self).into_all().collect();
        }
        let kinds: FxHashSet<Kind> = keys.iter().map(|key| key.kind).collect();
        let mut fired: Vec<ArcTrigger> = keys.iter().filter_map(|key| self.records.remove(key)).collect();
        let others = kinds.into_iter().map(Watched::Kind).chain(others.iter().cloned());
        fired.extend(others.filter_map(|watched| self.others.remove(&watched)));
        fired
    }

    fn into_all(self) -> impl Iterator<Item = ArcTrigger> {
        self.records.into_values().chain(self.others.into_values())
    }
}
