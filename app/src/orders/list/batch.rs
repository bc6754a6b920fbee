//! Acting on the selected orders: reserve, hold, release, record payment, cancel.

use crate::desk::{may, use_desk, use_doing};
use crate::orders::parts::{hold_choices, hold_name, hold_of};
use crate::t;
use crate::words::language;
use kit::{Button, ButtonKind, ConfirmDialog, Dialog, Field, FieldKind, Glyph, Menu, MenuItem, Select, Selection};
use leptos::prelude::*;
use shared::base::{Note, OrderId};
use shared::engine::Command;
use shared::orders::amend::Amend;
use shared::orders::cancel::Cancel;
use shared::orders::hold::PutOnHold;
use shared::orders::record_payment::RecordPayment;
use shared::orders::release::Release;
use shared::orders::reserve::Reserve;
use shared::orders::unreserve::Unreserve;
use shared::orders::{HoldKind, Order, PaymentMethod};
use shared::people::{Merchant, Right};
use shared::text::words;
use std::sync::Arc;

/// The rights of which each opens one of the actions below.
pub const ANY_OF: &[Right] = &[Right::EditOrders, Right::HoldOrders, Right::Reserve, Right::TakePayment];

#[component]
pub fn Batch(selection: Selection) -> impl IntoView {
    let (may_edit, may_hold) = (may(Right::EditOrders), may(Right::HoldOrders));
    let (may_reserve, may_take) = (may(Right::Reserve), may(Right::TakePayment));
    let desk = use_desk();
    let doing = use_doing();
    let (holding, cancelling) = (RwSignal::new(false), RwSignal::new(false));
    let chosen = move || -> Vec<Arc<Order>> {
        let ids: Vec<OrderId> = selection.keys().iter().filter_map(|key| key.parse().ok()).collect();
        desk.read(|books| ids.iter().filter_map(|id| books.order(*id)).collect())
    };
    let reserve = move || {
        let warehouse = desk.read(|books| {
            let shop = books.get::<Merchant>(Merchant::ID).and_then(|shop| shop.default_warehouse.clone());
            shop.or_else(|| books.warehouses().first().map(|warehouse| warehouse.code.clone()))
        });
        let orders = chosen();
        let commands = orders.iter().filter(|order| !order.is_cancelled()).filter_map(|order| {
            let warehouse = order.warehouse.clone().or_else(|| warehouse.clone())?;
            Some((Reserve { order: order.id, warehouse, partly: false }.into(), Unreserve { order: order.id }.into()))
        });
        act(doing, commands.collect(), "batch-reserved");
    };
    let release = move || {
        let orders = chosen();
        let commands = orders.iter().flat_map(|order| {
            let id = order.id;
            order
                .holds
                .iter()
                .map(|hold| hold.kind)
                .filter(|kind| HoldKind::BY_HAND.contains(kind))
                .map(move |kind| {
                    (Release { order: id, kind }.into(), PutOnHold { order: id, kind, note: Note::default() }.into())
                })
                .collect::<Vec<_>>()
        });
        act(doing, commands.collect(), "batch-released");
    };
    let urgent = move || {
        let orders = chosen();
        let commands = orders
            .iter()
            .filter(|order| !order.urgent && !order.is_cancelled())
            .map(|order| (set_urgent(order.id, true), set_urgent(order.id, false)));
        act(doing, commands.collect(), "batch-urgent");
    };
    let paid = move |method: PaymentMethod| {
        let commands: Vec<Command> = chosen()
            .iter()
            .filter(|order| order.due().minor > 0 && !order.is_cancelled())
            .map(|order| {
                RecordPayment { order: order.id, amount: order.due(), method, reference: Default::default() }.into()
            })
            .collect();
        if commands.is_empty() {
            doing.tell(t!("batch-nothing"));
        } else {
            doing.act_on_all(commands, move |n| doing.tell(t!("batch-paid", n = n)));
        }
    };
    let payments = Signal::derive(move || {
        PaymentMethod::ALL
            .iter()
            .map(|method| MenuItem::new(words::payment_method(language(), *method), move || paid(*method)))
            .collect::<Vec<_>>()
    });
    let cancel = move || {
        let commands: Vec<Command> = chosen()
            .iter()
            .filter(|order| !order.is_cancelled())
            .map(|order| Cancel { order: order.id, reason: Note::default() }.into())
            .collect();
        doing.act_on_all(commands, move |n| doing.tell(t!("batch-cancelled", n = n)));
        selection.clear();
    };
    view! {
        <Show when=move || may_reserve.get()>
            <Button label=move || t!("batch-reserve") icon=Some(Glyph::Inventory) kind=ButtonKind::Ghost on_press=reserve/>
        </Show>
        <Show when=move || may_hold.get()>
            <Button label=move || t!("batch-hold") icon=Some(Glyph::Paused) kind=ButtonKind::Ghost on_press=move || holding.set(true)/>
            <Button label=move || t!("batch-release") icon=Some(Glyph::Play) kind=ButtonKind::Ghost on_press=release/>
        </Show>
        <Show when=move || may_edit.get()>
            <Button label=move || t!("word-urgent") icon=Some(Glyph::Flag) kind=ButtonKind::Ghost on_press=urgent/>
        </Show>
        <Show when=move || may_take.get()>
            <Menu label=move || t!("batch-pay") items=payments icon=Glyph::Payment kind=ButtonKind::Ghost/>
        </Show>
        <Show when=move || may_edit.get()>
            <Button label=move || t!("batch-cancel") icon=Some(Glyph::Banned) kind=ButtonKind::Ghost on_press=move || cancelling.set(true)/>
        </Show>
        <HoldMany open=holding chosen=Callback::new(move |()| chosen().iter().map(|order| order.id).collect())/>
        <ConfirmDialog open=cancelling title=move || t!("batch-cancel-title", n = selection.len()) note=move || t!("batch-cancel-note")
            confirm_label=move || t!("batch-cancel") cancel_label=move || t!("back") close_label=move || t!("close")
            on_confirm=cancel danger=true/>
    }
}

