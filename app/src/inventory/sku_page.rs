//! The page of one SKU: its bins, its ledger, and what can be done with it.

use super::adjust_dialog::AdjustDialog;
use super::bins::{Bins, StockActs};
use super::count_dialog::CountDialog;
use super::ledger::{daily_balances, ledger};
use super::moves::Moves;
use super::older_moves::OlderMoves;
use super::spots::warehouse_choices;
use super::transfer_dialog::TransferDialog;
use crate::catalog::ProductEditor;
use crate::desk::{sees_whole, use_doing};
use crate::{format, routes, t};
use kit::{
    Button, ButtonKind, Card, Choice, EmptyState, Fact, Facts, Glyph, PageHead, Select, Shortcut, Sparkline, Thumb,
    ThumbSize, use_shortcuts,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::base::{Sku, WarehouseCode};
use shared::catalog::Product;
use shared::inventory::{Move, Stock};
use shared::people::Right;
use std::sync::Arc;

/// Days that the small line of balances shows.
const DAYS: i64 = 30;

#[component]
pub fn SkuPage() -> impl IntoView {
    let params = use_params_map();
    let sku = Memo::new(move |_| params.read().get("sku").and_then(|text| Sku::parse(&text).ok()));
    view! {
        {move || match sku.get() {
            Some(sku) => view! { <Page sku=Signal::stored(sku)/> }.into_any(),
            None => view! { <EmptyState title=t!("sku-unknown") note=t!("sku-unknown-note") icon=Glyph::Help/> }.into_any(),
        }}
    }
}

#[component]
fn Page(sku: Signal<Sku>) -> impl IntoView {
    let doing = use_doing();
    let acts = StockActs::new();
    let product = doing.desk.watch(move |books| books.get::<Product>(sku.get()));
    let warehouse = RwSignal::new(None::<WarehouseCode>);
    let older = OlderMoves::new(sku);
    let sees_whole = sees_whole();
    let lines = doing.desk.watch(move |books| {
        let (sku, warehouse) = (sku.get(), warehouse.read());
        let here = |stock: &Arc<Stock>| warehouse.as_ref().is_none_or(|code| stock.warehouse == *code);
        let on_hand =
            books.stock_everywhere(&sku).iter().filter(|stock| here(stock)).map(|stock| stock.on_hand()).sum();
        let moves = books.all::<Move>().filter(|entry| entry.sku == sku);
        // What was filed just now may still be here.
        let filed = older.moves.get().into_iter().filter(|entry| books.get::<Move>(&entry.id).is_none());
        ledger(moves.chain(filed), warehouse.as_ref(), on_hand)
    });
    let title = move || product.get().map_or_else(|| sku.get().to_string(), |product| product.name.to_string());
    if let Some(shortcuts) = use_shortcuts() {
        let group = Signal::derive(|| t!("inventory-title"));
        let bind = |key: &str, label: &'static str, dialog: RwSignal<bool>| {
            let open = move || {
                if doing.may(Right::MoveStock) {
                    acts.open(dialog, None);
                }
            };
            shortcuts.add(Shortcut::new(key, group, Signal::derive(move || t!(label)), open));
        };
        bind("c", "count-title", acts.count);
        bind("a", "adjust-title", acts.adjust);
        bind("v", "transfer-title", acts.transfer);
    }
    let actions = move || {
        view! {
            <Show when=move || doing.may(Right::MoveStock)>
                <Button label=move || t!("adjust-title") keys="A" on_press=move || acts.open(acts.adjust, None)/>
                <Button label=move || t!("transfer-title") keys="V" on_press=move || acts.open(acts.transfer, None)/>
                <Button label=move || t!("count-title") keys="C" kind=ButtonKind::Primary on_press=move || acts.open(acts.count, None)/>
            </Show>
        }
    };
    view! {
        <PageHead title=title back_href=routes::INVENTORY back_label=move || t!("inventory-title") actions=actions
            marks=move || view! { <span class="mono t2">{move || sku.get().to_string()}</span> }/>
        <div class="split">
            <div class="stack">
                <Bins sku acts/>
                <Show when=move || sees_whole.get()>
                    <WarehouseFilter warehouse/>
                    <Moves lines older/>
                </Show>
            </div>
            <div class="stack">
                <Numbers sku warehouse lines=Signal::derive(move || daily_balances(&lines.read(), engine::now(), format::shop_offset(), DAYS))/>
                <About product sku/>
            </div>
        </div>
        <CountDialog sku open=acts.count at=acts.at/>
        <AdjustDialog sku open=acts.adjust at=acts.at/>
        <TransferDialog sku open=acts.transfer at=acts.at/>
    }
}

