//! Who gets it, where it goes, and what is paid.

use super::dialogs::Dialogs;
use crate::desk::use_desk;
use crate::gate::place_names;
use crate::orders::parts::channel_name;
use crate::words::language;
use crate::{format, t};
use kit::{Button, ButtonKind, Card, Fact, Facts, Tag, Tone};
use leptos::prelude::*;
use shared::orders::{Order, PaymentState};
use shared::people::Right;
use shared::text::words;
use std::sync::Arc;

#[component]
pub fn Side(order: Signal<Arc<Order>>, dialogs: Dialogs) -> impl IntoView {
    view! {
        <Customer order dialogs/>
        <ShipTo order dialogs/>
        <Payment order dialogs/>
        <About order/>
    }
}

/// A quiet button that opens a dialog, for those who may.
#[component]
fn Change(
    #[prop(into)] label: kit::Text,
    right: Right,
    open: RwSignal<bool>,
    #[prop(into)] possible: Signal<bool>,
) -> impl IntoView {
    let may = crate::desk::may(right);
    view! {
        <Show when=move || may.get() && possible.get()>
            <Button label kind=ButtonKind::Ghost on_press=move || open.set(true)/>
        </Show>
    }
}

#[component]
fn Customer(order: Signal<Arc<Order>>, dialogs: Dialogs) -> impl IntoView {
    let possible = Signal::derive(move || !order.read().is_cancelled());
    let contact = Memo::new(move |_| order.read().customer.clone());
    view! {
        <Card title=move || t!("word-customer") actions=move || view! {
            <Change label=move || t!("edit") right=Right::EditOrders open=dialogs.contact possible/>
        }>
            {move || {
                let contact = contact.get();
                let email = contact.email.as_ref().map(ToString::to_string);
                let phone = contact.phone.as_ref().map(|phone| phone.e164());
                view! {
                    <div class="stack-tight">
                        <p class="strong">{contact.name.to_string()}</p>
                        {match email {
                            Some(email) => view! { <p><a href=format!("mailto:{email}")>{email.clone()}</a></p> }.into_any(),
                            None => view! { <p class="t2">{t!("contact-no-email")}</p> }.into_any(),
                        }}
                        {phone.map(|phone| view! { <p><a href=format!("tel:{phone}")>{phone.clone()}</a></p> })}
                    </div>
                }
            }}
        </Card>
    }
}

#[component]
fn ShipTo(order: Signal<Arc<Order>>, dialogs: Dialogs) -> impl IntoView {
    let possible = Signal::derive(move || {
        let order = order.read();
        !order.is_cancelled() && (order.shipments.is_empty() || order.hold(shared::orders::HoldKind::Notice).is_some())
    });
    let address = Memo::new(move |_| order.read().ship_to.clone());
    view! {
        <Card title=move || t!("word-address") actions=move || view! {
            <Change label=move || t!("edit") right=Right::EditOrders open=dialogs.address possible/>
        }>
            {move || {
                let address = address.get();
                if address.is_blank() {
                    return view! { <p class="t2">{t!("address-none")}</p> }.into_any();
                }
                let country = place_names::country(address.country.as_str());
                let one_line = address.one_line();
                let one_line = one_line.strip_suffix(&format!(", {}", address.country.as_str())).unwrap_or(&one_line).to_owned();
                view! { <p>{one_line}</p><p class="t2">{country}</p> }.into_any()
            }}
        </Card>
    }
}

#[component]
fn Payment(order: Signal<Arc<Order>>, dialogs: Dialogs) -> impl IntoView {
    let possible = Signal::derive(move || order.read().due().minor > 0 && !order.read().is_cancelled());
    let state = move || {
        let state = order.read().payment_state();
        let tone = match state {
            PaymentState::Paid => Tone::Good,
            PaymentState::Unpaid | PaymentState::PartlyPaid => Tone::Warn,
            PaymentState::CashOnDelivery | PaymentState::OnAccount => Tone::Quiet,
        };
        view! { <Tag label=words::payment_state(language(), state) tone/> }
    };
    view! {
        <Card title=move || t!("word-payment") actions=move || view! {
            <Change label=move || t!("payment-record") right=Right::TakePayment open=dialogs.payment possible/>
        }>
            <div class="stack-tight">
                <p>{state}</p>
                <Facts>
                    <Fact name=move || t!("word-total")>{move || format::money(order.read().total())}</Fact>
                    <Fact name=move || t!("payment-paid")>{move || format::money(order.read().paid())}</Fact>
                    <Fact name=move || t!("word-due")>{move || format::money(order.read().due())}</Fact>
                </Facts>
                <ul class="stack-tight">
                    {move || order.get().payments.iter().map(|payment| {
                        let amount = format::money(shared::base::Money::new(payment.amount, order.read().currency));
                        let method = words::payment_method(language(), payment.method);
                        view! {
                            <li class="t2">
                                {format!("{amount} · {method} · {}", format::date_time(payment.at))}
                                {(!payment.reference.is_empty()).then(|| format!(" · {}", payment.reference))}
                            </li>
                        }
                    }).collect_view()}
                </ul>
            </div>
        </Card>
    }
}

#[component]
fn About(order: Signal<Arc<Order>>) -> impl IntoView {
    let desk = use_desk();
    let warehouse = desk.watch(move |books| {
        let code = order.read().warehouse.clone()?;
        books.get::<shared::inventory::Warehouse>(&code).map(|warehouse| warehouse.name.to_string())
    });
    view! {
        <Card title=move || t!("order-about")>
            <Facts>
                <Fact name=move || t!("word-ship-by")>{move || format::date_time(order.read().ship_by)}</Fact>
                <Fact name=move || t!("word-channel")>{move || channel_name(order.read().channel.as_str())}</Fact>
                <Fact name=move || t!("word-terms")>{move || words::terms(language(), order.read().terms)}</Fact>
                <Fact name=move || t!("word-warehouse")>{move || warehouse.get().unwrap_or_else(|| t!("empty-value"))}</Fact>
            </Facts>
            {move || {
                let note = order.read().note.to_string();
                (!note.is_empty()).then(|| view! { <p class="order-note">{note}</p> })
            }}
        </Card>
    }
}
