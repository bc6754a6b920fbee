//! Warehouses, bins, and the places outside that stock comes from and goes to.

use crate::base::{BinCode, Name, TextLine, WarehouseCode};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warehouse {
    pub code: WarehouseCode,
    pub name: Name,
    /// Shown on labels and slips.
    pub address: TextLine,
    pub active: bool,
}

/// A bin. Its coordinates give the walking order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    pub warehouse: WarehouseCode,
    pub bin: BinCode,
    /// Aisle, bay and level, counted from the packing desk; 0 for places without a shelf.
    pub aisle: u16,
    pub bay: u16,
    pub level: u16,
    /// Nothing is put into or reserved from a blocked bin.
    pub blocked: bool,
}

impl Location {
    pub fn id_of(warehouse: &WarehouseCode, bin: &BinCode) -> String {
        format!("{warehouse}|{bin}")
    }

    /// Serpentine order: odd aisles up, even aisles down, so that a picker never walks back through an aisle.
    pub fn walk_order(&self) -> (u16, u16, u16) {
        let bay = if self.aisle % 2 == 1 { self.bay } else { u16::MAX - self.bay };
        (self.aisle, bay, self.level)
    }
}

/// Reads aisle, bay and level out of a code such as `A-03-12`: letters or digits, then two numbers.
pub fn coordinates(bin: &BinCode) -> (u16, u16, u16) {
    let mut parts = bin.as_str().split('-');
    let aisle = match parts.next().map(str::as_bytes) {
        Some([letter @ b'A'..=b'Z']) => u16::from(letter - b'A') + 1,
        Some(digits) => std::str::from_utf8(digits).ok().and_then(|d| d.parse().ok()).unwrap_or(0),
        None => 0,
    };
    let mut number = || parts.next().and_then(|part| part.parse().ok()).unwrap_or(0);
    (aisle, number(), number())
}

/// Where a move begins or ends.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    Bin {
        warehouse: WarehouseCode,
        bin: BinCode,
    },
    Supplier,
    Customer,
    /// The other side of counts and corrections.
    Adjustment,
    Scrap,
}

impl Place {
    pub fn bin(warehouse: &WarehouseCode, bin: &BinCode) -> Place {
        Place::Bin { warehouse: warehouse.clone(), bin: bin.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_tell_where_they_are() {
        assert_eq!(coordinates(&BinCode::parse("A-03-12").unwrap()), (1, 3, 12));
        assert_eq!(coordinates(&BinCode::parse("07-01-02").unwrap()), (7, 1, 2));
        assert_eq!(coordinates(&BinCode::packing()), (0, 0, 0));
    }
}
