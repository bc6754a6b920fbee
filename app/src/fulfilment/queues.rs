//! What waits on the floor: orders to pick, orders to pack. Urgent first, then what leaves first.

use crate::desk::use_desk;
use crate::floor::FloorHead;
use crate::{format, routes, t};
use engine::Books;
use kit::{Each, EmptyState, Glyph, LinkButton, Tag, Tone};
use leptos::prelude::*;
use shared::base::sorting;
use shared::orders::OrderRow;
use shared::orders::{Line, Order, Status};
use std::sync::Arc;

type Row = Arc<OrderRow>;

/// More rows than this nobody reads standing; the next ones move up.
const SHOWN: usize = 60;

/// Orders of which something can be taken off the shelves now.
pub fn to_pick(books: &Books<'_>) -> Vec<Row> {
    waiting(books, |order| order.is_ready_to_pick())
}

/// Orders of which something lies at the packing desk, or stands packed and waits for the carrier.
pub fn to_pack(books: &Books<'_>) -> Vec<Row> {
    waiting(books, |order| {
        order.holds.is_empty()
            && !order.is_cancelled()
            && order.units(Line::to_pick_now).is_zero()
            && order.lines.iter().any(|line| !line.to_pack().is_zero() || !line.to_ship().is_zero())
    })
}

fn waiting(books: &Books<'_>, takes: impl Fn(&Order) -> bool) -> Vec<Row> {
    let in_work = |row: &&Row| {
        matches!(row.status, Status::ToPick | Status::Picking | Status::ToPack | Status::Packed | Status::PartlyShipped)
    };
    let mut rows: Vec<Row> = books
        .orders()
        .all()
        .iter()
        .filter(in_work)
        .filter(|row| books.order(row.id).is_some_and(|order| takes(&order)))
        .cloned()
        .collect();
    sorting::sort_by_key(&mut rows, |row| (!row.urgent, row.ship_by));
    rows
}

#[component]
pub fn PickQueue() -> impl IntoView {
    let rows = use_desk().watch(to_pick);
    view! {
        <FloorHead title=move || t!("floor-pick") back=routes::FLOOR note=move || t!("n-orders", n = rows.read().len())/>
        <div class="floor-body">
            <Queue rows empty_title="floor-pick-none" empty_note="floor-pick-none-note" open=|row| routes::pick(row.id)/>
        </div>
    }
}

#[component]
pub fn PackQueue() -> impl IntoView {
    let rows = use_desk().watch(to_pack);
    view! {
        <FloorHead title=move || t!("floor-pack") back=routes::FLOOR note=move || t!("n-orders", n = rows.read().len())/>
        <div class="floor-body">
            <Queue rows empty_title="floor-pack-none" empty_note="floor-pack-none-note" open=|row| routes::pack(row.id)/>
        </div>
    }
}

#[component]
fn Queue(
    rows: Memo<Vec<Row>>,
    empty_title: &'static str,
    empty_note: &'static str,
    open: fn(&Row) -> String,
) -> impl IntoView {
    let shown = move || rows.get().into_iter().take(SHOWN).collect::<Vec<_>>();
    view! {
        <Show when=move || !rows.read().is_empty() fallback=move || view! {
            <EmptyState title=move || t!(empty_title) note=move || t!(empty_note) icon=Glyph::Done>
                <LinkButton label=move || t!("floor-to-jobs") href=routes::FLOOR/>
            </EmptyState>
        }>
            <ul class="queue" role="list">
                <Each each=shown key=|row| (row.id, row.status, row.units, row.number().to_owned()) let:row>
                    <li><QueueRow href=open(&row) row/></li>
                </Each>
            </ul>
        </Show>
    }
}

#[component]
fn QueueRow(href: String, row: Row) -> impl IntoView {
    let now = engine::now();
    let late = row.ship_by < now;
    let (ship_by, status, units, urgent) = (row.ship_by, row.status, row.units, row.urgent);
    view! {
        <a class="queue-row" href=href>
            <strong class="mono">{row.number().to_owned()}</strong>
            <span class="queue-who">{row.customer().to_owned()}</span>
            <span class="queue-tags">
                {urgent.then(|| view! { <Tag label=move || t!("word-urgent") tone=Tone::Warn/> })}
                <Tag label=move || shared::text::words::status(crate::words::language(), status) tone=Tone::Quiet/>
            </span>
            <span class="queue-units">{move || t!("n-units", n = units)}</span>
            <span class="queue-due" class:late=late>
                {move || format::late(ship_by, now).unwrap_or_else(|| format::near(ship_by, now))}
            </span>
        </a>
    }
}
