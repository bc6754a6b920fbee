//! How far a tab's copy of the books goes, and the rules by which confirmed records and answers reach it. The leading
//! tab and those that follow it use the same ones.

use super::fault::{self, Fault};
use super::outbox::{Entry, Standing, standing_after};
use super::patch::Patch;
use super::protocol::{Answer, ScopeSince, version_of};
use super::replica::Replica;
use crate::base::{ClientId, MemberId, Moment, TenantId};
use crate::engine::codec::SCHEMA;
use crate::engine::{Key, Scope};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Whose outbox and cache these are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bearer {
    pub tenant: TenantId,
    pub member: MemberId,
    pub client: ClientId,
}

/// Records in a chunk of a cache that was written anew, as many as in a segment.
pub const CHUNK_RECORDS: usize = 1_024;

/// A chunk with fewer could be bigger.
pub(super) const SMALL_CHUNK: usize = 256;

/// Keys of the cache's chunks are numbers that only grow.
pub type ChunkKey = u64;

/// The number of the first chunk of a store that has never had one. A browser that has cleared everything would count from 1
/// again, and whoever has read some of the chunks before would take others for those that come behind them.
pub fn first_chunk(now: Moment) -> ChunkKey {
    now.0.unsigned_abs().max(1)
}

/// What the chunks of a cache are: written in the same transaction as they are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Head {
    pub schema: u16,
    pub epoch: String,
    pub tenant: TenantId,
    pub member: MemberId,
    /// Whose numbers `last_seq` counts. A person may get another client on the same device.
    pub client: ClientId,
    pub since: Vec<ScopeSince>,
    /// From which books on the copy of each scope was begun.
    #[serde(default)]
    pub begun: Vec<ScopeSince>,
    /// The effects of this client's commands up to here are in the chunks.
    pub last_seq: u64,
    /// When all chunks were written anew, by the clock of the device. What is gone lies in the older ones until then.
    #[serde(default)]
    pub tidied_at: Moment,
}

impl Head {
    /// Of an empty cache.
    pub fn new(bearer: &Bearer, epoch: &str) -> Head {
        Head {
            schema: SCHEMA,
            epoch: epoch.to_owned(),
            tenant: bearer.tenant,
            member: bearer.member,
            client: bearer.client,
            since: Vec::new(),
            begun: Vec::new(),
            last_seq: 0,
            tidied_at: Moment(0),
        }
    }

    /// A cache of another layout, another shop, another person or another numbering is as good as none.
    pub fn fits(&self, bearer: &Bearer) -> bool {
        let is_same_client = self.client == bearer.client || fault::on(Fault::AnyClientsCache);
        self.schema == SCHEMA && self.tenant == bearer.tenant && self.member == bearer.member && is_same_client
    }

    pub fn since(&self, scope: Scope) -> u64 {
        version_of(&self.since, scope)
    }

    /// The copy of this scope begins with books that stood at `version`.
    pub fn begin(&mut self, scope: Scope, version: u64) {
        self.begun.retain(|begun| begun.scope != scope);
        self.begun.push(ScopeSince { scope, since: version });
    }

    pub fn set_since(&mut self, scope: Scope, version: u64) {
        match self.since.iter_mut().find(|since| since.scope == scope) {
            Some(since) => since.since = version,
            None => self.since.push(ScopeSince { scope, since: version }),
        }
    }
}

/// Why the cache may not be written by a tab that thinks it leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fenced {
    /// Another tab leads now.
    Deposed,
    /// The browser has cleared it: nothing may be added, only all of it written anew.
    Emptied,
}

/// Whether a tab that began to lead as `mine` may write a cache in which `leading` was noted last.
pub fn fence(leading: Option<u64>, mine: u64) -> Result<(), Fenced> {
    match leading {
        _ if fault::on(Fault::NoFence) => Ok(()),
        Some(leading) if leading == mine => Ok(()),
        Some(_) => Err(Fenced::Deposed),
        None => Err(Fenced::Emptied),
    }
}

/// The number under which a tab begins to lead. Never one that was given out before, also when the browser has cleared
/// the cache and with it the last one.
pub fn next_leader(leading: Option<u64>, now: Moment) -> u64 {
    leading.map_or(0, |leading| leading + 1).max(now.0.unsigned_abs())
}

/// Where in the cache something lies: behind which chunk, and in which, if it could be kept and there was something to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub behind: ChunkKey,
    pub chunk: Option<ChunkKey>,
}

/// How far a tab's copy goes.
#[derive(Debug, Clone, Default)]
pub struct Footing {
    /// What the confirmed records are, as far as this tab pulls them itself.
    pub head: Option<Head>,
    /// Whose versions the confirmed records have; empty: nothing is known of any books.
    pub epoch: String,
    /// Everything up to here is answered by the office and contained in what was pulled.
    pub last_seq: u64,
    /// Every command of the outbox up to here is shown or was once.
    pub known_seq: u64,
    /// The last chunk of the cache that this tab has read or written.
    pub chunk: ChunkKey,
    /// Chunks of the cache that could be bigger.
    pub small_chunks: usize,
    /// Chunks are being read, one page after the other.
    pub is_reading: bool,
    /// The cache holds what this tab has not read: it has to catch up with it as soon as it reads nothing else.
    pub has_missed: bool,
    /// It is not known which commands of the outbox are contained in the confirmed records: there are none, or they were
    /// forgotten. As soon as it is known, those that are open are to be laid over them.
    pub has_forgotten: bool,
    /// Counts how often everything confirmed was forgotten: what was read before is void.
    pub clearings: u32,
    /// What became of commands that this tab has yet to read from the outbox, or has read before it was known.
    early: BTreeMap<u64, Became>,
}

/// What another tab says became of a command.
#[derive(Debug, Clone)]
enum Became {
    Answered(Answer, Moment),
    Settled,
}

