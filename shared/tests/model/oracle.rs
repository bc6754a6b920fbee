//! What must hold, whatever happens.

use crate::disk::Disk;
use crate::office::{Books, Office};
use crate::tab::Tab;
use crate::world::Device;
use shared::base::{BinCode, Moment, OpId, Sku, WarehouseCode};
use shared::engine::tx::Found;
use shared::engine::{Command, Key, Kind, Record, Scope, Source, execute_loaded};
use shared::inventory::place::Place;
use shared::inventory::stock::MoveKind;
use shared::inventory::{Move, recount};
use shared::people::Sight;
use shared::sync::office::share;
use shared::sync::outbox::{Entry, Standing};
use shared::sync::protocol::Answer;
use std::collections::{BTreeMap, BTreeSet};

/// What was said to be saved.
#[derive(Debug, Clone, Copy)]
struct Saved {
    device: usize,
    /// The browser has cleared the device since; what only the device had is gone, and it was told so.
    excused: bool,
}

#[derive(Debug, Default)]
pub struct Oracle {
    saved: BTreeMap<OpId, Saved>,
    /// Versions whose sums were looked at.
    checked: (u64, u64),
    /// Lines that a restore has taken away.
    lost: BTreeSet<OpId>,
}

impl Oracle {
    /// A screen has said that these are saved on this device.
    pub fn shown(&mut self, device: usize, ops: impl Iterator<Item = OpId>) {
        for op in ops {
            self.saved.entry(op).or_insert(Saved { device, excused: false });
        }
    }

    /// Whether a person can press a button on this tab.
    pub fn is_free(&self, tab: &Tab) -> bool {
        tab.opening.is_none()
    }

    /// The browser clears everything; what is about to be shown as saved goes with it.
    pub fn evicted(&mut self, device: usize, disk: &Disk) {
        self.saved.values_mut().filter(|saved| saved.device == device).for_each(|saved| saved.excused = true);
        self.saved.extend(disk.entries.values().map(|entry| (entry.op, Saved { device, excused: true })));
    }

    pub fn restored(&mut self, office: &Office) {
        let kept = office.backup.as_ref().map(|books| &books.log);
        let lost = office.books.log.keys().filter(|op| kept.is_none_or(|kept| !kept.contains_key(op)));
        self.lost.extend(lost.copied());
    }

    /// After every step.
    pub fn check(&mut self, office: &Office, devices: &[Device], touched: Option<usize>) {
        let looked_at = |n: usize| touched.is_none_or(|touched| touched == n);
        self.nothing_saved_is_lost(office, devices, looked_at);
        for (_, device) in devices.iter().enumerate().filter(|(n, _)| looked_at(*n)) {
            for entry in device.disk.entries.values().filter(|entry| entry.standing == Standing::Done) {
                let stands = office.books.log.contains_key(&entry.op) || self.lost.contains(&entry.op);
                assert!(stands, "{} was answered and is not in the books", entry.op);
            }
            for tab in &device.tabs {
                // Of two that lead, each hears what the other one brings.
                if device.has_locks {
                    copy_is_of_one_version(tab, &office.books);
                }
                pending_is_what_waits(tab, &device.disk, device);
            }
        }
        let standing = (office.books.epoch, office.books.version);
        if standing != self.checked {
            self.checked = standing;
            books_balance(&office.books);
        }
    }

    fn nothing_saved_is_lost(&self, office: &Office, devices: &[Device], looked_at: impl Fn(usize) -> bool) {
        for (op, saved) in self.saved.iter().filter(|(_, saved)| !saved.excused && looked_at(saved.device)) {
            let is_there = office.books.log.contains_key(op)
                || devices[saved.device].disk.entries.values().any(|entry| entry.op == *op);
            assert!(is_there, "{op} was shown as saved on device {} and is nowhere", saved.device);
        }
    }

    /// When everything is carried out and brought back.
    pub fn check_at_rest(&mut self, office: &Office, devices: &[Device]) {
        let books = &office.books;
        for (op, saved) in self.saved.iter().filter(|(_, saved)| !saved.excused) {
            let settled = devices[saved.device]
                .disk
                .entries
                .values()
                .any(|entry| entry.op == *op && entry.standing == Standing::Settled);
            assert!(books.log.contains_key(op) || settled, "{op} of device {} never reached the books", saved.device);
        }
        for (n, device) in devices.iter().enumerate() {
            let client = device.disk.person.map(|person| person.client);
            for entry in device.disk.entries.values().filter(|entry| Some(entry.client) == client) {
                assert!(entry.standing != Standing::Waiting, "{n}: {} still waits", entry.seq);
                let refused = books.log.get(&entry.op).map(|logged| !matches!(logged.answer, Answer::Accepted(_)));
                let shown = matches!(entry.standing, Standing::NeedsYou | Standing::Settled);
                assert!(
                    refused.is_none_or(|refused| refused == shown),
                    "{n}: {} is shown wrongly: {entry:?} {:?}",
                    entry.seq,
                    books.log.get(&entry.op)
                );
            }
            for tab in &device.tabs {
                assert_eq!(
                    Some(tab.person.client),
                    client.or(Some(tab.person.client)),
                    "{n}: a tab works for a client that is no more"
                );
                let pending: Vec<u64> = tab.replica.pending().iter().map(|pending| pending.seq).collect();
                assert!(pending.is_empty(), "{n}: in tab {} {pending:?} is still pending: {:?}", tab.life, tab.footing);
                same_as_the_books(n, tab, device, books);
            }
        }
        counts_are_statements_about_their_moment(books);
    }
}

