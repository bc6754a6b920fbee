//! A new order on one screen, keyboard first: customer, address, lines, money, and one key to place it.

mod form;
mod paste;

pub use paste::PasteBox;

use super::parts::{AddressFields, ContactFields, LineTable, best_warehouse, covers};
use crate::desk::{use_desk, use_doing, use_go, words_of};
use crate::words::language;
use crate::{format, routes, t};
use form::Draft;
use kit::{
    Banner, Button, ButtonKind, Card, Checkbox, Choice, Fact, Facts, Field, FieldKind, PageHead, Select, Shortcut,
    Toast, Tone, use_shortcuts,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::base::OrderId;
use shared::base::address_paste::Pasted;
use shared::orders::Terms;
use shared::orders::reserve::Reserve;
use shared::text::words;

#[component]
pub fn NewOrder() -> impl IntoView {
    let desk = use_desk();
    let shop = desk.read(|books| books.merchant());
    let Some(shop) = shop else { return ().into_any() };
    let draft = Draft::new(&shop);
    let (refused, busy) = (RwSignal::new(String::new()), RwSignal::new(false));
    let doing = use_doing();
    let go = use_go();
    let create = move || {
        let Some(place) = draft.take() else {
            refused.set(t!("draft-look-again"));
            return;
        };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        refused.set(String::new());
        let id = place.order;
        spawn_local(async move {
            match desk.act(place).await {
                Ok(_) => {
                    offer_to_reserve(desk, doing, id);
                    go.to(routes::order(id));
                }
                Err(why) => refused.set(words_of(&why)),
            }
            busy.set(false);
        });
    };
    if let Some(shortcuts) = use_shortcuts() {
        let (group, label) = (Signal::derive(|| t!("orders-new")), Signal::derive(|| t!("draft-create")));
        shortcuts.add(Shortcut::new("mod+enter", group, label, create));
    }
    view! {
        <PageHead title=move || t!("orders-new") back_href=routes::ORDERS back_label=move || t!("order-back") actions=move || view! {
            <Button label=move || t!("draft-create") kind=ButtonKind::Primary keys=format!("{} Enter", kit::command_key()) busy on_press=create/>
        }/>
        <Show when=move || !refused.read().is_empty()><Banner title=refused tone=Tone::Warn/></Show>
        <div class="split">
            <div class="stack">
                <WhoAndWhere draft/>
                <Card title=move || t!("draft-lines")>
                    <div class="stack">
                        <Show when=move || !draft.lines_missing.read().is_empty()><p class="field-error" role="alert">{draft.lines_missing}</p></Show>
                        <LineTable draft=draft.lines/>
                    </div>
                </Card>
            </div>
            <Money draft/>
        </div>
    }.into_any()
}

#[component]
fn WhoAndWhere(draft: Draft) -> impl IntoView {
    let read = move |pasted: Pasted| {
        draft.address.fill(&pasted.address);
        if !pasted.name.is_empty() {
            draft.contact.name.set(pasted.name);
        }
        if let Some(phone) = pasted.phone {
            draft.contact.phone.set(phone.e164());
        }
        if let Some(email) = pasted.email {
            draft.contact.email.set(email.to_string());
        }
    };
    view! {
        <Card title=move || t!("word-customer")>
            <div class="stack">
                <PasteBox country=draft.address.country on_read=read autofocus=true/>
                <ContactFields entries=draft.contact/>
                <AddressFields entries=draft.address/>
                <Show when=move || draft.address.is_blank()><p class="field-hint">{move || t!("draft-no-address")}</p></Show>
            </div>
        </Card>
    }
}

#[component]
fn Money(draft: Draft) -> impl IntoView {
    let names =
        [("prepaid", Terms::Prepaid), ("cash_on_delivery", Terms::CashOnDelivery), ("on_account", Terms::OnAccount)];
    let name_of = move |terms: Terms| names.iter().find(|(_, each)| *each == terms).map_or("prepaid", |(name, _)| name);
    let choices = Signal::derive(move || {
        names.iter().map(|(name, terms)| Choice::new(*name, words::terms(language(), *terms))).collect::<Vec<_>>()
    });
    let choose = move |name: String| {
        if let Some((_, terms)) = names.iter().find(|(each, _)| *each == name) {
            draft.terms.set(*terms);
        }
    };
    view! {
        <Card title=move || t!("draft-money")>
            <div class="stack">
                <Field label=move || t!("word-shipping-fee") kind=FieldKind::Decimal value=draft.fee.text() on_input=draft.fee.typed()
                    error=draft.fee.error() max_length=30/>
                <Select label=move || t!("word-terms") choices value=Signal::derive(move || name_of(draft.terms.get()).to_owned()) on_change=choose/>
                <Show when=move || draft.terms.get() == Terms::Prepaid>
                    <Checkbox label=move || t!("draft-paid") checked=draft.paid on_change=move |on: bool| draft.paid.set(on)/>
                </Show>
                <Checkbox label=move || t!("word-urgent") checked=draft.urgent on_change=move |on: bool| draft.urgent.set(on)/>
                <Field label=move || t!("word-note") kind=FieldKind::Area { rows: 3 } value=draft.note.text() on_input=draft.note.typed()
                    error=draft.note.error()/>
                <Facts>
                    <Fact name=move || t!("total-goods")>{move || format::money(draft.lines.total())}</Fact>
                    <Fact name=move || t!("word-total")><strong>{move || format::money(draft.total())}</strong></Fact>
                </Facts>
            </div>
        </Card>
    }
}

/// Says that the order is there, with Reserve beside it when everything is on the shelf.
fn offer_to_reserve(desk: engine::Desk, doing: crate::desk::Doing, id: OrderId) {
    let warehouse = desk.read(|books| {
        let order = books.order(id)?;
        let warehouse = best_warehouse(books, &order)?;
        covers(books, &order, &warehouse).then_some(warehouse)
    });
    let toast = Toast::new(t!("draft-created"));
    doing.offer(match warehouse {
        Some(warehouse) => toast.action(t!("next-step-reserve"), move || {
            doing.act_and_tell(Reserve { order: id, warehouse: warehouse.clone(), partly: false }, t!("did-reserve"));
        }),
        None => toast,
    });
}
