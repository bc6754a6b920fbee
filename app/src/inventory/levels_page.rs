//! The Inventory screen: on hand, reserved, available, incoming of every product; what is short stands on top.

use super::exceptions::Exceptions;
use super::levels::{Level, SortBy, Standing, levels, sort};
use super::spots::warehouse_choices;
use crate::{format, routes, t};
use engine::Desk;
use kit::{
    Banner, Choice, Column, DataTable, EmptyState, Glyph, LinkButton, PageHead, SearchField, Select, Sorting, Tab,
    Tabs, Tag, Thumb, Tone,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};
use shared::base::WarehouseCode;
use shared::catalog::Product;
use shared::inventory::{Exception, Stock};

/// Which lines are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Show {
    All,
    Low,
    Short,
    Exceptions,
}

impl Show {
    const EACH: [Show; 4] = [Show::All, Show::Low, Show::Short, Show::Exceptions];

    fn name(self) -> &'static str {
        match self {
            Show::All => "all",
            Show::Low => "low",
            Show::Short => "short",
            Show::Exceptions => "exceptions",
        }
    }

    fn from_name(name: Option<String>) -> Show {
        Show::EACH.into_iter().find(|show| Some(show.name()) == name.as_deref()).unwrap_or(Show::All)
    }

    fn holds(self, level: &Level) -> bool {
        match self {
            Show::All => true,
            Show::Low => matches!(level.standing, Standing::Low | Standing::Out),
            Show::Short => level.standing == Standing::Short,
            Show::Exceptions => false,
        }
    }
}

#[component]
pub fn Inventory() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let query = use_query_map();
    let show = Memo::new(move |_| Show::from_name(query.read().get("show")));
    let warehouse = Memo::new(move |_| query.read().get("warehouse").and_then(|code| WarehouseCode::parse(&code).ok()));
    let search = RwSignal::new(String::new());
    let sorted_by = RwSignal::new((SortBy::Standing, Sorting::Up));

    let all = desk.watch(move |books| levels(books.all::<Product>(), books.all::<Stock>(), warehouse.get().as_ref()));
    let open_exceptions = desk.watch(|books| books.all::<Exception>().filter(|exception| exception.is_open()).count());
    let rows = Memo::new(move |_| {
        let wanted = search.read().to_lowercase();
        let mut rows: Vec<Level> =
            all.read().iter().filter(|level| show.get().holds(level) && level.matches(&wanted)).cloned().collect();
        let (by, way) = sorted_by.get();
        sort(&mut rows, by, way == Sorting::Down);
        rows
    });
    let count = move |show: Show| match show {
        Show::Exceptions => open_exceptions.get(),
        show => all.read().iter().filter(|level| show.holds(level)).count(),
    };
    let tabs = move || {
        let here = show.get();
        let code = warehouse.get();
        Show::EACH
            .into_iter()
            .map(|show| {
                let label = t!(&format!("inventory-show-{}", show.name()));
                Tab::new(label, address(show, code.as_ref()), show == here).count(format::number(count(show) as i64))
            })
            .collect::<Vec<_>>()
    };
    let short = move || count(Show::Short);
    view! {
        <div class="screen-fill">
            <PageHead title=move || t!("inventory-title") actions=move || view! {
                <LinkButton label=move || t!("receiving-title") href=routes::RECEIVING icon=Glyph::Receive/>
            }/>
            <leptos::prelude::Show when=move || { short() != 0 && show.get() == Show::All }>
                <Banner tone=Tone::Warn title=move || t!("inventory-short-strip", n = short()) note=move || t!("inventory-short-note")>
                    <LinkButton label=move || t!("inventory-short-see") href=move || address(Show::Short, warehouse.get().as_ref())/>
                </Banner>
            </leptos::prelude::Show>
            <Tabs label=move || t!("inventory-title") tabs=tabs/>
            <leptos::prelude::Show when=move || show.get() != Show::Exceptions fallback=|| view! { <Exceptions/> }>
                <Toolbar search show warehouse found=Signal::derive(move || rows.read().len())/>
                <LevelsTable rows sorted_by search/>
            </leptos::prelude::Show>
        </div>
    }
}

fn address(show: Show, warehouse: Option<&WarehouseCode>) -> String {
    let code = warehouse
        .map(|code| format!("&warehouse={}", String::from(js_sys::encode_uri_component(code.as_str()))))
        .unwrap_or_default();
    format!("{}?show={}{code}", routes::INVENTORY, show.name())
}

