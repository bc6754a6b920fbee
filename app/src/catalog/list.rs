//! The Products screen: a table with pictures, a search, and the panel for one product.

use super::editor::ProductEditor;
use crate::desk::use_doing;
use crate::{format, t};
use kit::{
    Button, ButtonKind, Column, DataTable, EmptyState, Glyph, PageHead, SearchField, Shortcut, Tab, Tabs, Tag, Thumb,
    Tone, use_shortcuts,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::base::Sku;
use shared::base::sorting;
use shared::catalog::Product;
use shared::engine::Recorded;
use shared::people::Right;
use std::sync::Arc;

/// A product and the text that a search looks at.
#[derive(Clone, PartialEq)]
struct Row {
    product: Arc<Product>,
    search: String,
    unsent: bool,
}

fn row(product: Arc<Product>, unsent: bool) -> Row {
    let mut search = format!("{} {}", product.sku, product.name).to_lowercase();
    for code in &product.barcodes {
        search.push(' ');
        search.push_str(code.as_str());
    }
    Row { product, search, unsent }
}

#[component]
pub fn Products() -> impl IntoView {
    let doing = use_doing();
    let query = use_query_map();
    let gone = Memo::new(move |_| query.read().get("show").as_deref() == Some("inactive"));
    let search = RwSignal::new(String::new());
    let editing = RwSignal::new(None::<Option<Sku>>);
    let all = doing.desk.watch(|books| {
        let mut rows: Vec<Row> = books
            .all::<Product>()
            .map(|product| {
                let unsent = books.is_unsent(&product.key());
                row(product, unsent)
            })
            .collect();
        sorting::sort_by(&mut rows, |a, b| {
            a.product.name.cmp(&b.product.name).then_with(|| a.product.sku.cmp(&b.product.sku))
        });
        rows
    });
    let rows = Memo::new(move |_| {
        let wanted = search.read().to_lowercase();
        let fits = |row: &&Row| {
            row.product.active != gone.get() && wanted.split_whitespace().all(|word| row.search.contains(word))
        };
        all.read().iter().filter(fits).cloned().collect::<Vec<_>>()
    });
    let count =
        move |active: bool| format::number(all.read().iter().filter(|row| row.product.active == active).count() as i64);
    let tabs = move || {
        vec![
            Tab::new(t!("products-sold"), "/products", !gone.get()).count(count(true)),
            Tab::new(t!("products-not-sold"), "/products?show=inactive", gone.get()).count(count(false)),
        ]
    };
    let may_edit = move || doing.may(Right::EditCatalog);
    let add = move || {
        if may_edit() {
            editing.set(Some(None))
        }
    };
    if let Some(shortcuts) = use_shortcuts() {
        shortcuts.add(Shortcut::new(
            "n",
            Signal::derive(|| t!("products-title")),
            Signal::derive(|| t!("product-new")),
            add,
        ));
    }
    let actions = move || {
        may_edit().then(|| view! {
        <Button label=move || t!("product-new") kind=ButtonKind::Primary icon=Glyph::Plus keys="N" on_press=add/>
    })
    };
    view! {
        <div class="screen-fill">
            <PageHead title=move || t!("products-title") actions=actions/>
            <Tabs label=move || t!("products-title") tabs=tabs/>
            <div class="toolbar">
                <SearchField label=move || t!("search") placeholder=move || t!("inventory-search") value=search
                    on_input=move |text: String| search.set(text)/>
                <span class="t2 push">{move || t!("n-products", n = rows.read().len())}</span>
            </div>
            <ProductTable rows editing search add=Callback::new(move |()| add())/>
        </div>
        <ProductEditor editing/>
    }
}

#[component]
fn ProductTable(
    rows: Memo<Vec<Row>>,
    editing: RwSignal<Option<Option<Sku>>>,
    search: RwSignal<String>,
    add: Callback<()>,
) -> impl IntoView {
    let columns = vec![
        Column::new(|| t!("word-product"), 14),
        Column::new(|| t!("word-barcode"), 11).fixed().low(),
        Column::new(|| t!("word-price"), 8).fixed().number(),
        Column::new(|| t!("product-low-at"), 8).fixed().number().low(),
    ];
    let cells = move |at: usize| rows.with(|rows| rows.get(at).map(cells_of).unwrap_or_default());
    let open = move |at: usize| {
        if let Some(sku) = rows.with_untracked(|rows| rows.get(at).map(|row| row.product.sku.clone())) {
            editing.set(Some(Some(sku)));
        }
    };
    let empty = move || {
        if search.read().is_empty() {
            view! {
                <EmptyState title=t!("products-empty") note=t!("products-empty-note") icon=Glyph::Products>
                    <Button label=move || t!("product-new") kind=ButtonKind::Primary on_press=add/>
                </EmptyState>
            }
            .into_any()
        } else {
            view! {
                <EmptyState title=t!("inventory-none-found") note=t!("inventory-none-found-note") icon=Glyph::Search>
                    <Button label=move || t!("clear-filters") on_press=move || search.set(String::new())/>
                </EmptyState>
            }
            .into_any()
        }
    };
    view! {
        <DataTable label=move || t!("products-title") on_phones="tall" columns=columns len=Signal::derive(move || rows.read().len())
            key=move |at: usize| rows.with(|rows| rows.get(at).map(|row| row.product.sku.to_string()))
            cells=cells on_open=open empty=empty/>
    }
}

fn cells_of(row: &Row) -> Vec<AnyView> {
    let (product, unsent) = (row.product.clone(), row.unsent);
    let (price, low_at) = (product.price, product.low_at);
    let codes = match product.barcodes.as_slice() {
        [] => "—".to_owned(),
        [only] => only.to_string(),
        [first, rest @ ..] => format!("{first} +{}", rest.len()),
    };
    vec![
        view! {
            <span class="goods">
                <Thumb src=product.picture.clone().unwrap_or_default()/>
                <span class="goods-words"><span class="clip">{product.name.to_string()}</span><span class="mono t3 clip">{product.sku.to_string()}</span></span>
                {unsent.then(|| view! { <Tag label=move || t!("sync-not-yet-sent") tone=Tone::Quiet icon=Glyph::Clock/> })}
            </span>
        }
        .into_any(),
        view! { <span class="mono">{codes}</span> }.into_any(),
        view! { {move || format::money(price)} }.into_any(),
        view! { {move || if low_at.is_zero() { "—".to_owned() } else { format::number(low_at.signed()) }} }.into_any(),
    ]
}
