//! What devices and office say to each other. `hello`, `push` and the answers are JSON; `pull` answers and segments are
//! binary (`codec`), because their bytes are stored as they come.
//!
//! - `POST /api/sync/hello` -> `HelloReply`
//! - `POST /api/sync/push`  -> `PushReply`; 409 with `PushGap`, 426 when the app is too old, 401 when nobody is signed in
//! - `POST /api/sync/pull`  -> postcard of `PullReply` (`application/octet-stream`)
//! - `GET  /api/sync/segment/{hash}` -> the bytes of one segment, immutable
//! - `GET  /api/sync/live` -> server-sent events, `data: {"version":N}`: there is something new, nothing else

use crate::base::{ClientId, MemberId, Moment, TenantId};
use crate::engine::{Envelope, Outcome, Refusal, Scope};
use crate::people::Role;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Version of this protocol. The office serves this one and tells older apps to update.
pub const PROTOCOL: u32 = 1;

/// At most so many commands in one push.
pub const MOST_COMMANDS: usize = 200;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hello {
    pub client: ClientId,
    pub protocol: u32,
    /// What people call this device, for example `Tablet 2`.
    pub device: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HelloReply {
    /// Changes when the books were restored from a backup.
    pub epoch: String,
    pub tenant: TenantId,
    pub member: MemberId,
    pub name: String,
    pub role: Role,
    pub server_time: Moment,
    pub version: u64,
    /// The last command of this client that the office has an answer for.
    pub last_seq: u64,
    pub scopes: Vec<Scope>,
    /// What this person's devices seal with what they cannot send: 32 bytes, hexadecimal. Empty from an office that has
    /// no such key.
    #[serde(default)]
    pub seal: String,
    /// Devices whose changes the office holds until this person decides; 0 for whoever may not.
    #[serde(default)]
    pub held: usize,
}

/// One command in a push. `seq` counts the commands of one client from 1, without gaps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sent {
    pub seq: u64,
    #[serde(flatten)]
    pub envelope: Envelope,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Push {
    pub client: ClientId,
    pub protocol: u32,
    pub device: String,
    pub commands: Vec<Sent>,
}

/// The office's final answer to one command.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    Accepted(Outcome),
    Refused(Refusal),
    /// The office cannot read this command (a newer app wrote it, or it was damaged). It is kept and shown, not retried.
    Unreadable,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answered {
    pub seq: u64,
    pub answer: Answer,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PushReply {
    pub version: u64,
    pub last_seq: u64,
    pub answers: Vec<Answered>,
}

/// The push began after a gap; the office expects this one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PushGap {
    pub expected: u64,
}

/// What the device has of a scope: everything up to this version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScopeSince {
    pub scope: Scope,
    pub since: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pull {
    pub client: ClientId,
    pub epoch: String,
    /// `codec::SCHEMA` of this app; the office answers another one with 426.
    pub schema: u16,
    pub scopes: Vec<ScopeSince>,
    /// From which books on this device's copy of a scope was begun, as it was told then: it holds nothing that was filed before.
    #[serde(default)]
    pub begun: Vec<ScopeSince>,
}

/// The version that a list names for a scope; 0 if it names none.
pub fn version_of(list: &[ScopeSince], scope: Scope) -> u64 {
    list.iter().find(|named| named.scope == scope).map_or(0, |named| named.since)
}

/// One consistent snapshot: everything up to `version`, and the answers up to `last_seq` are in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PullReply {
    pub epoch: String,
    pub version: u64,
    pub last_seq: u64,
    /// To fetch and apply first, in this order, when the device is far behind.
    pub segments: Vec<SegmentRef>,
    /// One segment (`codec::encode_segment`) with everything after the last of `segments`, for all asked scopes.
    pub patch: Vec<u8>,
    /// Scopes that this person may no longer hold: the device forgets them.
    pub dropped: Vec<Scope>,
    /// Where the books stood when the segments of these scopes were begun. Last: an older app does not read on.
    pub begun: Vec<ScopeSince>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentRef {
    pub scope: Scope,
    /// SHA-256 of the bytes, hexadecimal.
    pub hash: String,
    /// Every record of the scope up to this version is in this segment or an earlier one.
    pub upto: u64,
    pub records: u32,
    pub bytes: u32,
}

/// The name of a segment: SHA-256 of its bytes, hexadecimal.
pub fn segment_hash(bytes: &[u8]) -> String {
    let mut hash = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // A text takes everything.
        let _ = write!(hash, "{byte:02x}");
    }
    hash
}
