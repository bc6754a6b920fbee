//! Goods were taken off the shelf for an order. A fact: if the order is cancelled meanwhile, a person puts them back.
//!
//! before: 2 to pick, 5 in `A-03-12` · after one scan: 1 to pick, 4 in `A-03-12`, 1 at the packing desk

use crate::base::{BinCode, Malformed, OrderId, Quantity, Sku, WarehouseCode};
use crate::engine::command::{Nature, Verb};
use crate::engine::refusal::{Field, Outcome, Refusal, Stop};
use crate::engine::{Ctx, Tx};
use crate::inventory::{Booking, Exception, ExceptionKind, MoveKind, Place, Reference, book, book::Booked};
use crate::orders::{Happened, Line, Order};
use crate::people::Right;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pick {
    pub order: OrderId,
    /// Line number within the order.
    pub line: u16,
    pub sku: Sku,
    pub warehouse: WarehouseCode,
    pub bin: BinCode,
    /// Base units, above zero.
    pub quantity: Quantity,
}

impl Verb for Pick {
    const NATURE: Nature = Nature::Fact;
    const RIGHT: Right = Right::Fulfil;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        if self.quantity.is_zero() {
            return Err(Refusal::invalid(Field::Quantity, Malformed::Empty).into());
        }
        let booking = Booking {
            sku: self.sku.clone(),
            quantity: self.quantity,
            from: Place::bin(&self.warehouse, &self.bin),
            to: Place::bin(&self.warehouse, &BinCode::packing()),
            kind: MoveKind::Pick,
            reference: Reference::Order { order: self.order, line: self.line },
        };
        let negative = book(&booking, ctx, tx)? == Booked::Negative;
        let excepted = self.write_line(ctx, tx)?;
        Ok(if negative || excepted { Outcome::DoneWithException } else { Outcome::Done })
    }
}

impl Pick {
    /// Returns whether a person has to look.
    fn write_line(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<bool, Stop> {
        let known = tx.find::<Order>(self.order)?;
        let Some(mut order) = known.map(|order| (*order).clone()).filter(|order| order.line(self.line).is_some()) else {
            Exception::open(ExceptionKind::UnknownOrder { order: self.order, sku: self.sku.clone(), quantity: self.quantity }, ctx, tx);
            return Ok(true);
        };
        let first = order.units(|line| line.picked).is_zero();
        let line = order.line_mut(self.line)?;
        let to_pick = line.to_pick();
        line.picked = line.picked.plus(self.quantity);
        let too_many = self.quantity.less(to_pick);
        let excepted = if order.is_cancelled() {
            Exception::open(ExceptionKind::PickedAfterCancel { order: self.order, sku: self.sku.clone(), quantity: self.quantity }, ctx, tx);
            true
        } else if !too_many.is_zero() {
            Exception::open(ExceptionKind::MoreThanOrdered { order: self.order, sku: self.sku.clone(), quantity: too_many }, ctx, tx);
            true
        } else {
            false
        };
        if order.warehouse.is_none() {
            order.warehouse = Some(self.warehouse.clone());
        }
        if first {
            order.note_down(Happened::PickingStarted { bin: self.bin.clone() }, ctx);
        }
        if order.units(Line::to_pick).is_zero() && !to_pick.is_zero() {
            order.note_down(Happened::Picked, ctx);
        }
        tx.put(order);
        Ok(excepted)
    }
}
