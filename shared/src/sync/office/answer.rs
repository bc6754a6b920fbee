//! What a pull is answered with: for each scope whole segments where the device has missed much, and what changed since.
//! The host reads everything of one answer in one snapshot.

use crate::engine::Scope;
use crate::engine::codec::{BadSegment, Entry, encode_segment};
use crate::sync::protocol::{Pull, PullReply, SegmentRef};
use std::collections::BTreeMap;

/// Where the books stand, in the snapshot.
#[derive(Debug, Clone)]
pub struct Standing {
    pub epoch: String,
    pub version: u64,
    /// The last command of the asking device that is answered.
    pub last_seq: u64,
}

/// A segment as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    pub hash: String,
    /// Of its last record.
    pub last_version: u64,
    /// Nothing up to this version is missing when this and all before it are there.
    pub upto: u64,
    pub records: u32,
    pub bytes: u32,
}

/// What a device asked for: what it may hold, each scope once, and what it may not.
pub fn sort_out(pull: &Pull, granted: &[Scope]) -> (BTreeMap<Scope, u64>, Vec<Scope>) {
    let mut asked = BTreeMap::new();
    let mut dropped = Vec::new();
    for wanted in &pull.scopes {
        if granted.contains(&wanted.scope) {
            let since = asked.entry(wanted.scope).or_insert(wanted.since);
            *since = wanted.since.min(*since);
        } else if !dropped.contains(&wanted.scope) {
            dropped.push(wanted.scope);
        }
    }
    (asked, dropped)
}

/// From where on a device needs everything. One of another epoch, or one that is ahead of the books (they were restored
/// from a backup), begins anew.
pub fn effective(since: u64, epoch: &str, standing: (&str, u64)) -> u64 {
    let (books, version) = standing;
    if epoch == books && since <= version { since } else { 0 }
}

/// An answer that is being put together.
pub struct Answering {
    standing: Standing,
    dropped: Vec<Scope>,
    segments: Vec<SegmentRef>,
    entries: Vec<Entry>,
}

impl Answering {
    pub fn new(standing: Standing, dropped: Vec<Scope>) -> Answering {
        Answering { standing, dropped, segments: Vec::new(), entries: Vec::new() }
    }

    /// Takes what is sealed of a scope whose device is far behind `since`. Returns the version after which the host has to
    /// add the changed records; without segments that is `since`.
    pub fn take_segments(&mut self, scope: Scope, since: u64, sealed: impl IntoIterator<Item = Sealed>) -> u64 {
        let mut patch_after = since;
        for each in sealed {
            patch_after = patch_after.max(each.last_version);
            if each.last_version > since {
                let Sealed { hash, upto, records, bytes, .. } = each;
                self.segments.push(SegmentRef { scope, hash, upto, records, bytes });
            }
        }
        patch_after
    }

    /// Records that changed after what segments hold.
    pub fn add(&mut self, entries: impl IntoIterator<Item = Entry>) {
        self.entries.extend(entries);
    }

    pub fn reply(self) -> Result<PullReply, BadSegment> {
        let Standing { epoch, version, last_seq } = self.standing;
        let patch = encode_segment(&self.entries)?;
        Ok(PullReply { epoch, version, last_seq, segments: self.segments, patch, dropped: self.dropped })
    }
}
