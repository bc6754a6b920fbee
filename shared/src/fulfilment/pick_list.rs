//! The walk of a picker: which bins, in which order, how many from each.

use crate::base::sorting;
use crate::base::{BinCode, Quantity, Sku};
use crate::inventory::{Location, Stock};
use crate::orders::Order;
use std::collections::BTreeMap;

/// One stop: take `quantity` of `sku` out of `bin` for a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PickStop {
    pub line: u16,
    pub sku: Sku,
    pub name: String,
    /// None when no bin of the warehouse holds it.
    pub bin: Option<BinCode>,
    pub quantity: Quantity,
}

/// Open picks of what is reserved for an order, in walking order: aisle by aisle, serpentine; goods without a bin last.
/// `stock` and `location` answer for the order's warehouse.
pub fn pick_list<'a>(
    order: &Order,
    stock: impl Fn(&Sku) -> Option<&'a Stock>,
    location: impl Fn(&BinCode) -> Option<&'a Location>,
) -> Vec<PickStop> {
    let mut taken: BTreeMap<(Sku, BinCode), i64> = BTreeMap::new();
    let mut stops = Vec::new();
    for line in &order.lines {
        let mut wanted = line.to_pick_now();
        for (bin, there) in stock(&line.sku).into_iter().flat_map(|stock| candidates(stock, &location)) {
            let used = taken.entry((line.sku.clone(), bin.clone())).or_insert(0);
            let from_here = wanted.min(Quantity::of_balance(there - *used));
            if from_here.is_zero() {
                continue;
            }
            *used += from_here.signed();
            wanted = wanted.less(from_here);
            stops.push(PickStop {
                line: line.no,
                sku: line.sku.clone(),
                name: line.name.to_string(),
                bin: Some(bin),
                quantity: from_here,
            });
        }
        if !wanted.is_zero() {
            stops.push(PickStop {
                line: line.no,
                sku: line.sku.clone(),
                name: line.name.to_string(),
                bin: None,
                quantity: wanted,
            });
        }
    }
    sorting::sort_by_key(&mut stops, |stop| match &stop.bin {
        Some(bin) => (false, location(bin).map_or((0, 0, 0), Location::walk_order), bin.clone(), stop.line),
        None => (true, (0, 0, 0), BinCode::packing(), stop.line),
    });
    stops
}

/// Bins that hold it and may be picked from, nearest first.
fn candidates<'a>(stock: &'a Stock, location: impl Fn(&BinCode) -> Option<&'a Location>) -> Vec<(BinCode, i64)> {
    let mut bins: Vec<(BinCode, i64)> = stock
        .bins
        .iter()
        .filter(|(bin, _)| **bin != BinCode::packing() && !location(bin).is_some_and(|location| location.blocked))
        .map(|(bin, entry)| (bin.clone(), entry.balance()))
        .filter(|(_, balance)| *balance > 0)
        .collect();
    sorting::sort_by_key(&mut bins, |(bin, _)| location(bin).map_or((0, 0, 0), Location::walk_order));
    bins
}
