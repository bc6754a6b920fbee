//! Orders while their rows are still coming in: rows of one order need not stand together.

use super::column::Column;
use super::options::Options;
use super::report::{Report, What};
use super::row::{Ask, Head, Row, malformed, short};
use crate::base::{Barcode, Malformed, Name, Quantity, Sku, TextLine};
use crate::orders::place::MOST_LINES;
use std::collections::BTreeMap;

/// A product as the file speaks of it.
#[derive(Debug)]
pub(super) struct Goods {
    /// None when the row only has a barcode.
    pub sku: Option<Sku>,
    pub barcode: Option<Barcode>,
    pub name: Option<Name>,
    /// The name stood on a row with a price; rows without one often carry remarks instead of names.
    name_is_good: bool,
    /// The first price above zero, minor units.
    pub price: Option<i64>,
    pub first_row: u32,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct DraftLine {
    pub goods: usize,
    pub ask: Ask,
    pub row: u32,
    /// Rows that were added into this line.
    pub rows: u32,
}

#[derive(Debug)]
pub(super) struct Draft {
    pub external: TextLine,
    pub first_row: u32,
    pub head: Option<Head>,
    pub lines: Vec<DraftLine>,
    /// A row of it cannot be used.
    pub bad: bool,
    pub too_many: bool,
    pub cancelled: bool,
    /// As the first row wrote them: what is the same need not be read again.
    date: String,
    customer: String,
    conflict: bool,
}

/// Everything read so far.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    pub orders: Vec<Draft>,
    pub goods: Vec<Goods>,
    pub report: Report,
    pub rows: u32,
    pub rejected_rows: u32,
    by_number: BTreeMap<String, usize>,
    by_sku: BTreeMap<Sku, usize>,
    by_barcode: BTreeMap<Barcode, usize>,
    /// What stood in a cell and which goods it means: most rows repeat what others said.
    by_text: BTreeMap<String, Result<usize, Malformed>>,
    latest: usize,
}

impl Drafts {
    /// Takes one row; whatever is wrong with it goes into the report.
    pub fn take(&mut self, row: &Row<'_>, options: &Options) {
        self.rows += 1;
        let order = match self.order_of(row) {
            Ok(order) => order,
            Err(what) => return self.reject(row.number, what, None),
        };
        match self.line_of(order, row, options) {
            Ok(Some(line)) => self.add(order, line),
            Ok(None) => {}
            Err(what) => self.reject(row.number, what, Some(order)),
        }
    }

    pub fn broken(&mut self, row: u32) {
        self.rows += 1;
        self.reject(row, What::Broken, None);
    }

    pub fn reject(&mut self, row: u32, what: What, order: Option<usize>) {
        self.rejected_rows += 1;
        self.report.add(row, what);
        if let Some(draft) = order.and_then(|order| self.orders.get_mut(order)) {
            draft.bad = true;
        }
    }

    fn order_of(&mut self, row: &Row<'_>) -> Result<usize, What> {
        let text = row.get(Column::ExternalId);
        if self.orders.get(self.latest).is_some_and(|draft| draft.external.as_str() == text) {
            return Ok(self.latest);
        }
        if let Some(known) = self.by_number.get(text) {
            self.latest = *known;
            return Ok(*known);
        }
        if text.is_empty() {
            return Err(What::Missing { column: Column::ExternalId });
        }
        let external = TextLine::parse(text).map_err(|why| malformed(Column::ExternalId, text, why))?;
        self.latest = self.orders.len();
        self.by_number.insert(external.to_string(), self.latest);
        self.orders.push(Draft {
            external,
            first_row: row.number,
            head: None,
            lines: Vec::new(),
            bad: false,
            too_many: false,
            cancelled: false,
            date: String::new(),
            customer: String::new(),
            conflict: false,
        });
        Ok(self.latest)
    }

    /// What the row adds to the order; none for a cancellation, which is no order.
    fn line_of(&mut self, order: usize, row: &Row<'_>, options: &Options) -> Result<Option<DraftLine>, What> {
        if row.cells.len() <= row.places.last_required() {
            return Err(What::TooFewCells);
        }
        if let Some(column) = row.too_long() {
            return Err(What::CellTooLong { column });
        }
        let ask = match row.ask(options) {
            Err(What::QuantityNegative) if is_cancellation_number(row.get(Column::ExternalId)) => {
                self.report.add(row.number, What::Cancellation { order: short(row.get(Column::ExternalId)) });
                if let Some(draft) = self.orders.get_mut(order) {
                    draft.cancelled = true;
                }
                return Ok(None);
            }
            ask => ask?,
        };
        let goods = self.goods_of(row)?;
        if let Some(draft) = self.orders.get_mut(order) {
            draft.hear(row, options, &mut self.report)?;
        }
        if ask.price == Some(0) {
            self.report.add(row.number, What::PriceZero);
        }
        if let Some(known) = self.goods.get_mut(goods) {
            known.hear(row, ask.price);
        }
        Ok(Some(DraftLine { goods, ask, row: row.number, rows: 1 }))
    }

