//! A person looked at an exception and settled it.
//!
//! before: "picked after cancel", open · after: resolved, "put back into A-03-12"

use super::Exception;
use crate::base::Note;
use crate::engine::command::{Nature, Verb};
use crate::engine::refusal::{Outcome, Stop, Thing};
use crate::engine::{Ctx, Tx};
use crate::people::Right;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResolveException {
    pub exception: String,
    /// What was done about it.
    #[serde(default)]
    pub resolution: Note,
}

impl Verb for ResolveException {
    const NATURE: Nature = Nature::Decision;
    const RIGHT: Right = Right::MoveStock;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        let exception = tx.get::<Exception>(Thing::Exception, &self.exception)?;
        if !exception.is_open() {
            return Ok(Outcome::Unchanged);
        }
        tx.put(Exception {
            resolved_at: Some(ctx.recorded_at),
            resolution: self.resolution.to_string(),
            ..(*exception).clone()
        });
        Ok(Outcome::Done)
    }
}
