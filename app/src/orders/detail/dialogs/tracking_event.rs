//! Records by hand where a parcel is, for carriers that tell nobody but people.

use super::form::{Form, use_sending};
use crate::entry::Entry;
use crate::words::language;
use crate::{format, t};
use kit::{Choice, Dialog, Field, Select};
use leptos::prelude::*;
use shared::base::{Moment, ShipmentId, TextLine};
use shared::shipping::track::Track;
use shared::shipping::tracking::TrackStatus;
use shared::text::words;

#[component]
pub fn EventDialog(parcel: RwSignal<Option<ShipmentId>>, open: RwSignal<bool>) -> impl IntoView {
    view! { <Dialog open title=move || t!("track-record") close_label=move || t!("close")><Inside parcel open/></Dialog> }
}

#[component]
fn Inside(parcel: RwSignal<Option<ShipmentId>>, open: RwSignal<bool>) -> impl IntoView {
    let sending = use_sending(open);
    let status = RwSignal::new(TrackStatus::InTransit);
    let (place, text, at) = (Entry::new(""), Entry::new(""), Entry::new(""));
    let choices = Signal::derive(|| {
        TrackStatus::ALL
            .iter()
            .map(|each| Choice::new(each.name(), words::track_status(language(), *each)))
            .collect::<Vec<_>>()
    });
    let send = move || {
        let happened = at.take_optional(|text| Moment::parse(text, format::shop_offset()));
        let (place, text) = (place.take(TextLine::parse), text.take(TextLine::parse));
        if let (Some(shipment), Some(at), Some(place), Some(text)) = (parcel.get_untracked(), happened, place, text) {
            sending.send(Track { shipment, status: status.get_untracked(), at, place, text }, t!("track-recorded"));
        }
    };
    let chosen = move |name: String| {
        if let Some(chosen) = TrackStatus::ALL.iter().find(|each| each.name() == name) {
            status.set(*chosen);
        }
    };
    view! {
        <Form sending label=move || t!("track-record") on_send=Callback::new(move |()| send())>
            <Select label=move || t!("word-status") choices value=Signal::derive(move || status.get().name().to_owned()) on_change=chosen/>
            <div class="form-row">
                <Field label=move || t!("word-place") value=place.text() on_input=place.typed() error=place.error() max_length=200/>
                <Field label=move || t!("word-time") hint=move || t!("track-time-hint") value=at.text() on_input=at.typed() error=at.error() max_length=40/>
            </div>
            <Field label=move || t!("track-words") value=text.text() on_input=text.typed() error=text.error() max_length=200/>
        </Form>
    }
}