fn set_urgent(order: OrderId, urgent: bool) -> Command {
    Amend { order, customer: None, ship_to: None, lines: None, shipping_fee: None, urgent: Some(urgent), note: None }
        .into()
}

/// Runs the commands and offers the way back for all of them.
fn act(doing: crate::desk::Doing, both_ways: Vec<(Command, Command)>, done: &'static str) {
    if both_ways.is_empty() {
        doing.tell(t!("batch-nothing"));
        return;
    }
    let (there, back): (Vec<Command>, Vec<Command>) = both_ways.into_iter().unzip();
    doing.act_on_all(there, move |n| {
        doing.tell_undo(t!(done, n = n), move || doing.act_on_all(back.clone(), move |_| doing.tell(t!("did-undo"))));
    });
}

/// Why they are stopped.
#[component]
fn HoldMany(open: RwSignal<bool>, chosen: Callback<(), Vec<OrderId>>) -> impl IntoView {
    let doing = use_doing();
    let (kind, note) = (RwSignal::new(HoldKind::Manual), RwSignal::new(String::new()));
    let hold = move || {
        let note = Note::keep(&note.get_untracked()).unwrap_or_default();
        let kind = kind.get_untracked();
        let commands = chosen
            .run(())
            .into_iter()
            .map(|order| (PutOnHold { order, kind, note: note.clone() }.into(), Release { order, kind }.into()));
        open.set(false);
        act(doing, commands.collect(), "batch-held");
    };
    view! {
        <Dialog open title=move || t!("batch-hold-title") close_label=move || t!("close") footer=move || view! {
            <Button label=move || t!("cancel") on_press=move || open.set(false)/>
            <Button label=move || t!("batch-hold") kind=ButtonKind::Primary on_press=hold/>
        }>
            <Select label=move || t!("word-reason") choices=hold_choices() value=Signal::derive(move || hold_name(kind.get()).to_owned())
                on_change=move |name: String| kind.set(hold_of(&name))/>
            <Field label=move || t!("word-note") kind=FieldKind::Area { rows: 3 } value=note on_input=move |text: String| note.set(text)/>
        </Dialog>
    }
}
