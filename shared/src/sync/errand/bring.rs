//! Brings confirmed records back: whole segments when the device is far behind, then what changed since. Bytes are kept
//! as they came. Every step that is kept need not be done again.

use super::{Ask, Courier, Errand, News, Over, Stage, Tab, Told, Unkept, mistaken};
use crate::engine::Scope;
use crate::engine::codec::{SCHEMA, decode_segment};
use crate::sync::fault::Fault;
use crate::sync::footing::{ChunkKey, Fenced, Head, Place};
use crate::sync::patch::Patch;
use crate::sync::protocol::{Pull, PullReply, ScopeSince, SegmentRef};

/// Small chunks that a start may have to read before they are put together.
const MOST_SMALL_CHUNKS: usize = 64;

/// A pull that brings segments.
#[derive(Debug)]
pub(super) struct Filling {
    scopes: Vec<Scope>,
    reply: PullReply,
    head: Head,
    /// Segments that are kept.
    fetched: usize,
    records: usize,
}

/// The last step of a pull.
#[derive(Debug)]
pub(super) struct Finish {
    head: Head,
    patch: Patch,
    bytes: Vec<u8>,
}

impl Filling {
    fn next(&self) -> Option<&SegmentRef> {
        self.reply.segments.get(self.fetched)
    }

    fn of(&self) -> usize {
        self.reply.segments.iter().map(|segment| segment.records as usize).sum()
    }
}

impl Errand {
    /// Asks for everything that is new.
    pub(super) fn pull(&mut self, tab: &mut Tab<'_>) -> Ask {
        self.last_pull = tab.now;
        let Some(head) = &tab.footing.head else { return self.broken(tab) };
        // What is held and no longer granted is asked for too: the answer is to drop it.
        let mut scopes = tab.courier.granted.clone();
        scopes.extend(head.since.iter().map(|since| since.scope));
        scopes.sort_unstable();
        scopes.dedup();
        let pull = Pull {
            client: self.bearer.client,
            epoch: head.epoch.clone(),
            schema: SCHEMA,
            scopes: scopes.iter().map(|scope| ScopeSince { scope: *scope, since: head.since(*scope) }).collect(),
        };
        self.ask(Stage::Pulling(scopes), Ask::Pull(pull))
    }

    pub(super) fn pulled(&mut self, tab: &mut Tab<'_>, scopes: Vec<Scope>, reply: PullReply) -> Ask {
        let Some(head) = tab.footing.head.clone().filter(|head| head.epoch == reply.epoch || mistaken(Fault::AnyEpoch))
        else {
            return self.broken(tab);
        };
        self.fill(tab, Filling { scopes, reply, head, fetched: 0, records: 0 })
    }

    /// The next segment, or what changed after the last one.
    fn fill(&mut self, tab: &mut Tab<'_>, filling: Filling) -> Ask {
        let Some(segment) = filling.next() else { return self.finish(tab, filling) };
        let hash = segment.hash.clone();
        self.news.push(News::Filling(Some((filling.records, filling.of()))));
        self.ask(Stage::Fetching(filling), Ask::Segment(hash))
    }

    pub(super) fn fetched(&mut self, tab: &mut Tab<'_>, mut filling: Filling, bytes: Vec<u8>) -> Ask {
        let Some(segment) = filling.next().filter(|segment| segment.is_of(&bytes)).cloned() else {
            return self.broken(tab);
        };
        let Ok(entries) = decode_segment(&bytes) else { return self.broken(tab) };
        filling.head.set_since(segment.scope, segment.upto);
        filling.fetched += 1;
        filling.records += segment.records as usize;
        let head = filling.head.clone();
        let patch = Patch { entries, dropped: Vec::new() };
        self.keep(tab, head, patch, bytes, |patch, bytes| Stage::Keeping(filling, patch, bytes))
    }

    pub(super) fn kept(
        &mut self,
        tab: &mut Tab<'_>,
        filling: Filling,
        patch: Patch,
        bytes: Vec<u8>,
        kept: Result<Option<ChunkKey>, Unkept>,
    ) -> Ask {
        let Ok(chunk) = what_is_kept(tab, kept) else { return Ask::Over(Over::Deposed) };
        // Answers count with the last step: before it their effects are not all there.
        let last_seq = if mistaken(Fault::DropsEarly) { filling.reply.last_seq } else { tab.footing.last_seq };
        self.lay(tab, filling.head.clone(), patch, bytes, last_seq, chunk);
        self.fill(tab, filling)
    }

