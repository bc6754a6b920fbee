//! Goods were carried from one bin to another. A fact.
//!
//! before: 7 in `RECEIVING` · after: 7 in `A-03-12`

use super::stock::AdjustReason;
use super::{Booking, MoveKind, Place, Reference, book};
use crate::base::{BinCode, Malformed, Quantity, Sku, WarehouseCode};
use crate::engine::command::{Nature, Verb};
use crate::engine::refusal::{Field, Outcome, Refusal, Stop};
use crate::engine::{Ctx, Tx};
use crate::people::Right;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    pub sku: Sku,
    /// Base units, above zero.
    pub quantity: Quantity,
    pub from_warehouse: WarehouseCode,
    pub from_bin: BinCode,
    pub to_warehouse: WarehouseCode,
    pub to_bin: BinCode,
}

impl Verb for Transfer {
    const NATURE: Nature = Nature::Fact;
    const RIGHT: Right = Right::MoveStock;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        if self.quantity.is_zero() {
            return Err(Refusal::invalid(Field::Quantity, Malformed::Empty).into());
        }
        let booking = Booking {
            sku: self.sku.clone(),
            quantity: self.quantity,
            from: Place::bin(&self.from_warehouse, &self.from_bin),
            to: Place::bin(&self.to_warehouse, &self.to_bin),
            kind: MoveKind::Transfer,
            reference: Reference::Reason { reason: AdjustReason::Other },
        };
        Ok(match book(&booking, ctx, tx)? {
            super::book::Booked::Fine => Outcome::Done,
            super::book::Booked::Negative => Outcome::DoneWithException,
        })
    }
}