    fn goods_of(&mut self, row: &Row<'_>) -> Result<usize, What> {
        let text = row.get(Column::Sku);
        let barcode = self.barcode_of(row, text.is_empty())?;
        if text.is_empty() {
            let Some(code) = barcode else { return Err(What::Missing { column: Column::Sku }) };
            if let Some(known) = self.by_barcode.get(&code) {
                return Ok(*known);
            }
            self.by_barcode.insert(code.clone(), self.goods.len());
            return Ok(self.push_goods(None, Some(code), row.number));
        }
        let at = match self.by_text.get(text) {
            Some(Ok(known)) => *known,
            Some(Err(why)) => return Err(malformed(Column::Sku, text, *why)),
            None => self.new_text(text, row.number)?,
        };
        if let Some(code) = barcode
            && !self.by_barcode.contains_key(&code)
            && let Some(goods) = self.goods.get_mut(at)
        {
            goods.barcode.get_or_insert_with(|| code.clone());
            self.by_barcode.insert(code, at);
        }
        Ok(at)
    }

    /// A text that was not seen before: a new product, or another way of writing a known one.
    fn new_text(&mut self, text: &str, row: u32) -> Result<usize, What> {
        // Spreadsheets turn `22423` into `22423.0`.
        let code = match text.strip_suffix(".0") {
            Some(digits) if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => digits,
            _ => text,
        };
        let found = Sku::parse(code).map(|sku| match self.by_sku.get(&sku) {
            Some(known) => *known,
            None => {
                self.by_sku.insert(sku.clone(), self.goods.len());
                self.push_goods(Some(sku), None, row)
            }
        });
        self.by_text.insert(text.to_owned(), found);
        found.map_err(|why| malformed(Column::Sku, text, why))
    }

    fn push_goods(&mut self, sku: Option<Sku>, barcode: Option<Barcode>, first_row: u32) -> usize {
        self.goods.push(Goods { sku, barcode, name: None, name_is_good: false, price: None, first_row });
        self.goods.len() - 1
    }

    fn barcode_of(&mut self, row: &Row<'_>, needed: bool) -> Result<Option<Barcode>, What> {
        let text = row.get(Column::Barcode);
        match Barcode::parse(text) {
            Ok(code) => Ok(Some(code)),
            Err(Malformed::Empty) => Ok(None),
            Err(why) if needed => Err(malformed(Column::Barcode, text, why)),
            Err(_) => {
                self.report.add(row.number, What::BadBarcode { text: short(text) });
                Ok(None)
            }
        }
    }

    /// The same product at the same price is one line of the order.
    fn add(&mut self, order: usize, line: DraftLine) {
        let Some(draft) = self.orders.get_mut(order) else { return };
        let full = draft.lines.len() >= MOST_LINES;
        let same = draft.lines.iter_mut().find(|known| known.goods == line.goods && known.ask.price == line.ask.price);
        match same {
            Some(known) if known.ask.quantity.signed() + line.ask.quantity.signed() <= i64::from(Quantity::MAX) => {
                known.ask.quantity = known.ask.quantity.plus(line.ask.quantity);
                known.rows += 1;
                self.report.add(line.row, What::Merged { first: known.row });
            }
            _ if full => draft.too_many = true,
            _ => draft.lines.push(line),
        }
    }
}

impl Draft {
    /// The first good row speaks for the order; later rows must not say something impossible.
    fn hear(&mut self, row: &Row<'_>, options: &Options, report: &mut Report) -> Result<(), What> {
        let (date, customer) = (row.get(Column::PlacedAt), row.get(Column::Customer));
        if self.head.is_none() {
            self.head = Some(row.head(options, report)?);
            self.date = date.to_owned();
            self.customer = customer.to_owned();
            return Ok(());
        }
        if self.date != date {
            row.placed_at(options)?;
        }
        if !self.conflict && !customer.is_empty() && customer != self.customer {
            self.conflict = true;
            report.add(row.number, What::Conflict { column: Column::Customer });
        }
        Ok(())
    }
}

impl Goods {
    fn hear(&mut self, row: &Row<'_>, price: Option<i64>) {
        let priced = price.is_some_and(|price| price > 0);
        if self.price.is_none() && priced {
            self.price = price;
        }
        if self.name.is_none() || (!self.name_is_good && priced) {
            let name = Name::keep(row.get(Column::Name));
            if name.is_some() {
                self.name = name;
                self.name_is_good = priced;
            }
        }
    }
}

/// `C536379`: how wholesalers mark the cancellation of an invoice.
fn is_cancellation_number(text: &str) -> bool {
    text.strip_prefix(['C', 'c']).is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}
