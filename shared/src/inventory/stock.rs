//! The stock of one SKU in one warehouse, and the moves that made it.

use super::ledger::Bin;
use super::place::Place;
use crate::base::{BinCode, Moment, OrderId, Quantity, ReceiptId, ShipmentId, Sku, WarehouseCode};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Derived from moves and reservations, kept for speed, recounted by `recount.rs`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stock {
    pub sku: Sku,
    pub warehouse: WarehouseCode,
    pub bins: BTreeMap<BinCode, Bin>,
    /// Sum of the open reservations of orders.
    pub reserved: Quantity,
    /// Announced by suppliers, not yet here.
    pub incoming: Quantity,
}

impl Stock {
    pub fn id_of(sku: &Sku, warehouse: &WarehouseCode) -> String {
        format!("{sku}|{warehouse}")
    }

    pub fn empty(sku: &Sku, warehouse: &WarehouseCode) -> Stock {
        Stock {
            sku: sku.clone(),
            warehouse: warehouse.clone(),
            bins: BTreeMap::new(),
            reserved: Quantity::ZERO,
            incoming: Quantity::ZERO,
        }
    }

    /// C1: the sum over the bins of this warehouse. May be negative while facts are missing.
    pub fn on_hand(&self) -> i64 {
        self.bins.values().map(Bin::balance).sum()
    }

    /// C1, C2: what can still be promised. Never negative; the sum is clamped, not each bin, because goods are untracked.
    pub fn available(&self) -> Quantity {
        Quantity::of_balance(self.on_hand() - self.reserved.signed())
    }

    /// C1: on hand and announced, less what is promised.
    pub fn projected(&self) -> i64 {
        self.on_hand() + self.incoming.signed() - self.reserved.signed()
    }

    pub fn in_bin(&self, bin: &BinCode) -> i64 {
        self.bins.get(bin).map_or(0, Bin::balance)
    }
}

/// Why stock moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoveKind {
    Receive,
    Transfer,
    Pick,
    Unpick,
    Ship,
    Adjust,
    Scrap,
    /// The difference that a count found, or a correction of it by a fact that came late.
    Count,
}

/// What a move belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reference {
    Order { order: OrderId, line: u16 },
    Shipment { order: OrderId, shipment: ShipmentId },
    Receipt { receipt: ReceiptId },
    Reason { reason: AdjustReason },
    Count,
}

/// Why somebody corrected the stock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdjustReason {
    Found,
    Lost,
    Damaged,
    Sample,
    FirstStock,
    Other,
}

impl AdjustReason {
    pub const ALL: &'static [AdjustReason] = &[
        AdjustReason::Found,
        AdjustReason::Lost,
        AdjustReason::Damaged,
        AdjustReason::Sample,
        AdjustReason::FirstStock,
        AdjustReason::Other,
    ];
}

/// One change of stock from one place to another. Never edited; a correction is another move.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    pub id: String,
    pub sku: Sku,
    /// Above zero, base units.
    pub quantity: Quantity,
    pub from: Place,
    pub to: Place,
    pub kind: MoveKind,
    pub reference: Reference,
    /// When it physically happened.
    pub occurred_at: Moment,
    /// When the books took it.
    pub recorded_at: Moment,
    /// Who, for the reader.
    pub by: String,
}
