//! Check an order again after every change: rules open holds and release them when their reason is gone.

use super::order::{Happened, Hold, HoldKind, Order};
use super::status::PaymentState;
use crate::base::sorting;
use crate::base::{Note, OrderId};
use crate::engine::refusal::Stop;
use crate::engine::{Ctx, Tx};
use crate::notifications::gate::Finding;

/// Runs after every change of the order; the notice hold is the gate's own affair.
pub fn recheck(id: OrderId, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<(), Stop> {
    let Some(order) = tx.find::<Order>(id)? else { return Ok(()) };
    let mut order = (*order).clone();
    let before = order.holds.clone();
    let still_open = !order.is_cancelled() && !order.units(super::Line::open).is_zero();
    let payment = if still_open { payment_findings(&order) } else { Vec::new() };
    let address = if still_open { address_findings(&order) } else { Vec::new() };
    settle_hold(&mut order, HoldKind::Payment, payment, ctx);
    settle_hold(&mut order, HoldKind::Address, address, ctx);
    if order.holds != before {
        tx.put(order);
    }
    Ok(())
}

/// Prepaid orders wait for their money.
pub fn payment_findings(order: &Order) -> Vec<Finding> {
    match order.payment_state() {
        PaymentState::Unpaid | PaymentState::PartlyPaid => vec![Finding::Unpaid { due: order.due() }],
        PaymentState::Paid | PaymentState::CashOnDelivery | PaymentState::OnAccount => Vec::new(),
    }
}

/// A parcel needs an address that is complete for its country.
pub fn address_findings(order: &Order) -> Vec<Finding> {
    if let Some(told) = &order.withheld {
        return told.address.clone();
    }
    if order.ship_to.is_blank() {
        return vec![Finding::AddressBlank];
    }
    order.ship_to.missing().into_iter().map(|part| Finding::AddressMissing { part }).collect()
}

/// Opens, updates or releases the hold of one rule.
pub fn settle_hold(order: &mut Order, kind: HoldKind, findings: Vec<Finding>, ctx: &Ctx) {
    let known = order.holds.iter().position(|hold| hold.kind == kind);
    match (known, findings.is_empty()) {
        (None, false) if !order.overruled.contains(&kind) => {
            order.holds.push(Hold {
                kind,
                findings,
                note: Note::default(),
                opened_at: ctx.occurred_at,
                opened_by: ctx.actor.name.clone(),
            });
            sorting::sort_by_key(&mut order.holds, |hold| hold.kind);
            order.note_down(Happened::Held { kind }, ctx);
        }
        (Some(at), false) => {
            if let Some(hold) = order.holds.get_mut(at) {
                hold.findings = findings;
            }
        }
        (Some(at), true) => {
            order.holds.remove(at);
            order.note_down(Happened::Released { kind, by_rule: true }, ctx);
        }
        (None, _) => {}
    }
}
