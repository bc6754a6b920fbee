//! Goods were taken out of the box again: an undone scan. A fact.
//!
//! before: 2 packed · after: 1 packed

use crate::base::{OrderId, Quantity, Sku};
use crate::engine::command::{Nature, Verb};
use crate::engine::refusal::{Outcome, Stop};
use crate::engine::{Ctx, Tx};
use crate::orders::{Happened, Order};
use crate::people::Right;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unpack {
    pub order: OrderId,
    pub line: u16,
    pub sku: Sku,
    pub quantity: Quantity,
}

impl Verb for Unpack {
    const NATURE: Nature = Nature::Fact;
    const RIGHT: Right = Right::Fulfil;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        let Some(mut order) = tx.find::<Order>(self.order)?.map(|order| (*order).clone()) else {
            return Ok(Outcome::Unchanged);
        };
        let Some(line) = order.line_of(self.line, &self.sku) else { return Ok(Outcome::Unchanged) };
        let units = self.quantity.min(line.to_ship());
        if units.is_zero() {
            return Ok(Outcome::Unchanged);
        }
        line.packed = line.packed.less(units);
        order.note_down(Happened::Unpacked { sku: self.sku.clone(), units }, ctx);
        tx.put(order);
        Ok(Outcome::Done)
    }
}