    fn finish(&mut self, tab: &mut Tab<'_>, filling: Filling) -> Ask {
        let Filling { scopes, reply, mut head, fetched, .. } = filling;
        if fetched > 0 {
            self.news.push(News::Filling(None));
        }
        let is_news = scopes.iter().any(|scope| head.since(*scope) != reply.version)
            || head.last_seq != reply.last_seq
            || !reply.dropped.is_empty();
        // The first one is told in any case: the tab that led before may have died with it on its lips.
        if !is_news && tab.courier.announced {
            return self.after_pull(tab);
        }
        let Ok(entries) = decode_segment(&reply.patch) else { return self.broken(tab) };
        for scope in scopes.iter().filter(|scope| !reply.dropped.contains(scope)) {
            head.set_since(*scope, reply.version);
        }
        head.since.retain(|since| !reply.dropped.contains(&since.scope));
        head.last_seq = reply.last_seq;
        let patch = Patch { entries, dropped: reply.dropped };
        self.keep(tab, head.clone(), patch, reply.patch, |patch, bytes| Stage::Finishing(Finish { head, patch, bytes }))
    }

    pub(super) fn finished(
        &mut self,
        tab: &mut Tab<'_>,
        finish: Finish,
        kept: Result<Option<ChunkKey>, Unkept>,
    ) -> Ask {
        let Finish { head, patch, bytes } = finish;
        let Ok(chunk) = what_is_kept(tab, kept) else { return Ask::Over(Over::Deposed) };
        if !patch.dropped.is_empty() {
            // Chunks on the disk still hold what may no longer be held.
            tab.courier.behind = true;
        }
        let last_seq = head.last_seq;
        self.lay(tab, head, patch, bytes, last_seq, chunk);
        tab.courier.announced = true;
        self.after_pull(tab)
    }

    fn after_pull(&mut self, tab: &mut Tab<'_>) -> Ask {
        if self.carries { self.carry(tab) } else { self.tidy(tab) }
    }

    /// The cache may fail: what it misses is in memory, and is written anew later.
    fn keep(
        &mut self,
        tab: &mut Tab<'_>,
        head: Head,
        patch: Patch,
        bytes: Vec<u8>,
        stage: impl FnOnce(Patch, Vec<u8>) -> Stage,
    ) -> Ask {
        match tab.courier.leader {
            Some(leader) if !tab.courier.behind || mistaken(Fault::AddsBehindAHole) => {
                let kept = if patch.entries.is_empty() { Vec::new() } else { bytes.clone() };
                self.ask(stage(patch, bytes), Ask::Keep { leader, head: Box::new(head), bytes: kept })
            }
            // What is not kept must not be told by a tab that does not lead any more either.
            Some(leader) => self.ask(stage(patch, bytes), Ask::StillLeads { leader }),
            None => {
                // A tab that may not write has memory that the disk does not have.
                tab.courier.behind = true;
                self.stage = stage(patch, bytes);
                self.next(tab, Told::Kept(Err(Unkept::Failed)))
            }
        }
    }

    fn lay(
        &mut self,
        tab: &mut Tab<'_>,
        head: Head,
        patch: Patch,
        bytes: Vec<u8>,
        last_seq: u64,
        chunk: Option<ChunkKey>,
    ) {
        let epoch = head.epoch.clone();
        let place = Place { behind: tab.footing.chunk, chunk };
        let changed = tab.footing.lay(tab.replica, &patch, last_seq, place, &epoch);
        tab.footing.head = Some(head);
        self.news.push(News::Laid { changed, bytes, last_seq, dropped: patch.dropped, place, epoch });
    }

    /// Housekeeping when everything else is done.
    fn tidy(&mut self, tab: &mut Tab<'_>) -> Ask {
        let Courier { leader, behind, .. } = &tab.courier;
        let small_chunks = tab.footing.small_chunks;
        match (leader, &tab.footing.head) {
            (Some(leader), Some(head)) if *behind || small_chunks > MOST_SMALL_CHUNKS => {
                let (head, clearings) = (Box::new(head.clone()), self.clearings);
                let ask = Ask::Compact { leader: *leader, head, clearings };
                self.ask(Stage::Compacting, ask)
            }
            _ => Ask::Over(Over::Done),
        }
    }

