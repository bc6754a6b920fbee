//! The bins of one SKU with what lies in each, and what can be done there.

use crate::desk::use_doing;
use crate::{format, t};
use kit::{Act, Card, EmptyState, Glyph, Menu, MenuItem, Table};
use leptos::prelude::*;
use shared::base::{BinCode, Moment, Sku, WarehouseCode};
use shared::people::Right;
use std::sync::Arc;

/// One bin that holds, or should hold, the product.
#[derive(Clone, Debug, PartialEq)]
struct BinLine {
    warehouse: WarehouseCode,
    bin: BinCode,
    units: i64,
    counted_at: Option<Moment>,
    blocked: bool,
}

/// The dialogs that a bin opens, and where they begin.
#[derive(Clone, Copy)]
pub struct StockActs {
    pub at: RwSignal<Option<(WarehouseCode, BinCode)>>,
    pub count: RwSignal<bool>,
    pub adjust: RwSignal<bool>,
    pub transfer: RwSignal<bool>,
}

impl StockActs {
    pub fn new() -> StockActs {
        StockActs {
            at: RwSignal::new(None),
            count: RwSignal::new(false),
            adjust: RwSignal::new(false),
            transfer: RwSignal::new(false),
        }
    }

    /// Opens one of the dialogs at a bin, or without one.
    pub fn open(self, dialog: RwSignal<bool>, at: Option<(WarehouseCode, BinCode)>) {
        self.at.set(at);
        dialog.set(true);
    }
}

#[component]
pub fn Bins(#[prop(into)] sku: Signal<Sku>, acts: StockActs) -> impl IntoView {
    let doing = use_doing();
    let lines = doing.desk.watch(move |books| {
        let sku = sku.get();
        let mut lines = Vec::new();
        for stock in books.stock_everywhere(&sku) {
            for (bin, entry) in &stock.bins {
                let blocked = books.location(&stock.warehouse, bin).is_some_and(|location| location.blocked);
                lines.push(BinLine {
                    warehouse: stock.warehouse.clone(),
                    bin: bin.clone(),
                    units: entry.balance(),
                    counted_at: entry.counted_at(),
                    blocked,
                });
            }
        }
        lines.retain(|line| line.units != 0 || line.counted_at.is_some());
        lines
    });
    view! {
        <Card title=move || t!("bins-title") flush=true>
            <Show when=move || !lines.read().is_empty() fallback=|| view! {
                <EmptyState title=t!("bins-none") note=t!("bins-none-note") icon=Glyph::PackageOpen/>
            }>
                <Table label=move || t!("table-of", name = t!("bins-title"))>
                    <thead><tr>
                        <th scope="col">{move || t!("word-bin")}</th>
                        <th scope="col" class="lo">{move || t!("word-warehouse")}</th>
                        <th scope="col" class="end">{move || t!("stock-on-hand")}</th>
                        <th scope="col" class="lo">{move || t!("bins-counted")}</th>
                        <th scope="col"><span class="visually-hidden">{move || t!("more")}</span></th>
                    </tr></thead>
                    <tbody>{move || lines.get().into_iter().map(|line| view! { <Line line acts/> }).collect_view()}</tbody>
                </Table>
            </Show>
        </Card>
    }
}

#[component]
fn Line(line: BinLine, acts: StockActs) -> impl IntoView {
    let doing = use_doing();
    let units = line.units;
    let place = (line.warehouse.clone(), line.bin.clone());
    let items = move || {
        let open = |dialog: RwSignal<bool>| -> Act {
            let place = place.clone();
            Arc::new(move || acts.open(dialog, Some(place.clone())))
        };
        let (count, adjust, transfer) = (open(acts.count), open(acts.adjust), open(acts.transfer));
        vec![
            MenuItem::new(t!("count-title"), move || count()).glyph(Glyph::Count),
            MenuItem::new(t!("transfer-title"), move || transfer()).glyph(Glyph::Move),
            MenuItem::new(t!("adjust-title"), move || adjust()).glyph(Glyph::Edit),
        ]
    };
    let counted =
        move || line.counted_at.map_or_else(|| t!("bins-never-counted"), |at| format::relative(at, engine::now()));
    view! {
        <tr>
            <th scope="row" class="mono">
                {line.bin.to_string()}
                {line.blocked.then(|| view! { " " <kit::Tag label=move || t!("bins-blocked") tone=kit::Tone::Warn icon=Glyph::Banned/> })}
            </th>
            <td class="lo">{line.warehouse.to_string()}</td>
            <td class="end"><span class:tone-bad=units.is_negative()>{move || format::number(units)}</span></td>
            <td class="lo t2">{counted}</td>
            <td class="end">{doing.may(Right::MoveStock).then(|| view! {
                <Menu label=move || t!("more") items=Signal::derive(items) compact=true kind=kit::ButtonKind::Ghost/>
            })}</td>
        </tr>
    }
}
