//! Stops an order by hand, with a reason.

use super::form::{Form, use_sending};
use crate::entry::Entry;
use crate::orders::parts::{hold_choices, hold_name, hold_of};
use crate::t;
use kit::{Dialog, Field, FieldKind, Select};
use leptos::prelude::*;
use shared::base::Note;
use shared::orders::hold::PutOnHold;
use shared::orders::{HoldKind, Order};
use std::sync::Arc;

#[component]
pub fn HoldDialog(order: Signal<Arc<Order>>, open: RwSignal<bool>) -> impl IntoView {
    view! { <Dialog open title=move || t!("more-hold") close_label=move || t!("close")><Inside order open/></Dialog> }
}

#[component]
fn Inside(order: Signal<Arc<Order>>, open: RwSignal<bool>) -> impl IntoView {
    let sending = use_sending(open);
    let kind = RwSignal::new(HoldKind::Manual);
    let note = Entry::new("");
    let send = move || {
        if let Some(note) = note.take(Note::parse) {
            sending
                .send(PutOnHold { order: order.get_untracked().id, kind: kind.get_untracked(), note }, t!("did-hold"));
        }
    };
    view! {
        <Form sending label=move || t!("more-hold") on_send=Callback::new(move |()| send())>
            <Select label=move || t!("word-reason") choices=hold_choices() value=Signal::derive(move || hold_name(kind.get()).to_owned())
                on_change=move |name: String| kind.set(hold_of(&name))/>
            <Field label=move || t!("word-note") hint=move || t!("hold-note-hint") kind=FieldKind::Area { rows: 3 }
                value=note.text() on_input=note.typed() error=note.error()/>
        </Form>
    }
}
