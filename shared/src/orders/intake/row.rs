//! One row, read cell by cell: what it wants, or what is wrong with it.

use super::column::{Column, Places};
use super::options::Options;
use super::report::{Report, What};
use crate::base::{
    Address, Email, Malformed, Moment, Money, Name, Note, Phone, Quantity, TextLine, address, address_paste,
};
use std::borrow::Cow;

/// The cells of a row with their meanings.
#[derive(Clone, Copy)]
pub(super) struct Row<'r> {
    pub number: u32,
    pub cells: &'r [Cow<'r, str>],
    pub places: &'r Places,
}

/// A cell above this is a mistake; no field of an order is as long.
const LONGEST_CELL: usize = 16 * 1024;

/// What a line wants, before anybody has asked whether the product exists.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ask {
    pub quantity: Quantity,
    /// Minor units; none: the product's own price.
    pub price: Option<i64>,
}

/// What the file says about payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    Nothing,
    Paid,
    Amount(i64),
    NotPaid,
    OnDelivery,
}

/// What is said once for a whole order.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub name: Option<Name>,
    pub customer_number: String,
    pub email: Option<Email>,
    pub phone: Option<Phone>,
    pub address: Address,
    pub placed_at: Option<Moment>,
    pub shipping_fee: i64,
    pub said: Said,
    pub note: Note,
}

