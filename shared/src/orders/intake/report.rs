//! What is said about rows, and what the whole file comes to. Closed, so that every word stands in the catalogue.

use super::column::Column;
use crate::base::sorting;
use crate::base::{Currency, Malformed};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Left out.
    Rejected,
    /// Used, but somebody should look.
    Warning,
    /// Good to know.
    Note,
}

impl Severity {
    pub const ALL: &'static [Severity] = &[Severity::Rejected, Severity::Warning, Severity::Note];
}

/// One remark about one row. Row 1 is the header, as a spreadsheet counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowNote {
    pub row: u32,
    pub severity: Severity,
    pub what: What,
}

macro_rules! remarks {
    ($($(#[$doc:meta])* $name:ident $({ $($field:ident: $type:ty),* })? = $severity:ident;)*) => {
        /// What is said about a row.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum What {
            $($(#[$doc])* $name $({ $($field: $type),* })?,)*
        }

        /// The same without its details, for counting and filtering.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Kind {
            $($name,)*
        }

        impl Kind {
            pub const ALL: &'static [Kind] = &[$(Kind::$name,)*];

            pub fn severity(self) -> Severity {
                match self { $(Kind::$name => Severity::$severity,)* }
            }
        }

        impl What {
            pub fn kind(&self) -> Kind {
                match self { $(What::$name { .. } => Kind::$name,)* }
            }
        }
    };
}

remarks! {
    /// Its quotes do not match.
    Broken = Rejected;
    TooFewCells = Rejected;
    CellTooLong { column: Column } = Rejected;
    Missing { column: Column } = Rejected;
    Malformed { column: Column, text: String, why: Malformed } = Rejected;
    QuantityZero = Rejected;
    QuantityNegative = Rejected;
    QuantityFraction { text: String } = Rejected;
    /// `C` before the number and a negative quantity: somebody's cancellation.
    Cancellation { order: String } = Note;
    PriceZero = Note;
    PriceNegative = Rejected;
    PriceDecimals { text: String, currency: Currency } = Rejected;
    OtherCurrency { text: String, currency: Currency } = Rejected;
    UnknownProduct { sku: String } = Rejected;
    ProductWithoutName { sku: String } = Warning;
    Merged { first: u32 } = Note;
    BadEmail { text: String } = Warning;
    BadPhone { text: String } = Warning;
    BadCountry { text: String } = Warning;
    BadDate { text: String } = Rejected;
    BadBarcode { text: String } = Warning;
    BadNote = Warning;
    Conflict { column: Column } = Warning;
    TooManyLines { order: String, limit: u32 } = Rejected;
    OrderLeftOut { order: String } = Rejected;
    PaidTooMuch { order: String } = Warning;
}

/// Every remark, counted; of each kind so many in full.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// In the order of the rows once the plan is made.
    pub notes: Vec<RowNote>,
    counts: BTreeMap<Kind, u32>,
}

/// Nobody reads more of one kind, and a device has to hold them.
const MOST_OF_A_KIND: u32 = 20_000;

impl Report {
    pub(super) fn add(&mut self, row: u32, what: What) {
        let kind = what.kind();
        let count = self.counts.entry(kind).or_insert(0);
        *count += 1;
        if *count <= MOST_OF_A_KIND {
            self.notes.push(RowNote { row, severity: kind.severity(), what });
        }
    }

    pub(super) fn sort(&mut self) {
        sorting::sort_by_key(&mut self.notes, |note| note.row);
    }

    /// How often each kind was found, all of them counted.
    pub fn counts(&self) -> impl Iterator<Item = (Kind, u32)> {
        self.counts.iter().map(|(kind, count)| (*kind, *count))
    }

    pub fn count(&self, kind: Kind) -> u32 {
        self.counts.get(&kind).copied().unwrap_or(0)
    }

    /// How many of a kind are counted but not in `notes`.
    pub fn not_listed(&self, kind: Kind) -> u32 {
        self.count(kind).saturating_sub(MOST_OF_A_KIND)
    }
}

/// What the file comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Rows with something in them, without the header.
    pub rows: u32,
    /// Rows that are in an order.
    pub used_rows: u32,
    /// Rows with a mistake of their own.
    pub rejected_rows: u32,
    /// To be placed.
    pub orders: u32,
    /// Here already; they stay as they are.
    pub known_orders: u32,
    pub rejected_orders: u32,
    pub cancellations: u32,
    pub products: u32,
    /// Of the orders to be placed.
    pub without_address: u32,
    pub unpaid: u32,
    pub without_email: u32,
    pub without_name: u32,
}
