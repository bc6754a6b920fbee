//! Doing a packed parcel over: carrier and tracking number.

use super::form::{Form, use_sending};
use super::tracking::{TrackingEntries, TrackingFields};
use crate::entry::Entry;
use crate::orders::parts::remember_carrier;
use crate::t;
use kit::{Dialog, Field, FieldKind};
use leptos::prelude::*;
use shared::base::Quantity;
use shared::orders::Order;
use shared::shipping::ship::Ship;
use std::sync::Arc;

#[component]
pub fn ShipDialog(order: Signal<Arc<Order>>, open: RwSignal<bool>) -> impl IntoView {
    view! { <Dialog open title=move || t!("ship-title") close_label=move || t!("close")><Inside order open/></Dialog> }
}

#[component]
fn Inside(order: Signal<Arc<Order>>, open: RwSignal<bool>) -> impl IntoView {
    let sending = use_sending(open);
    let tracking = TrackingEntries::empty();
    let weight = Entry::new("");
    // Made once: pressing twice ships one parcel.
    let shipment = engine::ids::shipment_id();
    let send = move || {
        let number = tracking.take();
        let weight = weight.take_optional(Quantity::parse);
        if let (Some((carrier, number)), Some(weight)) = (number, weight) {
            remember_carrier(carrier);
            let ship = Ship {
                order: order.get_untracked().id,
                shipment,
                carrier: Some(carrier),
                tracking_number: Some(number),
                weight_g: weight.map_or(0, Quantity::get),
            };
            sending.send(ship, t!("did-ship"));
        }
    };
    view! {
        <Form sending label=move || t!("ship-title") on_send=Callback::new(move |()| send())>
            <TrackingFields entries=tracking/>
            <Field label=move || t!("ship-weight") kind=FieldKind::Number value=weight.text() on_input=weight.typed() error=weight.error() max_length=9/>
        </Form>
    }
}
