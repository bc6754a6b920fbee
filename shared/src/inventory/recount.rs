//! Recounting from nothing (C10): what moves and orders say, to check what is kept for speed.

use super::place::Place;
use super::stock::{Move, Stock};
use crate::base::{BinCode, Sku, WarehouseCode};
use std::collections::BTreeMap;

/// Balance of each bin as the sum of all moves: in minus out.
pub fn balances<'a>(moves: impl IntoIterator<Item = &'a Move>) -> BTreeMap<(Sku, WarehouseCode, BinCode), i64> {
    let mut balances = BTreeMap::new();
    for stock_move in moves {
        let units = stock_move.quantity.signed();
        for (place, delta) in [(&stock_move.from, -units), (&stock_move.to, units)] {
            if let Place::Bin { warehouse, bin } = place {
                *balances.entry((stock_move.sku.clone(), warehouse.clone(), bin.clone())).or_insert(0) += delta;
            }
        }
    }
    balances
}

/// Balance of every place, the virtual ones too: supplier, customer, adjustment, scrap. Their sum is zero for each SKU.
pub fn all_places<'a>(moves: impl IntoIterator<Item = &'a Move>) -> BTreeMap<(Sku, Place), i64> {
    let mut balances = BTreeMap::new();
    for stock_move in moves {
        *balances.entry((stock_move.sku.clone(), stock_move.from.clone())).or_insert(0) -= stock_move.quantity.signed();
        *balances.entry((stock_move.sku.clone(), stock_move.to.clone())).or_insert(0) += stock_move.quantity.signed();
    }
    balances
}

/// A kept number that differs from the recount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift {
    pub sku: Sku,
    pub warehouse: WarehouseCode,
    pub bin: Option<BinCode>,
    pub kept: i64,
    pub recounted: i64,
}

/// Compares kept balances and reservations with the recount. `reserved` comes from the open reservations of orders.
pub fn check(
    stocks: &[Stock],
    balances: &BTreeMap<(Sku, WarehouseCode, BinCode), i64>,
    reserved: &BTreeMap<(Sku, WarehouseCode), i64>,
) -> Vec<Drift> {
    let mut drifts = Vec::new();
    let mut seen = BTreeMap::new();
    for stock in stocks {
        for (bin, entry) in &stock.bins {
            seen.insert((stock.sku.clone(), stock.warehouse.clone(), bin.clone()), entry.balance());
        }
        let recounted = reserved.get(&(stock.sku.clone(), stock.warehouse.clone())).copied().unwrap_or(0);
        if stock.reserved.signed() != recounted {
            drifts.push(Drift {
                sku: stock.sku.clone(),
                warehouse: stock.warehouse.clone(),
                bin: None,
                kept: stock.reserved.signed(),
                recounted,
            });
        }
    }
    for (place, recounted) in balances {
        let kept = seen.remove(place).unwrap_or(0);
        if kept != *recounted {
            let (sku, warehouse, bin) = place.clone();
            drifts.push(Drift { sku, warehouse, bin: Some(bin), kept, recounted: *recounted });
        }
    }
    for ((sku, warehouse, bin), kept) in seen.into_iter().filter(|(_, kept)| *kept != 0) {
        drifts.push(Drift { sku, warehouse, bin: Some(bin), kept, recounted: 0 });
    }
    drifts
}
