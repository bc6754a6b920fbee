//! "Your parcel is on its way": decided when a parcel leaves, and again when what stood in the way is gone.

use super::gate::{self, Finding};
use super::notice::{Notice, NoticeState, SkipReason};
use crate::base::OrderId;
use crate::engine::refusal::{Field, Stop};
use crate::engine::{Ctx, Tx};
use crate::orders::{Happened, HoldKind, Order, recheck::settle_hold};
use crate::shipping::{Shipment, TrackingClaim};

/// Asks the gate for every parcel that has no notice yet: queue it, or hold the order with all findings.
pub fn consider(id: OrderId, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<(), Stop> {
    let Some(order) = tx.find::<Order>(id)? else { return Ok(()) };
    let mut order = (*order).clone();
    let mut findings = findings_of_absent(&order);
    for shipment in parcels_without_notice(&order, tx)? {
        let found = findings_of(&order, &shipment, tx)?;
        if found.is_empty() {
            let state = if order.can_be_mailed() {
                NoticeState::Queued
            } else {
                NoticeState::Skipped { reason: SkipReason::NoEmail }
            };
            write_notice(&mut order, &shipment, state, ctx, tx);
        }
        findings.extend(found.into_iter().filter(|finding| !findings.contains(finding)).collect::<Vec<_>>());
    }
    settle_hold(&mut order, HoldKind::Notice, findings, ctx);
    tx.put(order);
    Ok(())
}

/// After a change of the order: parcels that left without a notice are asked about again.
pub fn reconsider(id: OrderId, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<(), Stop> {
    let Some(order) = tx.find::<Order>(id)? else { return Ok(()) };
    if order.hold(HoldKind::Notice).is_none() {
        return Ok(());
    }
    consider(id, ctx, tx)
}

/// A person decided: what the gate holds goes without a notice. The decision is kept like any other.
pub fn waive(id: OrderId, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<(), Stop> {
    let Some(order) = tx.find::<Order>(id)? else { return Ok(()) };
    let mut order = (*order).clone();
    for shipment in parcels_without_notice(&order, tx)? {
        write_notice(&mut order, &shipment, NoticeState::Skipped { reason: SkipReason::Waived }, ctx, tx);
    }
    tx.put(order);
    Ok(())
}

fn parcels_without_notice(order: &Order, tx: &mut Tx<'_>) -> Result<Vec<Shipment>, Stop> {
    tx.expect::<Notice>(order.shipments.iter().map(|shipment| Notice::shipped_id(*shipment)))?;
    let mut parcels = Vec::new();
    for shipment in &order.shipments {
        if tx.find::<Notice>(Notice::shipped_id(*shipment))?.is_none()
            && let Some(shipment) = tx.find::<Shipment>(shipment)?
        {
            parcels.push((*shipment).clone());
        }
    }
    Ok(parcels)
}

/// On the floor parcels of before are not here: what the gate has found of their numbers stands.
fn findings_of_absent(order: &Order) -> Vec<Finding> {
    let (Some(_), Some(hold)) = (&order.withheld, order.hold(HoldKind::Notice)) else { return Vec::new() };
    let of_numbers = hold.findings.iter().filter(|finding| finding.field() == Field::TrackingNumber).cloned();
    gate::order_findings(order).into_iter().chain(of_numbers).collect()
}

/// What the gate says now about the parcel of a notice; a parcel that is gone has nothing to say.
pub(super) fn findings_for(notice: &Notice, order: &Order, tx: &mut Tx<'_>) -> Result<Vec<Finding>, Stop> {
    match tx.find::<Shipment>(notice.shipment)? {
        Some(shipment) => findings_of(order, &shipment, tx),
        None => Ok(Vec::new()),
    }
}

fn findings_of(order: &Order, shipment: &Shipment, tx: &mut Tx<'_>) -> Result<Vec<Finding>, Stop> {
    let claim = match (shipment.carrier, &shipment.tracking_number) {
        (Some(carrier), Some(number)) => tx.find::<TrackingClaim>(TrackingClaim::id_of(carrier, number))?,
        _ => None,
    };
    Ok(gate::check(order, shipment, claim.as_deref()))
}

fn write_notice(order: &mut Order, shipment: &Shipment, state: NoticeState, ctx: &Ctx, tx: &mut Tx<'_>) {
    order.note_down(
        match state {
            NoticeState::Skipped { reason } => Happened::NoticeSkipped { reason },
            _ => Happened::NoticeQueued,
        },
        ctx,
    );
    tx.put(Notice {
        id: Notice::shipped_id(shipment.id),
        order: order.id,
        shipment: shipment.id,
        order_number: order.number.to_string(),
        to: order.customer.email.clone(),
        customer: order.customer.name.to_string(),
        language: order.customer.language,
        state,
        created_at: ctx.recorded_at,
        attempts: Vec::new(),
        resends: 0,
    });
}
