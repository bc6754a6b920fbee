//! The device's copy of the books: what the office has confirmed, and on top of it what is still on its way.
//!
//! `confirmed` is bytes as they came; records are decoded when somebody looks. `overlay` is the effect of the commands
//! in `pending`, replayed whenever the office changes something they read or wrote (rebase).

use super::patch::Patch;
use crate::engine::codec::Entry;
use crate::engine::tx::Found;
use crate::engine::{Ctx, Envelope, Key, Kind, Outcome, Ran, Record, Recorded, Refusal, Scope, Site, Source, execute_loaded};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

/// A confirmed record: its version and its bytes.
#[derive(Debug, Clone)]
struct Confirmed {
    version: u64,
    body: Rc<[u8]>,
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

/// Result of acting on the device.
#[derive(Debug, Clone)]
pub struct Acted {
    pub answer: Result<Outcome, Refusal>,
    /// Records that look different now.
    pub changed: Vec<Key>,
}

/// Everything a device knows.
#[derive(Debug, Default)]
pub struct Replica {
    confirmed: HashMap<Key, Confirmed>,
    overlay: HashMap<Key, Option<Record>>,
    pending: Vec<Pending>,
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
            None => self.confirmed.get(key).and_then(|confirmed| Record::from_bytes(key.kind, &confirmed.body).ok()),
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

    pub fn count(&self, kind: Kind) -> usize {
        self.by_kind.get(&kind).map_or(0, BTreeSet::len)
    }

    /// The version of a confirmed record; none if the office has not confirmed it.
    pub fn version(&self, key: &Key) -> Option<u64> {
        self.confirmed.get(key).map(|confirmed| confirmed.version)
    }

    /// Whether what is shown of this record is not confirmed yet.
    pub fn is_unsent(&self, key: &Key) -> bool {
        self.overlay.contains_key(key)
    }

    pub fn pending(&self) -> &[Pending] {
        &self.pending
    }

    /// Whether the rules allow it now; changes nothing.
    pub fn forecast(&self, envelope: &Envelope, ctx: &Ctx) -> Ran {
        execute_loaded(&envelope.command, ctx, self)
    }

    /// Takes a command that is safe in the outbox under `seq`. A command in the outbox is never dropped here, even when
    /// the rules now refuse it: the office decides.
    pub fn enqueue(&mut self, seq: u64, envelope: Envelope, ctx: Ctx) -> Acted {
        debug_assert!(ctx.site == Site::Device, "a device makes forecasts");
        if self.pending.binary_search_by_key(&seq, |pending| pending.seq).is_ok() {
            return Acted { answer: Ok(Outcome::Unchanged), changed: Vec::new() };
        }
        let ran = execute_loaded(&envelope.command, &ctx, self);
        self.lay_over(&ran.writes);
        let changed = ran.writes.keys().cloned().collect();
        let answer = ran.answer.clone();
        let pending = Pending { seq, envelope, ctx, forecast: ran.answer, reads: ran.reads, writes: ran.writes };
        let place = self.pending.partition_point(|other| other.seq < seq);
        let in_order = place == self.pending.len();
        self.pending.insert(place, pending);
        if in_order {
            return Acted { answer, changed };
        }
        // Another tab's later command was here first: replay in the order of the outbox.
        let mut dirty: HashSet<Key> = changed.into_iter().collect();
        self.replay(&mut dirty);
        Acted { answer, changed: dirty.into_iter().collect() }
    }

    /// Takes confirmed records and the news that everything up to `last_seq` is answered and contained in them.
    /// Returns the records that look different now.
    pub fn apply(&mut self, patch: &Patch, last_seq: u64) -> Vec<Key> {
        let mut dirty = HashSet::new();
        for scope in &patch.dropped {
            self.forget(*scope, &mut dirty);
        }
        for entry in &patch.entries {
            self.confirm(entry, &mut dirty);
        }
        let answered = self.pending.partition_point(|pending| pending.seq <= last_seq);
        for pending in self.pending.drain(..answered) {
            dirty.extend(pending.writes.into_keys());
        }
        self.replay(&mut dirty);
        dirty.into_iter().collect()
    }