impl<'r> Row<'r> {
    /// The text of a meaning, empty when the file has none.
    pub fn get(&self, column: Column) -> &'r str {
        self.places.of(column).and_then(|at| self.cells.get(at)).map_or("", |cell| cell.trim())
    }

    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// The first mapped cell that nobody can mean.
    pub fn too_long(&self) -> Option<Column> {
        if self.cells.iter().all(|cell| cell.len() <= LONGEST_CELL) {
            return None;
        }
        Column::ALL.iter().copied().find(|column| self.get(*column).len() > LONGEST_CELL)
    }

    /// Quantity and price. A cancellation is told apart by whoever knows the order.
    pub fn ask(&self, options: &Options) -> Result<Ask, What> {
        Ok(Ask { quantity: self.quantity()?, price: self.price(options)? })
    }

    fn quantity(&self) -> Result<Quantity, What> {
        let text = self.get(Column::Quantity);
        match Quantity::parse(text) {
            Ok(quantity) if quantity.is_zero() => Err(What::QuantityZero),
            Ok(quantity) => Ok(quantity),
            Err(Malformed::Empty) => Err(What::Missing { column: Column::Quantity }),
            Err(Malformed::NotWhole) => Err(What::QuantityFraction { text: short(text) }),
            Err(Malformed::Negative) => Err(What::QuantityNegative),
            Err(why) => Err(malformed(Column::Quantity, text, why)),
        }
    }

    fn price(&self, options: &Options) -> Result<Option<i64>, What> {
        let currency = self.get(Column::Currency);
        if !currency.is_empty() && !currency.eq_ignore_ascii_case(options.currency.code()) {
            return Err(What::OtherCurrency { text: short(currency), currency: options.currency });
        }
        let text = self.get(Column::UnitPrice);
        match Money::parse(text, options.currency) {
            Ok(price) if price.minor < 0 => Err(What::PriceNegative),
            Ok(price) => Ok(Some(price.minor)),
            Err(Malformed::Empty) => Ok(None),
            Err(Malformed::TooManyDecimals) => {
                Err(What::PriceDecimals { text: short(text), currency: options.currency })
            }
            Err(why) => Err(malformed(Column::UnitPrice, text, why)),
        }
    }

    pub fn placed_at(&self, options: &Options) -> Result<Option<Moment>, What> {
        let text = self.get(Column::PlacedAt);
        match Moment::parse(text, options.utc_offset_minutes) {
            Ok(moment) => Ok(Some(moment)),
            Err(Malformed::Empty) => Ok(None),
            Err(_) => Err(What::BadDate { text: short(text) }),
        }
    }

    /// Customer, address, money and note. What is only unclear is reported and left out; what is wrong refuses the row.
    pub fn head(&self, options: &Options, report: &mut Report) -> Result<Head, What> {
        let placed_at = self.placed_at(options)?;
        let shipping_fee = self.amount(Column::ShippingFee, options)?.unwrap_or(0);
        let said = self.said(options)?;
        let (pasted_name, pasted_phone, address) = self.address(options, report);
        let phone = self.phone(address.country.as_str(), report).or(pasted_phone);
        Ok(Head {
            name: Name::keep(self.get(Column::Customer)).or(pasted_name),
            customer_number: self
                .get(Column::CustomerId)
                .strip_suffix(".0")
                .unwrap_or(self.get(Column::CustomerId))
                .chars()
                .take(40)
                .collect(),
            email: self.email(report),
            phone,
            address,
            placed_at,
            shipping_fee,
            said,
            note: self.note(report),
        })
    }

    /// An amount that is not negative; none when the cell is empty.
    fn amount(&self, column: Column, options: &Options) -> Result<Option<i64>, What> {
        let text = self.get(column);
        match Money::parse(text, options.currency) {
            Ok(amount) if amount.minor < 0 => Err(malformed(column, text, Malformed::Negative)),
            Ok(amount) => Ok(Some(amount.minor)),
            Err(Malformed::Empty) => Ok(None),
            Err(why) => Err(malformed(column, text, why)),
        }
    }

    fn said(&self, options: &Options) -> Result<Said, What> {
        if let Some(amount) = self.amount(Column::Paid, options)? {
            return Ok(Said::Amount(amount));
        }
        let word = self.get(Column::PaymentStatus).to_lowercase();
        let is = |words: &[&str]| words.contains(&word.as_str());
        Ok(if word.is_empty() {
            Said::Nothing
        } else if is(&[
            "paid",
            "yes",
            "true",
            "1",
            "captured",
            "settled",
            "complete",
            "completed",
            "是",
            "已付款",
            "已支付",
            "已付",
            "付款成功",
            "支付成功",
        ]) {
            Said::Paid
        } else if is(&["cod", "cash on delivery", "货到付款", "到付"]) {
            Said::OnDelivery
        } else {
            // An unknown word is no proof of payment: the order waits and a person looks.
            Said::NotPaid
        })
    }

    fn email(&self, report: &mut Report) -> Option<Email> {
        let text = self.get(Column::Email);
        match Email::parse(text) {
            Ok(email) => Some(email),
            Err(Malformed::Empty) => None,
            Err(_) => {
                report.add(self.number, What::BadEmail { text: short(text) });
                None
            }
        }
    }

    fn phone(&self, country: &str, report: &mut Report) -> Option<Phone> {
        // Spreadsheets turn a phone number into a number with decimals, or keep it as text with an apostrophe.
        let text = self.get(Column::Phone).trim_start_matches('\'');
        match Phone::parse(text.strip_suffix(".0").unwrap_or(text), country) {
            Ok(phone) => Some(phone),
            Err(Malformed::Empty) => None,
            Err(_) => {
                report.add(self.number, What::BadPhone { text: short(text) });
                None
            }
        }
    }

    fn note(&self, report: &mut Report) -> Note {
        let text = self.get(Column::Note);
        Note::parse(text).unwrap_or_else(|_| {
            report.add(self.number, What::BadNote);
            Note::keep(text).unwrap_or_default()
        })
    }

    /// From its own columns, or read out of one cell; then that cell may name person and phone too.
    fn address(&self, options: &Options, report: &mut Report) -> (Option<Name>, Option<Phone>, Address) {
        let country = match self.get(Column::Country) {
            "" => options.country.clone(),
            text => match address::country_code(text) {
                Some(code) => TextLine::keep(code).unwrap_or_default(),
                None => {
                    report.add(self.number, What::BadCountry { text: short(text) });
                    TextLine::default()
                }
            },
        };
        let line = |column| TextLine::keep(self.get(column)).unwrap_or_default();
        let parts = Address {
            country: country.clone(),
            region: line(Column::Region),
            city: line(Column::City),
            district: line(Column::District),
            postcode: line(Column::Postcode),
            street: line(Column::Street),
        };
        let whole = self.get(Column::Address);
        if whole.is_empty() {
            return (None, None, parts);
        }
        let pasted = address_paste::read(whole, country.as_str());
        let or = |given: TextLine, read: TextLine| if given.is_empty() { read } else { given };
        let address = Address {
            country: or(country, pasted.address.country),
            region: or(parts.region, pasted.address.region),
            city: or(parts.city, pasted.address.city),
            district: or(parts.district, pasted.address.district),
            postcode: or(parts.postcode, pasted.address.postcode),
            street: or(parts.street, pasted.address.street),
        };
        (Name::keep(&pasted.name), pasted.phone, address)
    }
}

pub(super) fn malformed(column: Column, text: &str, why: Malformed) -> What {
    What::Malformed { column, text: short(text), why }
}

/// Enough of a cell to find it again.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 40;
    let mut kept: String = text.chars().filter(|c| !c.is_control()).take(MOST).collect();
    if text.chars().nth(MOST).is_some() {
        kept.push('…');
    }
    kept
}
