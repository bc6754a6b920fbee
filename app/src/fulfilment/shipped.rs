//! Parcels of the order that have left, and whether their customer was told.

use super::carrier_form::Findings;
use crate::desk::use_desk;
use crate::{format, t};
use kit::{Tag, Tone};
use leptos::prelude::*;
use shared::notifications::{Notice, NoticeState};
use shared::orders::{HoldKind, Order};
use shared::shipping::Shipment;
use shared::text::words;
use std::sync::Arc;

#[component]
pub fn ShippedParcels(order: Memo<Option<Arc<Order>>>) -> impl IntoView {
    let desk = use_desk();
    let here = desk.watch(move |books| {
        let shipments = order.get().map(|order| order.shipments.clone()).unwrap_or_default();
        shipments
            .iter()
            .filter_map(|id| {
                books.get::<Shipment>(id).map(|shipment| (shipment, books.get::<Notice>(Notice::shipped_id(*id))))
            })
            .collect::<Vec<_>>()
    });
    // Like the order, they leave the devices of the floor with the office's answer.
    let parcels = Memo::new(move |before: Option<&Vec<_>>| match here.get() {
        none if none.is_empty() => before.cloned().unwrap_or_default(),
        some => some,
    });
    let findings = Memo::new(move |_| {
        order
            .read()
            .as_ref()
            .and_then(|order| order.hold(HoldKind::Notice).map(|hold| hold.findings.clone()))
            .unwrap_or_default()
    });
    view! {
        {move || (!findings.read().is_empty()).then(|| view! { <Findings title="floor-held-title" findings=findings.get()/> })}
        {move || parcels.get().into_iter().map(|(shipment, notice)| view! { <ParcelCard shipment notice/> }).collect_view()}
    }
}

#[component]
fn ParcelCard(shipment: Arc<Shipment>, notice: Option<Arc<Notice>>) -> impl IntoView {
    let carrier = shipment.carrier;
    let at = shipment.handed_over_at;
    let state = notice.map(|notice| notice.state);
    let tone = match state {
        Some(NoticeState::Accepted) => Tone::Good,
        Some(NoticeState::Failed) => Tone::Bad,
        _ => Tone::Quiet,
    };
    view! {
        <section class="card parcel" data-testid="parcel">
            <strong>{move || carrier.map(|carrier| words::carrier(crate::words::language(), carrier)).unwrap_or_else(|| t!("unknown"))}</strong>
            <span class="mono">{shipment.tracking_number.clone().unwrap_or_default()}</span>
            <span class="floor-note">{move || t!("floor-handed-over", time = format::time(at))}</span>
            {state.map(|state| view! { <Tag tone label=move || words::notice_state(crate::words::language(), state)/> })}
        </section>
    }
}
