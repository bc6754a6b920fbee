//! Announce a delivery from a supplier: it counts as incoming until it arrives.
//!
//! before: 0 incoming · after: 40 incoming, one receipt in state expected

use super::book::load;
use super::{Receipt, ReceiptLine, ReceiptState, Warehouse};
use crate::base::{Quantity, ReceiptId, Sku, TextLine, WarehouseCode};
use crate::catalog::Product;
use crate::engine::command::{Nature, Verb};
use crate::engine::refusal::{Field, Outcome, Refusal, Stop, Thing};
use crate::engine::{Ctx, Tx};
use crate::people::Right;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnounceReceipt {
    pub receipt: ReceiptId,
    pub warehouse: WarehouseCode,
    #[serde(default)]
    pub reference: TextLine,
    /// What should come: (SKU, base units). Each SKU once, each above zero.
    pub lines: Vec<(Sku, Quantity)>,
}

const MOST_LINES: usize = 1000;

impl Verb for AnnounceReceipt {
    const NATURE: Nature = Nature::Decision;
    const RIGHT: Right = Right::MoveStock;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        if tx.find::<Receipt>(self.receipt)?.is_some() {
            return Ok(Outcome::Unchanged);
        }
        tx.get::<Warehouse>(Thing::Warehouse, &self.warehouse)?;
        if self.lines.len() > MOST_LINES {
            return Err(Refusal::TooMany { limit: MOST_LINES as u32 }.into());
        }
        if self.lines.is_empty() {
            return Err(Refusal::invalid(Field::Lines, crate::base::Malformed::Empty).into());
        }
        tx.expect::<Product>(self.lines.iter().map(|(sku, _)| sku))?;
        let mut lines: Vec<ReceiptLine> = Vec::with_capacity(self.lines.len());
        for (sku, expected) in &self.lines {
            tx.get::<Product>(Thing::Product, sku)?;
            if expected.is_zero() {
                return Err(Refusal::invalid(Field::Quantity, crate::base::Malformed::Empty).into());
            }
            if lines.iter().any(|line| line.sku == *sku) {
                return Err(Refusal::Exists { what: Thing::Product, id: sku.to_string() }.into());
            }
            let mut stock = load(sku, &self.warehouse, tx)?;
            stock.incoming = stock.incoming.plus(*expected);
            tx.put(stock);
            lines.push(ReceiptLine { sku: sku.clone(), expected: *expected, received: Quantity::ZERO });
        }
        tx.put(Receipt {
            id: self.receipt,
            warehouse: self.warehouse.clone(),
            reference: self.reference.clone(),
            lines,
            state: ReceiptState::Expected,
            opened_at: ctx.occurred_at,
        });
        Ok(Outcome::Done)
    }
}
