//! The office in memory: the real plan of a batch, the real answers, on books that are a map. What the server does with
//! PostgreSQL is done here step by step, so that it can die between any two of them.

use crate::harness::actor;
use crate::random;
use shared::base::{ClientId, Moment, OpId, OrderId, TenantId};
use shared::engine::codec::{Entry, SCHEMA};
use shared::engine::{Actor, Command, Envelope, Key, Kind, Record, Recorded, Scope};
use shared::orders::Order;
use shared::people::Role;
use shared::shipping::Shipment;
use shared::sync::fault::{self, Fault};
use shared::sync::office::answer::{Answering, Sealed, Segments, Standing, effective, sort_out};
use shared::sync::office::archive::belongings;
use shared::sync::office::batch::Done;
use shared::sync::office::seal::{Bounds, Place, Sealing, is_worn};
use shared::sync::office::{Batch, Bundle, Caller, Content, Incoming, Reply};
use shared::sync::protocol::{Answer, Pull, PullReply, segment_hash, version_of};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Small, so that small books have many segments.
const BOUNDS: Bounds = Bounds { records: 4, many: 7 };

pub const TENANT: TenantId = TenantId(uuid::Uuid::from_u128(1));

#[derive(Debug, Clone)]
pub struct Row {
    pub version: u64,
    /// None: it is gone.
    pub record: Option<Record>,
    /// The order under which it was filed: devices do not hold it.
    pub archived_under: Option<OrderId>,
}

impl Row {
    /// As devices see it.
    fn shown(&self) -> Option<&Record> {
        self.record.as_ref().filter(|_| self.archived_under.is_none())
    }
}

/// A line of the log.
#[derive(Debug, Clone)]
pub struct Logged {
    pub answer: Answer,
    pub client: Option<ClientId>,
    pub seq: u64,
    pub version: u64,
    /// None: it could not be read.
    pub command: Option<Command>,
    pub occurred_at: Moment,
}

/// Everything that the database holds.
#[derive(Debug, Clone, Default)]
pub struct Books {
    pub epoch: u64,
    pub version: u64,
    pub records: BTreeMap<Key, Row>,
    /// For each record the versions that changed it, and whether it was there afterwards.
    pub past: BTreeMap<Key, Vec<(u64, bool)>>,
    pub log: BTreeMap<OpId, Logged>,
    pub clients: BTreeMap<ClientId, u64>,
    segments: BTreeMap<Scope, Vec<Segment>>,
    /// Where the books stood when the segments of a scope were begun.
    begun: BTreeMap<Scope, u64>,
}

/// A segment and its bytes.
type Segment = (Sealed, Rc<[u8]>);

/// Where the office dies while it writes a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Death {
    Never,
    BeforeCommit,
    AfterCommit,
}

#[derive(Debug)]
pub struct Office {
    pub books: Rc<Books>,
    pub backup: Option<Rc<Books>>,
    epochs: u64,
}

impl Office {
    pub fn open() -> Office {
        let mut books = Books { epoch: 1, version: 1, ..Books::default() };
        for (key, record) in random::shop().records {
            books.past.insert(key.clone(), vec![(1, true)]);
            books.records.insert(key, Row { version: 1, record: Some(record), archived_under: None });
        }
        Office { books: Rc::new(books), backup: None, epochs: 1 }
    }

    /// One transaction. None: it died before it could answer.
    pub fn perform(&mut self, bundles: &[Bundle], now: Moment, death: Death) -> Option<Vec<Reply>> {
        let books = &self.books;
        let known = Batch::ops(bundles).into_iter().filter_map(|op| Some((op, books.log.get(&op)?.answer.clone())));
        let seqs = Batch::clients(bundles).into_iter().filter_map(|id| Some((id, *books.clients.get(&id)?)));
        let mut batch = Batch::new(bundles, books.version, known.collect(), seqs.collect(), now);
        loop {
            let missing = batch.run();
            if missing.is_empty() {
                break;
            }
            let found = missing.iter().filter_map(|key| Some((key.clone(), books.records.get(key)?.record.clone()?)));
            let found: Vec<(Key, Record)> = found.collect();
            batch.take_loaded(missing, found);
        }
        let done = batch.finish();
        if fault::on(Fault::AnswersFirst) && death == Death::BeforeCommit {
            return Some(done.committed());
        }
        if death == Death::BeforeCommit {
            return None;
        }
        Rc::make_mut(&mut self.books).commit(&done, now);
        (death == Death::Never).then(|| done.committed())
    }

    /// A command of the office's own, such as an order that comes in.
    pub fn act(&mut self, command: Command, op: OpId, now: Moment, role: Role) {
        let caller = Caller::server(TENANT, if role == Role::Office { Actor::office() } else { actor(role) });
        let commands = vec![Incoming::ours(Envelope { op, occurred_at: now, command })];
        self.perform(&[Bundle { caller, commands }], now, Death::Never);
    }

