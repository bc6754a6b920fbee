//! Carrier and tracking number: for handing over, and for putting them right afterwards.

use super::form::{Form, use_sending};
use crate::desk::use_desk;
use crate::entry::Entry;
use crate::orders::parts::last_carrier;
use crate::t;
use crate::words::language;
use kit::{Choice, Dialog, Field, Select};
use leptos::prelude::*;
use shared::base::ShipmentId;
use shared::shipping::carrier::{Carrier, clean_number};
use shared::shipping::correct_tracking::CorrectTracking;
use shared::shipping::shipment::Shipment;
use shared::text::words;

/// What is typed about carrier and number.
#[derive(Clone, Copy)]
pub struct TrackingEntries {
    carrier: RwSignal<Carrier>,
    number: Entry,
}

impl TrackingEntries {
    pub fn empty() -> TrackingEntries {
        TrackingEntries { carrier: RwSignal::new(last_carrier()), number: Entry::new("") }
    }

    /// Carrier and number; none when the number cannot be one of this carrier's, which is told at the field.
    pub fn take(self) -> Option<(Carrier, String)> {
        let carrier = self.carrier.get_untracked();
        let number = clean_number(&self.number.get_untracked());
        if carrier.takes(&number) {
            return Some((carrier, number));
        }
        self.number.complain_with(t!("tracking-wrong-shape", carrier = words::carrier(language(), carrier)));
        None
    }
}

#[component]
pub fn TrackingFields(entries: TrackingEntries) -> impl IntoView {
    let TrackingEntries { carrier, number } = entries;
    let carriers = Signal::derive(|| {
        Carrier::ALL.iter().map(|each| Choice::new(each.code(), words::carrier(language(), *each))).collect::<Vec<_>>()
    });
    let choose = move |code: String| {
        if let Some(chosen) = Carrier::from_code(&code) {
            carrier.set(chosen);
        }
    };
    view! {
        <Select label=move || t!("word-carrier") choices=carriers value=Signal::derive(move || carrier.get().code().to_owned())
            on_change=choose/>
        <Field label=move || t!("word-tracking-number") value=number.text() on_input=number.typed() error=number.error()
            hint=move || t!("tracking-hint") max_length=60 takes_scans=true mono=true autofocus=true/>
    }
}

#[component]
pub fn TrackingDialog(parcel: RwSignal<Option<ShipmentId>>, open: RwSignal<bool>) -> impl IntoView {
    view! { <Dialog open title=move || t!("tracking-correct") close_label=move || t!("close")><Inside parcel open/></Dialog> }
}

#[component]
fn Inside(parcel: RwSignal<Option<ShipmentId>>, open: RwSignal<bool>) -> impl IntoView {
    let desk = use_desk();
    let sending = use_sending(open);
    let entries = TrackingEntries::empty();
    let known = parcel.get_untracked().and_then(|id| desk.read(|books| books.get::<Shipment>(id)));
    if let Some(shipment) = known {
        if let Some(carrier) = shipment.carrier {
            entries.carrier.set(carrier);
        }
        entries.number.set(shipment.tracking_number.clone().unwrap_or_default());
    }
    let send = move || {
        if let (Some(shipment), Some((carrier, tracking_number))) = (parcel.get_untracked(), entries.take()) {
            sending.send(CorrectTracking { shipment, carrier, tracking_number }, t!("tracking-corrected"));
        }
    };
    view! {
        <Form sending label=move || t!("save") on_send=Callback::new(move |()| send())><TrackingFields entries/></Form>
    }
}
