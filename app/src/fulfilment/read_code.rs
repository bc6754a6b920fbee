//! What a scanned or typed code names: a product, a bin, an order, or nothing here.

use engine::Books;
use shared::base::{BinCode, OrderId, Sku, WarehouseCode};

/// The thing behind a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Code {
    Product(Sku),
    Bin(WarehouseCode, BinCode),
    Order(OrderId),
    /// Nobody here knows it.
    Unknown(String),
}

/// A barcode first, because that is what scanners send; then the codes that people type.
pub fn read_code(books: &Books<'_>, text: &str) -> Code {
    if let Some(product) = books.product_of_code(text) {
        return Code::Product(product.sku.clone());
    }
    if let Some((warehouse, bin)) = bin_of(books, text) {
        return Code::Bin(warehouse, bin);
    }
    match order_of(books, text) {
        Some(order) => Code::Order(order),
        None => Code::Unknown(text.trim().to_owned()),
    }
}

/// `HZ|A-01-02` names one bin; `A-01-02` the first warehouse that has it.
fn bin_of(books: &Books<'_>, text: &str) -> Option<(WarehouseCode, BinCode)> {
    let (warehouse, bin) = text.rsplit_once('|').map_or((None, text), |(warehouse, bin)| (Some(warehouse), bin));
    let bin = BinCode::parse(bin).ok()?;
    if let Some(code) = warehouse {
        let code = WarehouseCode::parse(code).ok()?;
        return books.location(&code, &bin).map(|_| (code, bin));
    }
    books
        .warehouses()
        .iter()
        .find_map(|warehouse| books.location(&warehouse.code, &bin).map(|_| (warehouse.code.clone(), bin.clone())))
}

/// `#10482`, `10482`, `N-4F02A1`, or the number that the shop it came from gave it.
fn order_of(books: &Books<'_>, text: &str) -> Option<OrderId> {
    let wanted = text.trim().trim_start_matches('#');
    let rows = books.orders().all();
    let named = |row: &&std::sync::Arc<shared::orders::OrderRow>| {
        row.number().trim_start_matches('#').eq_ignore_ascii_case(wanted) || row.external_id() == wanted
    };
    rows.iter().find(named).map(|row| row.id)
}
