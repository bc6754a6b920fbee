//! The shelf did not hold what it should. A fact: the reservation is given back as far as it cannot be met,
//! and a person counts the bin.
//!
//! before: 2 to pick, 2 reserved · after "1 missing": order waits for 1, an exception for `A-03-12`

use crate::base::{BinCode, Malformed, OrderId, Quantity, Sku, WarehouseCode};
use crate::engine::command::{Nature, Verb};
use crate::engine::effects::Effect;
use crate::engine::refusal::{Field, Outcome, Refusal, Stop};
use crate::engine::{Ctx, Tx};
use crate::inventory::{Exception, ExceptionKind};
use crate::orders::{Happened, Order, unreserve};
use crate::people::Right;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportShort {
    pub order: OrderId,
    pub line: u16,
    pub sku: Sku,
    pub warehouse: WarehouseCode,
    pub bin: BinCode,
    /// Units that were not there, above zero.
    pub missing: Quantity,
}

impl Verb for ReportShort {
    const NATURE: Nature = Nature::Fact;
    const RIGHT: Right = Right::Fulfil;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        if self.missing.is_zero() {
            return Err(Refusal::invalid(Field::Quantity, Malformed::Empty).into());
        }
        let kind = ExceptionKind::ShortInBin {
            order: self.order,
            sku: self.sku.clone(),
            warehouse: self.warehouse.clone(),
            bin: self.bin.clone(),
            missing: self.missing,
        };
        Exception::open(kind, ctx, tx);
        if let Some(mut order) = tx.find::<Order>(self.order)?.map(|order| (*order).clone()) {
            let warehouse = order.warehouse.clone();
            if let Some(line) = order.line_of(self.line, &self.sku) {
                let freed = self.missing.min(line.reserved);
                line.reserved = line.reserved.less(freed);
                line.short = line.short.plus(self.missing);
                let sku = line.sku.clone();
                unreserve::give_back(&sku, freed, warehouse.as_ref(), ctx, tx)?;
                order.note_down(Happened::ShortReported { sku, units: self.missing }, ctx);
                tx.put(order);
                tx.tell(Effect::OrderChanged(self.order));
            }
        }
        Ok(Outcome::DoneWithException)
    }
}
