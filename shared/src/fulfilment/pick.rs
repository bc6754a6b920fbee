//! Goods were taken off the shelf for an order. A fact: if the order is cancelled meanwhile, a person puts them back.
//!
//! before: 2 to pick, 5 in `A-03-12` · after one scan: 1 to pick, 4 in `A-03-12`, 1 at the packing desk

use crate::base::{BinCode, Malformed, OrderId, Quantity, Sku, WarehouseCode};
use crate::engine::command::{Nature, Verb};
use crate::engine::effects::Effect;
use crate::engine::refusal::{Field, Outcome, Refusal, Stop};
use crate::engine::{Ctx, Tx};
use crate::inventory::{Booking, Exception, ExceptionKind, MoveKind, Place, Reference, book, book::Booked};
use crate::orders::{Happened, Line, Order, reserve, unreserve};
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
        let mut order = tx
            .find::<Order>(self.order)?
            .map(|order| (*order).clone())
            .filter(|order| order.has_line(self.line, &self.sku));
        let desk = match &mut order {
            Some(order) => self.packing_desk(order, ctx, tx)?,
            None => self.warehouse.clone(),
        };
        let booking = Booking {
            sku: self.sku.clone(),
            quantity: self.quantity,
            from: Place::bin(&self.warehouse, &self.bin),
            to: Place::bin(&desk, &BinCode::packing()),
            kind: MoveKind::Pick,
            reference: Reference::Order { order: self.order, line: self.line },
        };
        let negative = book(&booking, ctx, tx)? == Booked::Negative;
        let excepted = self.write_line(order, ctx, tx)?;
        Ok(if negative || excepted { Outcome::DoneWithException } else { Outcome::Done })
    }
}

impl Pick {
    /// The warehouse where the parcel is packed (C6). Picking somewhere else than planned takes the reservation along;
    /// once something is picked, the rest is carried to where that is.
    fn packing_desk(&self, order: &mut Order, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<WarehouseCode, Stop> {
        match &order.warehouse {
            Some(planned) if *planned == self.warehouse || !order.units(|line| line.picked).is_zero() => {
                return Ok(planned.clone());
            }
            Some(_) => {
                unreserve::give_back_all(order, ctx, tx)?;
                for line in &mut order.lines {
                    reserve::reserve_line(line, &self.warehouse, true, ctx, tx)?;
                }
            }
            None => {}
        }
        order.warehouse = Some(self.warehouse.clone());
        Ok(self.warehouse.clone())
    }

    /// Returns whether a person has to look.
    fn write_line(&self, order: Option<Order>, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<bool, Stop> {
        let Some(mut order) = order else {
            Exception::open(
                ExceptionKind::UnknownOrder { order: self.order, sku: self.sku.clone(), quantity: self.quantity },
                ctx,
                tx,
            );
            return Ok(true);
        };
        let first = order.units(|line| line.picked).is_zero();
        let line = order.line_mut(self.line)?;
        let to_pick = line.to_pick();
        line.picked = line.picked.plus(self.quantity);
        let too_many = self.quantity.less(to_pick);
        let excepted = if order.is_cancelled() {
            Exception::open(
                ExceptionKind::PickedAfterCancel { order: self.order, sku: self.sku.clone(), quantity: self.quantity },
                ctx,
                tx,
            );
            true
        } else if !too_many.is_zero() {
            Exception::open(
                ExceptionKind::MoreThanOrdered { order: self.order, sku: self.sku.clone(), quantity: too_many },
                ctx,
                tx,
            );
            true
        } else {
            false
        };
        if first {
            order.note_down(Happened::PickingStarted { bin: self.bin.clone() }, ctx);
        }
        if order.units(Line::to_pick).is_zero() && !to_pick.is_zero() {
            order.note_down(Happened::Picked, ctx);
        }
        tx.put(order);
        // A parcel that left before this scan came may now be covered.
        tx.tell(Effect::OrderChanged(self.order));
        Ok(excepted)
    }
}
