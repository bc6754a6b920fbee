//! Somebody counted a bin: at this moment there were so many (C3). A fact.
//!
//! before: 7 in `A-03-12` · after "5 at 14:02": 5, and whatever moved after 14:02 on top

use super::book::book_count;
use crate::base::{BinCode, Quantity, Sku, WarehouseCode};
use crate::engine::command::{Nature, Verb};
use crate::engine::refusal::{Outcome, Stop};
use crate::engine::{Ctx, Tx};
use crate::people::Right;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    pub warehouse: WarehouseCode,
    pub bin: BinCode,
    pub sku: Sku,
    /// Base units that were there.
    pub counted: Quantity,
}

impl Verb for Count {
    const NATURE: Nature = Nature::Fact;
    const RIGHT: Right = Right::MoveStock;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        let difference = book_count(&self.sku, &self.warehouse, &self.bin, self.counted, ctx, tx)?;
        Ok(if difference == 0 { Outcome::Unchanged } else { Outcome::Done })
    }
}
