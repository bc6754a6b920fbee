//! A product as it is being written: one entry for each field, and the command it becomes.

use crate::desk::words_of;
use crate::entry::Entry;
use engine::NotDone;
use leptos::prelude::*;
use shared::base::{Barcode, Currency, Malformed, Money, Name, Quantity, Sku};
use shared::catalog::Product;
use shared::catalog::put_product::PutProduct;
use shared::engine::Refusal;

/// Heavier than a tonne is a typing mistake.
const HEAVIEST_G: u32 = 1_000_000;

#[derive(Clone, Copy)]
pub struct Draft {
    pub sku: Entry,
    pub name: Entry,
    /// One code in each line.
    pub barcodes: Entry,
    pub price: Entry,
    pub weight: Entry,
    pub low_at: Entry,
    pub picture: RwSignal<Option<String>>,
    pub active: RwSignal<bool>,
}

impl Draft {
    pub fn new() -> Draft {
        Draft {
            sku: Entry::new(""),
            name: Entry::new(""),
            barcodes: Entry::new(""),
            price: Entry::new(""),
            weight: Entry::new(""),
            low_at: Entry::new(""),
            picture: RwSignal::new(None),
            active: RwSignal::new(true),
        }
    }

    /// Shows a product, or an empty form.
    pub fn show(self, product: Option<&Product>) {
        let unless_zero = |number: u32| if number == 0 { String::new() } else { number.to_string() };
        self.sku.set(product.map(|p| p.sku.to_string()).unwrap_or_default());
        self.name.set(product.map(|p| p.name.to_string()).unwrap_or_default());
        let codes: Vec<&str> = product.iter().flat_map(|p| p.barcodes.iter().map(Barcode::as_str)).collect();
        self.barcodes.set(codes.join("\n"));
        self.price.set(product.map(|p| p.price.plain()).unwrap_or_default());
        self.weight.set(product.map(|p| unless_zero(p.weight_g)).unwrap_or_default());
        self.low_at.set(product.map(|p| unless_zero(p.low_at.get())).unwrap_or_default());
        self.picture.set(product.and_then(|p| p.picture.clone()));
        self.active.set(product.is_none_or(|p| p.active));
    }

    /// The command, when every field is right; otherwise the fields say what is wrong, all at once.
    pub fn take(self, currency: Currency, only_new: bool) -> Option<PutProduct> {
        let sku = self.sku.take(Sku::parse);
        let name = self.name.take(Name::parse);
        let barcodes = self.barcodes.take(parse_barcodes);
        let price = self.price.take(|text| parse_price(text, currency));
        let weight = self.weight.take_optional(parse_weight);
        let low_at = self.low_at.take_optional(Quantity::parse);
        Some(PutProduct {
            sku: sku?,
            name: name?,
            barcodes: barcodes?,
            price: price?,
            picture: self.picture.get_untracked(),
            weight_g: weight?.unwrap_or(0),
            low_at: low_at?.unwrap_or_default(),
            active: self.active.get_untracked(),
            only_new,
        })
    }

    /// Tells a refusal at the field that it is about. False when there is none: then the form says it.
    pub fn complain(self, problem: &NotDone) -> bool {
        let field = match problem.refusal() {
            Some(Refusal::Exists { .. }) => self.sku,
            Some(Refusal::BarcodeTaken { .. }) => self.barcodes,
            _ => return false,
        };
        field.complain_with(words_of(problem));
        true
    }
}

/// One code in each line; commas and semicolons separate too. The same code twice is one.
fn parse_barcodes(text: &str) -> Result<Vec<Barcode>, Malformed> {
    let mut codes: Vec<Barcode> = Vec::new();
    for part in text.split(['\n', ',', ';', '，', '；']).map(str::trim).filter(|part| !part.is_empty()) {
        let code = Barcode::parse(part)?;
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    Ok(codes)
}

fn parse_price(text: &str, currency: Currency) -> Result<Money, Malformed> {
    let price = Money::parse(text, currency)?;
    if price.minor < 0 { Err(Malformed::Negative) } else { Ok(price) }
}

fn parse_weight(text: &str) -> Result<u32, Malformed> {
    let grams = Quantity::parse(text)?.get();
    if grams > HEAVIEST_G { Err(Malformed::TooLarge) } else { Ok(grams) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn barcodes_come_in_lines_or_lists() {
        let codes = parse_barcodes("6901234567892\n6901234567892, ABC-1；x9\n").unwrap();
        assert_eq!(codes.iter().map(Barcode::as_str).collect::<Vec<_>>(), ["6901234567892", "ABC-1", "X9"]);
        assert_eq!(parse_barcodes("a|b"), Err(Malformed::BadCharacters));
    }

    #[test]
    fn a_price_is_not_negative_and_a_weight_is_possible() {
        let cny = Currency::parse("CNY").unwrap();
        assert_eq!(parse_price("-1", cny), Err(Malformed::Negative));
        assert_eq!(parse_price("2.555", cny), Err(Malformed::TooManyDecimals));
        assert_eq!(parse_weight("1000001"), Err(Malformed::TooLarge));
    }
}
