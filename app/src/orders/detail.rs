//! One order: what is in it, who gets it, what stands in its way, and everything that happened to it.

mod dialogs;
mod holds;
mod lines;
mod more;
mod parcels;
mod side;
mod step;
mod story;

use crate::desk::use_desk;
use crate::{format, routes, t};
use dialogs::{AllDialogs, Dialogs};
use engine::NetError;
use kit::{Button, ButtonKind, EmptyState, Glyph, LinkButton, PageHead, Skeleton};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::base::OrderId;
use shared::engine::Recorded;
use shared::orders::Order;
use std::sync::Arc;

use super::parts::{StatusTag, StockTag};

/// The order of the address.
#[component]
pub fn OrderPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get_str("id").and_then(|id| id.parse::<OrderId>().ok()));
    move || match id.get() {
        Some(id) => view! { <Found id/> }.into_any(),
        None => view! { <Missing unreachable=Signal::stored(false) ask=Callback::new(|()| ())/> }.into_any(),
    }
}

#[component]
fn Found(id: OrderId) -> impl IntoView {
    let desk = use_desk();
    let found = desk.watch(move |books| books.order(id));
    let here = Memo::new(move |_| found.read().is_some());
    move || {
        let first = here.get().then(|| found.get_untracked()).flatten();
        match first {
            Some(first) => {
                // While the page goes away after an import was undone, it keeps showing what it had.
                let order = Signal::derive(move || found.get().unwrap_or_else(|| first.clone()));
                view! { <Sheet order/> }.into_any()
            }
            None => view! { <NotHere id/> }.into_any(),
        }
    }
}

/// How far the question is whether the office has it in the archive.
#[derive(Clone, Copy, PartialEq)]
enum Asked {
    Waiting,
    /// It has none, or does not show it.
    No,
    Unreachable,
}

/// Not on this device: it may be an older one, which the office shows.
#[component]
fn NotHere(id: OrderId) -> impl IntoView {
    let desk = use_desk();
    let asked = RwSignal::new(Asked::Waiting);
    let ask = move || {
        asked.set(Asked::Waiting);
        leptos::task::spawn_local(async move {
            // What comes is seen by whoever watches the order.
            let answer = match desk.look_up_order(id).await {
                Ok(()) if desk.read(|books| books.order(id).is_some()) => return,
                Ok(()) => Asked::No,
                Err(NetError::Problem(_)) => Asked::No,
                Err(_) => Asked::Unreachable,
            };
            asked.try_set(answer);
        });
    };
    ask();
    view! {
        <Show when=move || asked.get() != Asked::Waiting fallback=move || view! { <Skeleton lines=8 label=move || t!("order-looked-up")/> }>
            <Missing unreachable=Signal::derive(move || asked.get() == Asked::Unreachable) ask=Callback::new(move |()| ask())/>
        </Show>
    }
}

#[component]
fn Missing(unreachable: Signal<bool>, ask: Callback<()>) -> impl IntoView {
    let note = move || if unreachable.get() { t!("order-missing-offline") } else { t!("order-missing-note") };
    view! {
        <h1 class="visually-hidden">{move || t!("order-missing")}</h1>
        <EmptyState title=move || t!("order-missing") note icon=Glyph::Search>
            <Show when=move || unreachable.get()>
                <Button label=move || t!("retry") on_press=move || ask.run(())/>
            </Show>
            <LinkButton label=move || t!("order-missing-way") href=routes::ORDERS kind=ButtonKind::Primary/>
        </EmptyState>
    }
}

#[component]
fn Sheet(order: Signal<Arc<Order>>) -> impl IntoView {
    let desk = use_desk();
    let dialogs = Dialogs::new();
    let unsent = desk.watch(move |books| books.is_unsent(&Order::key_of(order.read().id)));
    let note = move || {
        let order = order.read();
        let placed = t!("order-placed-at", when = format::date_time(order.placed_at));
        match &order.external_id {
            Some(external) => format!("{placed} · {}", external.as_str()),
            None => placed,
        }
    };
    let state = Memo::new(move |_| (order.read().status(), order.read().stock_state()));
    let urgent = Memo::new(move |_| order.read().urgent);
    let marks = move || {
        view! {
            {move || { let (status, stock) = state.get(); view! { <StatusTag status/><StockTag stock/> } }}
            {move || urgent.get().then(|| view! { <kit::Tag label=t!("word-urgent") tone=kit::Tone::Warn icon=Some(Glyph::Flag)/> })}
            {move || unsent.get().then(|| view! { <span class="t2 nowrap not-sent">{t!("not-yet-sent")}</span> })}
        }
    };
    view! {
        <PageHead title=move || order.read().number.to_string() note marks=marks
            back_href=routes::ORDERS back_label=move || t!("order-back")
            actions=move || view! { <more::More order dialogs/><step::NextButton order dialogs/> }/>
        <holds::Holds order dialogs/>
        <div class="split">
            <div class="stack">
                <lines::Lines order/>
                <parcels::Parcels order dialogs/>
                <story::Story order/>
            </div>
            <div class="stack"><side::Side order dialogs/></div>
        </div>
        <AllDialogs order dialogs/>
    }
}
