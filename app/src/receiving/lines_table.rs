//! The lines of a delivery: announced against received, each with a mark in words.

use super::lines::{LineState, LineView, lines};
use super::station::{Station, line_words};
use crate::{format, routes, t};
use kit::{Button, ButtonKind, Card, Each, EmptyState, Glyph, Table, Tag, Thumb, Tone};
use leptos::prelude::*;
use shared::catalog::Product;
use shared::inventory::Receipt;
use shared::people::Right;
use std::sync::Arc;

/// A line with the name and picture of its product.
#[derive(Clone, PartialEq)]
struct Row {
    line: LineView,
    name: String,
    picture: String,
}

#[component]
pub fn LinesTable(station: Station, closed: Signal<bool>) -> impl IntoView {
    let rows = station.doing.desk.watch(move |books| {
        let receipt: Option<Arc<Receipt>> = books.get::<Receipt>(station.receipt);
        let lines = receipt.as_deref().map(lines).unwrap_or_default();
        lines
            .into_iter()
            .map(|line| {
                let product = books.get::<Product>(&line.sku);
                Row {
                    name: product.as_ref().map_or_else(|| line.sku.to_string(), |product| product.name.to_string()),
                    picture: product.and_then(|product| product.picture.clone()).unwrap_or_default(),
                    line,
                }
            })
            .collect::<Vec<_>>()
    });
    view! {
        <Card title=move || t!("receiving-goods") icon=Glyph::Boxes flush=true>
            <Show when=move || !rows.read().is_empty() fallback=|| view! {
                <EmptyState title=t!("receiving-nothing-yet") note=t!("receiving-nothing-yet-note") icon=Glyph::PackageOpen/>
            }>
                <Table label=move || t!("table-of", name = t!("receiving-goods"))>
                    <thead><tr>
                        <th scope="col">{move || t!("word-product")}</th>
                        <th scope="col" class="end lo">{move || t!("receiving-announced-units")}</th>
                        <th scope="col" class="end">{move || t!("receiving-received-units")}</th>
                        <th scope="col">{move || t!("word-status")}</th>
                        <th scope="col"><span class="visually-hidden">{move || t!("receiving-take-in")}</span></th>
                    </tr></thead>
                    <tbody>
                        <Each each=move || rows.get() key=|row| (row.line.sku.clone(), row.line.received, row.line.expected) let:row>
                            <Line row station closed/>
                        </Each>
                    </tbody>
                </Table>
            </Show>
        </Card>
    }
}

#[component]
fn Line(row: Row, station: Station, closed: Signal<bool>) -> impl IntoView {
    let Row { line, name, picture } = row;
    let (state, expected, received) = (line.state, line.expected, line.received);
    let open = expected.less(received);
    let tone = match state {
        LineState::Waiting => Tone::Quiet,
        LineState::Partly { .. } => Tone::Info,
        LineState::Complete => Tone::Good,
        LineState::Over { .. } | LineState::Unannounced => Tone::Warn,
    };
    let sku = StoredValue::new(line.sku.clone());
    let rest = move || {
        (!open.is_zero() && !closed.get() && station.doing.may(Right::MoveStock)).then(|| {
            view! {
                <Button label=move || t!("receiving-take-in-n", n = open) kind=ButtonKind::Ghost
                    on_press=move || station.take_in(&sku.get_value(), open)/>
            }
        })
    };
    view! {
        <tr>
            <td><a class="goods" href=routes::sku(&line.sku)><Thumb src=picture/><span class="goods-words">
                <span>{name}</span><span class="mono t3">{line.sku.to_string()}</span>
            </span></a></td>
            <td class="end lo">{move || if expected.is_zero() { "—".to_owned() } else { format::number(expected.signed()) }}</td>
            <td class="end" data-label=move || t!("receiving-received-units")><strong>{move || format::number(received.signed())}</strong></td>
            <td><Tag label=move || line_words(state) tone=tone/></td>
            <td class="end">{rest}</td>
        </tr>
    }
}