/// Every record of every scope, byte for byte.
fn same_as_the_books(n: usize, tab: &Tab, device: &Device, books: &Books) {
    let granted = Scope::granted(device.role);
    for kind in Kind::ALL {
        let held = Scope::of(&Key { kind: *kind, id: String::new() }).is_some_and(|scope| granted.contains(&scope));
        let there: Vec<Record> = if held { books.at_hand(*kind, device.role.sight()).collect() } else { Vec::new() };
        let here: Vec<&str> = tab.replica.ids(*kind).collect();
        let ids: Vec<String> = there.iter().map(|record| record.key().id).collect();
        assert_eq!(here, ids, "{n}: tab {} has other {}: {:?}", tab.life, kind.name(), tab.footing);
        for record in there {
            let seen = tab.replica.look(&record.key()).and_then(|record| record.to_bytes().ok());
            assert_eq!(seen, record.to_bytes().ok(), "{n}: tab {} sees another {}", tab.life, record.key());
        }
        let slips = tab.slips.iter().filter(|(_, slip)| slip.standing == Standing::Waiting);
        assert_eq!(slips.count(), 0, "{n}: tab {} says that something waits", tab.life);
    }
}

/// What the leading tab has confirmed is exactly what the books were at one version, and the numbers it takes as answered
/// are those whose effects are in it.
fn copy_is_of_one_version(tab: &Tab, books: &Books) {
    let Some(head) = &tab.footing.head else { return };
    let of_these = |sight: &Sight| head.epoch == share::epoch(*sight, &books.epoch.to_string());
    let Some(sight) = [Sight::Whole, Sight::Work].into_iter().find(of_these) else { return };
    if !tab.leads || tab.opening.is_some() || tab.errand.is_some() {
        return;
    }
    if !tab.is_ready_to_lead || !tab.calls.is_empty() {
        return;
    }
    let oldest = head.since.iter().map(|since| since.since).min().unwrap_or(0);
    for (key, past) in books.past.iter() {
        let Some(scope) = Scope::of(key) else { continue };
        if let Some(since) = head.since.iter().find(|since| since.scope == scope) {
            let expected = books.version_at(key, since.since, sight);
            let have = tab.replica.version(key);
            // A filling that was broken off has newer ones already, and has not what changed since.
            let changed_since = past.last().is_some_and(|(version, _)| *version > since.since);
            let fits = have == expected || changed_since;
            assert!(fits, "{key} is of {have:?} in a copy of {}, not {expected:?}", since.since);
        }
    }
    // Before its first pull it may have heard more of the tab that led before than the disk has.
    if !tab.courier.announced {
        return;
    }
    for (op, logged) in books.log.iter().filter(|(_, logged)| logged.client == Some(tab.person.client)) {
        if matches!(logged.answer, Answer::Accepted(_)) && logged.seq <= tab.footing.last_seq {
            assert!(logged.version <= oldest, "{op} is taken as answered before its effects are here");
        }
    }
}

/// What lies over the confirmed records is what waits in the outbox, in its order, replayed.
fn pending_is_what_waits(tab: &Tab, disk: &Disk, _device: &Device) {
    let idle = tab.opening.is_none()
        && tab.errand.is_none()
        && tab.calls.is_empty()
        && !tab.reads()
        && tab.saved.is_none()
        && tab.courier.unwritten == 0
        && disk.last_seq(tab.person.client) == tab.footing.known_seq
        && !disk.full;
    if !idle || disk.person.is_none_or(|person| person.client != tab.person.client) {
        return;
    }
    let waits = disk.of(tab.person.client).filter(|entry| entry.envelope().is_some());
    // Before anything was pulled there is nothing that those of the office could be laid over.
    // Nor is what the office has answered while the disk would not take the answer: it goes out once more.
    let is_unwritten = |seq: u64| tab.slips.get(&seq).is_some_and(|slip| slip.standing != Standing::Waiting);
    let matters = |entry: &&Entry| {
        let waits = entry.standing == Standing::Waiting && !is_unwritten(entry.seq);
        let is_taken = entry.standing == Standing::Done && tab.footing.last_seq > 0;
        tab.footing.is_open(entry) && (waits || is_taken)
    };
    let stored: BTreeMap<u64, OpId> = waits.filter(matters).map(|entry| (entry.seq, entry.op)).collect();
    let shown: BTreeMap<u64, OpId> =
        tab.replica.pending().iter().map(|pending| (pending.seq, pending.envelope.op)).collect();
    let missing: Vec<_> = stored.iter().filter(|(seq, _)| !shown.contains_key(seq)).collect();
    assert!(missing.is_empty(), "tab {} does not show {missing:?} of its outbox: {:?}", tab.life, tab.footing);
    replayed_anew(tab);
}

