//! Choosing a warehouse and a bin in it.

use crate::entry::Entry;
use crate::t;
use engine::{Books, Desk};
use kit::{Choice, Combobox, Select};
use leptos::prelude::*;
use shared::base::sorting;
use shared::base::{BinCode, Sku, WarehouseCode};
use shared::inventory::Location;
use std::sync::Arc;

/// The warehouses as choices, the open ones first. A shop with one warehouse need not choose.
pub fn warehouse_choices(books: &Books) -> Vec<Choice> {
    let mut warehouses = books.warehouses();
    sorting::sort_by_key(&mut warehouses, |warehouse| !warehouse.active);
    warehouses
        .iter()
        .map(|warehouse| Choice::new(warehouse.code.as_str(), format!("{} · {}", warehouse.code, warehouse.name)))
        .collect()
}

/// Where work goes when nobody says otherwise.
pub fn usual_warehouse(books: &Books) -> Option<WarehouseCode> {
    let default = books.merchant().and_then(|merchant| merchant.default_warehouse.clone());
    default.or_else(|| books.warehouses().first().map(|warehouse| warehouse.code.clone()))
}

/// Where a product most likely is: the bin with the most of it; else the usual warehouse, and the person says the bin.
pub fn likely_spot(books: &Books, sku: &Sku) -> (Option<WarehouseCode>, Option<BinCode>) {
    let stocks = books.stock_everywhere(sku);
    let bins = stocks.iter().flat_map(|stock| stock.bins.iter().map(move |(bin, entry)| (entry.balance(), stock, bin)));
    match bins.max_by_key(|(units, ..)| *units) {
        Some((units, stock, bin)) if units != 0 => (Some(stock.warehouse.clone()), Some(bin.clone())),
        _ => (usual_warehouse(books), None),
    }
}

/// The bins of a warehouse by aisle, bay and level; receiving and packing first.
pub fn bins_of(books: &Books, warehouse: &WarehouseCode) -> Vec<Arc<Location>> {
    let mut bins: Vec<Arc<Location>> =
        books.all::<Location>().filter(|location| location.warehouse == *warehouse).collect();
    sorting::sort_by(&mut bins, |a, b| (a.aisle, a.bay, a.level, &a.bin).cmp(&(b.aisle, b.bay, b.level, &b.bin)));
    bins
}

/// A warehouse and a bin, as two fields.
#[derive(Clone, Copy)]
pub struct Spot {
    pub warehouse: Entry,
    pub bin: Entry,
}

impl Spot {
    pub fn new(warehouse: Option<WarehouseCode>, bin: Option<BinCode>) -> Spot {
        let text = |code: Option<String>| Entry::new(code.unwrap_or_default());
        Spot { warehouse: text(warehouse.map(String::from)), bin: text(bin.map(String::from)) }
    }

    /// Shows a place: the one asked for, or the one where the product most likely is.
    pub fn show(self, desk: Desk, at: Option<(WarehouseCode, BinCode)>, sku: &Sku) {
        let (warehouse, bin) = match at {
            Some((warehouse, bin)) => (Some(warehouse), Some(bin)),
            None => desk.read(|books| likely_spot(books, sku)),
        };
        self.warehouse.set(warehouse.map(String::from).unwrap_or_default());
        self.bin.set(bin.map(String::from).unwrap_or_default());
    }

    /// Both, when they are; otherwise the fields say what is missing.
    pub fn take(self) -> Option<(WarehouseCode, BinCode)> {
        let warehouse = self.warehouse.take(WarehouseCode::parse);
        let bin = self.bin.take(BinCode::parse);
        Some((warehouse?, bin?))
    }

    pub fn warehouse_now(self) -> Option<WarehouseCode> {
        WarehouseCode::parse(&self.warehouse.get()).ok()
    }
}

/// The two fields of a spot. The warehouse is shown only where there are several.
#[component]
pub fn SpotFields(
    spot: Spot,
    /// Name of the bin field, for example "From bin".
    #[prop(into)]
    bin_label: kit::Text,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let warehouses = desk.watch(warehouse_choices);
    let bins = desk.watch(move |books| {
        spot.warehouse_now().map_or_else(Vec::new, |warehouse| {
            bins_of(books, &warehouse)
                .iter()
                .map(|location| Choice::new(location.bin.as_str(), location.bin.as_str()))
                .collect::<Vec<_>>()
        })
    });
    let choose_warehouse = move |code: String| {
        spot.bin.set("");
        spot.warehouse.set(code);
    };
    view! {
        <Show when=move || { warehouses.read().len() > 1 }>
            <Select label=move || t!("word-warehouse") choices=warehouses value=spot.warehouse.text()
                on_change=choose_warehouse error=spot.warehouse.error()/>
        </Show>
        <Combobox label=bin_label choices=bins value=spot.bin.text() error=spot.bin.error()
            on_choose=move |choice: Choice| spot.bin.set(choice.value) none_label=move || t!("inventory-no-such-bin")/>
    }
}
