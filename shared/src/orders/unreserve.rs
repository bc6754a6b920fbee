//! Give an order's reservation back, so that others can have the goods.
//!
//! before: 2 reserved · after: 0 reserved, 2 more available

use super::order::{Happened, Order};
use crate::base::{OrderId, Quantity, Sku, WarehouseCode};
use crate::engine::command::{Nature, Verb};
use crate::engine::refusal::{Outcome, Refusal, Stage, Stop, Thing};
use crate::engine::{Ctx, Tx};
use crate::inventory;
use crate::people::Right;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreserve {
    pub order: OrderId,
}

impl Verb for Unreserve {
    const NATURE: Nature = Nature::Decision;
    const RIGHT: Right = Right::Reserve;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        let mut order = (*tx.get::<Order>(Thing::Order, self.order)?).clone();
        if order.lines.iter().any(|line| !line.picked.less(line.shipped).is_zero()) {
            return Err(Refusal::TooLate { stage: Stage::Picked }.into());
        }
        let units = give_back_all(&mut order, ctx, tx)?;
        if units.is_zero() {
            return Ok(Outcome::Unchanged);
        }
        order.note_down(Happened::Unreserved { units }, ctx);
        tx.put(order);
        Ok(Outcome::Done)
    }
}

/// Takes the reservation off every line. Returns how many units.
pub fn give_back_all(order: &mut Order, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Quantity, Stop> {
    let warehouse = order.warehouse.clone();
    let mut units = Quantity::ZERO;
    for line in &mut order.lines {
        give_back(&line.sku, line.reserved, warehouse.as_ref(), ctx, tx)?;
        units = units.plus(line.reserved);
        line.reserved = Quantity::ZERO;
    }
    Ok(units)
}

/// Takes `units` off what is reserved of a SKU.
pub fn give_back(
    sku: &Sku,
    units: Quantity,
    warehouse: Option<&WarehouseCode>,
    ctx: &Ctx,
    tx: &mut Tx<'_>,
) -> Result<(), Stop> {
    if let Some(warehouse) = warehouse.filter(|_| !units.is_zero()) {
        inventory::book::change_stock(sku, warehouse, ctx, tx, |stock| stock.reserved = stock.reserved.less(units))?;
    }
    Ok(())
}
