//! The device's copy: replaying only what is touched gives the same as replaying everything.

use super::harness::*;
use super::random::{Seed, seed, shop};
use proptest::prelude::*;
use shared::engine::codec::Entry;
use shared::engine::tx::Found;
use shared::engine::{
    Command, Ctx, Envelope, Key, Kind, Outcome, Record, Refusal, Scope, Site, Source, execute_loaded,
};
use shared::people::Role;
use shared::sync::{Patch, Replica};
use std::collections::{BTreeMap, BTreeSet};

/// The office: books, a version for each record, and what was written since somebody last asked.
struct Office {
    books: Books,
    version: u64,
    news: BTreeMap<Key, Option<Record>>,
}

impl Office {
    fn take(&mut self, command: &Command, ctx: &Ctx) {
        let ran = self.books.run(command, &Ctx { site: Site::Office, ..ctx.clone() });
        self.news.extend(ran.writes);
    }

    fn patch(&mut self) -> Patch {
        self.version += 1;
        let news = std::mem::take(&mut self.news);
        let sent = news.iter().filter(|(key, _)| Scope::of(key).is_some());
        Patch {
            entries: sent.map(|(key, record)| Entry::new(key, self.version, record.as_ref()).unwrap()).collect(),
            dropped: Vec::new(),
        }
    }
}

/// The simplest device: everything confirmed, everything pending, and a full replay whenever somebody looks.
#[derive(Default)]
struct Plain {
    confirmed: BTreeMap<Key, Record>,
    pending: Vec<(u64, Command, Ctx)>,
}

struct Seen {
    records: BTreeMap<Key, Record>,
    unsent: BTreeSet<Key>,
    forecasts: Vec<(u64, Result<Outcome, Refusal>)>,
}

impl Source for Seen {
    fn read(&self, key: &Key) -> Found {
        self.records.get(key).map_or(Found::Absent, |record| Found::Here(record.clone()))
    }
}

impl Plain {
    fn seen(&self) -> Seen {
        let mut seen = Seen { records: self.confirmed.clone(), unsent: BTreeSet::new(), forecasts: Vec::new() };
        for (seq, command, ctx) in &self.pending {
            let ran = execute_loaded(command, ctx, &seen);
            for (key, record) in ran.writes {
                match record {
                    Some(record) => seen.records.insert(key.clone(), record),
                    None => seen.records.remove(&key),
                };
                seen.unsent.insert(key);
            }
            seen.forecasts.push((*seq, ran.answer));
        }
        seen
    }

    fn apply(&mut self, patch: &Patch, last_seq: u64) {
        for entry in &patch.entries {
            let key = entry.key().unwrap();
            match &entry.body {
                Some(body) => self.confirmed.insert(key.clone(), Record::from_bytes(key.kind, body).unwrap()),
                None => self.confirmed.remove(&key),
            };
        }
        self.pending.retain(|(seq, ..)| *seq > last_seq);
    }
}

fn compare(replica: &Replica, plain: &Plain) {
    let seen = plain.seen();
    for kind in Kind::ALL {
        let ids: Vec<&str> = replica.ids(*kind).collect();
        let expected: Vec<&str> =
            seen.records.keys().filter(|key| key.kind == *kind).map(|key| key.id.as_str()).collect();
        assert_eq!(ids, expected, "the list of {}", kind.name());
        assert_eq!(replica.count(*kind), expected.len());
    }
    for key in seen.records.keys().chain(&seen.unsent) {
        assert_eq!(replica.look(key).as_ref(), seen.records.get(key), "{key}");
        assert_eq!(replica.is_unsent(key), seen.unsent.contains(key), "unsent mark of {key}");
    }
    let forecasts: Vec<_> = replica.pending().iter().map(|pending| (pending.seq, pending.forecast.clone())).collect();
    assert_eq!(forecasts, seen.forecasts);
}

/// What happens to a device next.
#[derive(Debug, Clone)]
enum Step {
    /// Somebody works on it.
    Act(Seed),
    /// Two tabs: the second command reaches the copy first.
    Swapped(Seed, Seed),
    /// Somebody works elsewhere.
    Elsewhere(Seed),
    /// The office takes so many of the pending commands.
    Push(u8),
    Pull,
    /// The office has refused one of them.
    Withdraw(u8),
    /// A scope may no longer be held.
    Forget(u8),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => seed().prop_map(Step::Act),
        1 => (seed(), seed()).prop_map(|(one, other)| Step::Swapped(one, other)),
        4 => seed().prop_map(Step::Elsewhere),
        2 => (0u8..5).prop_map(Step::Push),
        4 => Just(Step::Pull),
        1 => any::<u8>().prop_map(Step::Withdraw),
        1 => (0u8..10).prop_map(Step::Forget),
    ]
}

