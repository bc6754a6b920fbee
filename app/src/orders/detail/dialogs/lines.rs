//! Changes what is in an order, its shipping fee and its note, until something is picked.

use super::form::{Form, use_sending};
use crate::entry::Entry;
use crate::orders::parts::{LineTable, LinesDraft};
use crate::t;
use kit::{Dialog, Field, FieldKind};
use leptos::prelude::*;
use shared::base::{Money, Note};
use shared::orders::Order;
use shared::orders::amend::Amend;
use std::sync::Arc;

#[component]
pub fn LinesDialog(order: Signal<Arc<Order>>, open: RwSignal<bool>) -> impl IntoView {
    view! { <Dialog open title=move || t!("more-lines") close_label=move || t!("close") wide=true><Inside order open/></Dialog> }
}

#[component]
fn Inside(order: Signal<Arc<Order>>, open: RwSignal<bool>) -> impl IntoView {
    let sending = use_sending(open);
    let now = order.get_untracked();
    let draft = LinesDraft::of(&now);
    let fee = Entry::new(Money::new(now.shipping_fee, now.currency).plain());
    let note = Entry::new(now.note.as_str());
    let send = move || {
        let order = order.get_untracked();
        let (lines, fee, note) =
            (draft.take(), fee.take(|text| Money::parse(text, order.currency)), note.take(Note::parse));
        if let (Some(lines), Some(fee), Some(note)) = (lines, fee, note) {
            sending.send(changes(&order, lines, fee.minor, note), t!("order-changed"));
        }
    };
    view! {
        <Form sending label=move || t!("save") on_send=Callback::new(move |()| send()) disabled=Signal::derive(move || draft.is_empty())>
            <LineTable draft/>
            <Field label=move || t!("word-shipping-fee") kind=FieldKind::Decimal value=fee.text() on_input=fee.typed() error=fee.error() max_length=30/>
            <Field label=move || t!("word-note") kind=FieldKind::Area { rows: 3 } value=note.text() on_input=note.typed() error=note.error()/>
        </Form>
    }
}

/// Lines are sent only when they differ: a note may be changed also where lines may not.
fn changes(order: &Order, lines: Vec<shared::orders::place::Wanted>, fee: i64, note: Note) -> Amend {
    let before: Vec<_> =
        order.lines.iter().map(|line| (&line.sku, line.quantity.less(line.cancelled), line.unit_price)).collect();
    let after: Vec<_> = lines.iter().map(|line| (&line.sku, line.quantity, line.unit_price)).collect();
    let lines = (before != after).then(|| lines.clone());
    Amend {
        order: order.id,
        customer: None,
        ship_to: None,
        lines,
        shipping_fee: Some(fee),
        urgent: None,
        note: Some(note),
    }
}
