//! What this browser tab knows: the replica, the order index, the ledger, and the signals that screens follow. One per
//! tab, on its only thread.

use crate::books::Books;
use crate::change::Change;
use crate::device::clock;
use crate::index::OrderIndex;
use crate::ledger::{Ledger, Slip};
use crate::person::{Person, Session};
use crate::status::Facts;
use crate::storage::cache::Cache;
use crate::storage::outbox::Outbox;
use crate::watch::{Watched, Watchers};
use leptos::prelude::*;
use rustc_hash::FxHashMap;
use shared::base::{ClientId, OrderId};
use shared::engine::codec::Entry;
use shared::engine::{Command, Key, Kind, Recorded};
use shared::orders::{Order, OrderRow};
use shared::sync::footing::Footing;
use shared::sync::replica::Replica;
use shared::sync::rows::RowSegment;
use std::cell::{Cell, RefCell};
use std::sync::Arc;

thread_local! {
    static TAB: Tab = Tab::default();
}

/// How far the first filling of this device has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filling {
    pub records: usize,
    /// As many as the office has announced.
    pub of: usize,
}

#[derive(Default)]
pub(crate) struct Tab {
    pub replica: RefCell<Replica>,
    pub orders: RefCell<OrderIndex>,
    /// Rows that were made for the disk and are not in the index yet, so that no order is read twice.
    fresh_rows: RefCell<FxHashMap<OrderId, (u64, OrderRow)>>,
    pub ledger: RefCell<Ledger>,
    pub watchers: Watchers,
    pub person: RefCell<Option<Person>>,
    /// How far this tab's copy of the books goes.
    pub footing: RefCell<Footing>,
    /// Something of the cache is being read for these books.
    pub reading: Cell<bool>,
    /// The books of whoever works here are open.
    pub ready: Cell<bool>,
    /// Rows are being compared with their orders: some may be of another state.
    pub mending: Cell<bool>,
    /// The disk has chunks without rows: it is to be written anew.
    pub lacks_rows: Cell<bool>,
    /// What this device has handed in because it cannot send it, and when it may be handed in again.
    pub handed_in: RefCell<Vec<(ClientId, u64, i64)>>,
    pub outbox: Outbox,
    pub cache: Cache,
    /// Counts the times the books were exchanged for other ones; work that began before is void.
    pub generation: Cell<u64>,
    /// Commands from here up to there are on their way right now.
    pub sending: Cell<(u64, u64)>,
    pub session: Shown<Session>,
    pub facts: Shown<Facts>,
    /// The browser has cleared this device; so many changes were not sent when they were last seen.
    pub missed: Shown<Option<usize>>,
}

/// A signal that outlives every screen.
pub(crate) struct Shown<T>(ArcRwSignal<T>);

