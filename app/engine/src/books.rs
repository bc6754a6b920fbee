//! The books as screens read them: what is confirmed, with what is on its way on top. Every read is noted, so that a
//! watching query runs again when just that changes.

use crate::index::OrderIndex;
use crate::watch::{Watched, Watchers};
use shared::base::{BinCode, OrderId, Sku, WarehouseCode};
use shared::catalog::{BarcodeClaim, Product};
use shared::engine::{Key, Kind, Recorded};
use shared::inventory::{Location, Stock, Warehouse};
use shared::orders::Order;
use shared::people::Merchant;
use shared::sync::replica::Replica;
use std::sync::Arc;

/// A view of the books for one query.
pub struct Books<'a> {
    replica: &'a Replica,
    orders: &'a OrderIndex,
    /// None for a read that nobody follows.
    watchers: Option<&'a Watchers>,
}

impl<'a> Books<'a> {
    pub(crate) fn new(replica: &'a Replica, orders: &'a OrderIndex, watchers: Option<&'a Watchers>) -> Books<'a> {
        Books { replica, orders, watchers }
    }

    fn note(&self, watched: impl FnOnce() -> Watched) {
        if let Some(watchers) = self.watchers {
            watchers.note(watched());
        }
    }

    /// One record.
    pub fn get<R: Recorded>(&self, id: impl ToString) -> Option<Arc<R>> {
        let key = R::key_of(id);
        let record = self.replica.look(&key);
        self.note(|| Watched::Record(key));
        record.and_then(|record| R::unwrap(&record).cloned())
    }

    /// Every record of a kind, decoded one by one, sorted by id.
    pub fn all<R: Recorded>(&self) -> impl Iterator<Item = Arc<R>> + '_ {
        self.note(|| Watched::Kind(R::KIND));
        self.replica.all::<R>()
    }

    /// The ids of a kind, sorted.
    pub fn ids(&self, kind: Kind) -> impl Iterator<Item = &'a str> + '_ {
        self.note(|| Watched::Kind(kind));
        self.replica.ids(kind)
    }

    pub fn count(&self, kind: Kind) -> usize {
        self.note(|| Watched::Kind(kind));
        self.replica.count(kind)
    }

    /// Whether what is shown of this record is not confirmed by the office yet.
    pub fn is_unsent(&self, key: &Key) -> bool {
        self.note(|| Watched::Record(key.clone()));
        self.replica.is_unsent(key)
    }

    /// All orders as rows, sorted and counted.
    pub fn orders(&self) -> &'a OrderIndex {
        self.note(|| Watched::Orders);
        self.orders
    }

    pub fn order(&self, id: OrderId) -> Option<Arc<Order>> {
        self.get::<Order>(id)
    }

    pub fn merchant(&self) -> Option<Arc<Merchant>> {
        self.get::<Merchant>(Merchant::ID)
    }

    pub fn warehouses(&self) -> Vec<Arc<Warehouse>> {
        self.all::<Warehouse>().collect()
    }

    /// The stock of a SKU in one warehouse.
    pub fn stock(&self, sku: &Sku, warehouse: &WarehouseCode) -> Option<Arc<Stock>> {
        self.get::<Stock>(Stock::id_of(sku, warehouse))
    }

    /// The stock of a SKU wherever it is.
    pub fn stock_everywhere(&self, sku: &Sku) -> Vec<Arc<Stock>> {
        self.warehouses().iter().filter_map(|warehouse| self.stock(sku, &warehouse.code)).collect()
    }

    pub fn location(&self, warehouse: &WarehouseCode, bin: &BinCode) -> Option<Arc<Location>> {
        self.get::<Location>(Location::id_of(warehouse, bin))
    }

    /// What a scanned or typed code means: the product that claims the barcode, or whose SKU it is.
    pub fn product_of_code(&self, code: &str) -> Option<Arc<Product>> {
        let by_barcode = shared::base::Barcode::parse(code)
            .ok()
            .and_then(|code| self.get::<BarcodeClaim>(code))
            .map(|claim| claim.sku.clone());
        let sku = by_barcode.or_else(|| Sku::parse(code).ok())?;
        self.get::<Product>(sku)
    }
}
