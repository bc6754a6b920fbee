//! A file that was brought in: opened before its orders are placed, closed when all are, undone as a whole.

use crate::base::{ImportId, Moment, TextLine};
use crate::engine::command::{Nature, Verb};
use crate::engine::refusal::{Outcome, Stop, Thing};
use crate::engine::{Ctx, Tx};
use crate::people::Right;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    pub id: ImportId,
    /// Name of the file.
    pub file: TextLine,
    pub channel: TextLine,
    pub opened_at: Moment,
    pub by: String,
    /// Orders in the file.
    pub orders: u32,
    /// Rows that could not be used.
    pub rejected_rows: u32,
    pub state: ImportState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    Running,
    Done,
    Undone,
}

/// before: nothing · after: an import in state running
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenImport {
    pub import: ImportId,
    pub file: TextLine,
    pub channel: TextLine,
    pub orders: u32,
    pub rejected_rows: u32,
}

impl Verb for OpenImport {
    const NATURE: Nature = Nature::Decision;
    const RIGHT: Right = Right::EditOrders;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        if tx.find::<Import>(self.import)?.is_some() {
            return Ok(Outcome::Unchanged);
        }
        tx.put(Import {
            id: self.import,
            file: self.file.clone(),
            channel: self.channel.clone(),
            opened_at: ctx.occurred_at,
            by: ctx.actor.name.clone(),
            orders: self.orders,
            rejected_rows: self.rejected_rows,
            state: ImportState::Running,
        });
        Ok(Outcome::Done)
    }
}

/// before: running · after: done
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloseImport {
    pub import: ImportId,
}

impl Verb for CloseImport {
    const NATURE: Nature = Nature::Decision;
    const RIGHT: Right = Right::EditOrders;

    fn run(&self, _ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        let import = tx.get::<Import>(Thing::Import, self.import)?;
        if import.state != ImportState::Running {
            return Ok(Outcome::Unchanged);
        }
        tx.put(Import { state: ImportState::Done, ..(*import).clone() });
        Ok(Outcome::Done)
    }
}