impl<T: Default + Send + Sync + 'static> Default for Shown<T> {
    fn default() -> Self {
        Shown(ArcRwSignal::new(T::default()))
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Shown<T> {
    /// Screens run again only when it is another value.
    pub fn set(&self, value: T) {
        if self.0.get_untracked() != value {
            self.0.set(value);
        }
    }

    pub fn change(&self, change: impl FnOnce(&mut T)) {
        let mut value = self.0.get_untracked();
        change(&mut value);
        self.set(value);
    }

    pub fn get(&self) -> T {
        self.0.get_untracked()
    }

    pub fn signal(&self) -> ArcRwSignal<T> {
        self.0.clone()
    }
}

/// The tab of this thread.
pub(crate) fn here<T>(look: impl FnOnce(&Tab) -> T) -> T {
    TAB.with(look)
}

impl Tab {
    /// Runs a query; with `follow`, the reactive computation that is running depends on what it reads.
    pub fn query<T>(&self, follow: bool, query: impl FnOnce(&Books<'_>) -> T) -> T {
        let replica = self.replica.borrow();
        let orders = self.orders.borrow();
        query(&Books::new(&replica, &orders, follow.then_some(&self.watchers)))
    }

    /// These records look different now: rows are made anew and those who look at them run again.
    pub fn changed(&self, keys: &[Key]) {
        let mut orders_changed = false;
        for key in keys.iter().filter(|key| key.kind == Kind::Order) {
            orders_changed = true;
            self.index_order(key);
        }
        self.watchers.changed(keys, if orders_changed { &[Watched::Orders] } else { &[] });
        #[cfg(feature = "bench")]
        crate::contest::replicate::changed(self, keys);
    }

    pub fn index_order(&self, key: &Key) {
        let Ok(id) = key.id.parse::<OrderId>() else { return };
        let replica = self.replica.borrow();
        let version = if replica.is_unsent(key) { None } else { replica.version(key) };
        let fresh = self.fresh_rows.borrow_mut().remove(&id);
        let row = match fresh {
            Some((made_of, row)) if version == Some(made_of) => Some(row),
            // Somebody only looks at it: it is on no list.
            _ if !replica.holds(key) => None,
            _ => replica.look(key).as_ref().and_then(Order::unwrap).map(|order| OrderRow::of(order)),
        };
        let mut orders = self.orders.borrow_mut();
        match row {
            Some(row) => orders.put(row, version),
            None => orders.remove(id),
        }
    }

    /// Whether an order has its row, made of the order as it is now. Of what is unsent nobody knows: its row has no version.
    fn has_row(&self, key: &Key) -> bool {
        let replica = self.replica.borrow();
        let version = if replica.is_unsent(key) { None } else { replica.version(key) };
        let (Some(version), Ok(id)) = (version, key.id.parse()) else { return false };
        self.orders.borrow().has_row_at(id, version)
    }

    /// Looks at the orders behind this one, so many at a time. Answers with the last that was looked at, and those that have not
    /// their row.
    pub fn wrong_rows(&self, behind: &str, at_most: usize) -> (Option<String>, Vec<Key>) {
        let replica = self.replica.borrow();
        let mut wrong = Vec::new();
        let mut last = None;
        for id in replica.ids_behind(Kind::Order, behind).take(at_most) {
            let key = Order::key_of(id);
            if !self.has_row(&key) {
                wrong.push(key);
            }
            last = Some(id);
        }
        (last.map(str::to_owned), wrong)
    }

    /// Makes the rows of these orders anew. While lists are whole, those who look at them run again.
    pub fn index_orders(&self, keys: &[Key]) {
        keys.iter().for_each(|key| self.index_order(key));
        if self.orders.borrow().is_complete() {
            self.watchers.changed(keys, &[Watched::Orders]);
        }
    }

    /// Takes those of these rows off the lists whose orders are not here.
    pub fn take_off_strangers(&self, ids: &[OrderId]) {
        let is_stranger = |key: &Key| !self.replica.borrow().holds(key);
        let strangers: Vec<Key> = ids.iter().map(Order::key_of).filter(is_stranger).collect();
        if !strangers.is_empty() {
            self.index_orders(&strangers);
        }
    }

    /// What is kept on the disk beside a chunk of these records. Rows that are known are not made anew.
    pub fn rows_of(&self, entries: &[Entry]) -> Vec<u8> {
        let orders = self.orders.borrow();
        let known =
            |key: &Key, version: u64| orders.row_at(key.id.parse().ok()?, version).map(|row| OrderRow::clone(&row));
        let segment = RowSegment::of(entries, known);
        let mut fresh = self.fresh_rows.borrow_mut();
        for (version, row) in &segment.rows {
            if orders.row_at(row.id, *version).is_none() {
                fresh.insert(row.id, (*version, row.clone()));
            }
        }
        // Without it the next opening makes the rows itself.
        segment.to_bytes().unwrap_or_default()
    }

    /// What was made and never came into the index, because it could not be kept.
    pub fn forget_fresh_rows(&self) {
        *self.fresh_rows.borrow_mut() = FxHashMap::default();
    }

    /// Lays something into the copy of the books.
    pub fn lay<T>(&self, work: impl FnOnce(&mut Replica, &mut Footing) -> T) -> T {
        let (result, has_books) = {
            let mut footing = self.footing.borrow_mut();
            let result = work(&mut self.replica.borrow_mut(), &mut footing);
            (result, footing.head.as_ref().is_some_and(|head| !head.since.is_empty()))
        };
        self.facts.change(|facts| facts.has_books = has_books);
        result
    }

    /// The ledger changed: the headline and the Sync page follow.
    pub fn ledger_changed(&self) {
        let (waiting, needs_you, oldest_waiting) = {
            let ledger = self.ledger.borrow();
            (ledger.waiting(), ledger.needs_you(), ledger.oldest_waiting())
        };
        self.facts.change(|facts| *facts = Facts { waiting, needs_you, oldest_waiting, ..*facts });
        self.watchers.changed(&[], &[Watched::Unsent]);
    }

    /// The office answered, or could not be reached.
    pub fn contact(&self, reached: bool) {
        self.facts.change(|facts| {
            facts.unreachable = !reached;
            facts.tried = Some(clock::now());
            if reached {
                facts.contact = Some(clock::now());
            }
        });
        self.session.change(|session| {
            if let Session::SignedIn { offline, .. } = session {
                *offline = !reached;
            }
        });
    }

    /// Changes for the Sync page: those that need a person, then those that wait (at most `most`), then the latest done.
    pub fn changes(&self, most: usize) -> Vec<Change> {
        self.watchers.note(Watched::Unsent);
        use shared::sync::outbox::Standing::{Done, NeedsYou, Settled, Waiting};
        let ledger = self.ledger.borrow();
        let of = |standing| ledger.iter().filter(move |(_, slip)| slip.standing == standing);
        let done = ledger.iter().rev().filter(|(_, slip)| matches!(slip.standing, Done | Settled));
        of(NeedsYou)
            .chain(of(Waiting).take(most))
            .chain(done.take(most))
            .map(|(seq, slip)| self.show(seq, slip))
            .collect()
    }

    /// The command under `seq`, as long as the replica still has to replay it.
    pub fn pending_command(&self, seq: u64) -> Option<Arc<Command>> {
        let replica = self.replica.borrow();
        let pending = replica.pending();
        let at = pending.binary_search_by_key(&seq, |pending| pending.seq).ok()?;
        pending.get(at).map(|pending| Arc::new(pending.envelope.command.clone()))
    }

    fn show(&self, seq: u64, slip: &Slip) -> Change {
        let (from, to) = self.sending.get();
        Change {
            seq,
            op: slip.op,
            name: slip.name.clone(),
            command: slip.command.clone().or_else(|| self.pending_command(seq)),
            occurred_at: slip.occurred_at,
            by: slip.by.clone(),
            state: slip.state((from..=to).contains(&seq)),
            keys: slip.keys.clone(),
        }
    }
}
