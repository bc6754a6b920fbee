//! The device's copy of the books: what the office has confirmed, and on top of it what is still on its way.
//!
//! `confirmed` is bytes as they came; records are decoded when somebody looks. `overlay` is the effect of the commands
//! in `pending`, replayed whenever the office changes something they read or wrote (rebase).

use super::fault::{self, Fault};
use super::patch::Patch;
use super::protocol::{ScopeSince, version_of};
use crate::engine::codec::Entry;
use crate::engine::tx::Found;
use crate::engine::{
    Ctx, Envelope, Key, Kind, Outcome, Ran, Record, Recorded, Refusal, Scope, Site, Source, execute_loaded,
};
// Ids of a shop's own records need no hash that nobody can foresee: 100,000 of them are hashed several times.
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::rc::Rc;
use std::sync::Arc;

/// A confirmed record: its version and its bytes; none when it is gone. A gone one keeps its version, or older bytes that
/// come late would bring it back.
#[derive(Debug, Clone)]
struct Confirmed {
    version: u64,
    body: Option<Rc<[u8]>>,
}

/// A command that the office has not answered, or whose effects have not come back yet.
#[derive(Debug, Clone)]
pub struct Pending {
    /// Given by the outbox.
    pub seq: u64,
    pub envelope: Envelope,
    pub ctx: Ctx,
    /// What the rules say about it on this device now; the office has the last word.
    pub forecast: Result<Outcome, Refusal>,
    reads: Vec<Key>,
    writes: BTreeMap<Key, Option<Record>>,
}

/// Keys that a cache holds.
#[derive(Debug, Default)]
pub struct Seen(HashSet<Key>);

impl Seen {
    pub fn note(&mut self, patch: &Patch) {
        self.0.extend(patch.keys());
    }
}

/// Result of acting on the device.
#[derive(Debug, Clone)]
pub struct Acted {
    pub answer: Result<Outcome, Refusal>,
    /// Records that look different now.
    pub changed: Vec<Key>,
}

/// How many pending commands have read and written a record, so that news about other records costs nothing.
#[derive(Debug, Clone, Copy, Default)]
struct Touch {
    reads: u32,
    writes: u32,
}

/// Everything a device knows.
#[derive(Debug, Default)]
pub struct Replica {
    confirmed: HashMap<Key, Confirmed>,
    /// What was gone up to this version of a scope is not remembered any more: what this device does not know there, it need
    /// not know.
    forgotten: HashMap<Scope, u64>,
    /// Records of the archive that somebody looks at: seen as long as this tab lives, on no list and not kept.
    guests: HashMap<Key, Confirmed>,
    overlay: HashMap<Key, Option<Record>>,
    /// In the order of the outbox.
    pending: Vec<Pending>,
    touched: HashMap<Key, Touch>,
    by_kind: HashMap<Kind, BTreeSet<String>>,
}

impl Source for Replica {
    fn read(&self, key: &Key) -> Found {
        match self.look(key) {
            Some(record) => Found::Here(record),
            None => Found::Absent,
        }
    }
}

impl Replica {
    /// A record as a person should see it now. Bytes that cannot be read count as absent: they are fetched again.
    pub fn look(&self, key: &Key) -> Option<Record> {
        match self.overlay.get(key) {
            Some(written) => written.clone(),
            None => self.confirmed(key).or_else(|| self.guest(key)),
        }
    }

    /// As it lies in the archive, unless the office has said something of it since.
    fn guest(&self, key: &Key) -> Option<Record> {
        let guest = self.guests.get(key)?;
        let is_newest =
            self.confirmed.get(key).is_none_or(|known| known.body.is_none() && known.version <= guest.version);
        is_newest.then(|| Record::from_bytes(key.kind, guest.body.as_ref()?).ok())?
    }

    /// Lets somebody look at records of the archive. Returns the records that look different now.
    pub fn show_guests(&mut self, entries: &[Entry]) -> Vec<Key> {
        let mut dirty = HashSet::default();
        for entry in entries {
            let (Some(key), Some(body)) = (entry.key(), entry.body.as_deref()) else { continue };
            self.guests.insert(key.clone(), Confirmed { version: entry.version, body: Some(body.into()) });
            dirty.insert(key);
        }
        self.replay(&mut dirty);
        dirty.into_iter().collect()
    }

    /// Whether anything of these scopes is confirmed here.
    pub fn knows_of(&self, scopes: &[Scope]) -> bool {
        self.confirmed.keys().any(|key| Scope::of(key).is_some_and(|scope| scopes.contains(&scope)))
    }

