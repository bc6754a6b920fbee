//! Carrier, number and weight, with what the gate will say, before the parcel leaves.

use super::pack_order::PackJob;
use crate::desk::{use_desk, words_of};
use crate::orders::{last_carrier, remember_carrier};
use crate::t;
use engine::{Books, Desk};
use kit::{Banner, Button, ButtonKind, Choice, Field, FieldKind, Glyph, Icon, Select, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::base::ShipmentId;
use shared::notifications::{Finding, gate};
use shared::orders::Order;
use shared::shipping::carrier::clean_number;
use shared::shipping::ship::Ship;
use shared::shipping::{Carrier, Parcel, Shipment, TrackingClaim};
use shared::text;

/// The heaviest parcel a person carries, in grams.
const HEAVIEST_G: u32 = 100_000;

#[component]
pub fn CarrierForm(job: PackJob) -> impl IntoView {
    let desk = use_desk();
    let carrier = RwSignal::new(last_carrier());
    let weight = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(String::new());
    // Made once, so that a second press cannot make a second parcel.
    let shipment = engine::ids::shipment_id();
    let number = Memo::new(move |_| clean_number(&job.tracking.read()));
    let shape = move || {
        let (carrier, number) = (carrier.get(), number.get());
        if number.is_empty() || carrier.takes(&number) {
            String::new()
        } else {
            t!("floor-number-shape", carrier = carrier_name(carrier))
        }
    };
    let grams = move || weight.read().trim().parse::<u32>().ok().filter(|grams| *grams <= HEAVIEST_G);
    let weight_error = move || {
        if weight.read().trim().is_empty() || grams().is_some() { String::new() } else { t!("floor-weight-error") }
    };
    let findings = desk.watch(move |books| {
        let (carrier, number) = (carrier.get(), number.get());
        books.order(job.order_id).map(|order| forecast(books, &order, shipment, carrier, &number)).unwrap_or_default()
    });
    let ship = move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        remember_carrier(carrier.get_untracked());
        let number = number.get_untracked();
        let command = Ship {
            order: job.order_id,
            shipment,
            carrier: Some(carrier.get_untracked()),
            tracking_number: (!number.is_empty()).then_some(number),
            weight_g: grams().unwrap_or(0),
        };
        spawn_local(async move { send(desk, command, busy, failed).await });
    };
    view! {
        <section class="card carrier-form">
            <h2>{move || t!("floor-ship-title")}</h2>
            <div class="carrier-fields">
                <Select label=move || t!("word-carrier") choices=Signal::derive(choices)
                    value=move || carrier.get().code().to_owned()
                    on_change=move |code: String| if let Some(chosen) = Carrier::from_code(&code) { carrier.set(chosen) }/>
                <Field label=move || t!("word-tracking-number") value=job.tracking
                    on_input=move |text: String| job.tracking.set(text) error=shape hint=move || t!("floor-number-hint")/>
                <Field label=move || t!("floor-weight") value=weight kind=FieldKind::Number
                    on_input=move |text: String| weight.set(text) error=weight_error/>
            </div>
            {move || (!findings.read().is_empty()).then(|| view! { <Findings title="floor-gate-title" findings=findings.get()/> })}
            {move || (!failed.read().is_empty()).then(|| view! { <Banner tone=Tone::Bad title=failed.get()/> })}
            <Button label=move || t!("floor-ship") kind=ButtonKind::Primary icon=Some(Glyph::Package) wide=true busy=busy
                disabled=Signal::derive(move || !shape().is_empty() || !weight_error().is_empty()) on_press=ship/>
        </section>
    }
}

async fn send(desk: Desk, command: Ship, busy: RwSignal<bool>, failed: RwSignal<String>) {
    match desk.act(command).await {
        Ok(_) => {
            engine::sounds::done();
            failed.set(String::new());
        }
        Err(why) => {
            engine::sounds::wrong();
            failed.set(words_of(&why));
        }
    }
    busy.set(false);
}

/// What keeps the customer from being told, said before the parcel is gone.
#[component]
pub fn Findings(title: &'static str, findings: Vec<Finding>) -> impl IntoView {
    view! {
        <div class="findings" role="status">
            <strong><Icon glyph=Glyph::Attention/>{move || t!(title)}</strong>
            <ul>
                {findings.into_iter().map(|finding| view! {
                    <li>{move || text::refusals::finding(crate::words::language(), &finding)}</li>
                }).collect_view()}
            </ul>
            <p>{move || t!("floor-gate-note")}</p>
        </div>
    }
}

/// The gate, asked about the parcel as it would leave now.
fn forecast(books: &Books<'_>, order: &Order, id: ShipmentId, carrier: Carrier, number: &str) -> Vec<Finding> {
    // Goods that were never taken off a shelf cannot be in a box.
    let Some(warehouse) = order.warehouse.clone() else { return Vec::new() };
    let mut order = order.clone();
    for line in &mut order.lines {
        line.shipped = line.packed;
    }
    let shipment = Shipment {
        id,
        order: order.id,
        warehouse,
        carrier: Some(carrier),
        tracking_number: (!number.is_empty()).then(|| number.to_owned()),
        parcel: Parcel { contents: Vec::new(), weight_g: 0 },
        handed_over_at: engine::now(),
        events: Vec::new(),
    };
    let claim = books.get::<TrackingClaim>(TrackingClaim::id_of(carrier, number));
    gate::check(&order, &shipment, claim.as_deref())
}

fn carrier_name(carrier: Carrier) -> String {
    text::words::carrier(crate::words::language(), carrier)
}

fn choices() -> Vec<Choice> {
    Carrier::ALL.iter().map(|carrier| Choice::new(carrier.code(), carrier_name(*carrier))).collect()
}
