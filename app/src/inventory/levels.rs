//! Stock levels: one line for each product, summed over the warehouses that are looked at. What is short comes first.

use shared::base::sorting;
use shared::base::{Sku, WarehouseCode};
use shared::catalog::Product;
use shared::inventory::Stock;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How a product stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Less on the shelves than was promised, or a bin below zero.
    Short,
    /// Nothing left to promise, although the product is watched.
    Out,
    /// At or under its mark.
    Low,
    Fine,
}

/// One line of the Levels table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    pub sku: Sku,
    pub name: String,
    pub picture: String,
    pub on_hand: i64,
    pub reserved: i64,
    pub available: i64,
    pub incoming: i64,
    pub standing: Standing,
    search: String,
}

/// What a table can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum SortBy {
    /// Short, out, low, then the rest by name.
    #[default]
    Standing,
    Sku,
    OnHand,
    Reserved,
    Available,
    Incoming,
}

impl SortBy {
    pub fn from_name(name: &str) -> SortBy {
        match name {
            "sku" => SortBy::Sku,
            "on_hand" => SortBy::OnHand,
            "reserved" => SortBy::Reserved,
            "available" => SortBy::Available,
            "incoming" => SortBy::Incoming,
            _ => SortBy::Standing,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            SortBy::Standing => "standing",
            SortBy::Sku => "sku",
            SortBy::OnHand => "on_hand",
            SortBy::Reserved => "reserved",
            SortBy::Available => "available",
            SortBy::Incoming => "incoming",
        }
    }
}

#[derive(Default)]
struct Sum {
    on_hand: i64,
    reserved: i64,
    available: i64,
    incoming: i64,
    below_zero: bool,
}

/// Every product that is sold or that lies somewhere, with its numbers.
pub fn levels(
    products: impl Iterator<Item = Arc<Product>>,
    stocks: impl Iterator<Item = Arc<Stock>>,
    warehouse: Option<&WarehouseCode>,
) -> Vec<Level> {
    let mut sums: BTreeMap<Sku, Sum> = BTreeMap::new();
    for stock in stocks.filter(|stock| warehouse.is_none_or(|code| stock.warehouse == *code)) {
        let sum = sums.entry(stock.sku.clone()).or_default();
        sum.on_hand += stock.on_hand();
        sum.reserved += stock.reserved.signed();
        sum.available += stock.available().signed();
        sum.incoming += stock.incoming.signed();
        sum.below_zero |= stock.bins.values().any(|bin| bin.balance() < 0) || stock.on_hand() < stock.reserved.signed();
    }
    let mut lines: Vec<Level> = Vec::new();
    for product in products {
        let sum = sums.remove(&product.sku);
        if product.active || sum.is_some() {
            let sum = sum.unwrap_or_default();
            let standing = standing(&sum, product.low_at.signed());
            let picture = product.picture.clone().unwrap_or_default();
            lines.push(Level::new(
                product.sku.clone(),
                product.name.to_string(),
                picture,
                &product.barcodes,
                sum,
                standing,
            ));
        }
    }
    // Goods that nobody has named yet: they were received under a code the catalogue does not know.
    for (sku, sum) in sums {
        let standing = standing(&sum, 0);
        let name = sku.to_string();
        lines.push(Level::new(sku, name, String::new(), &[], sum, standing));
    }
    lines
}

fn standing(sum: &Sum, low_at: i64) -> Standing {
    if sum.below_zero {
        Standing::Short
    } else if low_at > 0 && sum.available == 0 {
        Standing::Out
    } else if low_at > 0 && sum.available <= low_at {
        Standing::Low
    } else {
        Standing::Fine
    }
}

impl Level {
    fn new(
        sku: Sku,
        name: String,
        picture: String,
        barcodes: &[shared::base::Barcode],
        sum: Sum,
        standing: Standing,
    ) -> Level {
        let mut search = format!("{sku} {name}").to_lowercase();
        for code in barcodes {
            search.push(' ');
            search.push_str(code.as_str());
        }
        Level {
            sku,
            name,
            picture,
            on_hand: sum.on_hand,
            reserved: sum.reserved,
            available: sum.available,
            incoming: sum.incoming,
            standing,
            search,
        }
    }

    /// Every word of `wanted` (lower case) occurs in the SKU, the name or a barcode.
    pub fn matches(&self, wanted: &str) -> bool {
        wanted.split_whitespace().all(|word| self.search.contains(word))
    }
}

/// Puts the lines into the order asked for; the name breaks ties, so that the table never dances.
pub fn sort(lines: &mut [Level], by: SortBy, down: bool) {
    sorting::sort_by(lines, |a, b| {
        let order = match by {
            SortBy::Standing => a.standing.cmp(&b.standing),
            SortBy::Sku => a.sku.cmp(&b.sku),
            SortBy::OnHand => a.on_hand.cmp(&b.on_hand),
            SortBy::Reserved => a.reserved.cmp(&b.reserved),
            SortBy::Available => a.available.cmp(&b.available),
            SortBy::Incoming => a.incoming.cmp(&b.incoming),
        };
        let order = if down { order.reverse() } else { order };
        order.then_with(|| a.name.cmp(&b.name)).then_with(|| a.sku.cmp(&b.sku))
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::base::{Currency, Money, Name, Quantity};

    fn product(sku: &str, low_at: i64) -> Arc<Product> {
        Arc::new(Product {
            sku: Sku::parse(sku).unwrap(),
            name: Name::parse(&format!("Name of {sku}")).unwrap(),
            barcodes: Vec::new(),
            price: Money::new(0, Currency::parse("CNY").unwrap()),
            picture: None,
            weight_g: 0,
            low_at: Quantity::new(low_at).unwrap(),
            active: true,
        })
    }

    fn stock(sku: &str, warehouse: &str, reserved: i64, incoming: i64) -> Arc<Stock> {
        let mut stock = Stock::empty(&Sku::parse(sku).unwrap(), &WarehouseCode::parse(warehouse).unwrap());
        stock.reserved = Quantity::new(reserved).unwrap();
        stock.incoming = Quantity::new(incoming).unwrap();
        Arc::new(stock)
    }

    #[test]
    fn what_is_short_comes_first_and_unknown_goods_are_shown() {
        let products = [product("B", 0), product("A", 5)];
        let stocks = [stock("B", "HZ", 2, 0), stock("X", "SH", 0, 3)];
        let mut lines = levels(products.into_iter(), stocks.into_iter(), None);
        sort(&mut lines, SortBy::Standing, false);
        let seen: Vec<(&str, Standing)> = lines.iter().map(|line| (line.sku.as_str(), line.standing)).collect();
        assert_eq!(seen, [("B", Standing::Short), ("A", Standing::Out), ("X", Standing::Fine)]);
    }

    #[test]
    fn a_warehouse_shows_only_its_own_numbers() {
        let hz = WarehouseCode::parse("HZ").unwrap();
        let stocks = [stock("A", "HZ", 0, 4), stock("A", "SH", 0, 3)];
        let lines = levels([product("A", 0)].into_iter(), stocks.into_iter(), Some(&hz));
        assert_eq!(lines.iter().map(|line| line.incoming).collect::<Vec<_>>(), [4]);
        assert!(lines.iter().all(|line| line.matches("name a")));
    }
}
