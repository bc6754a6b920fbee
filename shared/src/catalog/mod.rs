//! What can be sold and stored.

pub mod put_product;

use crate::base::{Barcode, Money, Name, Quantity, Sku};
use serde::{Deserialize, Serialize};

/// A product or variant, known by its SKU.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    pub sku: Sku,
    pub name: Name,
    /// Every code that is printed on it or its box; each belongs to this product only.
    pub barcodes: Vec<Barcode>,
    /// Price of one base unit.
    pub price: Money,
    /// Path of its picture on this server, for example `/demo/07.svg`.
    pub picture: Option<String>,
    /// Weight of one unit in grams; 0 when unknown.
    pub weight_g: u32,
    /// Below this available quantity it shows as low; 0 switches the warning off.
    pub low_at: Quantity,
    /// Still sold.
    pub active: bool,
}

/// Which product a barcode belongs to, so that no code ever names two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BarcodeClaim {
    pub code: Barcode,
    pub sku: Sku,
}
