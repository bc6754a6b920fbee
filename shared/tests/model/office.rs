//! The office in memory: the real plan of a batch, the real answers, on books that are a map. What the server does with
//! PostgreSQL is done here step by step, so that it can die between any two of them.

use crate::harness::actor;
use crate::random;
use shared::base::{ClientId, Moment, OpId, OrderId, TenantId};
use shared::engine::codec::{Entry, SCHEMA};
use shared::engine::{Actor, Command, Envelope, Key, Kind, Record, Recorded, Scope};
use shared::orders::Order;
use shared::people::{Role, Sight};
use shared::shipping::Shipment;
use shared::sync::fault::{self, Fault};
use shared::sync::office::answer::{Answering, Sealed, Segments, Standing, effective, sort_out};
use shared::sync::office::archive::belongings;
use shared::sync::office::batch::Done;
use shared::sync::office::seal::{Bounds, Place, Sealing, is_worn};
use shared::sync::office::share::{self, Share, is_on_floor};
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
    /// As devices of this share see it.
    fn shown(&self, share: Share) -> Option<Record> {
        share.show(self.record.as_ref().filter(|_| self.archived_under.is_none())?)
    }

    fn may_be_sealed(&self, share: Share) -> bool {
        self.record.as_ref().is_none_or(|record| share.may_seal(record))
    }

    /// Whether whoever has nothing yet is told of it, and whether those are who know more.
    fn is_told(&self, share: Share, key: &Key, knows_nothing: bool) -> bool {
        let on_floor = if share.is_cut() { is_on_floor(key, self.record.as_ref()) } else { Some(true) };
        on_floor.is_some_and(|is_there| !knows_nothing || is_there && self.archived_under.is_none())
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
    /// For each record the versions that changed it, and who saw it afterwards.
    pub past: BTreeMap<Key, Vec<(u64, Vec<Sight>)>>,
    pub log: BTreeMap<OpId, Logged>,
    pub clients: BTreeMap<ClientId, u64>,
    segments: BTreeMap<Share, Vec<Segment>>,
    /// Where the books stood when the segments of a share were begun.
    begun: BTreeMap<Share, u64>,
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
            books.records.insert(key.clone(), Row { version: 1, record: Some(record), archived_under: None });
            books.remember(key);
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
    pub fn prepare(&mut self, pull: &Pull, role: Role) {
        for (scope, since) in sort_out(pull, &Scope::granted(role)).0 {
            let share = Share::new(scope, role.sight());
            let since = effective(since, &pull.epoch, (&self.books.epoch_of(role), self.books.version));
            if self.books.many_changed(share, since) {
                Rc::make_mut(&mut self.books).seal(share);
            }
        }
    }

    /// Some order leaves the devices.
    pub fn archive(&mut self, pick: usize) {
        let orders: Vec<Order> = self
            .books
            .at_hand(Kind::Order, Sight::Whole)
            .filter_map(|it| Some((**Order::unwrap(&it)?).clone()))
            .collect();
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
            let archived_under = self.records.get(key).and_then(|row| row.archived_under);
            self.records.insert(key.clone(), Row { version: done.version, record: record.clone(), archived_under });
            self.remember(key.clone());
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
        let mut back = Vec::new();
        for (key, row) in &mut self.records {
            if row.archived_under.is_some_and(|order| orders.contains(&order)) {
                row.archived_under = None;
                row.version = version;
                back.push(key.clone());
            }
        }
        back.into_iter().for_each(|key| self.remember(key));
    }

    /// Who sees a record from this version on.
    fn remember(&mut self, key: Key) {
        let Some(row) = self.records.get(&key) else { return };
        let sees = |sight: &Sight| Scope::of(&key).is_some_and(|scope| row.shown(Share::new(scope, *sight)).is_some());
        let seen_by = [Sight::Whole, Sight::Work].into_iter().filter(sees).collect();
        self.past.entry(key).or_default().push((row.version, seen_by));
    }

    /// The name of these books for somebody with this role.
    pub fn epoch_of(&self, role: Role) -> String {
        share::epoch(role.sight(), &self.epoch.to_string())
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
                self.remember(key);
            }
        }
    }

    /// Rows that changed after a version. Who has nothing need not hear of what has left.
    fn rows(&self, share: Share, after: u64) -> impl Iterator<Item = (&Key, &Row)> {
        self.records.iter().filter(move |(key, row)| {
            row.version > after && Scope::of(key) == Some(share.scope()) && row.is_told(share, key, after == 0)
        })
    }

    /// What left before segments were begun is in none of them, not even as gone.
    fn filed(&self, share: Share, after: u64, upto: u64) -> impl Iterator<Item = (&Key, &Row)> {
        self.rows(share, after.max(1)).filter(move |(key, row)| !row.is_told(share, key, true) && row.version <= upto)
    }

    fn many_changed(&self, share: Share, after: u64) -> bool {
        self.rows(share, after).nth(BOUNDS.many).is_some()
    }

    fn sorted(&self, share: Share, after: u64) -> Vec<(Place, Entry)> {
        let mut rows: Vec<(Place, Entry)> = self
            .rows(share, after)
            .map(|(key, row)| {
                let entry = Entry::new(key, row.version, row.shown(share).as_ref()).unwrap();
                ((row.version, key.kind.name().to_owned(), key.id.clone()), entry)
            })
            .collect();
        rows.sort_by(|(one, _), (other, _)| one.cmp(other));
        rows
    }

    fn seal(&mut self, share: Share) {
        let lives = self.rows(share, 0).count();
        let kept = self.segments.entry(share).or_default();
        if is_worn(kept.iter().map(|(sealed, _)| sealed.records as usize).sum(), lives, BOUNDS) {
            kept.clear();
        }
        let begun = if kept.is_empty() { self.version } else { self.begun.get(&share).copied().unwrap_or(0) };
        let mut sealing = Sealing::after(kept.last().map(|(sealed, _)| sealed), begun);
        if !self.many_changed(share, sealing.begins_after()) {
            return;
        }
        self.begun.insert(share, begun);
        let mut rows = self.sorted(share, sealing.begins_after());
        rows.retain(|(place, _)| place > sealing.behind());
        let mut kept = Vec::new();
        let mut pages = rows.chunks(BOUNDS.records).peekable();
        while let Some(page) = pages.next() {
            let newest = page.last().unwrap().0.clone();
            let ends_inside = pages.peek().is_some_and(|next| next[0].0.0 == newest.0);
            let last_version = newest.0;
            let upto = sealing.take(newest, ends_inside);
            let may_seal = |(_, entry): &&(Place, Entry)| {
                entry.key().and_then(|key| self.records.get(&key)).is_none_or(|row| row.may_be_sealed(share))
            };
            let entries: Vec<Entry> = page.iter().filter(may_seal).map(|(_, entry)| entry.clone()).collect();
            let bytes = shared::engine::codec::encode_segment(&entries);
            let hash = segment_hash(&bytes);
            let sealed = Sealed { hash, last_version, upto, records: entries.len() as u32, bytes: bytes.len() as u32 };
            kept.push((sealed, bytes.into()));
        }
        self.segments.entry(share).or_default().extend(kept);
    }

    /// The answer to a pull, all from these books, unless the office makes a mistake.
    pub fn answer(&self, pull: &Pull, role: Role, later: &Books) -> PullReply {
        let of = if fault::on(Fault::TornSnapshot) && later.epoch == self.epoch { later } else { self };
        let (version, last_seq) = (of.version, of.last_seq(pull.client));
        assert_eq!(pull.schema, SCHEMA);
        let (asked, dropped) = sort_out(pull, &Scope::granted(role));
        let epoch = self.epoch_of(role);
        let standing = Standing { epoch: epoch.clone(), version, last_seq };
        let mut answering = Answering::new(standing, dropped);
        for (scope, since) in asked {
            let share = Share::new(scope, role.sight());
            let mut after = effective(since, &pull.epoch, (&epoch, self.version));
            if self.many_changed(share, after) {
                let sealed = self.segments.get(&share).into_iter().flatten().map(|(sealed, _)| sealed.clone());
                let segments = Segments { sealed: sealed.collect(), begun: self.begun(share) };
                let rest = answering.take_segments(share, after, version_of(&pull.begun, scope), segments);
                if let Some((from, upto)) = rest.filed {
                    let gone = self.filed(share, from, upto);
                    answering.add(gone.map(|(key, row)| Entry::new(key, row.version, None).unwrap()));
                }
                after = rest.after;
                if share.tells_more() && !fault::on(Fault::SealsAndForgets) {
                    let told = self.rows(share, 0).filter(|(_, row)| row.version <= after && !row.may_be_sealed(share));
                    answering
                        .add(told.map(|(key, row)| Entry::new(key, row.version, row.shown(share).as_ref()).unwrap()));
                }
            }
            answering.add(self.sorted(share, after).into_iter().map(|(_, entry)| entry));
        }
        answering.reply().unwrap()
    }

    pub fn segment(&self, hash: &str, role: Role) -> Option<Vec<u8>> {
        let mut all = Share::granted(role).filter_map(|share| self.segments.get(&share)).flatten();
        all.find(|(sealed, _)| sealed.hash == hash).map(|(_, bytes)| bytes.to_vec())
    }

    /// The names of all segments that a role may fetch.
    pub fn hashes(&self, role: Role) -> Vec<String> {
        let shares = Share::granted(role).filter_map(|share| self.segments.get(&share));
        shares.flatten().map(|(sealed, _)| sealed.hash.clone()).collect()
    }

    pub fn last_seq(&self, client: ClientId) -> u64 {
        self.clients.get(&client).copied().unwrap_or(0)
    }

    /// The version that a record had when the books stood at `version`; none if it was not there for such eyes.
    pub fn version_at(&self, key: &Key, version: u64, sight: Sight) -> Option<u64> {
        let past = self.past.get(key)?;
        past.iter().rev().find(|(at, _)| *at <= version).filter(|(_, by)| by.contains(&sight)).map(|(at, _)| *at)
    }

    /// Where the books stood when the segments of a share were begun; 0 without any.
    pub fn begun(&self, share: Share) -> u64 {
        let is_sealed = self.segments.get(&share).is_some_and(|kept| !kept.is_empty());
        if is_sealed { self.begun.get(&share).copied().unwrap_or(0) } else { 0 }
    }

    /// What devices hold of a kind.
    pub fn at_hand(&self, kind: Kind, sight: Sight) -> impl Iterator<Item = Record> {
        let share = Scope::of(&Key { kind, id: String::new() }).map(|scope| Share::new(scope, sight));
        let rows = self.records.range(Key { kind, id: String::new() }..);
        rows.take_while(move |(key, _)| key.kind == kind).filter_map(move |(_, row)| row.shown(share?))
    }

    pub fn all(&self, kind: Kind) -> impl Iterator<Item = &Record> {
        let rows = self.records.range(Key { kind, id: String::new() }..);
        rows.take_while(move |(key, _)| key.kind == kind).filter_map(|(_, row)| row.record.as_ref())
    }
}
