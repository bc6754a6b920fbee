//! Exceptions: where what happened and what the books say do not fit, and a person should look.

use super::Stock;
use crate::base::{BinCode, Moment, OrderId, Quantity, Sku, WarehouseCode};
use crate::engine::refusal::Stop;
use crate::engine::{Ctx, Tx};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exception {
    pub id: String,
    pub kind: ExceptionKind,
    pub opened_at: Moment,
    /// Whose doing showed it.
    pub by: String,
    pub device: String,
    /// When a person settled it.
    pub resolved_at: Option<Moment>,
    pub resolution: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExceptionKind {
    /// More left a bin than ever came in.
    NegativeStock { sku: Sku, warehouse: WarehouseCode, bin: BinCode, balance: i64 },
    /// Picked although the order was cancelled: the goods have to go back.
    PickedAfterCancel { order: OrderId, sku: Sku, quantity: Quantity },
    /// The bin did not hold what it should.
    ShortInBin { order: OrderId, sku: Sku, warehouse: WarehouseCode, bin: BinCode, missing: Quantity },
    /// More was picked or shipped than ordered.
    MoreThanOrdered { order: OrderId, sku: Sku, quantity: Quantity },
    /// Shipped although the order was cancelled.
    ShippedAfterCancel { order: OrderId },
    /// More is promised to orders than is on hand: goods left by a fact that nobody could refuse.
    OverPromised { sku: Sku, warehouse: WarehouseCode, reserved: Quantity, on_hand: i64 },
    /// Handed over although everything of the order had left already.
    ShippedTwice { order: OrderId },
    /// A fact about an order nobody here knows.
    UnknownOrder { order: OrderId, sku: Sku, quantity: Quantity },
}

impl Exception {
    pub fn is_open(&self) -> bool {
        self.resolved_at.is_none()
    }

    /// The order that it is about, if it is about one.
    pub fn order(&self) -> Option<OrderId> {
        match self.kind {
            ExceptionKind::PickedAfterCancel { order, .. }
            | ExceptionKind::ShortInBin { order, .. }
            | ExceptionKind::MoreThanOrdered { order, .. }
            | ExceptionKind::ShippedAfterCancel { order }
            | ExceptionKind::ShippedTwice { order }
            | ExceptionKind::UnknownOrder { order, .. } => Some(order),
            ExceptionKind::NegativeStock { .. } | ExceptionKind::OverPromised { .. } => None,
        }
    }

    /// Opens one for this command.
    pub fn open(kind: ExceptionKind, ctx: &Ctx, tx: &mut Tx<'_>) {
        let number = tx.next_number();
        let id = ctx.derived_id(number);
        tx.put(Exception::new(id, kind, ctx));
    }

    fn new(id: String, kind: ExceptionKind, ctx: &Ctx) -> Exception {
        Exception {
            id,
            kind,
            opened_at: ctx.occurred_at,
            by: ctx.actor.name.clone(),
            device: ctx.actor.device.clone(),
            resolved_at: None,
            resolution: String::new(),
        }
    }

    /// Open for as long as more is promised than is there; a function of the stock, like a negative bin.
    pub(super) fn follow_promises(stock: &Stock, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<(), Stop> {
        let id = format!("promised|{}|{}", stock.sku, stock.warehouse);
        let kind = ExceptionKind::OverPromised {
            sku: stock.sku.clone(),
            warehouse: stock.warehouse.clone(),
            reserved: stock.reserved,
            on_hand: stock.on_hand(),
        };
        Exception::follow(id, kind, stock.reserved.signed() > stock.on_hand().max(0), ctx, tx)
    }

    /// A negative bin has exactly one exception, for as long as it is negative: it is a function of the balance, so
    /// that late facts in any order leave the same exceptions behind.
    pub(super) fn follow_balance(
        sku: &Sku,
        warehouse: &WarehouseCode,
        bin: &BinCode,
        balance: i64,
        ctx: &Ctx,
        tx: &mut Tx<'_>,
    ) -> Result<(), Stop> {
        let id = format!("negative|{sku}|{warehouse}|{bin}");
        let kind =
            ExceptionKind::NegativeStock { sku: sku.clone(), warehouse: warehouse.clone(), bin: bin.clone(), balance };
        Exception::follow(id, kind, balance < 0, ctx, tx)
    }

    fn follow(id: String, kind: ExceptionKind, wrong: bool, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<(), Stop> {
        let known = tx.find::<Exception>(&id)?;
        match known {
            None if wrong => tx.put(Exception::new(id, kind, ctx)),
            // A person may have put it aside; when the numbers are wrong in another way, it is open again.
            Some(exception) if wrong && exception.kind != kind => {
                tx.put(Exception { kind, resolved_at: None, resolution: String::new(), ..(*exception).clone() });
            }
            Some(_) if !wrong => tx.delete::<Exception>(id),
            _ => {}
        }
        Ok(())
    }
}