/// Narrows ledger and numbers to one warehouse, where there are several.
#[component]
fn WarehouseFilter(warehouse: RwSignal<Option<WarehouseCode>>) -> impl IntoView {
    let doing = use_doing();
    let warehouses = doing.desk.watch(warehouse_choices);
    let choices = move || {
        let mut choices = vec![Choice::new("", t!("inventory-everywhere"))];
        choices.extend(warehouses.get());
        choices
    };
    view! {
        <Show when=move || { warehouses.read().len() > 1 }>
            <Select label=move || t!("word-warehouse") label_hidden=true choices=Signal::derive(choices)
                value=move || warehouse.get().map(String::from).unwrap_or_default()
                on_change=move |code: String| warehouse.set(WarehouseCode::parse(&code).ok())/>
        </Show>
    }
}

#[component]
fn Numbers(sku: Signal<Sku>, warehouse: RwSignal<Option<WarehouseCode>>, lines: Signal<Vec<i64>>) -> impl IntoView {
    let (doing, sees_whole) = (use_doing(), sees_whole());
    let sums = doing.desk.watch(move |books| {
        let stocks = books.stock_everywhere(&sku.get());
        let here = stocks.iter().filter(|stock| warehouse.read().as_ref().is_none_or(|code| stock.warehouse == *code));
        here.fold((0i64, 0i64, 0i64, 0i64), |(on_hand, reserved, available, incoming), stock| {
            (
                on_hand + stock.on_hand(),
                reserved + stock.reserved.signed(),
                available + stock.available().signed(),
                incoming + stock.incoming.signed(),
            )
        })
    });
    let ends = move || {
        let values = lines.get();
        (values.first().copied().unwrap_or(0), values.last().copied().unwrap_or(0))
    };
    view! {
        <Card title=move || t!("word-stock")>
            <div class="stack-tight">
                <Facts>
                    <Fact name=move || t!("stock-on-hand")>{move || format::number(sums.get().0)}</Fact>
                    <Fact name=move || t!("stock-reserved")>{move || format::number(sums.get().1)}</Fact>
                    <Fact name=move || t!("stock-available")><strong>{move || format::number(sums.get().2)}</strong></Fact>
                    <Fact name=move || t!("stock-incoming")>{move || format::number(sums.get().3)}</Fact>
                </Facts>
                <Show when=move || sees_whole.get()>
                    <div class="sku-line">
                        <Sparkline label=move || t!("sku-sparkline", first = ends().0, last = ends().1) values=lines/>
                        <span class="t3">{move || t!("sku-days")}</span>
                    </div>
                </Show>
            </div>
        </Card>
    }
}

#[component]
fn About(product: Memo<Option<Arc<Product>>>, sku: Signal<Sku>) -> impl IntoView {
    let doing = use_doing();
    let editing = RwSignal::new(None::<Option<Sku>>);
    let edit = move || {
        doing.may(Right::EditCatalog).then(|| view! {
        <Button label=move || t!("edit") kind=ButtonKind::Ghost icon=Glyph::Edit on_press=move || editing.set(Some(Some(sku.get_untracked())))/>
    })
    };
    view! {
        <Card title=move || t!("word-product") actions=edit>
            {move || match product.get() {
                Some(product) => view! { <Details product/> }.into_any(),
                None => view! { <p class="t2">{move || t!("sku-not-in-catalogue")}</p> }.into_any(),
            }}
        </Card>
        <ProductEditor editing/>
    }
}

#[component]
fn Details(product: Arc<Product>) -> impl IntoView {
    let (price, weight, low_at) = (product.price, product.weight_g, product.low_at);
    let barcodes: Vec<String> = product.barcodes.iter().map(ToString::to_string).collect();
    view! {
        <div class="stack">
            <Thumb src=product.picture.clone().unwrap_or_default() size=ThumbSize::Floor/>
            <Facts>
                <Fact name=move || t!("word-price")>{move || format::money(price)}</Fact>
                <Fact name=move || t!("word-barcode")>
                    {if barcodes.is_empty() { view! { "—" }.into_any() } else {
                        barcodes.into_iter().map(|code| view! { <span class="mono sku-code">{code}</span> }).collect_view().into_any()
                    }}
                </Fact>
                <Fact name=move || t!("word-weight")>{move || if weight == 0 { "—".to_owned() } else { t!("unit-g", n = weight) }}</Fact>
                <Fact name=move || t!("product-low-at")>{move || if low_at.is_zero() { "—".to_owned() } else { format::number(low_at.signed()) }}</Fact>
            </Facts>
        </div>
    }
}
