//! The page of one delivery: the station, its lines, the tray of unknown codes. Goods that nobody announced are taken
//! in here too; the delivery is written with the first of them.

use super::lines::{progress, still_open};
use super::lines_table::LinesTable;
use super::list::StateTag;
use super::station::{Station, StationCard};
use super::tray::Tray;
use crate::catalog::ProductEditor;
use crate::inventory::spots::{usual_warehouse, warehouse_choices};
use crate::{format, routes, t};
use kit::{Button, ButtonKind, Card, ConfirmDialog, EmptyState, Fact, Facts, Field, Glyph, PageHead, Progress, Select};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::base::{ReceiptId, Sku, WarehouseCode};
use shared::inventory::close_receipt::CloseReceipt;
use shared::inventory::{Receipt, ReceiptState};
use shared::people::Right;
use std::sync::Arc;

#[component]
pub fn ReceiptPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<ReceiptId>().ok()));
    view! {
        {move || match id.get() {
            Some(id) => view! { <Page id/> }.into_any(),
            None => view! { <EmptyState title=t!("receiving-unknown") note=t!("receiving-unknown-page") icon=Glyph::Help/> }.into_any(),
        }}
    }
}

#[component]
fn Page(id: ReceiptId) -> impl IntoView {
    let desk = expect_context::<engine::Desk>();
    let query = use_query_map();
    let asked = query.read_untracked().get("warehouse").and_then(|code| WarehouseCode::parse(&code).ok());
    let chosen = RwSignal::new(asked.or_else(|| desk.read(usual_warehouse)));
    let receipt = desk.watch(move |books| books.get::<Receipt>(id));
    let warehouse = Signal::derive(move || {
        receipt.read().as_ref().map(|receipt| receipt.warehouse.clone()).or_else(|| chosen.get())
    });
    let station = Station::new(id, warehouse);
    let closed =
        Signal::derive(move || receipt.read().as_ref().is_some_and(|receipt| receipt.state == ReceiptState::Closed));
    let editing = RwSignal::new(None::<Option<Sku>>);
    let make = move |code: String| editing.set(Some(Sku::parse(&code).ok()));
    view! {
        <Head station receipt closed/>
        <div class="split">
            <div class="stack">
                <Show when=move || { !closed.get() && station.doing.may(Right::MoveStock) && warehouse.read().is_some() }>
                    <StationCard station/>
                </Show>
                <LinesTable station closed/>
            </div>
            <div class="stack">
                <Show when=move || receipt.read().is_none()>
                    <Unannounced station chosen/>
                </Show>
                {move || receipt.get().map(|receipt| view! { <About receipt/> })}
                <Tray codes=station.unknown on_make=make/>
            </div>
        </div>
        <ProductEditor editing/>
    }
}

#[component]
fn Head(station: Station, receipt: Memo<Option<Arc<Receipt>>>, closed: Signal<bool>) -> impl IntoView {
    let closing = RwSignal::new(false);
    let open = move || receipt.read().as_ref().map(|receipt| still_open(receipt)).unwrap_or_default();
    let title = move || {
        let reference = receipt.read().as_ref().map(|receipt| receipt.reference.to_string()).unwrap_or_default();
        if reference.is_empty() { t!("receiving-delivery") } else { reference }
    };
    let close = move || {
        station
            .doing
            .act(CloseReceipt { receipt: station.receipt }, move |_| station.doing.tell(t!("receiving-closed-now")))
    };
    let close_or_ask = move || if open().is_empty() { close() } else { closing.set(true) };
    let may = move || station.doing.may(Right::MoveStock) && receipt.read().is_some() && !closed.get();
    let actions = move || {
        view! {
            <Show when=may>
                <Button label=move || t!("receiving-close") on_press=close_or_ask/>
                <Show when=move || !open().is_empty()>
                    <Button label=move || t!("receiving-take-in-all") kind=ButtonKind::Primary icon=Glyph::Receive
                        on_press=move || station.take_in_all(open())/>
                </Show>
            </Show>
        }
    };
    let state = move || receipt.get().map(|receipt| view! { <StateTag state=receipt.state/> });
    let marks = move || view! { {state} };
    let note = move || t!("receiving-close-note", n = open().iter().map(|(_, units)| units.signed()).sum::<i64>());
    view! {
        <PageHead title=title back_href=routes::RECEIVING back_label=move || t!("receiving-title") actions=actions marks=marks/>
        <ConfirmDialog open=closing title=move || t!("receiving-close-ask") note=note confirm_label=move || t!("receiving-close")
            cancel_label=move || t!("cancel") close_label=move || t!("close") on_confirm=close/>
    }
}

/// Where unannounced goods go, and what they came with.
#[component]
fn Unannounced(station: Station, chosen: RwSignal<Option<WarehouseCode>>) -> impl IntoView {
    let warehouses = station.doing.desk.watch(warehouse_choices);
    view! {
        <Card title=move || t!("receiving-at-once")>
            <div class="stack">
                <p class="t2">{move || t!("receiving-at-once-note")}</p>
                <Select label=move || t!("receiving-to") choices=warehouses
                    value=move || chosen.get().map(String::from).unwrap_or_default()
                    on_change=move |code: String| chosen.set(WarehouseCode::parse(&code).ok())/>
                <Field label=move || t!("receiving-reference") value=station.reference.text() on_input=station.reference.typed()
                    hint=move || t!("receiving-reference-hint") max_length=200 takes_scans=true/>
            </div>
        </Card>
    }
}

#[component]
fn About(receipt: Arc<Receipt>) -> impl IntoView {
    let ((here, announced), opened) = (progress(&receipt), receipt.opened_at);
    let text = move || t!("n-of-m", n = here as i64, m = announced as i64);
    view! {
        <Card title=move || t!("receiving-progress")>
            <div class="stack">
                {(announced > 0).then(|| view! {
                    <Progress label=move || t!("receiving-progress") done=Signal::stored(here) total=Signal::stored(announced) text=text/>
                    <p>{text}</p>
                })}
                <Facts>
                    <Fact name=move || t!("word-warehouse")><span class="mono">{receipt.warehouse.to_string()}</span></Fact>
                    <Fact name=move || t!("receiving-opened")>{move || format::date_time(opened)}</Fact>
                </Facts>
            </div>
        </Card>
    }
}
