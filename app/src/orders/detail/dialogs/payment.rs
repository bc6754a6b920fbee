//! Records money that came in.

use super::form::{Form, use_sending};
use crate::entry::Entry;
use crate::words::language;
use crate::{format, t};
use kit::{Choice, Dialog, Field, FieldKind, Select};
use leptos::prelude::*;
use shared::base::{Money, TextLine};
use shared::orders::record_payment::RecordPayment;
use shared::orders::{Order, PaymentMethod};
use shared::text::words;
use std::sync::Arc;

#[component]
pub fn RecordPaymentDialog(order: Signal<Arc<Order>>, open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog open title=move || t!("payment-record") close_label=move || t!("close")><Inside order open/></Dialog>
    }
}

/// The last way of paying on this device comes first the next time.
const LAST_METHOD: &str = "payment-method";

#[component]
fn Inside(order: Signal<Arc<Order>>, open: RwSignal<bool>) -> impl IntoView {
    let sending = use_sending(open);
    let now = order.get_untracked();
    let amount = Entry::new(now.due().plain());
    let reference = Entry::new("");
    let last = engine::preferences::remembered(LAST_METHOD)
        .and_then(|at| PaymentMethod::ALL.get(at.parse::<usize>().ok()?).copied());
    let method = RwSignal::new(last.unwrap_or(PaymentMethod::WechatPay));
    let place =
        |method: PaymentMethod| PaymentMethod::ALL.iter().position(|each| *each == method).unwrap_or(0).to_string();
    let methods = Signal::derive(move || {
        PaymentMethod::ALL
            .iter()
            .map(|method| Choice::new(place(*method), words::payment_method(language(), *method)))
            .collect::<Vec<_>>()
    });
    let choose = move |at: String| {
        if let Some(chosen) = at.parse::<usize>().ok().and_then(|at| PaymentMethod::ALL.get(at)) {
            method.set(*chosen);
        }
    };
    let send = move || {
        let order = order.get_untracked();
        let amount = amount.take(|text| Money::parse(text, order.currency));
        let reference = reference.take(TextLine::parse);
        if let (Some(amount), Some(reference)) = (amount, reference) {
            engine::preferences::remember(LAST_METHOD, &place(method.get_untracked()));
            let done = t!("payment-recorded", amount = format::money(amount));
            sending.send(RecordPayment { order: order.id, amount, method: method.get_untracked(), reference }, done);
        }
    };
    view! {
        <Form sending label=move || t!("payment-record") on_send=Callback::new(move |()| send())>
            <p class="t2">{move || t!("payment-due", amount = format::money(order.read().due()))}</p>
            <div class="form-row">
                <Field label=move || t!("payment-amount", currency = order.read().currency.code()) kind=FieldKind::Decimal
                    value=amount.text() on_input=amount.typed() error=amount.error() max_length=30 autofocus=true/>
                <Select label=move || t!("word-method") choices=methods value=Signal::derive(move || place(method.get()))
                    on_change=choose/>
            </div>
            <Field label=move || t!("word-reference") hint=move || t!("payment-reference-hint") value=reference.text()
                on_input=reference.typed() error=reference.error() max_length=200/>
        </Form>
    }
}
