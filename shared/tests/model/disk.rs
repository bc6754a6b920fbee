//! What a device keeps. The outbox is durable: what it took survives every crash. The cache is relaxed: a power cut may
//! take back its latest transactions, and the browser may clear it, or everything.

use crate::dice::Dice;
use shared::base::{ClientId, MemberId, Moment, TenantId};
use shared::engine::codec::{Entry as Confirmed, encode_segment};
use shared::sync::errand::Unkept;
use shared::sync::footing::{Bearer, ChunkKey, Fenced, Head, fence, first_chunk, next_leader};
use shared::sync::opening::Page;
use shared::sync::outbox::{Draft, Entry, Standing, renewed, rescued};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Whoever works here, as the outbox remembers.
pub type Person = Bearer;

#[derive(Debug, Clone, Default)]
pub struct Cache {
    pub head: Option<Head>,
    leader: Option<u64>,
    chunks: BTreeMap<ChunkKey, Rc<[u8]>>,
    next: ChunkKey,
    /// By the clock of the device.
    now: Moment,
}

#[derive(Debug, Default)]
pub struct Disk {
    pub entries: BTreeMap<(ClientId, u64), Entry>,
    counters: BTreeMap<ClientId, u64>,
    pub person: Option<Person>,
    cache: Rc<Cache>,
    /// States of the cache that a power cut may fall back to, the oldest first.
    unsynced: Vec<Rc<Cache>>,
    /// Every write fails.
    pub full: bool,
    pub now: Moment,
}

/// Why a command could not be appended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoAppend {
    Full,
    /// It is not the outbox that the tab knows: the browser has cleared it, or this person has another client by now.
    Another,
}

/// So many commands are read at a time.
pub const PAGE: usize = 3;
const CHUNKS_AT_A_TIME: usize = 2;

impl Disk {
    pub fn new(person: Person) -> Disk {
        Disk { person: Some(person), ..Disk::default() }
    }

    pub fn last_seq(&self, client: ClientId) -> u64 {
        self.counters.get(&client).copied().unwrap_or(0)
    }

    pub fn append(&mut self, person: Person, known: u64, drafts: &[Draft]) -> Result<Vec<Entry>, NoAppend> {
        if self.full {
            return Err(NoAppend::Full);
        }
        if !self.knows(person, known) {
            return Err(NoAppend::Another);
        }
        let (client, last) = (person.client, self.last_seq(person.client));
        let entries: Vec<Entry> =
            (last + 1..).zip(drafts).map(|(seq, draft)| Entry::new(client, seq, draft).unwrap()).collect();
        self.counters.insert(client, last + entries.len() as u64);
        self.entries.extend(entries.iter().map(|entry| ((client, entry.seq), entry.clone())));
        Ok(entries)
    }

    /// Whether this is still the outbox that a tab knows.
    pub fn knows(&self, person: Person, known: u64) -> bool {
        self.person == Some(person) && self.last_seq(person.client) >= known
    }

    /// What a tab still remembers of an outbox that was cleared.
    pub fn rescue(&mut self, person: Person, remembered: Vec<Entry>, spare: ClientId) -> Option<Person> {
        if self.full {
            return None;
        }
        let person = match self.person {
            Some(other) if other.client != person.client => other,
            _ => Person { client: spare, ..person },
        };
        let there: Vec<Entry> = self.of(person.client).cloned().collect();
        let entries = rescued(remembered, &there, person.client, self.last_seq(person.client));
        self.counters.insert(person.client, self.last_seq(person.client) + entries.len() as u64);
        self.entries.extend(entries.into_iter().map(|entry| ((entry.client, entry.seq), entry)));
        self.person = Some(person);
        Some(person)
    }