    pub(super) fn compacted(&mut self, tab: &mut Tab<'_>, kept: Result<Option<ChunkKey>, Unkept>) -> Ask {
        match kept {
            Ok(last) => {
                tab.footing.small_chunks = 0;
                let was_whole = !std::mem::take(&mut tab.courier.behind);
                if let Some(chunk) = last {
                    let before = std::mem::replace(&mut tab.footing.chunk, chunk);
                    self.news.push(News::Compacted { before: was_whole.then_some(before), chunk });
                }
                Ask::Over(Over::Done)
            }
            Err(Unkept::Fenced(Fenced::Deposed)) => Ask::Over(Over::Deposed),
            Err(Unkept::Fenced(Fenced::Emptied) | Unkept::Failed) => {
                tab.courier.behind = true;
                Ask::Over(Over::Done)
            }
        }
    }
}

/// Where the cache has it, if it has. An error: another tab leads, and what this one has pulled is older than what that
/// one tells everybody.
fn what_is_kept(tab: &mut Tab<'_>, kept: Result<Option<ChunkKey>, Unkept>) -> Result<Option<ChunkKey>, ()> {
    match kept {
        Ok(chunk) => Ok(chunk),
        Err(Unkept::Fenced(Fenced::Deposed)) => {
            tab.courier.behind = true;
            Err(())
        }
        Err(Unkept::Fenced(Fenced::Emptied) | Unkept::Failed) => {
            tab.courier.behind = true;
            Ok(None)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{ClientId, MemberId, Moment, TenantId};
    use crate::engine::codec::{Entry, encode_segment};
    use crate::engine::{Key, Kind};
    use crate::sync::footing::{Bearer, Footing};
    use crate::sync::protocol::segment_hash;
    use crate::sync::replica::Replica;
    use uuid::Uuid;

    fn segment(version: u64) -> Vec<u8> {
        let entry = Entry { kind: Kind::Exception as u8, id: "E-1".into(), version, body: Some(vec![1]) };
        encode_segment(&[entry]).unwrap()
    }

    /// What an errand asks next, and whether the record is in the books, after the office said `announced` and `came`.
    fn after(announced: &[u8], came: Vec<u8>) -> (Ask, bool) {
        let id = Uuid::from_u128;
        let bearer = Bearer { tenant: TenantId(id(1)), member: MemberId(id(2)), client: ClientId(id(3)) };
        let head = Head::new(&bearer, "1");
        let (mut replica, mut footing) = (Replica::default(), Footing::default());
        footing.head = Some(head.clone());
        let mut courier = Courier { greeted: true, ..Courier::default() };
        let mut tab = Tab { replica: &mut replica, footing: &mut footing, courier: &mut courier, now: Moment(1) };
        let scope = Scope::of(&Key { kind: Kind::Exception, id: "E-1".into() }).unwrap();
        let length = u32::try_from(announced.len()).unwrap();
        let sealed = SegmentRef { scope, hash: segment_hash(announced), upto: 5, records: 1, bytes: length };
        let reply = PullReply {
            epoch: "1".into(),
            version: 5,
            last_seq: 0,
            segments: vec![sealed],
            patch: encode_segment(&[]).unwrap(),
            dropped: Vec::new(),
        };
        let mut errand = Errand::new(bearer, ClientId(id(4)), Moment(1));
        let filling = Filling { scopes: vec![scope], reply, head, fetched: 0, records: 0 };
        let ask = errand.fetched(&mut tab, filling, came);
        (ask, replica.count(Kind::Exception) == 1)
    }

    #[test]
    fn only_the_bytes_that_the_office_has_sealed_are_laid() {
        let (ask, is_laid) = after(&segment(5), segment(5));
        assert!(is_laid && ask != Ask::Over(Over::Broken));
        let longer = [segment(5), vec![0]].concat();
        for other in [segment(4), Vec::new(), b"<html>".to_vec(), longer] {
            assert_eq!(after(&segment(5), other.clone()), (Ask::Over(Over::Broken), false), "{other:?}");
        }
    }
}
