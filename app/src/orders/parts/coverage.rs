//! What an order needs and which warehouse can give it.

use engine::Books;
use shared::base::{Quantity, WarehouseCode};
use shared::orders::{Line, Order};

/// What one line needs and what a warehouse can give.
#[derive(Clone, PartialEq)]
pub struct Need {
    pub name: String,
    pub sku: String,
    pub wanted: Quantity,
    pub available: Quantity,
    pub incoming: Quantity,
}

impl Need {
    pub fn short(&self) -> Quantity {
        self.wanted.less(self.available)
    }
}

pub fn needs(books: &Books<'_>, order: &Order, warehouse: &WarehouseCode) -> Vec<Need> {
    // Reserved elsewhere means: it would be given back there and promised here.
    let moves = order.warehouse.as_ref() != Some(warehouse);
    let wanted = |line: &Line| if moves { line.open() } else { line.unreserved() };
    let open = order.lines.iter().filter(|line| !wanted(line).is_zero());
    open.map(|line| {
        let stock = books.stock(&line.sku, warehouse);
        Need {
            name: line.name.to_string(),
            sku: line.sku.to_string(),
            wanted: wanted(line),
            available: stock.as_ref().map(|stock| stock.available()).unwrap_or_default(),
            incoming: stock.map(|stock| stock.incoming).unwrap_or_default(),
        }
    })
    .collect()
}

/// The order's own warehouse, else the first that has everything, else the shop's usual one.
pub fn best_warehouse(books: &Books<'_>, order: &Order) -> Option<WarehouseCode> {
    let usual = books.merchant().and_then(|shop| shop.default_warehouse.clone());
    let all: Vec<WarehouseCode> = books
        .warehouses()
        .iter()
        .filter(|warehouse| warehouse.active)
        .map(|warehouse| warehouse.code.clone())
        .collect();
    let first = order.warehouse.clone().or(usual);
    let covers = |code: &WarehouseCode| covers(books, order, code);
    first
        .clone()
        .filter(covers)
        .or_else(|| all.iter().find(|code| covers(code)).cloned())
        .or(first)
        .or_else(|| all.first().cloned())
}

/// Whether a warehouse has everything that an order still needs.
pub fn covers(books: &Books<'_>, order: &Order, warehouse: &WarehouseCode) -> bool {
    needs(books, order, warehouse).iter().all(|need| need.short().is_zero())
}
