//! A delivery that is announced: which goods, how many, to which warehouse. Made from nothing, or for an order that
//! waits for stock (`?order=<id>`).

use super::needs::missing;
use crate::desk::use_doing;
use crate::desk::words_of;
use crate::entry::Entry;
use crate::inventory::spots::{usual_warehouse, warehouse_choices};
use crate::{routes, t};
use engine::Books;
use kit::{
    Banner, Button, ButtonKind, Card, Choice, Combobox, Each, EmptyState, Field, FieldKind, Glyph, IconButton,
    LinkButton, PageHead, Select, Table, Thumb, Tone,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};
use shared::base::{Malformed, OrderId, Quantity, Sku, TextLine, WarehouseCode};
use shared::catalog::Product;
use shared::inventory::announce_receipt::AnnounceReceipt;
use shared::orders::Order;

/// One line as it is written.
#[derive(Clone)]
struct DraftLine {
    sku: Sku,
    name: String,
    picture: String,
    units: Entry,
}

impl DraftLine {
    fn new(books: &Books, sku: Sku, units: Quantity) -> DraftLine {
        let product = books.get::<Product>(&sku);
        DraftLine {
            name: product.as_ref().map_or_else(|| sku.to_string(), |product| product.name.to_string()),
            picture: product.and_then(|product| product.picture.clone()).unwrap_or_default(),
            units: Entry::new(units.to_string()),
            sku,
        }
    }
}

#[component]
pub fn NewReceipt() -> impl IntoView {
    let doing = use_doing();
    let query = use_query_map();
    let order = query.read_untracked().get("order").and_then(|id| id.parse::<OrderId>().ok());
    let order = order.and_then(|id| doing.desk.read(|books| books.get::<Order>(id)));
    let usual = doing.desk.read(usual_warehouse);
    let at = order.as_ref().and_then(|order| order.warehouse.clone()).or(usual);
    let number = order.as_ref().map(|order| order.number.to_string());
    let lines = RwSignal::new(order.as_ref().map_or_else(Vec::new, |order| {
        doing.desk.read(|books| {
            let available = |sku: &Sku| {
                at.as_ref().and_then(|code| books.stock(sku, code)).map_or(Quantity::ZERO, |stock| stock.available())
            };
            missing(order, available).into_iter().map(|(sku, units)| DraftLine::new(books, sku, units)).collect()
        })
    }));
    let warehouse = Entry::new(at.map(String::from).unwrap_or_default());
    let reference = Entry::new(
        number.as_ref().map(|number| t!("receiving-for-order", number = number.as_str())).unwrap_or_default(),
    );
    let refused = RwSignal::new(String::new());
    let navigate = use_navigate();
    let announce = Callback::new(move |()| {
        refused.set(String::new());
        let place = warehouse.take(WarehouseCode::parse);
        let reference = reference.take(TextLine::parse);
        let goods = take_lines(&lines.read_untracked());
        if lines.read_untracked().is_empty() {
            refused.set(t!("receiving-add-a-line"));
        }
        let (Some(warehouse), Some(reference), Some(goods)) = (place, reference, goods) else { return };
        let receipt = engine::ids::receipt_id();
        let navigate = navigate.clone();
        doing.act_or(
            AnnounceReceipt { receipt, warehouse, reference, lines: goods },
            move |_| {
                doing.tell(t!("receiving-announced"));
                navigate(&routes::receipt(receipt), Default::default());
            },
            move |problem| refused.set(words_of(problem)),
        );
    });
    let unannounced = engine::ids::receipt_id();
    let at_once = move || {
        format!(
            "{}?warehouse={}",
            routes::receipt(unannounced),
            String::from(js_sys::encode_uri_component(&warehouse.get()))
        )
    };
    let actions = move || {
        view! {
            <LinkButton label=move || t!("receiving-at-once") href=at_once icon=Glyph::Scan/>
            <Button label=move || t!("receiving-announce") kind=ButtonKind::Primary on_press=announce/>
        }
    };
    view! {
        <PageHead title=move || t!("receiving-new") back_href=routes::RECEIVING back_label=move || t!("receiving-title") actions=actions/>
        <Show when=move || !refused.read().is_empty()>
            <Banner title=refused tone=Tone::Bad/>
        </Show>
        <Head warehouse reference/>
        <Lines lines/>
    }
}

/// Every line's quantity, when all are right; otherwise the fields say what is wrong.
fn take_lines(lines: &[DraftLine]) -> Option<Vec<(Sku, Quantity)>> {
    let taken: Vec<Option<(Sku, Quantity)>> = lines
        .iter()
        .map(|line| {
            let units = line.units.take(|text| {
                Quantity::parse(text).and_then(|q| if q.is_zero() { Err(Malformed::Empty) } else { Ok(q) })
            });
            units.map(|units| (line.sku.clone(), units))
        })
        .collect();
    if taken.is_empty() { None } else { taken.into_iter().collect() }
}

