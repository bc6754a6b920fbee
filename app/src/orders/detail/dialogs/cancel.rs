//! Cancels what has not been shipped, after saying what follows from it.

use super::form::{Form, use_sending};
use crate::entry::Entry;
use crate::{format, t};
use kit::{Dialog, Field};
use leptos::prelude::*;
use shared::base::Note;
use shared::orders::cancel::Cancel;
use shared::orders::{Line, Order};
use std::sync::Arc;

#[component]
pub fn CancelDialog(order: Signal<Arc<Order>>, open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog open title=move || t!("cancel-title", number = order.read().number.to_string()) close_label=move || t!("close")>
            <Inside order open/>
        </Dialog>
    }
}

/// What cancelling does to this order, as sentences.
fn consequences(order: &Order) -> Vec<String> {
    let reserved = order.units(|line| line.reserved);
    let picked = order.units(|line| line.picked.less(line.shipped));
    let shipped = order.units(|line| line.shipped);
    let mut said = vec![t!("cancel-units", n = order.units(Line::open))];
    if !reserved.is_zero() {
        said.push(t!("cancel-reserved", n = reserved));
    }
    if !picked.is_zero() {
        said.push(t!("cancel-picked", n = picked));
    }
    if !shipped.is_zero() {
        said.push(t!("cancel-shipped", n = shipped));
    }
    if order.paid().minor > 0 {
        said.push(t!("cancel-paid", amount = format::money(order.paid())));
    }
    said.push(t!("cancel-final"));
    said
}

#[component]
fn Inside(order: Signal<Arc<Order>>, open: RwSignal<bool>) -> impl IntoView {
    let sending = use_sending(open);
    let reason = Entry::new("");
    let send = move || {
        if let Some(reason) = reason.take(Note::parse) {
            sending.send(Cancel { order: order.get_untracked().id, reason }, t!("did-cancel"));
        }
    };
    view! {
        <Form sending label=move || t!("more-cancel") on_send=Callback::new(move |()| send()) danger=true>
            <ul class="consequences">{move || consequences(&order.read()).into_iter().map(|said| view! { <li>{said}</li> }).collect_view()}</ul>
            <Field label=move || t!("word-reason") value=reason.text() on_input=reason.typed() error=reason.error() max_length=2000 autofocus=true/>
        </Form>
    }
}
