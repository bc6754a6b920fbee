//! Completes or changes where an order goes. An address can be pasted as one block.

use super::form::{Form, use_sending};
use crate::orders::draft::PasteBox;
use crate::orders::parts::{AddressEntries, AddressFields};
use crate::t;
use kit::Dialog;
use leptos::prelude::*;
use shared::base::address_paste::Pasted;
use shared::orders::Order;
use shared::orders::amend::Amend;
use std::sync::Arc;

#[component]
pub fn AddressDialog(order: Signal<Arc<Order>>, open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog open title=move || t!("address-complete") close_label=move || t!("close") wide=true><Inside order open/></Dialog>
    }
}

#[component]
fn Inside(order: Signal<Arc<Order>>, open: RwSignal<bool>) -> impl IntoView {
    let sending = use_sending(open);
    let entries = AddressEntries::of(&order.get_untracked().ship_to);
    let send = move || {
        if let Some(address) = entries.take() {
            let order = order.get_untracked().id;
            let amend = Amend {
                order,
                customer: None,
                ship_to: Some(address),
                lines: None,
                shipping_fee: None,
                urgent: None,
                note: None,
            };
            sending.send(amend, t!("address-saved"));
        }
    };
    view! {
        <Form sending label=move || t!("save") on_send=Callback::new(move |()| send())>
            <PasteBox country=entries.country on_read=move |pasted: Pasted| entries.fill(&pasted.address)/>
            <AddressFields entries/>
        </Form>
    }
}
