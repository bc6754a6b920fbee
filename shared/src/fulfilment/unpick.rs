//! Goods were put back on the shelf: an undone scan, or a cancelled order. A fact.
//!
//! before: 1 at the packing desk · after: 1 in `A-03-12` again

use crate::base::{BinCode, Malformed, OrderId, Quantity, Sku, WarehouseCode};
use crate::engine::command::{Nature, Verb};
use crate::engine::effects::Effect;
use crate::engine::refusal::{Field, Outcome, Refusal, Stop};
use crate::engine::{Ctx, Tx};
use crate::inventory::{Booking, MoveKind, Place, Reference, book, book::Booked};
use crate::orders::{Happened, Order};
use crate::people::Right;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unpick {
    pub order: OrderId,
    pub line: u16,
    pub sku: Sku,
    pub warehouse: WarehouseCode,
    /// Where they are now.
    pub bin: BinCode,
    /// Base units, above zero.
    pub quantity: Quantity,
}

impl Verb for Unpick {
    const NATURE: Nature = Nature::Fact;
    const RIGHT: Right = Right::Fulfil;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        if self.quantity.is_zero() {
            return Err(Refusal::invalid(Field::Quantity, Malformed::Empty).into());
        }
        let mut order = tx.find::<Order>(self.order)?.map(|order| (*order).clone());
        // They come from where they were carried to: the packing desk of the order's warehouse.
        let desk = order.as_ref().and_then(|order| order.warehouse.clone()).unwrap_or_else(|| self.warehouse.clone());
        let booking = Booking {
            sku: self.sku.clone(),
            quantity: self.quantity,
            from: Place::bin(&desk, &BinCode::packing()),
            to: Place::bin(&self.warehouse, &self.bin),
            kind: MoveKind::Unpick,
            reference: Reference::Order { order: self.order, line: self.line },
        };
        let booked = book(&booking, ctx, tx)?;
        if let Some(order) = &mut order
            && let Some(line) = order.line_of(self.line, &self.sku)
        {
            line.picked = line.picked.less(self.quantity);
            line.packed = line.packed.min(line.picked);
            order.note_down(Happened::Unpicked { sku: self.sku.clone(), units: self.quantity }, ctx);
            tx.put(order.clone());
            tx.tell(Effect::OrderChanged(self.order));
        }
        Ok(if booked == Booked::Negative { Outcome::DoneWithException } else { Outcome::Done })
    }
}