#[component]
fn Head(warehouse: Entry, reference: Entry) -> impl IntoView {
    let doing = use_doing();
    let warehouses = doing.desk.watch(warehouse_choices);
    view! {
        <Card>
            <Show when=move || !warehouses.read().is_empty() fallback=|| view! {
                <EmptyState title=t!("receiving-no-warehouse") note=t!("receiving-no-warehouse-note") icon=Glyph::Inventory>
                    <LinkButton label=move || t!("settings-places") href=routes::setting("places") kind=ButtonKind::Primary/>
                </EmptyState>
            }>
                <div class="form-row">
                    <Select label=move || t!("receiving-to") choices=warehouses value=warehouse.text() on_change=warehouse.typed()
                        error=warehouse.error()/>
                    <Field label=move || t!("receiving-reference") hint=move || t!("receiving-reference-hint") value=reference.text()
                        on_input=reference.typed() error=reference.error() max_length=400 takes_scans=true/>
                </div>
            </Show>
        </Card>
    }
}

#[component]
fn Lines(lines: RwSignal<Vec<DraftLine>>) -> impl IntoView {
    let doing = use_doing();
    let offers = doing.desk.watch(|books| {
        books
            .all::<Product>()
            .filter(|product| product.active)
            .map(|product| Choice::new(product.sku.as_str(), product.name.as_str()).hint(product.sku.as_str()))
            .collect::<Vec<_>>()
    });
    let add = move |sku: Sku| {
        let known = lines.read_untracked().iter().find(|line| line.sku == sku).cloned();
        match known {
            // A second scan of the same thing is one more of it.
            Some(line) => {
                let more = Quantity::parse(&line.units.get_untracked()).unwrap_or_default().plus(Quantity::ONE);
                line.units.set(more.to_string());
            }
            None => {
                let line = doing.desk.read(|books| DraftLine::new(books, sku.clone(), Quantity::ONE));
                lines.update(|lines| lines.push(line));
            }
        }
    };
    engine::scanner::use_scanner(move |scan| match doing.desk.read(|books| books.product_of_code(&scan.text)) {
        Some(product) => add(product.sku.clone()),
        None => doing.warn(t!("receiving-unknown-code", code = scan.text.as_str())),
    });
    let choose = move |choice: Choice| {
        if let Ok(sku) = Sku::parse(&choice.value) {
            add(sku);
        }
    };
    view! {
        <Card title=move || t!("receiving-goods") icon=Glyph::Boxes>
            <div class="stack">
                <Combobox label=move || t!("receiving-add") choices=offers value="" on_choose=choose keeps_nothing=true
                    none_label=move || t!("receiving-no-product") placeholder=move || t!("inventory-search")/>
                <Show when=move || !lines.read().is_empty() fallback=|| view! { <p class="t2">{move || t!("receiving-no-lines")}</p> }>
                    <Table label=move || t!("table-of", name = t!("receiving-goods"))>
                        <thead><tr>
                            <th scope="col">{move || t!("word-product")}</th>
                            <th scope="col" class="receive-units">{move || t!("receiving-how-many")}</th>
                            <th scope="col"><span class="visually-hidden">{move || t!("remove")}</span></th>
                        </tr></thead>
                        <tbody>
                            <Each each=move || lines.get() key=|line| line.sku.clone() let:line>
                                <LineRow line lines/>
                            </Each>
                        </tbody>
                    </Table>
                </Show>
            </div>
        </Card>
    }
}

#[component]
fn LineRow(line: DraftLine, lines: RwSignal<Vec<DraftLine>>) -> impl IntoView {
    let (sku, units, name) = (line.sku.clone(), line.units, line.name.clone());
    let label = move || t!("receiving-how-many-of", name = name.as_str());
    let drop_line = move || lines.update(|lines| lines.retain(|line| line.sku != sku));
    view! {
        <tr>
            <td><span class="goods"><Thumb src=line.picture/><span class="goods-words">
                <span>{line.name}</span><span class="mono t3">{line.sku.to_string()}</span>
            </span></span></td>
            <td class="receive-units"><Field label=label label_hidden=true kind=FieldKind::Number value=units.text() on_input=units.typed()
                error=units.error() max_length=12/></td>
            <td class="end"><IconButton label=move || t!("remove") icon=Glyph::Trash on_press=drop_line/></td>
        </tr>
    }
}
