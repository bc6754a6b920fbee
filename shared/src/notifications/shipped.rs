//! "Your parcel is on its way": decided when a parcel leaves, and again when what stood in the way is gone.

use super::gate;
use super::notice::{Notice, NoticeState, SkipReason};
use crate::base::{OrderId, ShipmentId};
use crate::engine::refusal::Stop;
use crate::engine::{Ctx, Tx};
use crate::orders::{Happened, HoldKind, Order, recheck::settle_hold};
use crate::shipping::{Shipment, TrackingClaim};

/// Asks the gate for one parcel: queue the notice, or hold the order with the findings.
pub fn consider(order: OrderId, shipment: ShipmentId, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<(), Stop> {
    let id = Notice::shipped_id(shipment);
    if tx.find::<Notice>(&id)?.is_some() {
        return Ok(());
    }
    let (Some(order), Some(shipment)) = (tx.find::<Order>(order)?, tx.find::<Shipment>(shipment)?) else { return Ok(()) };
    let claim = match (shipment.carrier, &shipment.tracking_number) {
        (Some(carrier), Some(number)) => tx.find::<TrackingClaim>(TrackingClaim::id_of(carrier, number))?,
        _ => None,
    };
    let findings = gate::check(&order, &shipment, claim.as_deref());
    let mut order = (*order).clone();
    let passed = findings.is_empty();
    settle_hold(&mut order, HoldKind::Notice, findings, ctx);
    if passed {
        let state = match &order.customer.email {
            Some(_) => NoticeState::Queued,
            None => NoticeState::Skipped { reason: SkipReason::NoEmail },
        };
        order.note_down(
            match state {
                NoticeState::Skipped { reason } => Happened::NoticeSkipped { reason },
                _ => Happened::NoticeQueued,
            },
            ctx,
        );
        tx.put(Notice {
            id,
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
    tx.put(order);
    Ok(())
}

/// After a change of the order: parcels that left without a notice are asked about again.
pub fn reconsider(id: OrderId, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<(), Stop> {
    let Some(order) = tx.find::<Order>(id)? else { return Ok(()) };
    if order.hold(HoldKind::Notice).is_none() {
        return Ok(());
    }
    tx.expect::<Notice>(order.shipments.iter().map(|shipment| Notice::shipped_id(*shipment)))?;
    for shipment in &order.shipments {
        consider(id, *shipment, ctx, tx)?;
    }
    Ok(())
}