    /// Seals what a pull will need, in transactions of their own, before its snapshot.
    pub fn prepare(&mut self, pull: &Pull, granted: &[Scope]) {
        for (scope, since) in sort_out(pull, granted).0 {
            let since = effective(since, &pull.epoch, (&self.books.epoch.to_string(), self.books.version));
            if self.books.many_changed(scope, since) {
                Rc::make_mut(&mut self.books).seal(scope);
            }
        }
    }

    /// Some order leaves the devices.
    pub fn archive(&mut self, pick: usize) {
        let orders: Vec<Order> =
            self.books.at_hand(Kind::Order).filter_map(Order::unwrap).map(|it| (**it).clone()).collect();
        if let Some(order) = orders.get(pick % orders.len().max(1)) {
            Rc::make_mut(&mut self.books).archive(order);
        }
    }

    pub fn take_backup(&mut self) {
        self.backup = Some(self.books.clone());
    }

    /// The books are put back; the command line tells everybody by another epoch.
    pub fn restore(&mut self) -> bool {
        let Some(backup) = self.backup.take() else { return false };
        self.epochs += 1;
        let mut books = Rc::unwrap_or_clone(backup);
        books.epoch = self.epochs;
        books.version += 1;
        books.segments.clear();
        self.books = Rc::new(books);
        true
    }
}

impl Books {
    fn commit(&mut self, done: &Done<'_>, now: Moment) {
        for line in &done.lines {
            let command = match &line.incoming.content {
                Content::Command(command) => Some(Command::clone(command)),
                Content::Unreadable(_) => None,
            };
            let logged = Logged {
                answer: line.answer.clone(),
                client: line.caller.client,
                seq: line.incoming.seq,
                version: done.version,
                command,
                occurred_at: line.incoming.occurred_at.max(Moment(0)).min(now),
            };
            let before = self.log.insert(line.incoming.op, logged);
            assert!(before.is_none(), "{} has its effect twice", line.incoming.name());
        }
        for (key, record) in &done.writes {
            self.past.entry(key.clone()).or_default().push((done.version, record.is_some()));
            let archived_under = self.records.get(key).and_then(|row| row.archived_under);
            self.records.insert(key.clone(), Row { version: done.version, record: record.clone(), archived_under });
        }
        self.bring_back(done.writes.keys().cloned().collect(), done.version);
        for (client, seq) in &done.last_seqs {
            self.clients.insert(*client, *seq);
        }
        self.version = done.version;
    }

    /// What was changed brings back everything that was filed with it.
    fn bring_back(&mut self, changed: Vec<Key>, version: u64) {
        let orders: BTreeSet<OrderId> =
            changed.iter().filter_map(|key| self.records.get(key)?.archived_under).collect();
        for (key, row) in &mut self.records {
            if row.archived_under.is_some_and(|order| orders.contains(&order)) {
                row.archived_under = None;
                row.version = version;
                self.past.entry(key.clone()).or_default().push((version, row.record.is_some()));
            }
        }
    }

    /// Files an order with everything that belongs to it, whether it is over or not: what devices are told does not
    /// depend on it.
    fn archive(&mut self, order: &Order) {
        let shipments = order.shipments.iter().filter_map(|id| self.records.get(&Shipment::key_of(id))?.record.clone());
        let shipments: Vec<Record> = shipments.collect();
        let shipments: Vec<&Shipment> = shipments.iter().filter_map(Shipment::unwrap).map(AsRef::as_ref).collect();
        self.version += 1;
        for key in belongings(order, &shipments).into_iter().chain([order.key()]) {
            if let Some(row) = self.records.get_mut(&key).filter(|row| row.archived_under.is_none()) {
                row.archived_under = Some(order.id);
                row.version = self.version;
                self.past.entry(key).or_default().push((self.version, false));
            }
        }
    }

    /// Rows that changed after a version. Who has nothing need not hear of what was filed.
    fn rows(&self, scope: Scope, after: u64) -> impl Iterator<Item = (&Key, &Row)> {
        self.records.iter().filter(move |(key, row)| {
            let is_told = after > 0 || row.archived_under.is_none();
            row.version > after && is_told && Scope::of(key) == Some(scope)
        })
    }

    /// What was filed before segments were begun is in none of them, not even as gone.
    fn filed(&self, scope: Scope, after: u64, upto: u64) -> impl Iterator<Item = (&Key, &Row)> {
        self.rows(scope, after).filter(move |(_, row)| row.archived_under.is_some() && row.version <= upto)
    }

    fn many_changed(&self, scope: Scope, after: u64) -> bool {
        self.rows(scope, after).nth(BOUNDS.many).is_some()
    }

