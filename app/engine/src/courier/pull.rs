//! Brings confirmed records back: whole segments when the device is far behind, then what changed since. Bytes are
//! kept as they came.

use super::courier;
use crate::device::clock;
use crate::network::sync;
use crate::person::Person;
use crate::problems::NetError;
use crate::storage::StoreError;
use crate::storage::cache::Head;
use crate::tab::{Filling, here};
use crate::tabs::channel::{self, News};
use crate::tabs::lead;
use futures::StreamExt;
use shared::engine::codec::{Entry, SCHEMA, decode_segment, encode_segment};
use shared::engine::{Key, Scope};
use shared::sync::patch::Patch;
use shared::sync::protocol::{Pull, PullReply, ScopeSince, SegmentRef};
use std::cell::{Cell, RefCell};

/// Segments on their way at the same time.
const AT_ONCE: usize = 3;
/// Screens follow a long filling every so many segments.
const SHOW_EVERY: usize = 8;
/// Small chunks that a start may have to read before they are put together.
const MOST_SMALL_CHUNKS: usize = 64;
/// Records in a chunk of our own.
const CHUNK_RECORDS: usize = 256;
/// The headline needs to know the day of the last contact; it is written down this often.
const REMEMBER_CONTACT_MS: i64 = 60_000;

/// What the leading tab knows about its pulls.
#[derive(Default)]
pub(crate) struct PullState {
    granted: RefCell<Vec<Scope>>,
    small_chunks: Cell<usize>,
    /// The disk missed something: nothing is added until all of it was written anew.
    behind: Cell<bool>,
    contact_written: Cell<i64>,
}

impl PullState {
    pub fn grant(&self, scopes: Vec<Scope>) {
        *self.granted.borrow_mut() = scopes;
    }

    /// The disk does not hold what is in memory: it is written anew as a whole.
    pub fn fall_behind(&self) {
        self.behind.set(true);
    }
}

/// Brings everything that is new.
pub(super) async fn all(person: &Person) -> Result<(), NetError> {
    let Some(mut head) = here(|tab| tab.head.borrow().clone()) else { return Err(NetError::Garbage) };
    let mut scopes = courier(|courier| courier.pull.granted.borrow().clone());
    // What is held and no longer granted is asked for too: the answer is to drop it.
    scopes.extend(head.since.iter().map(|since| since.scope));
    shared::base::sorting::sort(&mut scopes);
    scopes.dedup();
    let since: Vec<ScopeSince> =
        scopes.iter().map(|scope| ScopeSince { scope: *scope, since: head.since(*scope) }).collect();
    let reply =
        sync::pull(&Pull { client: person.client, epoch: head.epoch.clone(), schema: SCHEMA, scopes: since }).await?;
    if reply.epoch != head.epoch {
        courier(|courier| courier.greeted.set(false));
        return Err(NetError::Garbage);
    }
    if !reply.segments.is_empty() {
        fill(person, &mut head, &reply.segments).await?;
    }
    finish(person, &mut head, &scopes, &reply).await
}

/// Fetches segments, a few at a time, and takes them in their order. Each is a step that is not done again.
async fn fill(person: &Person, head: &mut Head, segments: &[SegmentRef]) -> Result<(), NetError> {
    let of = segments.iter().map(|segment| segment.records as usize).sum();
    let mut records = 0;
    let mut changed = Vec::new();
    here(|tab| tab.filling.set(Some(Filling { records, of })));
    let hashes: Vec<String> = segments.iter().map(|segment| segment.hash.clone()).collect();
    let mut fetched =
        futures::stream::iter(hashes).map(|hash| async move { sync::segment(&hash).await }).buffered(AT_ONCE);
    for (n, segment) in segments.iter().enumerate() {
        let Some(bytes) = fetched.next().await else { break };
        let bytes = bytes.inspect_err(|_| here(|tab| tab.filling.set(None)))?;
        set_since(head, segment.scope, segment.upto);
        let last_seq = here(|tab| tab.last_seq.get());
        changed.extend(take(person, head, &bytes, Vec::new(), last_seq).await?);
        records += segment.records as usize;
        here(|tab| tab.filling.set(Some(Filling { records, of })));
        if (n + 1) % SHOW_EVERY == 0 {
            show(&std::mem::take(&mut changed));
        }
        clock::breathe().await;
    }
    show(&changed);
    here(|tab| tab.filling.set(None));
    Ok(())
}

async fn finish(person: &Person, head: &mut Head, scopes: &[Scope], reply: &PullReply) -> Result<(), NetError> {
    let is_news = scopes.iter().any(|scope| head.since(*scope) != reply.version)
        || head.last_seq != reply.last_seq
        || !reply.dropped.is_empty();
    if !is_news {
        return Ok(());
    }
    for scope in scopes.iter().filter(|scope| !reply.dropped.contains(scope)) {
        set_since(head, *scope, reply.version);
    }
    head.since.retain(|since| !reply.dropped.contains(&since.scope));
    head.last_seq = reply.last_seq;
    let changed = take(person, head, &reply.patch, reply.dropped.clone(), reply.last_seq).await?;
    show(&changed);
    if !reply.dropped.is_empty() {
        // Chunks on the disk still hold what may no longer be held.
        courier(|courier| courier.pull.behind.set(true));
    }
    Ok(())
}

