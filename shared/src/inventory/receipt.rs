//! Receipts: what a supplier announced and what arrived.

use crate::base::{Moment, Quantity, ReceiptId, Sku, TextLine, WarehouseCode};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub id: ReceiptId,
    pub warehouse: WarehouseCode,
    /// Supplier and their delivery note, as people write it.
    pub reference: TextLine,
    pub lines: Vec<ReceiptLine>,
    pub state: ReceiptState,
    pub opened_at: Moment,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptLine {
    pub sku: Sku,
    /// Announced; zero when it came without a word.
    pub expected: Quantity,
    pub received: Quantity,
}

impl ReceiptLine {
    /// Still to come.
    pub fn open(&self) -> Quantity {
        self.expected.less(self.received)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReceiptState {
    Expected,
    Arriving,
    Closed,
}

impl Receipt {
    pub fn line_mut(&mut self, sku: &Sku) -> Option<&mut ReceiptLine> {
        self.lines.iter_mut().find(|line| line.sku == *sku)
    }
}
