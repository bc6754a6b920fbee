//! Correct the stock of a bin by a difference, with the reason. A fact: somebody found or lost something.
//!
//! before: 7 in `A-03-12` · after "2 damaged": 5

use super::stock::AdjustReason;
use super::{Booking, MoveKind, Place, Reference, book};
use crate::base::{BinCode, Malformed, Quantity, Sku, WarehouseCode};
use crate::engine::command::{Nature, Verb};
use crate::engine::refusal::{Field, Outcome, Refusal, Stop};
use crate::engine::{Ctx, Tx};
use crate::people::Right;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjust {
    pub warehouse: WarehouseCode,
    pub bin: BinCode,
    pub sku: Sku,
    /// Base units; above zero: more than the books say.
    pub by: i64,
    pub reason: AdjustReason,
}

impl Verb for Adjust {
    const NATURE: Nature = Nature::Fact;
    const RIGHT: Right = Right::MoveStock;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        let quantity = Quantity::new(self.by.saturating_abs()).map_err(|why| Refusal::invalid(Field::Quantity, why))?;
        if quantity.is_zero() {
            return Err(Refusal::invalid(Field::Quantity, Malformed::Empty).into());
        }
        let bin = Place::bin(&self.warehouse, &self.bin);
        let (other, kind) = match self.reason {
            AdjustReason::Damaged => (Place::Scrap, MoveKind::Scrap),
            _ => (Place::Adjustment, MoveKind::Adjust),
        };
        let (from, to) = if self.by > 0 { (other, bin) } else { (bin, other) };
        let booking = Booking {
            sku: self.sku.clone(),
            quantity,
            from,
            to,
            kind,
            reference: Reference::Reason { reason: self.reason },
        };
        Ok(match book(&booking, ctx, tx)? {
            super::book::Booked::Fine => Outcome::Done,
            super::book::Booked::Negative => Outcome::DoneWithException,
        })
    }
}
