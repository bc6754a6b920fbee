//! What an order still needs that is not on the shelves: the lines of a delivery made for it.

use shared::base::{Quantity, Sku};
use shared::orders::Order;
use std::collections::BTreeMap;

/// Missing units by SKU, in the order of the lines. `available` is what can still be promised where it will be picked.
pub fn missing(order: &Order, available: impl Fn(&Sku) -> Quantity) -> Vec<(Sku, Quantity)> {
    let mut left: BTreeMap<&Sku, Quantity> = BTreeMap::new();
    let mut needs: Vec<(Sku, Quantity)> = Vec::new();
    for line in &order.lines {
        let free = left.entry(&line.sku).or_insert_with(|| available(&line.sku));
        let wanted = line.unreserved();
        let short = wanted.less(*free);
        *free = free.less(wanted);
        if short.is_zero() {
            continue;
        }
        match needs.iter_mut().find(|(sku, _)| *sku == line.sku) {
            Some((_, units)) => *units = units.plus(short),
            None => needs.push((line.sku.clone(), short)),
        }
    }
    needs
}
