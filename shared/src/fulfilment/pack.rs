//! Picked goods went into a box, unit by unit as they are scanned. A fact.
//!
//! before: 2 picked, 0 packed · after one scan: 2 picked, 1 packed

use crate::base::{Malformed, OrderId, Quantity, Sku};
use crate::engine::command::{Nature, Verb};
use crate::engine::refusal::{Field, Outcome, Refusal, Stop};
use crate::engine::{Ctx, Tx};
use crate::inventory::{Exception, ExceptionKind};
use crate::orders::{Happened, Line, Order};
use crate::people::Right;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pack {
    pub order: OrderId,
    pub line: u16,
    pub sku: Sku,
    /// Base units, above zero.
    pub quantity: Quantity,
}

impl Verb for Pack {
    const NATURE: Nature = Nature::Fact;
    const RIGHT: Right = Right::Fulfil;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        if self.quantity.is_zero() {
            return Err(Refusal::invalid(Field::Quantity, Malformed::Empty).into());
        }
        let known = tx.find::<Order>(self.order)?;
        let Some(mut order) = known.map(|order| (*order).clone()).filter(|order| order.has_line(self.line, &self.sku))
        else {
            Exception::open(
                ExceptionKind::UnknownOrder { order: self.order, sku: self.sku.clone(), quantity: self.quantity },
                ctx,
                tx,
            );
            return Ok(Outcome::DoneWithException);
        };
        let line = order.line_mut(self.line)?;
        // Against what was ordered, not what was picked: the scans of picking may come later than these.
        let too_many = self.quantity.less(line.quantity.less(line.cancelled).less(line.packed));
        line.packed = line.packed.plus(self.quantity);
        let done = order.units(Line::to_pack).is_zero() && order.units(Line::to_pick).is_zero();
        if done {
            order.note_down(Happened::Packed, ctx);
        }
        tx.put(order);
        if too_many.is_zero() {
            return Ok(Outcome::Done);
        }
        Exception::open(
            ExceptionKind::MoreThanOrdered { order: self.order, sku: self.sku.clone(), quantity: too_many },
            ctx,
            tx,
        );
        Ok(Outcome::DoneWithException)
    }
}