struct Device {
    replica: Replica,
    plain: Plain,
    clock: Books,
    next_seq: u64,
    answered: u64,
}

impl Device {
    fn new(office: &mut Office) -> Device {
        office.news = office.books.records.iter().map(|(key, record)| (key.clone(), Some(record.clone()))).collect();
        let first = office.patch();
        let mut device = Device {
            replica: Replica::default(),
            plain: Plain::default(),
            clock: Books { now: 5_000_000, ..Books::default() },
            next_seq: 1,
            answered: 0,
        };
        device.replica.apply(&first, 0);
        device.plain.apply(&first, 0);
        device
    }

    fn stamped(&mut self, seed: Seed) -> (u64, Command, Ctx) {
        let seq = self.next_seq;
        self.next_seq += 1;
        let ctx = Ctx { op: op(1_000_000 + seq), site: Site::Device, ..self.clock.ctx(seed.role(), None) };
        (seq, seed.command(), ctx)
    }

    fn enqueue(&mut self, (seq, command, ctx): (u64, Command, Ctx)) {
        let envelope = Envelope { op: ctx.op, occurred_at: ctx.occurred_at, command: command.clone() };
        self.replica.enqueue(seq, envelope.clone(), ctx.clone());
        let again = self.replica.enqueue(seq, envelope, ctx.clone());
        assert!(again.changed.is_empty(), "the same entry of the outbox twice is one command");
        let place = self.plain.pending.partition_point(|(other, ..)| *other < seq);
        self.plain.pending.insert(place, (seq, command, ctx));
    }

    fn step(&mut self, step: Step, office: &mut Office) {
        match step {
            Step::Act(seed) => {
                let stamped = self.stamped(seed);
                self.enqueue(stamped);
            }
            Step::Swapped(one, other) => {
                let (one, other) = (self.stamped(one), self.stamped(other));
                self.enqueue(other);
                self.enqueue(one);
            }
            Step::Elsewhere(seed) => {
                let ctx = office.books.ctx(seed.role(), None);
                office.take(&seed.command(), &ctx);
            }
            Step::Push(n) => {
                let answered = self.answered;
                for (seq, command, ctx) in
                    self.plain.pending.iter().filter(|(seq, ..)| *seq > answered).take(usize::from(n))
                {
                    office.take(command, ctx);
                    self.answered = *seq;
                }
            }
            Step::Pull => {
                let patch = office.patch();
                self.replica.apply(&patch, self.answered);
                self.plain.apply(&patch, self.answered);
            }
            Step::Withdraw(n) => {
                let of = self.plain.pending.len();
                if let Some(seq) = self.plain.pending.get(usize::from(n) % of.max(1)).map(|(seq, ..)| *seq) {
                    self.replica.withdraw(&[seq]);
                    self.plain.pending.retain(|(other, ..)| *other != seq);
                }
            }
            Step::Forget(n) => {
                let scope = Scope::ALL[usize::from(n) % Scope::ALL.len()];
                let patch = Patch { entries: Vec::new(), dropped: vec![scope] };
                self.replica.apply(&patch, 0);
                self.plain.confirmed.retain(|key, _| Scope::of(key) != Some(scope));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn replaying_what_is_touched_equals_replaying_everything(steps in proptest::collection::vec(step(), 1..45)) {
        let mut office = Office { books: shop(), version: 0, news: BTreeMap::new() };
        let mut device = Device::new(&mut office);
        for step in steps {
            device.step(step, &mut office);
            compare(&device.replica, &device.plain);
        }
        device.replica.clear_confirmed();
        device.plain.confirmed.clear();
        compare(&device.replica, &device.plain);
    }
}

#[test]
fn what_changed_is_told() {
    let mut office = Office { books: shop(), version: 0, news: BTreeMap::new() };
    let mut device = Device::new(&mut office);
    let ctx = Ctx { site: Site::Device, ..device.clock.ctx(Role::Owner, None) };
    let command: Command = place(1, &[("MUG", 1)]).into();
    let envelope = Envelope { op: ctx.op, occurred_at: ctx.occurred_at, command: command.clone() };
    let order = Key { kind: Kind::Order, id: order_id(1).to_string() };
    assert_eq!(device.replica.enqueue(1, envelope, ctx.clone()).changed, vec![order.clone()]);
    assert!(device.replica.is_unsent(&order));
    office.take(&command, &ctx);
    let patch = office.patch();
    assert_eq!(device.replica.apply(&patch, 1), vec![order.clone()], "now it has its number");
    assert!(!device.replica.is_unsent(&order));
    assert_eq!(device.replica.apply(&patch, 1), vec![], "the same patch twice changes nothing");
}
