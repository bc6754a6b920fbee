//! What a person chooses about a file, and what the shop has already.

use crate::base::{Barcode, Currency, ImportId, OrderId, Sku, TextLine};
use crate::orders::Terms;
use crate::people::Language;
use std::collections::{BTreeMap, BTreeSet};

/// How the rows become orders.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where the orders come from; together with the order number it names an order for ever.
    pub channel: TextLine,
    /// The shop's currency: other rows are left out.
    pub currency: Currency,
    /// Dates without an offset are taken at this clock, minutes east of UTC.
    pub utc_offset_minutes: i32,
    /// Country of addresses and phones that name none, ISO code; may be empty.
    pub country: TextLine,
    /// Language of messages to these customers.
    pub language: Language,
    /// Goes before a customer's number when the file has no name: `Customer 17850`.
    pub customer_word: String,
    pub terms: Terms,
    /// Orders about whose payment the file says nothing are paid.
    pub paid: bool,
    /// SKUs that the shop does not have become products.
    pub create_products: bool,
    /// Place an order without its bad rows. Off: such an order is left out as a whole.
    pub skip_bad_rows: bool,
    /// Written on every order, so that the import can be undone.
    pub import: Option<ImportId>,
}

impl Options {
    /// The careful choice: nothing is created, paid or left out unasked.
    pub fn new(channel: TextLine, currency: Currency) -> Options {
        Options {
            channel,
            currency,
            utc_offset_minutes: 0,
            country: TextLine::default(),
            language: Language::default(),
            customer_word: "#".to_owned(),
            terms: Terms::Prepaid,
            paid: false,
            create_products: false,
            skip_bad_rows: false,
            import: None,
        }
    }
}

/// What the shop has already.
pub trait Known {
    /// Price of a product in minor units; none: there is no such product.
    fn price(&self, sku: &Sku) -> Option<i64>;

    fn sku_of(&self, code: &Barcode) -> Option<Sku>;

    fn has_order(&self, order: OrderId) -> bool;
}

/// The same from sets in memory: a command that has loaded them, a test.
#[derive(Debug, Clone, Default)]
pub struct KnownSets {
    /// Price in minor units by SKU.
    pub products: BTreeMap<Sku, i64>,
    pub barcodes: BTreeMap<Barcode, Sku>,
    pub orders: BTreeSet<OrderId>,
}

impl Known for KnownSets {
    fn price(&self, sku: &Sku) -> Option<i64> {
        self.products.get(sku).copied()
    }

    fn sku_of(&self, code: &Barcode) -> Option<Sku> {
        self.barcodes.get(code).cloned()
    }

    fn has_order(&self, order: OrderId) -> bool {
        self.orders.contains(&order)
    }
}