    fn sorted(&self, scope: Scope, after: u64) -> Vec<(Place, Entry)> {
        let mut rows: Vec<(Place, Entry)> = self
            .rows(scope, after)
            .map(|(key, row)| {
                let entry = Entry::new(key, row.version, row.shown()).unwrap();
                ((row.version, key.kind.name().to_owned(), key.id.clone()), entry)
            })
            .collect();
        rows.sort_by(|(one, _), (other, _)| one.cmp(other));
        rows
    }

    fn seal(&mut self, scope: Scope) {
        let lives = self.rows(scope, 0).count();
        let kept = self.segments.entry(scope).or_default();
        if is_worn(kept.iter().map(|(sealed, _)| sealed.records as usize).sum(), lives, BOUNDS) {
            kept.clear();
        }
        if kept.is_empty() {
            self.begun.insert(scope, self.version);
        }
        let begun = self.begun.get(&scope).copied().unwrap_or(0);
        let mut sealing = Sealing::after(kept.last().map(|(sealed, _)| sealed), begun);
        if !self.many_changed(scope, sealing.begins_after()) {
            return;
        }
        let mut rows = self.sorted(scope, sealing.begins_after());
        rows.retain(|(place, _)| place > sealing.behind());
        let mut kept = Vec::new();
        let mut pages = rows.chunks(BOUNDS.records).peekable();
        while let Some(page) = pages.next() {
            let newest = page.last().unwrap().0.clone();
            let ends_inside = pages.peek().is_some_and(|next| next[0].0.0 == newest.0);
            let last_version = newest.0;
            let upto = sealing.take(newest, ends_inside);
            let entries: Vec<Entry> = page.iter().map(|(_, entry)| entry.clone()).collect();
            let bytes = shared::engine::codec::encode_segment(&entries).unwrap();
            let hash = segment_hash(&bytes);
            let sealed = Sealed { hash, last_version, upto, records: page.len() as u32, bytes: bytes.len() as u32 };
            kept.push((sealed, bytes.into()));
        }
        self.segments.entry(scope).or_default().extend(kept);
    }

    /// The answer to a pull, all from these books, unless the office makes a mistake.
    pub fn answer(&self, pull: &Pull, granted: &[Scope], later: &Books) -> PullReply {
        let of = if fault::on(Fault::TornSnapshot) && later.epoch == self.epoch { later } else { self };
        let (version, last_seq) = (of.version, of.last_seq(pull.client));
        assert_eq!(pull.schema, SCHEMA);
        let (asked, dropped) = sort_out(pull, granted);
        let standing = Standing { epoch: self.epoch.to_string(), version, last_seq };
        let mut answering = Answering::new(standing, dropped);
        for (scope, since) in asked {
            let mut after = effective(since, &pull.epoch, (&self.epoch.to_string(), self.version));
            if self.many_changed(scope, after) {
                let sealed = self.segments.get(&scope).into_iter().flatten().map(|(sealed, _)| sealed.clone());
                let segments = Segments { sealed: sealed.collect(), begun: self.begun(scope) };
                let rest = answering.take_segments(scope, after, version_of(&pull.begun, scope), segments);
                if let Some((from, upto)) = rest.filed {
                    let gone = self.filed(scope, from, upto);
                    answering.add(gone.map(|(key, row)| Entry::new(key, row.version, None).unwrap()));
                }
                after = rest.after;
            }
            answering.add(self.sorted(scope, after).into_iter().map(|(_, entry)| entry));
        }
        answering.reply().unwrap()
    }

    pub fn segment(&self, hash: &str) -> Option<Vec<u8>> {
        let all = self.segments.values().flatten();
        all.clone().find(|(sealed, _)| sealed.hash == hash).map(|(_, bytes)| bytes.to_vec())
    }

    pub fn last_seq(&self, client: ClientId) -> u64 {
        self.clients.get(&client).copied().unwrap_or(0)
    }

    /// The version that a record had when the books stood at `version`; none if it was not there.
    pub fn version_at(&self, key: &Key, version: u64) -> Option<u64> {
        let past = self.past.get(key)?;
        past.iter().rev().find(|(at, _)| *at <= version).filter(|(_, lives)| *lives).map(|(at, _)| *at)
    }

    pub fn begun(&self, scope: Scope) -> u64 {
        self.begun.get(&scope).copied().unwrap_or(0)
    }

    /// What devices hold of a kind.
    pub fn at_hand(&self, kind: Kind) -> impl Iterator<Item = &Record> {
        let rows = self.records.range(Key { kind, id: String::new() }..);
        rows.take_while(move |(key, _)| key.kind == kind).filter_map(|(_, row)| row.shown())
    }

    pub fn all(&self, kind: Kind) -> impl Iterator<Item = &Record> {
        let rows = self.records.range(Key { kind, id: String::new() }..);
        rows.take_while(move |(key, _)| key.kind == kind).filter_map(|(_, row)| row.record.as_ref())
    }
}