    /// Drops commands that the office has refused before their effects are pulled.
    pub fn withdraw(&mut self, seqs: &[u64]) -> Vec<Key> {
        let mut dirty = HashSet::new();
        self.pending.retain(|pending| {
            let keep = !seqs.contains(&pending.seq);
            if !keep {
                dirty.extend(pending.writes.keys().cloned());
            }
            keep
        });
        self.replay(&mut dirty);
        dirty.into_iter().collect()
    }

    /// Forgets everything confirmed: another epoch, another schema, another person. Pending commands stay.
    pub fn clear_confirmed(&mut self) {
        self.confirmed.clear();
        let mut dirty: HashSet<Key> = self.pending.iter().flat_map(|pending| pending.writes.keys().cloned()).collect();
        self.by_kind.clear();
        self.replay(&mut dirty);
    }

    /// Everything confirmed, for a compacted cache.
    pub fn confirmed_entries(&self) -> impl Iterator<Item = Entry> + '_ {
        self.confirmed.iter().map(|(key, confirmed)| Entry {
            kind: key.kind as u8,
            id: key.id.clone(),
            version: confirmed.version,
            body: Some(confirmed.body.to_vec()),
        })
    }

    fn confirm(&mut self, entry: &Entry, dirty: &mut HashSet<Key>) {
        let Some(key) = entry.key() else { return };
        if self.confirmed.get(&key).is_some_and(|known| known.version >= entry.version) {
            return;
        }
        match &entry.body {
            Some(body) => {
                self.by_kind.entry(key.kind).or_default().insert(key.id.clone());
                self.confirmed.insert(key.clone(), Confirmed { version: entry.version, body: body.as_slice().into() });
            }
            None => {
                self.confirmed.remove(&key);
                self.unlist(&key);
            }
        }
        dirty.insert(key);
    }

    fn forget(&mut self, scope: Scope, dirty: &mut HashSet<Key>) {
        let gone: Vec<Key> = self.confirmed.keys().filter(|key| Scope::of(key) == Some(scope)).cloned().collect();
        for key in gone {
            self.confirmed.remove(&key);
            self.unlist(&key);
            dirty.insert(key);
        }
    }

    /// Replays the pending commands that depend on something dirty, in order. What they write is dirty for those behind.
    /// Equal to replaying all of them, because a verb depends on nothing but its arguments and the records it read.
    fn replay(&mut self, dirty: &mut HashSet<Key>) {
        let stale: Vec<Key> = self.overlay.keys().filter(|key| dirty.contains(*key)).cloned().collect();
        let mut pending = std::mem::take(&mut self.pending);
        let touched = pending.iter().any(|p| p.reads.iter().chain(p.writes.keys()).any(|key| dirty.contains(key)));
        if touched {
            self.overlay.clear();
            for command in &mut pending {
                if command.reads.iter().chain(command.writes.keys()).any(|key| dirty.contains(key)) {
                    let ran = execute_loaded(&command.envelope.command, &command.ctx, self);
                    dirty.extend(command.writes.keys().cloned());
                    dirty.extend(ran.writes.keys().cloned());
                    command.forecast = ran.answer;
                    command.reads = ran.reads;
                    command.writes = ran.writes;
                }
                let writes = std::mem::take(&mut command.writes);
                self.lay_over(&writes);
                command.writes = writes;
            }
        } else {
            for key in &stale {
                self.overlay.remove(key);
            }
        }
        self.pending = pending;
        for key in dirty.iter() {
            if self.overlay.get(key).is_none_or(|written| written.is_none()) && !self.confirmed.contains_key(key) {
                self.unlist(key);
            } else {
                self.by_kind.entry(key.kind).or_default().insert(key.id.clone());
            }
            if matches!(self.overlay.get(key), Some(None)) {
                self.unlist(key);
            }
        }
    }

    fn lay_over(&mut self, writes: &BTreeMap<Key, Option<Record>>) {
        for (key, record) in writes {
            match record {
                Some(_) => {
                    self.by_kind.entry(key.kind).or_default().insert(key.id.clone());
                }
                None => self.unlist(key),
            }
            self.overlay.insert(key.clone(), record.clone());
        }
    }

    fn unlist(&mut self, key: &Key) {
        if let Some(ids) = self.by_kind.get_mut(&key.kind) {
            ids.remove(&key.id);
        }
    }
}