impl Footing {
    /// Lays confirmed records into the copy, with the number that they contain. Returns what looks different now.
    pub fn lay(&mut self, replica: &mut Replica, patch: &Patch, last_seq: u64, place: Place, epoch: &str) -> Vec<Key> {
        // Of books that are not these any more: a tab that led before has woken up. Or these are not: the disk knows.
        if !self.epoch.is_empty() && self.epoch != epoch {
            self.has_missed = true;
            return Vec::new();
        }
        epoch.clone_into(&mut self.epoch);
        self.last_seq = self.last_seq.max(last_seq);
        // While chunks are read this one is read again, with those before it.
        if !self.is_reading {
            if self.chunk == place.behind {
                self.chunk = place.chunk.unwrap_or(self.chunk);
                self.small_chunks += usize::from(place.chunk.is_some() && patch.entries.len() < SMALL_CHUNK);
            } else {
                // A tab that led died after the disk had something and before it told the others.
                self.has_missed = true;
            }
        }
        replica.apply(patch, self.last_seq)
    }

    /// What comes from now on is of this epoch: forgets what is of another one.
    pub fn begin(&mut self, replica: &mut Replica, epoch: &str) {
        if self.epoch != epoch {
            self.clear(replica, epoch);
        }
    }

    /// The leading tab has thrown the cache away and fills it from nothing. Also of the same books everything is forgotten:
    /// what is gone meanwhile does not come again, and a tab that led with nothing does not know what this one would miss.
    pub fn begin_anew(&mut self, replica: &mut Replica, epoch: &str) {
        self.clear(replica, epoch);
    }

    /// The same books under the numbers of another client: what is confirmed stays, what waits is read anew.
    pub fn renumber(&mut self, bearer: &Bearer) {
        let head = self.head.take().map(|head| Head { client: bearer.client, last_seq: 0, ..head });
        *self =
            Footing { head, epoch: std::mem::take(&mut self.epoch), clearings: self.clearings, ..Footing::default() };
    }

    /// Forgets what the office has confirmed; what waits stays.
    fn clear(&mut self, replica: &mut Replica, epoch: &str) {
        replica.clear_confirmed();
        *self = Footing {
            known_seq: self.known_seq,
            is_reading: self.is_reading,
            clearings: self.clearings + 1,
            epoch: epoch.to_owned(),
            has_missed: self.has_missed,
            has_forgotten: true,
            early: std::mem::take(&mut self.early),
            ..Footing::default()
        };
    }

    /// The office has answered a command that is not shown yet.
    pub fn answered_early(&mut self, seq: u64, answer: &Answer, at: Moment) {
        self.early.insert(seq, Became::Answered(answer.clone(), at));
    }

    /// A person has decided about a command that is not shown yet.
    pub fn settled_early(&mut self, seq: u64) {
        self.early.insert(seq, Became::Settled);
    }

    /// A command that was read from the outbox, as it stands by what was heard meanwhile. None: there is nothing to show.
    pub fn as_heard(&mut self, mut entry: Entry) -> Option<Entry> {
        match self.early.remove(&entry.seq) {
            Some(Became::Answered(answer, at)) if entry.standing == Standing::Waiting => {
                // An answer that came as text can be written as text.
                let _ = entry.take(&answer, at);
                Some(entry)
            }
            Some(Became::Settled) => None,
            _ => Some(entry),
        }
    }

    /// Whether a stored command is to be laid over the confirmed records: not when it was refused, nor when its effects
    /// have come back.
    pub fn is_open(&self, entry: &Entry) -> bool {
        matches!(entry.standing, Standing::Waiting | Standing::Done) && entry.seq > self.last_seq
    }

    /// From where on the outbox is to be read, behind this number, and whether also what was read before.
    pub fn reads_after(&mut self) -> (u64, bool) {
        if !self.has_forgotten {
            return (self.known_seq, false);
        }
        self.has_forgotten = self.last_seq == 0;
        (self.last_seq.min(self.known_seq), true)
    }

    /// Whether a command that was read again is to be laid over the confirmed records. As long as there are none, there is
    /// nothing that those of the office could be laid over.
    pub fn is_open_again(&self, replica: &Replica, entry: &Entry) -> bool {
        let is_due = entry.standing == Standing::Waiting || self.last_seq > 0;
        is_due && self.is_open(entry) && !replica.is_pending(entry.seq)
    }

    /// Whether something of the outbox can be laid over the confirmed records now that could not before.
    pub fn has_to_read_again(&self) -> bool {
        self.has_forgotten && self.last_seq > 0
    }

    /// Commands from `first` to `last` are shown now. With a gap before them, the ones between are still to be read.
    pub fn know(&mut self, first: u64, last: u64) {
        if first <= self.known_seq + 1 {
            self.known_seq = self.known_seq.max(last);
        }
    }

    /// The cache was written anew by another tab. Whoever had read up to `before` has read it all; without it there was
    /// more in that tab's memory than anybody could read.
    pub fn compacted(&mut self, before: Option<ChunkKey>, chunk: ChunkKey) {
        let has_all = before.is_some_and(|before| self.chunk >= before);
        self.chunk = if has_all { chunk } else { 0 };
        self.small_chunks = 0;
        self.has_missed |= !has_all;
    }
}

/// Takes commands that the office has refused off the books of this device.
pub fn withdraw_refused(replica: &mut Replica, answers: &[(u64, Answer)]) -> Vec<Key> {
    let refused = answers.iter().filter(|(_, answer)| standing_after(answer) == Standing::NeedsYou);
    let refused: Vec<u64> = refused.map(|(seq, _)| *seq).collect();
    if refused.is_empty() { Vec::new() } else { replica.withdraw(&refused) }
}
