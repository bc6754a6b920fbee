//! How far a tab's copy of the books goes, and the rules by which confirmed records and answers reach it. The leading
//! tab and those that follow it use the same ones.

use super::fault::{self, Fault};
use super::outbox::{Entry, Standing, standing_after};
use super::patch::Patch;
use super::protocol::{Answer, ScopeSince};
use super::replica::Replica;
use crate::base::{ClientId, MemberId, TenantId};
use crate::engine::codec::SCHEMA;
use crate::engine::{Key, Scope};
use serde::{Deserialize, Serialize};

/// Whose outbox and cache these are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bearer {
    pub tenant: TenantId,
    pub member: MemberId,
    pub client: ClientId,
}

/// Keys of the cache's chunks are numbers that only grow.
pub type ChunkKey = u64;

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
    /// The effects of this client's commands up to here are in the chunks.
    pub last_seq: u64,
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
            last_seq: 0,
        }
    }

    /// A cache of another layout, another shop, another person or another numbering is as good as none.
    pub fn fits(&self, bearer: &Bearer) -> bool {
        let is_same_client = self.client == bearer.client || fault::on(Fault::AnyClientsCache);
        self.schema == SCHEMA && self.tenant == bearer.tenant && self.member == bearer.member && is_same_client
    }

    pub fn since(&self, scope: Scope) -> u64 {
        self.since.iter().find(|since| since.scope == scope).map_or(0, |since| since.since)
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

/// How far a tab's copy goes.
#[derive(Debug, Clone, Default)]
pub struct Footing {
    /// What the confirmed records are, as far as this tab pulls them itself.
    pub head: Option<Head>,
    /// Everything up to here is answered by the office and contained in what was pulled.
    pub last_seq: u64,
    /// Every command of the outbox up to here is shown or was once.
    pub known_seq: u64,
    /// The last chunk of the cache that this tab has read or written.
    pub chunk: ChunkKey,
    /// Chunks are being read, one page after the other.
    pub is_reading: bool,
    /// Counts how often everything confirmed was forgotten: what was read before is void.
    pub clearings: u32,
}

impl Footing {
    /// Lays confirmed records into the copy, with the number that they contain. Returns what looks different now.
    pub fn lay(&mut self, replica: &mut Replica, patch: &Patch, last_seq: u64, chunk: Option<ChunkKey>) -> Vec<Key> {
        self.last_seq = self.last_seq.max(last_seq);
        // While chunks are read this one is read again, with those before it.
        if let Some(chunk) = chunk.filter(|_| !self.is_reading) {
            self.chunk = chunk;
        }
        replica.apply(patch, self.last_seq)
    }

    /// Forgets what the office has confirmed; what waits stays.
    pub fn clear(&mut self, replica: &mut Replica) {
        replica.clear_confirmed();
        *self = Footing {
            known_seq: self.known_seq,
            is_reading: self.is_reading,
            clearings: self.clearings + 1,
            ..Footing::default()
        };
    }

    /// Whether a stored command is to be laid over the confirmed records: not when it was refused, nor when its effects
    /// have come back.
    pub fn is_open(&self, entry: &Entry) -> bool {
        matches!(entry.standing, Standing::Waiting | Standing::Done) && entry.seq > self.last_seq
    }

    /// Commands from `first` to `last` are shown now. With a gap before them, the ones between are still to be read.
    pub fn know(&mut self, first: u64, last: u64) {
        if first <= self.known_seq + 1 {
            self.known_seq = self.known_seq.max(last);
        }
    }

    /// The cache was written anew by another tab. Whoever had read up to `before` has read it all.
    pub fn compacted(&mut self, before: ChunkKey, chunk: ChunkKey) {
        if self.chunk >= before {
            self.chunk = chunk;
        }
    }
}

/// Takes commands that the office has refused off the books of this device.
pub fn withdraw_refused(replica: &mut Replica, answers: &[(u64, Answer)]) -> Vec<Key> {
    let refused = answers.iter().filter(|(_, answer)| standing_after(answer) == Standing::NeedsYou);
    let refused: Vec<u64> = refused.map(|(seq, _)| *seq).collect();
    if refused.is_empty() { Vec::new() } else { replica.withdraw(&refused) }
}