    /// Whether a record is on the lists of this device, and not only looked at.
    pub fn holds(&self, key: &Key) -> bool {
        match self.overlay.get(key) {
            Some(written) => written.is_some(),
            None => self.confirmed.get(key).is_some_and(|confirmed| confirmed.body.is_some()),
        }
    }

    /// The same, typed.
    pub fn get<R: Recorded>(&self, id: impl ToString) -> Option<Arc<R>> {
        self.look(&R::key_of(id)).and_then(|record| R::unwrap(&record).cloned())
    }

    /// Every record of a kind, decoded one by one.
    pub fn all<R: Recorded>(&self) -> impl Iterator<Item = Arc<R>> + '_ {
        self.ids(R::KIND).filter_map(|id| self.get::<R>(id))
    }

    /// The ids of a kind, sorted.
    pub fn ids(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.by_kind.get(&kind).into_iter().flatten().map(String::as_str)
    }

    /// The ids of a kind behind this one, sorted: for whoever looks at all of them, some at a time.
    pub fn ids_behind(&self, kind: Kind, id: &str) -> impl Iterator<Item = &str> {
        let ids = self.by_kind.get(&kind).map(|ids| ids.range::<str, _>((Bound::Excluded(id), Bound::Unbounded)));
        ids.into_iter().flatten().map(String::as_str)
    }

    pub fn count(&self, kind: Kind) -> usize {
        self.by_kind.get(&kind).map_or(0, BTreeSet::len)
    }

    /// The version of a confirmed record; none if the office has not confirmed it.
    pub fn version(&self, key: &Key) -> Option<u64> {
        self.confirmed.get(key).filter(|confirmed| confirmed.body.is_some()).map(|confirmed| confirmed.version)
    }

    /// A record as the office has confirmed it.
    pub fn confirmed(&self, key: &Key) -> Option<Record> {
        let body = self.confirmed.get(key)?.body.as_ref()?;
        Record::from_bytes(key.kind, body).ok()
    }

    /// Whether what is shown of this record is not confirmed yet.
    pub fn is_unsent(&self, key: &Key) -> bool {
        self.overlay.contains_key(key)
    }

    /// What is shown of these records is not confirmed yet.
    pub fn unsent(&self, kind: Kind) -> impl Iterator<Item = &Key> {
        self.overlay.keys().filter(move |key| key.kind == kind)
    }

    pub fn pending(&self) -> &[Pending] {
        &self.pending
    }

    /// Whether the command under this number of the outbox is laid over the confirmed records.
    pub fn is_pending(&self, seq: u64) -> bool {
        self.pending.binary_search_by_key(&seq, |pending| pending.seq).is_ok()
    }

    /// Whether the rules allow it now; changes nothing.
    pub fn forecast(&self, envelope: &Envelope, ctx: &Ctx) -> Ran {
        execute_loaded(&envelope.command, ctx, self)
    }

    /// Takes a command that is safe in the outbox under `seq`. A command in the outbox is never dropped here, even when
    /// the rules now refuse it: the office decides.
    pub fn enqueue(&mut self, seq: u64, envelope: Envelope, ctx: Ctx) -> Acted {
        debug_assert!(ctx.site == Site::Device, "a device makes forecasts");
        let place = self.pending.partition_point(|other| other.seq < seq);
        if self.pending.get(place).is_some_and(|known| known.seq == seq) {
            return Acted { answer: Ok(Outcome::Unchanged), changed: Vec::new() };
        }
        let ran = execute_loaded(&envelope.command, &ctx, self);
        let pending = Pending { seq, envelope, ctx, forecast: ran.answer, reads: ran.reads, writes: ran.writes };
        touch(&mut self.touched, &pending);
        if place == self.pending.len() {
            self.lay_over(&pending.writes);
            let acted = Acted { answer: pending.forecast.clone(), changed: pending.writes.keys().cloned().collect() };
            self.pending.push(pending);
            return acted;
        }
        // Another tab's later command was here first, and this one has seen its effects: both run again, in the order of
        // the outbox.
        let mut dirty: HashSet<Key> = pending.reads.iter().chain(pending.writes.keys()).cloned().collect();
        self.pending.insert(place, pending);
        self.replay(&mut dirty);
        let answer = self.pending.get(place).map_or(Ok(Outcome::Unchanged), |pending| pending.forecast.clone());
        Acted { answer, changed: dirty.into_iter().collect() }
    }

    /// Takes confirmed records and the news that everything up to `last_seq` is answered and contained in them.
    /// Returns the records that look different now.
    pub fn apply(&mut self, patch: &Patch, last_seq: u64) -> Vec<Key> {
        let mut news = HashSet::default();
        for scope in &patch.dropped {
            self.forget(*scope, &mut news);
        }
        for entry in &patch.entries {
            self.confirm(entry, &mut news);
        }
        // What the commands behind saw of a record until now: the last write of an answered one, if there was any.
        let mut answered: HashMap<Key, Option<Record>> = HashMap::default();
        let upto = self.pending.partition_point(|pending| pending.seq <= last_seq);
        for pending in self.pending.drain(..upto) {
            untouch(&mut self.touched, &pending);
            answered.extend(pending.writes);
        }
        // While a device is filled or opened nothing lies over what comes: it is put on the lists, and that is all.
        if answered.is_empty() && (self.touched.is_empty() || !news.iter().any(|key| self.touched.contains_key(key))) {
            for key in &news {
                self.relist(key);
            }
            return news.into_iter().collect();
        }
        let mut changed = news.clone();
        for (key, forecast) in answered {
            if self.touched.get(&key).is_none_or(|touch| touch.writes == 0) {
                self.overlay.remove(&key);
            }
            // A forecast that came true is no news to the commands behind it.
            if self.is_confirmed_as(&key, forecast.as_ref()) {
                news.remove(&key);
            } else {
                news.insert(key.clone());
            }
            changed.insert(key);
        }
        self.replay(&mut news);
        changed.extend(news);
        for key in &changed {
            self.relist(key);
        }
        changed.into_iter().collect()
    }

    /// Drops commands that the office has refused before their effects are pulled.
    pub fn withdraw(&mut self, seqs: &[u64]) -> Vec<Key> {
        let mut dirty = HashSet::default();
        let touched = &mut self.touched;
        let overlay = &mut self.overlay;
        self.pending.retain(|pending| {
            let keep = !seqs.contains(&pending.seq);
            if !keep {
                untouch(touched, pending);
                for key in pending.writes.keys() {
                    overlay.remove(key);
                    dirty.insert(key.clone());
                }
            }
            keep
        });
        self.replay(&mut dirty);
        dirty.into_iter().collect()
    }

    /// Forgets what waits; what the office has confirmed stays. Returns the records that look different now.
    pub fn let_go_of_pending(&mut self) -> Vec<Key> {
        self.pending.clear();
        self.touched.clear();
        let dirty: Vec<Key> = self.overlay.drain().map(|(key, _)| key).collect();
        for key in &dirty {
            self.relist(key);
        }
        dirty
    }

    /// Forgets everything confirmed: another epoch, another schema, another person. Pending commands stay.
    pub fn clear_confirmed(&mut self) {
        let mut dirty: HashSet<Key> = self.confirmed.drain().chain(self.guests.drain()).map(|(key, _)| key).collect();
        dirty.extend(self.overlay.keys().cloned());
        self.forgotten.clear();
        self.replay(&mut dirty);
    }

    /// Of everything confirmed what a compacted cache holds that goes as far as `since` says. What is gone by then is left out:
    /// whoever knows it still sees that it is not there.
    pub fn to_keep(&self, since: &[ScopeSince]) -> Vec<Key> {
        let is_told =
            |(key, confirmed): &(&Key, &Confirmed)| confirmed.body.is_some() || confirmed.version > up_to(since, key);
        self.confirmed.iter().filter(is_told).map(|(key, _)| key.clone()).collect()
    }

    /// A confirmed record as it came, or that it is gone.
    pub fn entry(&self, key: &Key) -> Option<Entry> {
        let confirmed = self.confirmed.get(key)?;
        Some(Entry {
            kind: key.kind as u8,
            id: key.id.clone(),
            version: confirmed.version,
            body: confirmed.body.as_ref().map(|body| body.to_vec()),
        })
    }

    /// Everything up to these versions is known here: what was gone by then need not be remembered. Older bytes of it that come
    /// late are recognised by their version.
    pub fn forget_gone(&mut self, since: &[ScopeSince]) {
        self.confirmed.retain(|key, confirmed| confirmed.body.is_some() || confirmed.version > up_to(since, key));
        for since in since {
            let forgotten = self.forgotten.entry(since.scope).or_default();
            *forgotten = since.since.max(*forgotten);
        }
    }

    /// These are all records there are, as far as `since` goes: what is known beyond them is gone. Returns the records that
    /// look different now.
    pub fn keep_only(&mut self, there: &Seen, since: &[ScopeSince]) -> Vec<Key> {
        let is_gone = |key: &Key, confirmed: &Confirmed| {
            confirmed.body.is_some() && confirmed.version <= up_to(since, key) && !there.0.contains(key)
        };
        let mut gone: HashSet<Key> = HashSet::default();
        self.confirmed.retain(|key, confirmed| {
            let stays = !is_gone(key, confirmed);
            if !stays {
                gone.insert(key.clone());
            }
            stays
        });
        self.forget_gone(since);
        self.replay(&mut gone);
        gone.into_iter().collect()
    }

    fn confirm(&mut self, entry: &Entry, dirty: &mut HashSet<Key>) {
        let Some(key) = entry.key() else { return };
        let is_old = match self.confirmed.get(&key) {
            Some(known) => known.version >= entry.version,
            None => Scope::of(&key)
                .and_then(|scope| self.forgotten.get(&scope))
                .is_some_and(|forgotten| *forgotten >= entry.version),
        };
        if is_old {
            return;
        }
        if entry.body.is_none() && fault::on(Fault::ForgetsTheGone) {
            self.confirmed.remove(&key);
        } else {
            let body = entry.body.as_deref().map(Rc::from);
            // It is here again: how it lay in the archive is not shown any more.
            self.guests.remove(&key);
            self.confirmed.insert(key.clone(), Confirmed { version: entry.version, body });
        }
        dirty.insert(key);
    }

    fn forget(&mut self, scope: Scope, dirty: &mut HashSet<Key>) {
        let gone: Vec<Key> = self.confirmed.keys().filter(|key| Scope::of(key) == Some(scope)).cloned().collect();
        for key in gone {
            self.confirmed.remove(&key);
            dirty.insert(key);
        }
        self.forgotten.remove(&scope);
        self.guests.retain(|key, _| {
            let stays = Scope::of(key) != Some(scope);
            if !stays {
                dirty.insert(key.clone());
            }
            stays
        });
    }

    /// Whether the office says of a record what a device has forecast.
    fn is_confirmed_as(&self, key: &Key, forecast: Option<&Record>) -> bool {
        match (self.confirmed.get(key).and_then(|confirmed| confirmed.body.as_ref()), forecast) {
            (Some(body), Some(record)) => record.to_bytes().is_ok_and(|bytes| *bytes == **body),
            (None, None) => true,
            _ => false,
        }
    }

    /// Replays the pending commands that depend on something dirty, in order. What they write is dirty for those behind.
    /// Equal to replaying all of them, because a verb depends on nothing but its arguments and the records it read.
    fn replay(&mut self, dirty: &mut HashSet<Key>) {
        if dirty.iter().any(|key| self.touched.contains_key(key)) {
            let mut pending = std::mem::take(&mut self.pending);
            self.overlay.clear();
            for command in &mut pending {
                if command.reads.iter().chain(command.writes.keys()).any(|key| dirty.contains(key)) {
                    let ran = execute_loaded(&command.envelope.command, &command.ctx, self);
                    dirty.extend(command.writes.keys().chain(ran.writes.keys()).cloned());
                    untouch(&mut self.touched, command);
                    command.forecast = ran.answer;
                    command.reads = ran.reads;
                    command.writes = ran.writes;
                    touch(&mut self.touched, command);
                }
                self.overlay.extend(command.writes.iter().map(|(key, record)| (key.clone(), record.clone())));
            }
            self.pending = pending;
        }
        for key in dirty.iter() {
            self.relist(key);
        }
    }

    /// Puts the id on the list of its kind, or takes it off, by what is seen now.
    fn relist(&mut self, key: &Key) {
        let holds = self.holds(key);
        let ids = self.by_kind.entry(key.kind).or_default();
        if holds {
            ids.insert(key.id.clone());
        } else {
            ids.remove(&key.id);
        }
    }

    fn lay_over(&mut self, writes: &BTreeMap<Key, Option<Record>>) {
        for (key, record) in writes {
            self.overlay.insert(key.clone(), record.clone());
            self.relist(key);
        }
    }
}

/// How far a copy goes in the scope of a record.
fn up_to(since: &[ScopeSince], key: &Key) -> u64 {
    Scope::of(key).map_or(0, |scope| version_of(since, scope))
}

fn touch(touched: &mut HashMap<Key, Touch>, pending: &Pending) {
    for key in &pending.reads {
        touched.entry(key.clone()).or_default().reads += 1;
    }
    for key in pending.writes.keys() {
        touched.entry(key.clone()).or_default().writes += 1;
    }
}

fn untouch(touched: &mut HashMap<Key, Touch>, pending: &Pending) {
    let mut less = |key: &Key, read: u32, written: u32| {
        if let Some(touch) = touched.get_mut(key) {
            touch.reads = touch.reads.saturating_sub(read);
            touch.writes = touch.writes.saturating_sub(written);
            if touch.reads + touch.writes == 0 {
                touched.remove(key);
            }
        }
    };
    pending.reads.iter().for_each(|key| less(key, 1, 0));
    pending.writes.keys().for_each(|key| less(key, 0, 1));
}