#[component]
fn Toolbar(
    search: RwSignal<String>,
    show: Memo<Show>,
    warehouse: Memo<Option<WarehouseCode>>,
    found: Signal<usize>,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let navigate = use_navigate();
    let warehouses = desk.watch(warehouse_choices);
    let choices = move || {
        let mut choices = vec![Choice::new("", t!("inventory-everywhere"))];
        choices.extend(warehouses.get());
        choices
    };
    let change = move |code: String| {
        let code = WarehouseCode::parse(&code).ok();
        navigate(&address(show.get_untracked(), code.as_ref()), Default::default());
    };
    let change = Callback::new(change);
    view! {
        <div class="toolbar">
            <SearchField label=move || t!("search") placeholder=move || t!("inventory-search") value=search
                on_input=move |text: String| search.set(text)/>
            <leptos::prelude::Show when=move || { warehouses.read().len() > 1 }>
                <Select label=move || t!("word-warehouse") label_hidden=true choices=Signal::derive(choices)
                    value=move || warehouse.get().map(String::from).unwrap_or_default() on_change=change/>
            </leptos::prelude::Show>
            <span class="t2 push">{move || t!("n-products", n = found.get())}</span>
        </div>
    }
}

#[component]
fn LevelsTable(
    rows: Memo<Vec<Level>>,
    sorted_by: RwSignal<(SortBy, Sorting)>,
    search: RwSignal<String>,
) -> impl IntoView {
    let navigate = use_navigate();
    let columns = vec![
        Column::new(|| t!("word-product"), 14).sortable("sku"),
        Column::new(|| t!("stock-on-hand"), 7).fixed().number().sortable("on_hand").low(),
        Column::new(|| t!("stock-reserved"), 7).fixed().number().sortable("reserved").low(),
        Column::new(|| t!("stock-available"), 7).fixed().number().sortable("available"),
        Column::new(|| t!("stock-incoming"), 7).fixed().number().sortable("incoming").low(),
        Column::new(|| t!("word-status"), 10).fixed().low().sortable("standing"),
    ];
    let press = move |key: &'static str| {
        let by = SortBy::from_name(key);
        sorted_by.update(|(now, way)| {
            *way = if *now == by && *way == Sorting::Up { Sorting::Down } else { Sorting::Up };
            *now = by;
        });
    };
    let cells = move |at: usize| rows.with(|rows| rows.get(at).map(cells_of).unwrap_or_default());
    let open = Callback::new(move |at: usize| {
        if let Some(level) = rows.with_untracked(|rows| rows.get(at).cloned()) {
            navigate(&routes::sku(&level.sku), Default::default());
        }
    });
    view! {
        <DataTable label=move || t!("inventory-title") on_phones="tall" columns=columns len=Signal::derive(move || rows.read().len())
            key=move |at: usize| rows.with(|rows| rows.get(at).map(|level| level.sku.to_string())) cells=cells on_open=open
            sorted=Signal::derive(move || { let (by, way) = sorted_by.get(); Some((by.name(), way)) }) on_sort=press
            empty=move || view! { <Empty searched=Signal::derive(move || !search.read().is_empty()) clear=move || search.set(String::new())/> }/>
    }
}

fn cells_of(level: &Level) -> Vec<AnyView> {
    let number = |value: i64| {
        view! { <span class:tone-bad=move || value.is_negative()>{move || format::number(value)}</span> }.into_any()
    };
    let tag = match level.standing {
        Standing::Short => Some(("inventory-standing-short", Tone::Bad)),
        Standing::Out => Some(("stock-none", Tone::Warn)),
        Standing::Low => Some(("stock-low", Tone::Warn)),
        Standing::Fine => None,
    };
    // Narrow screens leave the last column out; there the word stands under the name.
    let under = tag.map(|(key, tone)| view! { <span class="narrow-only strong" class:tone-bad={tone == Tone::Bad} class:tone-warn={tone == Tone::Warn}>{move || t!(key)}" "</span> });
    vec![
        view! {
            <a class="goods" href=routes::sku(&level.sku)>
                <Thumb src=level.picture.clone()/>
                <span class="goods-words">
                    <span class="clip">{level.name.clone()}</span>
                    <span class="t3 clip">{under}<span class="mono">{level.sku.to_string()}</span></span>
                </span>
            </a>
        }
        .into_any(),
        number(level.on_hand),
        number(level.reserved),
        view! { <strong>{number(level.available)}</strong> }.into_any(),
        number(level.incoming),
        tag.map(|(key, tone)| view! { <Tag label=move || t!(key) tone=tone/> }).into_any(),
    ]
}

/// Nothing found, or nothing there yet.
#[component]
fn Empty(searched: Signal<bool>, #[prop(into)] clear: Callback<()>) -> impl IntoView {
    move || {
        if searched.get() {
            view! {
                <EmptyState title=t!("inventory-none-found") note=t!("inventory-none-found-note") icon=Glyph::Search>
                    <kit::Button label=move || t!("clear-filters") on_press=move || clear.run(())/>
                </EmptyState>
            }
        } else {
            view! {
                <EmptyState title=t!("inventory-empty") note=t!("inventory-empty-note") icon=Glyph::Boxes>
                    <LinkButton label=move || t!("products-title") href=routes::PRODUCTS kind=kit::ButtonKind::Primary/>
                </EmptyState>
            }
        }
    }
}
