//! The loop: run the verb; when it asks for a record that is not loaded, drop the run, load, run again.

use super::clerk::Ctx;
use super::command::Command;
use super::effects;
use super::record::{Key, Record};
use super::refusal::{Outcome, Refusal, Stop};
pub use super::tx::Source;
use super::tx::{Found, Tx};
use crate::base::sorting;
use std::collections::BTreeMap;

/// Result of one complete run.
#[derive(Debug, Clone)]
pub struct Ran {
    pub answer: Result<Outcome, Refusal>,
    /// Empty when refused. `None` as value: the record is gone.
    pub writes: BTreeMap<Key, Option<Record>>,
    /// Every key that was read from the source: what the answer depends on.
    pub reads: Vec<Key>,
}

/// Runs the command once. `Err` holds the keys that the host has to load before the next try.
pub fn execute(command: &Command, ctx: &Ctx, source: &dyn Source) -> Result<Ran, Vec<Key>> {
    let mut tx = Tx::new(source);
    let answer =
        allowed(command, ctx).map_err(Stop::from).and_then(|()| command.run(ctx, &mut tx)).and_then(|outcome| {
            effects::settle(ctx, &mut tx)?;
            Ok(outcome)
        });
    let (writes, mut reads, missing) = tx.into_parts();
    sorting::sort(&mut reads);
    reads.dedup();
    match answer {
        Ok(outcome) => Ok(Ran { answer: Ok(outcome), writes, reads }),
        Err(Stop::Refused(refusal)) => Ok(Ran { answer: Err(refusal), writes: BTreeMap::new(), reads }),
        Err(Stop::Missing) => Err(missing),
    }
}

fn allowed(command: &Command, ctx: &Ctx) -> Result<(), Refusal> {
    let right = command.right();
    if ctx.actor.role.may(right) { Ok(()) } else { Err(Refusal::NotAllowed { right }) }
}

/// Runs on a source that holds everything: what it does not know does not exist (a device, a test).
pub fn execute_loaded(command: &Command, ctx: &Ctx, source: &dyn Source) -> Ran {
    struct Complete<'a>(&'a dyn Source);
    impl Source for Complete<'_> {
        fn read(&self, key: &Key) -> Found {
            match self.0.read(key) {
                Found::NotLoaded => Found::Absent,
                found => found,
            }
        }
    }
    match execute(command, ctx, &Complete(source)) {
        Ok(ran) => ran,
        // A complete source never leaves anything missing; nothing is changed if one should.
        Err(_) => Ran { answer: Err(Refusal::NothingToDo), writes: BTreeMap::new(), reads: Vec::new() },
    }
}
