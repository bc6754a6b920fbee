//! Put a product into the catalogue, or change one.
//!
//! before: nothing called `MUG-01` · after: `MUG-01` is sold at ¥ 28.00 and answers to the barcode 6901234567892

use super::{BarcodeClaim, Product};
use crate::base::sorting;
use crate::base::{Barcode, Money, Name, Quantity, Sku};
use crate::engine::command::{Nature, Verb};
use crate::engine::refusal::{Field, Outcome, Refusal, Stop, Thing};
use crate::engine::{Ctx, Tx};
use crate::people::{Merchant, Right};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutProduct {
    pub sku: Sku,
    pub name: Name,
    #[serde(default)]
    pub barcodes: Vec<Barcode>,
    pub price: Money,
    #[serde(default)]
    pub picture: Option<String>,
    /// Grams; 0 when unknown.
    #[serde(default)]
    pub weight_g: u32,
    #[serde(default)]
    pub low_at: Quantity,
    #[serde(default = "yes")]
    pub active: bool,
    /// Refuse if the SKU is taken, instead of changing that product.
    #[serde(default)]
    pub only_new: bool,
}

fn yes() -> bool {
    true
}

/// More codes than this on one product are a mistake in a file.
const MOST_BARCODES: usize = 20;

impl Verb for PutProduct {
    const NATURE: Nature = Nature::Decision;
    const RIGHT: Right = Right::EditCatalog;

    fn run(&self, _ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        if self.price.minor < 0 {
            return Err(Refusal::invalid(Field::Price, crate::base::Malformed::Negative).into());
        }
        if self.barcodes.len() > MOST_BARCODES {
            return Err(Refusal::TooMany { limit: MOST_BARCODES as u32 }.into());
        }
        if self
            .picture
            .as_ref()
            .is_some_and(|path| path.len() > 200 || !path.starts_with('/') || path.starts_with("//"))
        {
            return Err(Refusal::invalid(Field::Name, crate::base::Malformed::BadCharacters).into());
        }
        // Every amount in the books is in the shop's currency.
        if tx.find::<Merchant>(Merchant::ID)?.is_some_and(|merchant| merchant.currency != self.price.currency) {
            return Err(Refusal::OtherCurrency.into());
        }
        let old = tx.find::<Product>(&self.sku)?;
        if let Some(known) = old.as_ref().filter(|known| self.only_new && known.as_ref() != &self.product()) {
            return Err(Refusal::Exists { what: Thing::Product, id: known.sku.to_string() }.into());
        }
        tx.expect::<BarcodeClaim>(&self.barcodes)?;
        for code in &self.barcodes {
            match tx.find::<BarcodeClaim>(code)? {
                Some(claim) if claim.sku != self.sku => {
                    return Err(Refusal::BarcodeTaken { code: code.to_string(), sku: claim.sku.clone() }.into());
                }
                Some(_) => {}
                None => tx.put(BarcodeClaim { code: code.clone(), sku: self.sku.clone() }),
            }
        }
        for gone in old.iter().flat_map(|product| &product.barcodes).filter(|code| !self.barcodes.contains(code)) {
            tx.delete::<BarcodeClaim>(gone);
        }
        let new = self.product();
        if old.as_deref() == Some(&new) {
            return Ok(Outcome::Unchanged);
        }
        tx.put(new);
        Ok(Outcome::Done)
    }
}

impl PutProduct {
    fn product(&self) -> Product {
        let mut barcodes = self.barcodes.clone();
        sorting::sort(&mut barcodes);
        barcodes.dedup();
        Product {
            sku: self.sku.clone(),
            name: self.name.clone(),
            barcodes,
            price: self.price,
            picture: self.picture.clone(),
            weight_g: self.weight_g,
            low_at: self.low_at,
            active: self.active,
        }
    }
}