    pub fn of(&self, client: ClientId) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.range((client, 0)..=(client, u64::MAX)).map(|(_, entry)| entry)
    }

    pub fn page(&self, client: ClientId, after: u64) -> Vec<Entry> {
        self.of(client).filter(|entry| entry.seq > after).take(PAGE).cloned().collect()
    }

    pub fn waiting(&self, client: ClientId, after: u64, most: usize) -> Vec<Entry> {
        let waits = self.of(client).filter(|entry| entry.seq > after && entry.standing == Standing::Waiting);
        waits.take(most).cloned().collect()
    }

    /// Those that need a person and the latest that are done.
    pub fn aside(&self, client: ClientId) -> Vec<Entry> {
        let done = self.of(client).rev().filter(|entry| entry.standing == Standing::Done).take(PAGE);
        let need = self.of(client).filter(|entry| entry.standing == Standing::NeedsYou);
        done.chain(need).cloned().collect()
    }

    /// Writes down what became of those that still wait.
    pub fn answered(&mut self, entries: Vec<Entry>) -> bool {
        if self.full {
            return false;
        }
        for entry in entries {
            if let Some(stored) = self.entries.get_mut(&(entry.client, entry.seq))
                && stored.standing == Standing::Waiting
            {
                *stored = entry;
            }
        }
        true
    }

    /// A person has decided about a refused command. Answers whether there is nothing left to decide of it.
    pub fn settle(&mut self, client: ClientId, seq: u64) -> bool {
        if self.full {
            return false;
        }
        let Some(entry) = self.entries.get_mut(&(client, seq)) else { return false };
        if entry.standing == Standing::NeedsYou {
            entry.stand(Standing::Settled);
        }
        entry.standing == Standing::Settled
    }

    /// Not when somebody else works here by now, or this one under another client.
    pub fn offer_again(&mut self, old: Person, person: Person) -> bool {
        if self.full || self.person != Some(old) {
            return false;
        }
        let old = old.client;
        let anew = renewed(self.of(old).cloned().collect(), person.client);
        self.entries.retain(|(client, _), entry| *client != old || entry.standing == Standing::Settled);
        self.counters.insert(person.client, anew.len() as u64);
        self.entries.extend(anew.into_iter().map(|entry| ((entry.client, entry.seq), entry)));
        self.person = Some(person);
        true
    }

    pub fn head(&self) -> Option<Head> {
        self.cache.head.clone()
    }

    pub fn chunks(&self, after: ChunkKey) -> Page {
        let behind = self.cache.chunks.range(after + 1..).take(CHUNKS_AT_A_TIME);
        let chunks = behind.map(|(key, bytes)| (*key, bytes.to_vec())).collect();
        let last = self.cache.chunks.last_key_value().map_or(0, |(key, _)| *key);
        let first = self.cache.chunks.first_key_value().map_or(0, |(key, _)| *key);
        Page { chunks, head: self.head(), first, last }
    }

    pub fn take_lead(&mut self, now: shared::base::Moment) -> Option<u64> {
        let mine = next_leader(self.cache.leader, now);
        self.write(|cache| {
            cache.leader = Some(mine);
            Ok(())
        })
        .ok()
        .map(|()| mine)
    }

    pub fn clear_cache(&mut self, leader: Option<u64>) -> Result<Option<ChunkKey>, Unkept> {
        self.write(|cache| {
            match leader.map(|leader| fence(cache.leader, leader)) {
                Some(Err(Fenced::Deposed)) => return Err(Unkept::Fenced(Fenced::Deposed)),
                Some(_) => {}
                None => cache.leader = None,
            }
            cache.chunks.clear();
            cache.head = None;
            Ok(None)
        })
    }

    pub fn still_leads(&self, leader: u64) -> Result<Option<ChunkKey>, Unkept> {
        fence(self.cache.leader, leader).map(|()| None).map_err(Unkept::Fenced)
    }

    pub fn keep(&mut self, leader: u64, head: Head, bytes: &[u8]) -> Result<Option<ChunkKey>, Unkept> {
        self.write(|cache| {
            fence(cache.leader, leader).map_err(Unkept::Fenced)?;
            cache.head = Some(head);
            Ok((!bytes.is_empty()).then(|| cache.add(bytes)))
        })
    }

    pub fn compact(
        &mut self,
        leader: u64,
        head: Head,
        records: impl Iterator<Item = Confirmed>,
    ) -> Result<Option<ChunkKey>, Unkept> {
        self.write(|cache| {
            match fence(cache.leader, leader) {
                Err(Fenced::Emptied) => cache.leader = Some(leader),
                other => other.map_err(Unkept::Fenced)?,
            }
            cache.head = Some(head);
            cache.chunks.clear();
            let records: Vec<Confirmed> = records.collect();
            Ok(records.chunks(8).map(|some| cache.add(&encode_segment(some))).last())
        })
    }

    fn write<T>(&mut self, change: impl FnOnce(&mut Cache) -> Result<T, Unkept>) -> Result<T, Unkept> {
        if self.full {
            return Err(Unkept::Failed);
        }
        let mut cache = (*self.cache).clone();
        cache.now = self.now;
        let done = change(&mut cache)?;
        self.unsynced.push(std::mem::replace(&mut self.cache, Rc::new(cache)));
        if self.unsynced.len() > 3 {
            self.unsynced.remove(0);
        }
        Ok(done)
    }

    /// The power is cut: the latest transactions of the cache may not have reached the disk.
    pub fn lose_power(&mut self, dice: &mut Dice) {
        let kept = dice.below(self.unsynced.len() + 1);
        if let Some(cache) = self.unsynced.get(kept) {
            self.cache = cache.clone();
        }
        self.unsynced.clear();
    }

    pub fn evict_cache(&mut self) {
        self.cache = Rc::default();
        self.unsynced.clear();
    }

    pub fn evict_all(&mut self) {
        *self = Disk { full: self.full, now: self.now, ..Disk::default() };
    }

    /// The next app has another layout: it does not read what this one has cached.
    pub fn upgrade(&mut self) {
        let cache = Rc::make_mut(&mut self.cache);
        cache.head.iter_mut().for_each(|head| head.schema = head.schema.wrapping_sub(1));
        self.unsynced.clear();
    }
}

impl Cache {
    fn add(&mut self, bytes: &[u8]) -> ChunkKey {
        self.next = if self.next == 0 { first_chunk(self.now) } else { self.next + 1 };
        self.chunks.insert(self.next, bytes.into());
        self.next
    }
}

pub fn person(tenant: TenantId, member: MemberId, client: ClientId) -> Person {
    Person { tenant, member, client }
}
