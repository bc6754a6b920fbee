//! Changes how a customer is called and reached.

use super::form::{Form, use_sending};
use crate::orders::parts::{ContactEntries, ContactFields};
use crate::t;
use kit::Dialog;
use leptos::prelude::*;
use shared::orders::Order;
use shared::orders::amend::Amend;
use std::sync::Arc;

#[component]
pub fn ContactDialog(order: Signal<Arc<Order>>, open: RwSignal<bool>) -> impl IntoView {
    view! { <Dialog open title=move || t!("word-customer") close_label=move || t!("close") wide=true><Inside order open/></Dialog> }
}

#[component]
fn Inside(order: Signal<Arc<Order>>, open: RwSignal<bool>) -> impl IntoView {
    let sending = use_sending(open);
    let entries = ContactEntries::of(&order.get_untracked().customer);
    let send = move || {
        let order = order.get_untracked();
        if let Some(customer) = entries.take(order.ship_to.country.as_str()) {
            let amend = Amend {
                order: order.id,
                customer: Some(customer),
                ship_to: None,
                lines: None,
                shipping_fee: None,
                urgent: None,
                note: None,
            };
            sending.send(amend, t!("contact-saved"));
        }
    };
    view! {
        <Form sending label=move || t!("save") on_send=Callback::new(move |()| send())>
            <ContactFields entries autofocus=true/>
        </Form>
    }
}
