//! Brings confirmed records back: whole segments when the device is far behind, then what changed since. Bytes are kept
//! as they came. Every step that is kept need not be done again.

use super::{Arrived, Ask, Courier, Errand, News, Over, Stage, Tab, Told, Unkept, mistaken};
use crate::base::moment::DAY;
use crate::engine::Scope;
use crate::engine::codec::{SCHEMA, decode_segment};
use crate::sync::fault::Fault;
use crate::sync::footing::{ChunkKey, Fenced, Head, Place};
use crate::sync::patch::Patch;
use crate::sync::protocol::{Pull, PullReply, ScopeSince, SegmentRef, version_of};
use crate::sync::replica::Seen;
use std::rc::Rc;

/// Small chunks that a start may have to read before they are put together.
const MOST_SMALL_CHUNKS: usize = 64;

/// What is gone, or told no more, may lie on the disk this long: a tablet of the floor must not keep the addresses of yesterday.
const TIDY_EVERY_MS: i64 = DAY;

/// A pull that brings segments.
#[derive(Debug)]
pub(super) struct Filling {
    scopes: Vec<Scope>,
    reply: PullReply,
    head: Head,
    /// Segments that are kept.
    fetched: usize,
    records: usize,
    fresh: Option<Fresh>,
}

/// Scopes that are filled from nothing, over records of them that this tab still knows: the office does not tell of what was
/// filed meanwhile, so what does not come is gone.
#[derive(Debug)]
pub(super) struct Fresh {
    scopes: Vec<Scope>,
    seen: Seen,
}

