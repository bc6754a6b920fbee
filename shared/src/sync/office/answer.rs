//! What a pull is answered with: for each scope whole segments where the device has missed much, and what changed since.
//! The host reads everything of one answer in one snapshot.

use super::share::Share;
use crate::engine::Scope;
use crate::engine::codec::{BadSegment, Entry, encode_segment};
use crate::sync::fault::{self, Fault};
use crate::sync::protocol::{Pull, PullReply, ScopeSince, SegmentRef};
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

/// The sealed segments of a scope.
#[derive(Debug, Clone, Default)]
pub struct Segments {
    pub sealed: Vec<Sealed>,
    /// Where the books stood when they were begun. What was filed in the archive by then is in none of them, not even as gone.
    pub begun: u64,
}

/// What the host has to add to segments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rest {
    /// Everything that changed after this version.
    pub after: u64,
    /// What was filed above the first version and up to the second one, as gone: the device may hold it.
    pub filed: Option<(u64, u64)>,
}

/// An answer that is being put together.
pub struct Answering {
    standing: Standing,
    dropped: Vec<Scope>,
    segments: Vec<SegmentRef>,
    entries: Vec<Entry>,
    begun: Vec<ScopeSince>,
}

impl Answering {
    pub fn new(standing: Standing, dropped: Vec<Scope>) -> Answering {
        Answering { standing, dropped, segments: Vec::new(), entries: Vec::new(), begun: Vec::new() }
    }

    /// Takes what is sealed of a share whose device is far behind `since`; `begun` is from which books on its copy was begun.
    pub fn take_segments(&mut self, share: Share, since: u64, begun: u64, segments: Segments) -> Rest {
        let scope = share.scope();
        let known = since.max(begun);
        let is_untold = since > 0 && known < segments.begun && !fault::on(Fault::ForgetsTheFiled);
        let mut after = since.max(segments.begun);
        for each in segments.sealed {
            after = after.max(each.last_version);
            if each.last_version > since {
                let Sealed { hash, upto, records, bytes, .. } = each;
                // What was filed comes last, and what no segment holds: a device that is interrupted before begins where it began.
                let upto = if is_untold || share.tells_more() { since } else { upto };
                self.segments.push(SegmentRef { scope, hash, upto, records, bytes });
            }
        }
        self.begun.push(ScopeSince { scope, since: segments.begun });
        Rest { after, filed: is_untold.then_some((known, segments.begun)) }
    }

    /// Records that changed after what segments hold.
    pub fn add(&mut self, entries: impl IntoIterator<Item = Entry>) {
        self.entries.extend(entries);
    }

    pub fn reply(self) -> Result<PullReply, BadSegment> {
        let Standing { epoch, version, last_seq } = self.standing;
        let patch = encode_segment(&self.entries);
        let Answering { segments, dropped, begun, .. } = self;
        Ok(PullReply { epoch, version, last_seq, segments, patch, dropped, begun })
    }
}
