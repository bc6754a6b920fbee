//! What the shop has already, as reading a file needs it.

use engine::Books;
use shared::base::sorting::gather;
use shared::catalog::{BarcodeClaim, Product};
use shared::orders::intake::KnownSets;

pub fn known(books: &Books<'_>) -> KnownSets {
    KnownSets {
        products: gather(books.all::<Product>().map(|product| (product.sku.clone(), product.price.minor))),
        barcodes: gather(books.all::<BarcodeClaim>().map(|claim| (claim.code.clone(), claim.sku.clone()))),
        orders: gather(books.orders().all().iter().map(|row| row.id)),
    }
}