/// The last step of a pull.
#[derive(Debug)]
pub(super) struct Finish {
    head: Head,
    patch: Rc<Patch>,
    bytes: Vec<u8>,
    fresh: Option<Fresh>,
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
            begun: head.begun.clone(),
        };
        self.ask(Stage::Pulling(scopes), Ask::Pull(pull))
    }

    pub(super) fn pulled(&mut self, tab: &mut Tab<'_>, scopes: Vec<Scope>, reply: PullReply) -> Ask {
        let head = tab.footing.head.clone().filter(|head| head.epoch == reply.epoch || mistaken(Fault::AnyEpoch));
        let Some(mut head) = head else { return self.broken(tab) };
        let is_fresh = |scope: &Scope| head.since(*scope) == 0 && !reply.dropped.contains(scope);
        let fresh: Vec<Scope> = scopes.iter().copied().filter(is_fresh).collect();
        for scope in &fresh {
            let sealed = version_of(&reply.begun, *scope);
            head.begin(*scope, if sealed > 0 { sealed } else { reply.version });
        }
        // Nearly every pull fills nothing: then nobody is to look through all that is known.
        let knows_more = !fresh.is_empty() && tab.replica.knows_of(&fresh);
        let fresh = knows_more.then(|| Fresh { scopes: fresh, seen: Seen::default() });
        self.fill(tab, Filling { scopes, reply, head, fetched: 0, records: 0, fresh })
    }

    /// The next segment, or what changed after the last one.
    fn fill(&mut self, tab: &mut Tab<'_>, filling: Filling) -> Ask {
        let Some(segment) = filling.next() else { return self.finish(tab, filling) };
        let hash = segment.hash.clone();
        self.news.push(News::Filling(Some((filling.records, filling.of()))));
        self.ask(Stage::Fetching(filling), Ask::Segment(hash))
    }

    pub(super) fn fetched(&mut self, tab: &mut Tab<'_>, mut filling: Filling, arrived: Arrived) -> Ask {
        let Some(segment) = filling.next().filter(|segment| arrived.is(segment)).cloned() else {
            return self.broken(tab);
        };
        let Arrived { bytes, entries: Ok(entries), .. } = arrived else { return self.broken(tab) };
        // What is gone is known only at the end: who is interrupted before begins anew.
        if filling.fresh.as_ref().is_none_or(|fresh| !fresh.scopes.contains(&segment.scope)) {
            filling.head.set_since(segment.scope, segment.upto);
        }
        filling.fetched += 1;
        filling.records += segment.records as usize;
        let head = filling.head.clone();
        let patch = Patch { entries, dropped: Vec::new() };
        filling.fresh.iter_mut().for_each(|fresh| fresh.seen.note(&patch));
        self.keep(tab, head, patch, bytes, |patch, bytes| Stage::Keeping(filling, patch, bytes))
    }

    pub(super) fn kept(
        &mut self,
        tab: &mut Tab<'_>,
        filling: Filling,
        patch: Rc<Patch>,
        bytes: Vec<u8>,
        kept: Result<Option<ChunkKey>, Unkept>,
    ) -> Ask {
        let Ok(chunk) = what_is_kept(tab, kept) else { return Ask::Over(Over::Deposed) };
        // Answers count with the last step: before it their effects are not all there.
        let last_seq = if mistaken(Fault::DropsEarly) { filling.reply.last_seq } else { tab.footing.last_seq };
        self.lay(tab, filling.head.clone(), &patch, bytes, last_seq, chunk);
        self.fill(tab, filling)
    }

    fn finish(&mut self, tab: &mut Tab<'_>, filling: Filling) -> Ask {
        let Filling { scopes, reply, mut head, fetched, mut fresh, .. } = filling;
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
        fresh.iter_mut().for_each(|fresh| fresh.seen.note(&patch));
        self.keep(tab, head.clone(), patch, reply.patch, |patch, bytes| {
            Stage::Finishing(Finish { head, patch, bytes, fresh })
        })
    }

    pub(super) fn finished(
        &mut self,
        tab: &mut Tab<'_>,
        finish: Finish,
        kept: Result<Option<ChunkKey>, Unkept>,
    ) -> Ask {
        let Finish { head, patch, bytes, fresh } = finish;
        let Ok(chunk) = what_is_kept(tab, kept) else { return Ask::Over(Over::Deposed) };
        if !patch.dropped.is_empty() {
            // Chunks on the disk still hold what may no longer be held.
            tab.courier.behind = true;
        }
        let (last_seq, since) = (head.last_seq, head.since.clone());
        self.lay(tab, head, &patch, bytes, last_seq, chunk);
        if let Some(Fresh { scopes, seen }) = fresh {
            self.sweep(tab, &seen, since.into_iter().filter(|since| scopes.contains(&since.scope)).collect());
        }
        tab.courier.announced = true;
        self.after_pull(tab)
    }

    /// What did not come with a filling from nothing is gone. The others hear of it when the cache is written anew.
    fn sweep(&mut self, tab: &mut Tab<'_>, seen: &Seen, since: Vec<ScopeSince>) {
        let gone = tab.replica.keep_only(seen, &since);
        if gone.is_empty() {
            return;
        }
        tab.courier.behind = true;
        if let Some(News::Laid { changed, .. }) = self.news.last_mut() {
            changed.extend(gone);
        }
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
        stage: impl FnOnce(Rc<Patch>, Vec<u8>) -> Stage,
    ) -> Ask {
        let patch = Rc::new(patch);
        match tab.courier.leader {
            Some(leader) if !tab.courier.behind || mistaken(Fault::AddsBehindAHole) => {
                let kept = if patch.entries.is_empty() { Vec::new() } else { bytes.clone() };
                let ask = Ask::Keep { leader, head: Box::new(head), bytes: kept, patch: patch.clone() };
                self.ask(stage(patch, bytes), ask)
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
        patch: &Patch,
        bytes: Vec<u8>,
        last_seq: u64,
        chunk: Option<ChunkKey>,
    ) {
        let epoch = head.epoch.clone();
        let place = Place { behind: tab.footing.chunk, chunk };
        let changed = tab.footing.lay(tab.replica, patch, last_seq, place, &epoch);
        tab.footing.head = Some(head);
        self.news.push(News::Laid { changed, bytes, last_seq, dropped: patch.dropped.clone(), place, epoch });
    }

    /// Housekeeping when everything else is done.
    fn tidy(&mut self, tab: &mut Tab<'_>) -> Ask {
        let Courier { leader, behind, .. } = &tab.courier;
        let (small_chunks, now) = (tab.footing.small_chunks, tab.now);
        let is_full = |head: &Head| {
            let is_old = (now.0 - head.tidied_at.0).abs() > TIDY_EVERY_MS;
            *behind || small_chunks > MOST_SMALL_CHUNKS || small_chunks > 0 && is_old
        };
        match (leader, tab.footing.head.as_mut().filter(|head| is_full(head))) {
            (Some(leader), Some(head)) => {
                head.tidied_at = now;
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
                if let Some(head) = &tab.footing.head {
                    tab.replica.forget_gone(&head.since);
                }
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
        encode_segment(&[entry])
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
            patch: encode_segment(&[]),
            dropped: Vec::new(),
            begun: Vec::new(),
        };
        let mut errand = Errand::new(bearer, ClientId(id(4)), Moment(1));
        let filling = Filling { scopes: vec![scope], reply, head, fetched: 0, records: 0, fresh: None };
        let ask = errand.fetched(&mut tab, filling, Arrived::of(came));
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

    /// The browser has cleared the cache, and while this tab went on with what it had in memory, one of two was filed.
    #[test]
    fn what_does_not_come_with_a_filling_from_nothing_is_gone() {
        let id = Uuid::from_u128;
        let bearer = Bearer { tenant: TenantId(id(1)), member: MemberId(id(2)), client: ClientId(id(3)) };
        let entry =
            |name: &str, version| Entry { kind: Kind::Exception as u8, id: name.into(), version, body: Some(vec![1]) };
        let (mut replica, mut footing, mut courier) = (Replica::default(), Footing::default(), Courier::default());
        replica.apply(&Patch { entries: vec![entry("E-1", 3), entry("E-2", 3)], dropped: Vec::new() }, 0);
        footing.head = Some(Head::new(&bearer, "1"));
        let reply = PullReply {
            epoch: "1".into(),
            version: 5,
            last_seq: 0,
            segments: Vec::new(),
            patch: encode_segment(&[entry("E-2", 4)]),
            dropped: Vec::new(),
            begun: Vec::new(),
        };
        let mut errand = Errand::new(bearer, ClientId(id(4)), Moment(1));
        let mut tab = Tab { replica: &mut replica, footing: &mut footing, courier: &mut courier, now: Moment(1) };
        errand.pulled(&mut tab, vec![Scope::Stock], reply);
        let key = |name: &str| Key { kind: Kind::Exception, id: name.into() };
        let told =
            errand.news.iter().any(|news| matches!(news, News::Laid { changed, .. } if changed.contains(&key("E-1"))));
        assert!(told && courier.behind, "screens hear of it, and the cache is written anew for the others");
        assert_eq!((replica.version(&key("E-1")), replica.version(&key("E-2"))), (None, Some(4)));
        let head = footing.head.unwrap();
        assert_eq!((head.since(Scope::Stock), version_of(&head.begun, Scope::Stock)), (5, 5));
    }

    /// A few small changes came; the cache was written anew so long ago.
    fn tidies_after(ago: i64, small_chunks: usize) -> bool {
        let id = Uuid::from_u128;
        let bearer = Bearer { tenant: TenantId(id(1)), member: MemberId(id(2)), client: ClientId(id(3)) };
        let now = Moment(3 * DAY);
        let (mut replica, mut footing) = (Replica::default(), Footing::default());
        footing.head = Some(Head { tidied_at: now.plus(-ago), ..Head::new(&bearer, "1") });
        footing.small_chunks = small_chunks;
        let mut courier = Courier { leader: Some(1), ..Courier::default() };
        let mut tab = Tab { replica: &mut replica, footing: &mut footing, courier: &mut courier, now };
        let ask = Errand::new(bearer, ClientId(id(4)), now).tidy(&mut tab);
        match ask {
            Ask::Compact { head, .. } => {
                assert_eq!((head.tidied_at, footing.head.unwrap().tidied_at), (now, now));
                true
            }
            other => {
                assert_eq!(other, Ask::Over(Over::Done));
                false
            }
        }
    }

    #[test]
    fn what_is_gone_leaves_the_disk_after_a_day() {
        assert!(tidies_after(DAY + 1, 1));
        assert!(!tidies_after(DAY + 1, 0), "there is nothing to put together");
        assert!(!tidies_after(DAY - 1, MOST_SMALL_CHUNKS));
        assert!(tidies_after(1, MOST_SMALL_CHUNKS + 1));
        assert!(tidies_after(-2 * DAY, 1), "the clock was wrong then");
        assert!(!tidies_after(-DAY / 2, 1), "or a little");
    }
}
