//! What a verb sees of the books: reads by key, writes into an overlay that a refusal drops.

use super::effects::Effect;
use super::record::{Key, Record, Recorded};
use super::refusal::{Refusal, Stop, Thing};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where records come from: the device's replica or what the server has loaded.
pub trait Source {
    fn read(&self, key: &Key) -> Found;
}

/// Answer of a source.
#[derive(Debug, Clone)]
pub enum Found {
    /// Nobody has looked yet.
    NotLoaded,
    /// Looked: it does not exist.
    Absent,
    Here(Record),
}

/// One run of one verb.
pub struct Tx<'a> {
    source: &'a dyn Source,
    writes: BTreeMap<Key, Option<Record>>,
    reads: Vec<Key>,
    missing: Vec<Key>,
    effects: Vec<Effect>,
    moves: usize,
}

impl<'a> Tx<'a> {
    pub fn new(source: &'a dyn Source) -> Tx<'a> {
        Tx { source, writes: BTreeMap::new(), reads: Vec::new(), missing: Vec::new(), effects: Vec::new(), moves: 0 }
    }

    /// The record, or none if there is no such record.
    pub fn find<R: Recorded>(&mut self, id: impl ToString) -> Result<Option<Arc<R>>, Stop> {
        let key = R::key_of(id);
        if let Some(written) = self.writes.get(&key) {
            return Ok(written.as_ref().and_then(|record| R::unwrap(record).cloned()));
        }
        let found = self.source.read(&key);
        self.reads.push(key.clone());
        match found {
            Found::Here(record) => Ok(R::unwrap(&record).cloned()),
            Found::Absent => Ok(None),
            Found::NotLoaded => {
                self.missing.push(key);
                Err(Stop::Missing)
            }
        }
    }

    /// The record, to be changed and put back. What this command has written itself is handed out without a copy, which an
    /// order with a thousand lines of one SKU would otherwise pay a thousand times. Whoever takes it must put it.
    pub fn take<R: Recorded>(&mut self, id: impl ToString) -> Result<Option<R>, Stop> {
        let key = R::key_of(id);
        if matches!(self.writes.get(&key), Some(Some(_))) {
            let written = self.writes.remove(&key).flatten();
            let value = written.as_ref().and_then(|record| R::unwrap(record).cloned());
            drop(written);
            return Ok(value.map(Arc::unwrap_or_clone));
        }
        Ok(self.find::<R>(key.id)?.map(Arc::unwrap_or_clone))
    }

    /// The record, or a refusal that names what is missing.
    pub fn get<R: Recorded>(&mut self, what: Thing, id: impl ToString) -> Result<Arc<R>, Stop> {
        let id = id.to_string();
        self.find::<R>(&id)?.ok_or_else(|| Refusal::not_found(what, id).into())
    }

    /// Announces reads that will come, so that the host loads them in one go instead of one a run.
    pub fn expect<R: Recorded>(&mut self, ids: impl IntoIterator<Item = impl ToString>) -> Result<(), Stop> {
        let before = self.missing.len();
        for id in ids {
            let key = R::key_of(id);
            if !self.writes.contains_key(&key) && matches!(self.source.read(&key), Found::NotLoaded) {
                self.missing.push(key);
            }
        }
        if self.missing.len() > before { Err(Stop::Missing) } else { Ok(()) }
    }

    pub fn put<R: Recorded>(&mut self, value: R) {
        self.writes.insert(value.key(), Some(R::wrap(Arc::new(value))));
    }

    pub fn delete<R: Recorded>(&mut self, id: impl ToString) {
        self.writes.insert(R::key_of(id), None);
    }

    /// Something happened that other rooms answer to; `effects.rs` says how.
    pub fn tell(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    pub(super) fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// A running number within this command, for the ids of moves.
    pub fn next_number(&mut self) -> usize {
        self.moves += 1;
        self.moves
    }

    pub(super) fn into_parts(self) -> (BTreeMap<Key, Option<Record>>, Vec<Key>, Vec<Key>) {
        (self.writes, self.reads, self.missing)
    }
}
