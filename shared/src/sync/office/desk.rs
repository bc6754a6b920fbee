//! Runs a batch of commands in memory: what they ask for and nobody has loaded is named, loaded in one go by the caller,
//! and the rest runs again.

use crate::engine::tx::Found;
use crate::engine::{Command, Ctx, Key, Outcome, Ran, Record, Refusal, Source, execute};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// One command of a batch.
pub struct Task<'a> {
    pub command: &'a Command,
    pub ctx: Ctx,
}

/// How a command ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Ended {
    Answered(Result<Outcome, Refusal>),
    /// The rules stopped in the middle (an overflow, a broken assumption). Nothing of it is written.
    Broke,
}

/// What is loaded, and what the commands so far have written over it.
#[derive(Default)]
pub struct Desk {
    loaded: BTreeMap<Key, Option<Record>>,
    written: BTreeMap<Key, Option<Record>>,
}

/// Guesses ahead of the first command that lacks something: what they would write, if nothing surprising is loaded.
struct Ahead<'a> {
    desk: &'a Desk,
    guessed: BTreeMap<Key, Option<Record>>,
}

fn found(record: Option<&Record>) -> Found {
    record.map_or(Found::Absent, |record| Found::Here(record.clone()))
}

impl Source for Desk {
    fn read(&self, key: &Key) -> Found {
        match self.written.get(key).or_else(|| self.loaded.get(key)) {
            Some(record) => found(record.as_ref()),
            None => Found::NotLoaded,
        }
    }
}

impl Source for Ahead<'_> {
    fn read(&self, key: &Key) -> Found {
        match self.guessed.get(key) {
            Some(record) => found(record.as_ref()),
            None => self.desk.read(key),
        }
    }
}

impl Desk {
    /// What was asked for and is not among `records` does not exist.
    pub fn take_loaded(&mut self, asked: Vec<Key>, records: impl IntoIterator<Item = (Key, Record)>) {
        self.loaded.extend(asked.into_iter().map(|key| (key, None)));
        self.loaded.extend(records.into_iter().map(|(key, record)| (key, Some(record))));
    }

    pub fn into_writes(self) -> BTreeMap<Key, Option<Record>> {
        self.written
    }

    /// Runs `tasks` from `ended.len()` on, as far as the loaded records reach. Empty: all have ended. Else: the keys to
    /// load before the next call, those of later commands included as far as they can be told already.
    pub fn run(&mut self, tasks: &[Task<'_>], ended: &mut Vec<Ended>) -> Vec<Key> {
        let mut rest = tasks.iter().skip(ended.len());
        let mut missing: BTreeSet<Key> = BTreeSet::new();
        for task in rest.by_ref() {
            match attempt(task, self) {
                Try::Ended(answer, writes) => {
                    self.written.extend(writes);
                    ended.push(answer);
                }
                Try::Missing(keys) => {
                    missing.extend(keys);
                    break;
                }
            }
        }
        if missing.is_empty() {
            return Vec::new();
        }
        let mut ahead = Ahead { desk: self, guessed: BTreeMap::new() };
        for task in rest {
            match attempt(task, &ahead) {
                Try::Ended(_, writes) => ahead.guessed.extend(writes),
                Try::Missing(keys) => missing.extend(keys),
            }
        }
        missing.into_iter().collect()
    }
}

enum Try {
    Ended(Ended, BTreeMap<Key, Option<Record>>),
    Missing(Vec<Key>),
}

fn attempt(task: &Task<'_>, source: &dyn Source) -> Try {
    // An overflow stops a command by a panic. It must not stop the merchant's queue with it.
    match catch_unwind(AssertUnwindSafe(|| execute(task.command, &task.ctx, source))) {
        Ok(Ok(Ran { answer, writes, .. })) => Try::Ended(Ended::Answered(answer), writes),
        Ok(Err(keys)) => Try::Missing(keys),
        Err(_) => Try::Ended(Ended::Broke, BTreeMap::new()),
    }
}
