//! The parcels of an order: carrier, number, where each is, and the customer's page.

use super::dialogs::Dialogs;
use crate::desk::{may, use_desk, use_doing};
use crate::words::language;
use crate::{format, t};
use engine::NetError;
use kit::{Button, ButtonKind, Card, Glyph, Tag, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::base::ShipmentId;
use shared::orders::Order;
use shared::people::Right;
use shared::shipping::shipment::Shipment;
use shared::shipping::tracking::TrackStatus;
use shared::text::words;
use std::sync::Arc;

#[component]
pub fn Parcels(order: Signal<Arc<Order>>, dialogs: Dialogs) -> impl IntoView {
    let ids = Memo::new(move |_| order.read().shipments.clone());
    move || ids.get().into_iter().map(|id| view! { <Parcel id dialogs/> }).collect_view()
}

#[component]
fn Parcel(id: ShipmentId, dialogs: Dialogs) -> impl IntoView {
    let desk = use_desk();
    let shipment = desk.watch(move |books| books.get::<Shipment>(id));
    move || shipment.get().map(|shipment| view! { <Shown shipment dialogs/> })
}

#[component]
fn Shown(shipment: Arc<Shipment>, dialogs: Dialogs) -> impl IntoView {
    let may_track = may(Right::Track);
    let id = shipment.id;
    let status = shipment.status();
    let carrier = shipment.carrier;
    let number = shipment.tracking_number.clone();
    let events = shipment.events.iter().rev().map(|event| {
        let status = words::track_status(language(), event.status);
        // Carriers often say just the status again.
        let said = [event.place.as_str(), event.text.as_str()].into_iter().filter(|part| !part.is_empty() && *part != status);
        let what = said.fold(status.clone(), |line, part| format!("{line} · {part}"));
        view! { <li><span>{what}</span><time class="t2 nowrap" datetime=event.occurred_at.iso()>{format::date_time(event.occurred_at)}</time></li> }
    }).collect_view();
    let follow = carrier.zip(number.clone()).and_then(|(carrier, number)| carrier.follow_url(&number));
    let open = move |dialog: RwSignal<bool>| {
        dialogs.parcel.set(Some(id));
        dialog.set(true);
    };
    view! {
        <Card title=move || t!("word-parcel") icon=Glyph::Truck actions=move || view! {
            <CopyLink shipment=id/>
            <Show when=move || may_track.get()>
                <Button label=move || t!("track-record") kind=ButtonKind::Ghost on_press=move || open(dialogs.event)/>
                <Button label=move || t!("tracking-correct") kind=ButtonKind::Ghost on_press=move || open(dialogs.tracking)/>
            </Show>
        }>
            <div class="stack-tight">
                <p class="line">
                    <Tag label=words::track_status(language(), status) tone=tone(status)/>
                    <span class="strong">{carrier.map_or_else(|| t!("parcel-no-carrier"), |carrier| words::carrier(language(), carrier))}</span>
                    <span class="mono">{number.unwrap_or_else(|| t!("parcel-no-number"))}</span>
                    {follow.map(|url| view! { <a href=url target="_blank" rel="noopener noreferrer">{t!("parcel-follow")}</a> })}
                </p>
                <ul class="parcel-events">
                    {events}
                    <li>
                        <span>{t!("parcel-handed-over")}</span>
                        <time class="t2 nowrap" datetime=shipment.handed_over_at.iso()>{format::date_time(shipment.handed_over_at)}</time>
                    </li>
                </ul>
            </div>
        </Card>
    }
}

fn tone(status: TrackStatus) -> Tone {
    match status {
        TrackStatus::Delivered => Tone::Good,
        TrackStatus::Problem | TrackStatus::AttemptFailed | TrackStatus::Returning | TrackStatus::Returned => {
            Tone::Warn
        }
        TrackStatus::Pending => Tone::Quiet,
        _ => Tone::Info,
    }
}

/// What the server answers.
#[derive(serde::Deserialize)]
struct ParcelLink {
    url: String,
}

/// Copies the address of the customer's page. Only the server knows it, so this one thing needs a connection.
#[component]
fn CopyLink(shipment: ShipmentId) -> impl IntoView {
    let desk = use_desk();
    let doing = use_doing();
    let busy = RwSignal::new(false);
    let copy = move || {
        busy.set(true);
        spawn_local(async move {
            let answer: Result<ParcelLink, NetError> = desk.ask(&format!("/api/app/parcel-link/{shipment}")).await;
            match answer {
                Ok(link) => {
                    if kit::copy_text(&link.url).await {
                        doing.tell(t!("parcel-link-copied"));
                    } else {
                        doing.tell(link.url);
                    }
                }
                Err(NetError::Offline) => doing.warn(t!("parcel-link-offline")),
                Err(_) => doing.warn(t!("parcel-link-not-now")),
            }
            busy.set(false);
        });
    };
    view! { <Button label=move || t!("parcel-link") icon=Some(Glyph::Copy) kind=ButtonKind::Ghost busy on_press=copy/> }
}
