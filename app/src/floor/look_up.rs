//! Look up: what is it, where is it, how many, who waits for it.

use super::FloorHead;
use crate::desk::use_desk;
use crate::fulfilment::{Code, read_code};
use crate::{routes, t};
use engine::Books;
use kit::{EmptyState, Fact, Facts, Glyph, SearchField, Thumb, ThumbSize};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use shared::base::{BinCode, Sku, WarehouseCode};
use shared::catalog::Product;
use shared::inventory::Stock;
use shared::orders::OrderRow;
use std::sync::Arc;

type Row = Arc<OrderRow>;

/// Orders shown below a product.
const SHOWN_ORDERS: usize = 20;

/// What the screen says about a code.
#[derive(Clone, PartialEq)]
enum Answer {
    Nothing,
    Unknown(String),
    Product {
        product: Arc<Product>,
        stocks: Vec<Arc<Stock>>,
        orders: Vec<Row>,
    },
    /// What the books say is in a bin.
    Bin {
        warehouse: WarehouseCode,
        bin: BinCode,
        goods: Vec<(Arc<Product>, i64)>,
    },
}

#[component]
pub fn LookUp() -> impl IntoView {
    let desk = use_desk();
    let query = use_query_map();
    let navigate = use_navigate();
    let asked = Memo::new(move |_| query.read().get("code").unwrap_or_default());
    let typed = RwSignal::new(asked.get_untracked());
    let ask = Callback::new(move |code: String| {
        let code = String::from(js_sys::encode_uri_component(code.trim()));
        navigate(&format!("{}?code={code}", routes::LOOK_UP), NavigateOptions { replace: true, ..Default::default() });
    });
    engine::scanner::use_scanner(move |scan| {
        typed.set(scan.text.clone());
        ask.run(scan.text);
    });
    let answer = desk.watch(move |books| look(books, &asked.get()));
    view! {
        <FloorHead title=move || t!("floor-look-up") back=routes::FLOOR/>
        <div class="floor-body">
            <SearchField label=move || t!("floor-look-up-label") value=typed on_input=move |text: String| typed.set(text)
                on_commit=ask placeholder=move || t!("floor-look-up-hint")/>
            {move || match answer.get() {
                Answer::Nothing => view! {
                    <EmptyState title=move || t!("floor-look-up-title") note=move || t!("floor-look-up-note") icon=Glyph::Scan/>
                }.into_any(),
                Answer::Unknown(code) => view! {
                    <EmptyState title=move || t!("floor-unknown-code") note=code icon=Glyph::Help/>
                }.into_any(),
                Answer::Product { product, stocks, orders } => view! { <ProductCard product stocks orders/> }.into_any(),
                Answer::Bin { warehouse, bin, goods } => view! { <BinCard warehouse bin goods/> }.into_any(),
            }}
        </div>
    }
}

fn look(books: &Books<'_>, code: &str) -> Answer {
    if code.trim().is_empty() {
        return Answer::Nothing;
    }
    match read_code(books, code) {
        Code::Product(sku) => match books.get::<Product>(&sku) {
            Some(product) => {
                Answer::Product { product, stocks: books.stock_everywhere(&sku), orders: open_orders(books, &sku) }
            }
            None => Answer::Unknown(code.to_owned()),
        },
        Code::Bin(warehouse, bin) => {
            let goods = books
                .all::<Stock>()
                .filter(|stock| stock.warehouse == warehouse && stock.in_bin(&bin) != 0)
                .filter_map(|stock| books.get::<Product>(&stock.sku).map(|product| (product, stock.in_bin(&bin))))
                .collect();
            Answer::Bin { warehouse, bin, goods }
        }
        Code::Order(_) | Code::Unknown(_) => Answer::Unknown(code.to_owned()),
    }
}

fn open_orders(books: &Books<'_>, sku: &Sku) -> Vec<Row> {
    let word = sku.as_str().to_lowercase();
    let rows = books.orders().all();
    let open =
        rows.iter().filter(|row| !row.status.is_done() && row.search().split_whitespace().any(|part| part == word));
    open.take(SHOWN_ORDERS).cloned().collect()
}

#[component]
fn ProductCard(product: Arc<Product>, stocks: Vec<Arc<Stock>>, orders: Vec<Row>) -> impl IntoView {
    let bins: Vec<(String, BinCode, i64)> = stocks
        .iter()
        .flat_map(|stock| {
            stock.bins.iter().map(|(bin, entry)| (stock.warehouse.to_string(), bin.clone(), entry.balance()))
        })
        .filter(|(_, _, balance)| *balance != 0)
        .collect();
    let available: u32 = stocks.iter().map(|stock| stock.available().get()).sum();
    let on_hand: i64 = stocks.iter().map(|stock| stock.on_hand()).sum();
    let nowhere = bins.is_empty();
    view! {
        <section class="now">
            <Thumb src=product.picture.clone().unwrap_or_default() size=ThumbSize::Floor/>
            <div class="now-what">
                <div class="now-name">{product.name.to_string()}</div>
                <div class="now-code">{product.sku.to_string()}</div>
            </div>
            <div><div class="now-qty">{available}</div><div class="now-left">{move || t!("floor-available-of", n = on_hand)}</div></div>
        </section>
        <div class="card flush">
            <table class="table">
                <thead><tr>
                    <th scope="col">{move || t!("word-warehouse")}</th><th scope="col">{move || t!("word-bin")}</th>
                    <th scope="col" class="n">{move || t!("word-quantity")}</th>
                </tr></thead>
                <tbody>
                    {bins.into_iter().map(|(warehouse, bin, units)| view! {
                        <tr><td>{warehouse}</td><td class="mono">{bin.to_string()}</td><td class="n">{units}</td></tr>
                    }).collect_view()}
                    {nowhere.then(|| view! { <tr><td colspan="3">{move || t!("floor-in-no-bin")}</td></tr> })}
                </tbody>
            </table>
        </div>
        {(!orders.is_empty()).then(|| view! {
            <Facts>
                <Fact name=move || t!("floor-orders-with-it")>
                    {orders.into_iter().map(|row| view! { <a class="mono" href=routes::pick(row.id)>{row.number().to_owned()}</a>" " }).collect_view()}
                </Fact>
            </Facts>
        })}
    }
}

#[component]
fn BinCard(warehouse: WarehouseCode, bin: BinCode, goods: Vec<(Arc<Product>, i64)>) -> impl IntoView {
    let empty = goods.is_empty();
    view! {
        <h2 class="now-bin">{bin.to_string()}</h2>
        <p class="floor-note">{warehouse.to_string()}</p>
        <div class="card flush">
            <table class="table">
                <thead><tr>
                    <th scope="col">{move || t!("word-product")}</th><th scope="col">{move || t!("word-sku")}</th>
                    <th scope="col" class="n">{move || t!("word-quantity")}</th>
                </tr></thead>
                <tbody>
                    {goods.into_iter().map(|(product, units)| view! {
                        <tr><td class="wrap">{product.name.to_string()}</td><td class="mono">{product.sku.to_string()}</td><td class="n">{units}</td></tr>
                    }).collect_view()}
                    {empty.then(|| view! { <tr><td colspan="3">{move || t!("floor-bin-empty")}</td></tr> })}
                </tbody>
            </table>
        </div>
    }
}