fn set_since(head: &mut Head, scope: Scope, version: u64) {
    match head.since.iter_mut().find(|since| since.scope == scope) {
        Some(since) => since.since = version,
        None => head.since.push(ScopeSince { scope, since: version }),
    }
}

fn show(changed: &[Key]) {
    here(|tab| tab.changed(changed));
}

/// Writes the bytes to the cache, lays them into the replica, and hands them to the other tabs.
async fn take(
    person: &Person,
    head: &Head,
    bytes: &[u8],
    dropped: Vec<Scope>,
    last_seq: u64,
) -> Result<Vec<Key>, NetError> {
    let entries = decode_segment(bytes).map_err(|_| NetError::Garbage)?;
    let chunk = keep(head, bytes, entries.len()).await;
    let client = person.client;
    channel::tell_with(&News::Patched { client, last_seq, dropped: dropped.clone(), chunk }, Some(bytes));
    Ok(here(|tab| {
        let changed = tab.replica.borrow_mut().apply(&Patch { entries, dropped }, last_seq);
        tab.last_seq.set(last_seq.max(tab.last_seq.get()));
        *tab.head.borrow_mut() = Some(head.clone());
        if let Some(chunk) = chunk {
            tab.chunk.set(chunk);
        }
        changed
    }))
}

/// The cache may fail: what it misses is in memory, and is written anew later.
async fn keep(head: &Head, bytes: &[u8], records: usize) -> Option<f64> {
    let (leader, behind) = courier(|courier| (courier.leader.get(), courier.pull.behind.get()));
    let leader = leader.filter(|_| !behind)?;
    let cache = here(|tab| tab.cache.clone());
    let chunks: &[&[u8]] = if records == 0 { &[] } else { &[bytes] };
    match cache.add(leader, head, chunks).await {
        Ok(chunk) => {
            if records < CHUNK_RECORDS && records > 0 {
                courier(|courier| courier.pull.small_chunks.set(courier.pull.small_chunks.get() + 1));
            }
            chunk
        }
        Err(error) => {
            failed(&error);
            None
        }
    }
}

fn failed(error: &StoreError) {
    courier(|courier| courier.pull.behind.set(true));
    if *error == StoreError::Deposed {
        lead::step_down();
    }
}

/// Housekeeping when everything else is done.
pub(super) async fn tidy(person: &Person) {
    let now = clock::now();
    let (behind, small) = courier(|courier| (courier.pull.behind.get(), courier.pull.small_chunks.get()));
    if behind || small > MOST_SMALL_CHUNKS {
        compact().await;
    }
    if now.0 - courier(|courier| courier.pull.contact_written.replace(now.0)) > REMEMBER_CONTACT_MS {
        let outbox = here(|tab| tab.outbox.clone());
        // The first small write after a quiet time: it tells whether this device can still save.
        let written = outbox.remember_contact(now).await;
        here(|tab| tab.facts.change(|facts| facts.cannot_save = written.is_err()));
        // Done again at the next occasion if it fails.
        let _ = outbox.prune(person.client, now).await;
    }
}

/// Counts the chunks of a cache that an earlier start has left.
pub(crate) fn found_chunks(chunks: usize, records: usize) {
    let small = chunks.saturating_sub(records / CHUNK_RECORDS);
    courier(|courier| courier.pull.small_chunks.set(small));
}

/// Writes everything confirmed in whole chunks in the place of what is there.
async fn compact() {
    let (Some(head), Some(leader)) = (here(|tab| tab.head.borrow().clone()), courier(|courier| courier.leader.get()))
    else {
        return;
    };
    let mut chunks: Vec<Vec<u8>> = Vec::new();
    loop {
        let entries: Vec<Entry> = here(|tab| {
            tab.replica.borrow().confirmed_entries().skip(chunks.len() * CHUNK_RECORDS).take(CHUNK_RECORDS).collect()
        });
        if entries.is_empty() {
            break;
        }
        let Ok(bytes) = encode_segment(&entries) else { return };
        chunks.push(bytes);
        clock::breathe().await;
    }
    let views: Vec<&[u8]> = chunks.iter().map(Vec::as_slice).collect();
    let cache = here(|tab| tab.cache.clone());
    match cache.replace(leader, &head, &views).await {
        Ok(last) => {
            courier(|courier| {
                courier.pull.small_chunks.set(0);
                courier.pull.behind.set(false);
            });
            if let Some(last) = last {
                let before = here(|tab| tab.chunk.replace(last));
                channel::tell(&News::Compacted { before, chunk: last });
            }
        }
        Err(error) => failed(&error),
    }
}