/// A full replay gives the same.
fn replayed_anew(tab: &Tab) {
    struct Anew<'a>(&'a Tab, BTreeMap<Key, Option<Record>>);
    impl Source for Anew<'_> {
        fn read(&self, key: &Key) -> Found {
            let record = match self.1.get(key) {
                Some(record) => record.clone(),
                None => self.0.replica.confirmed(key),
            };
            record.map_or(Found::Absent, Found::Here)
        }
    }
    let mut anew = Anew(tab, BTreeMap::new());
    for pending in tab.replica.pending() {
        let ran = execute_loaded(&pending.envelope.command, &pending.ctx, &anew);
        assert_eq!(ran.answer, pending.forecast, "another forecast of {}", pending.seq);
        anew.1.extend(ran.writes);
    }
    for (key, record) in &anew.1 {
        assert_eq!(tab.replica.look(key), *record, "{key} is shown otherwise");
    }
}

/// Moves sum to zero, and what is kept for speed is what a recount gives.
fn books_balance(books: &Books) {
    let moves: Vec<&Move> = of(books, Kind::Move, |record| if let Record::Move(it) = record { Some(it) } else { None });
    let orders = of(books, Kind::Order, |record| if let Record::Order(it) = record { Some(it) } else { None });
    let mut reserved = BTreeMap::new();
    for order in orders {
        for line in &order.lines {
            if let Some(warehouse) = order.warehouse.as_ref().filter(|_| !line.reserved.is_zero()) {
                *reserved.entry((line.sku.clone(), warehouse.clone())).or_insert(0) += line.reserved.signed();
            }
        }
    }
    let stocks: Vec<_> = of(books, Kind::Stock, |record| if let Record::Stock(it) = record { Some(it) } else { None })
        .into_iter()
        .cloned()
        .collect();
    let balances = recount::balances(moves.iter().copied());
    assert_eq!(recount::check(&stocks, &balances, &reserved), vec![], "kept numbers and recount differ");
    let mut sums: BTreeMap<Sku, i64> = BTreeMap::new();
    for ((sku, _), units) in recount::all_places(moves.iter().copied()) {
        *sums.entry(sku).or_insert(0) += units;
    }
    assert!(sums.values().all(|sum| *sum == 0), "goods appeared or vanished: {sums:?}");
}

fn of<'a, T>(books: &'a Books, kind: Kind, pick: impl Fn(&'a Record) -> Option<&'a std::sync::Arc<T>>) -> Vec<&'a T> {
    books.all(kind).filter_map(pick).map(AsRef::as_ref).collect()
}

type Bin = (Sku, WarehouseCode, BinCode);

/// The balance of a bin is its latest count and what moved after it: told anew from the log, without the rules' own
/// journal.
fn counts_are_statements_about_their_moment(books: &Books) {
    let mut counts: BTreeMap<Bin, ((Moment, u64), i64)> = BTreeMap::new();
    for (op, logged) in &books.log {
        if let (Some(Command::Count(count)), Answer::Accepted(_)) = (&logged.command, &logged.answer) {
            let bin = (count.sku.clone(), count.warehouse.clone(), count.bin.clone());
            let stamp = (logged.occurred_at, op.order());
            let latest = counts.entry(bin).or_insert((stamp, count.counted.signed()));
            if stamp > latest.0 {
                *latest = (stamp, count.counted.signed());
            }
        }
    }
    let mut balances: BTreeMap<Bin, i64> = counts.iter().map(|(bin, (_, units))| (bin.clone(), *units)).collect();
    let moves: Vec<&Move> = of(books, Kind::Move, |record| if let Record::Move(it) = record { Some(it) } else { None });
    for each in moves.into_iter().filter(|each| each.kind != MoveKind::Count) {
        let op = each.id.split('-').next().and_then(|id| id.parse::<OpId>().ok());
        let stamp = (each.occurred_at, op.map_or(0, |op| op.order()));
        for (place, units) in [(&each.from, -each.quantity.signed()), (&each.to, each.quantity.signed())] {
            let Place::Bin { warehouse, bin } = place else { continue };
            let bin = (each.sku.clone(), warehouse.clone(), bin.clone());
            if counts.get(&bin).is_none_or(|(counted, _)| stamp > *counted) {
                *balances.entry(bin).or_insert(0) += units;
            }
        }
    }
    for stock in of(books, Kind::Stock, |record| if let Record::Stock(it) = record { Some(it) } else { None }) {
        for (bin, entry) in &stock.bins {
            let told = balances.get(&(stock.sku.clone(), stock.warehouse.clone(), bin.clone())).copied().unwrap_or(0);
            assert_eq!(entry.balance(), told, "{} in {bin}", stock.sku);
        }
    }
}
