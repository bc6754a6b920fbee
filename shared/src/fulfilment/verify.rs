//! Whether a scanned thing belongs where somebody wants to put it. The wrong one is stopped at the shelf, not at the door.

use super::pick_list::PickStop;
use crate::base::Sku;
use crate::orders::Order;

/// The answer to a scan while picking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PickVerdict {
    /// Take one for this stop.
    Take(PickStop),
    /// The order wanted it and has all of it.
    Complete,
    /// The order wants it, but the books know no bin for it.
    NoBin(PickStop),
    /// Not in this order.
    Wrong,
}

/// Prefers the stop where the picker stands; the same thing at a later stop of the order is right too.
pub fn verify_pick(order: &Order, stops: &[PickStop], current: usize, sku: &Sku) -> PickVerdict {
    let here = stops.get(current).filter(|stop| stop.sku == *sku);
    match here.or_else(|| stops.iter().find(|stop| stop.sku == *sku)) {
        Some(stop) if stop.bin.is_some() => PickVerdict::Take(stop.clone()),
        Some(stop) => PickVerdict::NoBin(stop.clone()),
        None if order.lines.iter().any(|line| line.sku == *sku) => PickVerdict::Complete,
        None => PickVerdict::Wrong,
    }
}

/// The answer to a scan while packing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PackVerdict {
    /// Into the box, for this line.
    Pack(u16),
    /// All of it is in the box.
    Complete,
    /// The order wants it, but nobody has picked it yet.
    NotPicked,
    Wrong,
}

pub fn verify_pack(order: &Order, sku: &Sku) -> PackVerdict {
    let mut lines = order.lines.iter().filter(|line| line.sku == *sku).peekable();
    if lines.peek().is_none() {
        return PackVerdict::Wrong;
    }
    let mut waits_for_pick = false;
    for line in lines {
        if !line.to_pack().is_zero() {
            return PackVerdict::Pack(line.no);
        }
        waits_for_pick |= !line.to_pick().is_zero();
    }
    if waits_for_pick { PackVerdict::NotPicked } else { PackVerdict::Complete }
}
