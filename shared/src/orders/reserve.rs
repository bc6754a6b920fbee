//! Promise stock to an order (C2): never more than is available.
//!
//! before: 3 on hand, 0 reserved · after: 3 on hand, 2 reserved, 1 available

use super::order::{Happened, Line, Order};
use crate::base::{OrderId, Quantity, WarehouseCode};
use crate::engine::command::{Nature, Verb};
use crate::engine::effects::Effect;
use crate::engine::refusal::{Outcome, Refusal, Stop, Thing};
use crate::engine::{Ctx, Tx};
use crate::inventory::{Stock, Warehouse, book::change_stock};
use crate::people::Right;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reserve {
    pub order: OrderId,
    pub warehouse: WarehouseCode,
    /// Take what is there if it is not enough. Otherwise a shortage refuses the whole command, and nothing is promised.
    #[serde(default)]
    pub partly: bool,
}

impl Verb for Reserve {
    const NATURE: Nature = Nature::Decision;
    const RIGHT: Right = Right::Reserve;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        let mut order = (*tx.get::<Order>(Thing::Order, self.order)?).clone();
        if order.is_cancelled() {
            return Err(Refusal::OrderCancelled.into());
        }
        tx.get::<Warehouse>(Thing::Warehouse, &self.warehouse)?;
        tx.expect::<Stock>(order.lines.iter().map(|line| Stock::id_of(&line.sku, &self.warehouse)))?;
        self.move_here(&mut order, ctx, tx)?;
        let mut reserved = Quantity::ZERO;
        for line in &mut order.lines {
            reserved = reserved.plus(reserve_line(line, &self.warehouse, self.partly, ctx, tx)?);
        }
        let short = order.units(Line::unreserved);
        if reserved.is_zero() {
            // Nothing of it is there: said as a refusal, so that a person chooses another warehouse or waits.
            return match order.lines.iter().find(|line| !line.unreserved().is_zero()) {
                Some(line) => Err(Refusal::NotEnoughStock {
                    sku: line.sku.clone(),
                    wanted: line.unreserved(),
                    available: Quantity::ZERO,
                }
                .into()),
                None => Ok(Outcome::Unchanged),
            };
        }
        order.note_down(
            if short.is_zero() {
                Happened::Reserved { units: reserved, warehouse: self.warehouse.clone() }
            } else {
                Happened::ReservedPartly { units: reserved, short }
            },
            ctx,
        );
        tx.put(order);
        tx.tell(Effect::OrderChanged(self.order));
        Ok(if short.is_zero() { Outcome::Done } else { Outcome::ReservedPartly { reserved, short } })
    }
}

impl Reserve {
    /// C6: a shipment leaves from where it is reserved. Another warehouse means another reservation, not a second one.
    fn move_here(&self, order: &mut Order, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<(), Stop> {
        if order.warehouse.as_ref() == Some(&self.warehouse) {
            return Ok(());
        }
        if !order.units(|line| line.picked).is_zero() {
            return Err(Refusal::TooLate { stage: crate::engine::refusal::Stage::Picked }.into());
        }
        super::unreserve::give_back_all(order, ctx, tx)?;
        order.warehouse = Some(self.warehouse.clone());
        Ok(())
    }
}

/// Promises what a line still wants, as far as it is there. Not `partly`: all of it or a refusal.
pub fn reserve_line(
    line: &mut Line,
    warehouse: &WarehouseCode,
    partly: bool,
    ctx: &Ctx,
    tx: &mut Tx<'_>,
) -> Result<Quantity, Stop> {
    let wanted = line.unreserved();
    if wanted.is_zero() {
        return Ok(Quantity::ZERO);
    }
    let known = tx.find::<Stock>(Stock::id_of(&line.sku, warehouse))?;
    let available = known.map_or(Quantity::ZERO, |stock| stock.available());
    if available < wanted && !partly {
        return Err(Refusal::NotEnoughStock { sku: line.sku.clone(), wanted, available }.into());
    }
    let taken = wanted.min(available);
    if !taken.is_zero() {
        change_stock(&line.sku, warehouse, ctx, tx, |stock| stock.reserved = stock.reserved.plus(taken))?;
        line.reserved = line.reserved.plus(taken);
    }
    Ok(taken)
}
