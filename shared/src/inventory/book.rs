//! Booking a move: the only way stock changes. Keeps moves, balances and exceptions together.

use super::exception::Exception;
use super::ledger::Stamp;
use super::place::Place;
use super::stock::{Move, MoveKind, Reference, Stock};
use crate::base::{BinCode, Quantity, Sku, WarehouseCode};
use crate::engine::refusal::Stop;
use crate::engine::{Ctx, Tx};

/// A move that is about to be booked.
#[derive(Debug, Clone)]
pub struct Booking {
    pub sku: Sku,
    pub quantity: Quantity,
    pub from: Place,
    pub to: Place,
    pub kind: MoveKind,
    pub reference: Reference,
}

/// Whether the books agree with what happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Booked {
    Fine,
    /// A bin is below zero: it happened, so it stands, and a person should look (C9).
    Negative,
}

/// Books a move at the physical time of the command. A zero quantity moves nothing.
pub fn book(booking: &Booking, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Booked, Stop> {
    if booking.quantity.is_zero() || booking.from == booking.to {
        return Ok(Booked::Fine);
    }
    let units = booking.quantity.signed();
    write_move(booking, ctx, tx);
    let mut booked = Booked::Fine;
    for (place, delta) in [(&booking.from, -units), (&booking.to, units)] {
        if let Place::Bin { warehouse, bin } = place {
            let changed = change_bin(&booking.sku, warehouse, bin, ctx, tx, |b| b.apply(Stamp::of(ctx), delta))?;
            // A count has spoken since: the move is history, and what that count found differs by as much.
            settle_difference(&booking.sku, warehouse, bin, changed.by - delta, ctx, tx)?;
            if changed.balance < 0 {
                booked = Booked::Negative;
            }
        }
    }
    Ok(booked)
}

/// Books a count (C3): "there were `counted` in this bin at the time of the command".
pub fn book_count(
    sku: &Sku,
    warehouse: &WarehouseCode,
    bin: &BinCode,
    counted: Quantity,
    ctx: &Ctx,
    tx: &mut Tx<'_>,
) -> Result<i64, Stop> {
    let changed = change_bin(sku, warehouse, bin, ctx, tx, |b| b.count(Stamp::of(ctx), counted.signed()))?;
    settle_difference(sku, warehouse, bin, changed.by, ctx, tx)?;
    Ok(changed.by)
}

struct Changed {
    by: i64,
    balance: i64,
}

fn change_bin(
    sku: &Sku,
    warehouse: &WarehouseCode,
    bin: &BinCode,
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    change: impl FnOnce(&mut super::Bin) -> i64,
) -> Result<Changed, Stop> {
    let changed = change_stock(sku, warehouse, ctx, tx, |stock| {
        let entry = stock.bins.entry(bin.clone()).or_default();
        let by = change(entry);
        let balance = entry.balance();
        if entry.is_empty() {
            stock.bins.remove(bin);
        }
        Changed { by, balance }
    })?;
    Exception::follow_balance(sku, warehouse, bin, changed.balance, ctx, tx)?;
    Ok(changed)
}

/// Changes the stock of a SKU in a warehouse, empty if there never was any, and writes it back.
pub fn change_stock<T>(
    sku: &Sku,
    warehouse: &WarehouseCode,
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    change: impl FnOnce(&mut Stock) -> T,
) -> Result<T, Stop> {
    let mut stock = tx.take::<Stock>(Stock::id_of(sku, warehouse))?.unwrap_or_else(|| Stock::empty(sku, warehouse));
    let said = change(&mut stock);
    put(stock, ctx, tx)?;
    Ok(said)
}

/// Writes stock back, and opens or closes the exception "more is promised than is there" that follows from it.
pub fn put(stock: Stock, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<(), Stop> {
    Exception::follow_promises(&stock, ctx, tx)?;
    tx.put(stock);
    Ok(())
}

/// The stock of a SKU in a warehouse, empty if there never was any.
pub fn load(sku: &Sku, warehouse: &WarehouseCode, tx: &mut Tx<'_>) -> Result<Stock, Stop> {
    let stock = tx.find::<Stock>(Stock::id_of(sku, warehouse))?;
    Ok(stock.map_or_else(|| Stock::empty(sku, warehouse), |stock| (*stock).clone()))
}

/// Writes the move that explains `difference`, so that the sum of moves stays the balance.
fn settle_difference(
    sku: &Sku,
    warehouse: &WarehouseCode,
    bin: &BinCode,
    difference: i64,
    ctx: &Ctx,
    tx: &mut Tx<'_>,
) -> Result<(), Stop> {
    if difference == 0 {
        return Ok(());
    }
    let here = Place::bin(warehouse, bin);
    let (from, to) = if difference > 0 { (Place::Adjustment, here) } else { (here, Place::Adjustment) };
    let booking = Booking {
        sku: sku.clone(),
        quantity: Quantity::of_balance(difference.abs()),
        from,
        to,
        kind: MoveKind::Count,
        reference: Reference::Count,
    };
    write_move(&booking, ctx, tx);
    Ok(())
}

fn write_move(booking: &Booking, ctx: &Ctx, tx: &mut Tx<'_>) {
    let number = tx.next_number();
    tx.put(Move {
        id: ctx.derived_id(number),
        sku: booking.sku.clone(),
        quantity: booking.quantity,
        from: booking.from.clone(),
        to: booking.to.clone(),
        kind: booking.kind,
        reference: booking.reference.clone(),
        occurred_at: ctx.occurred_at,
        recorded_at: ctx.recorded_at,
        by: ctx.actor.name.clone(),
    });
}
