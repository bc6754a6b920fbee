//! From drafts to commands: which orders are placed, which products are created, and what is said about the rest.

use super::column::Column;
use super::draft::{Draft, DraftLine, Drafts, Goods};
use super::look::{Broken, Look};
use super::options::{Known, Options};
use super::reader::Reader;
use super::report::{Report, Summary, What};
use super::row::{Head, Said, short};
use crate::base::money::LARGEST_MINOR;
use crate::base::{Barcode, Money, Name, OrderId, Sku};
use crate::catalog::put_product::PutProduct;
use crate::orders::place::{MOST_LINES, Place, Wanted};
use crate::orders::{Contact, Terms};
use std::collections::BTreeSet;

/// What a file comes to. Products first: orders are placed on them.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    pub products: Vec<PutProduct>,
    pub orders: Vec<Place>,
    pub report: Report,
    pub summary: Summary,
}

/// Reads the whole file at once: for commands and tests. Screens read in batches.
pub fn plan(bytes: Vec<u8>, look: &Look, options: Options, known: &dyn Known) -> Result<Plan, Broken> {
    let mut reader = Reader::new(bytes, look, options)?;
    while !reader.next_batch(10_000).finished {}
    Ok(reader.plan(known))
}

/// What a product of the file turned out to be.
enum Resolved {
    /// In the shop already, at this price.
    Known {
        sku: Sku,
        price: i64,
    },
    /// To be created.
    New {
        sku: Sku,
        price: Option<i64>,
    },
    Unknown {
        code: String,
    },
}

struct Maker<'a> {
    options: &'a Options,
    known: &'a dyn Known,
    goods: Vec<Resolved>,
    /// Goods that an order needs and the shop does not have.
    wanted: BTreeSet<usize>,
    report: Report,
    summary: Summary,
}

pub(super) fn make_plan(drafts: Drafts, options: &Options, known: &dyn Known) -> Plan {
    let Drafts { orders, goods, report, rows, rejected_rows, .. } = drafts;
    let summary = Summary { rows, rejected_rows, ..Summary::default() };
    let resolved = goods.iter().map(|goods| resolve(goods, options, known)).collect();
    let mut maker = Maker { options, known, goods: resolved, wanted: BTreeSet::new(), report, summary };
    let orders: Vec<Place> = orders.into_iter().filter_map(|draft| maker.order(draft)).collect();
    let products = maker.products(&goods);
    let Maker { mut report, mut summary, .. } = maker;
    report.sort();
    summary.orders = u32::try_from(orders.len()).unwrap_or(u32::MAX);
    summary.products = u32::try_from(products.len()).unwrap_or(u32::MAX);
    Plan { products, orders, report, summary }
}

fn resolve(goods: &Goods, options: &Options, known: &dyn Known) -> Resolved {
    let by_code =
        || goods.barcode.as_ref().and_then(|code| known.sku_of(code).or_else(|| Sku::parse(code.as_str()).ok()));
    let Some(sku) = goods.sku.clone().or_else(by_code) else {
        return Resolved::Unknown { code: goods.barcode.as_ref().map(Barcode::to_string).unwrap_or_default() };
    };
    match known.price(&sku) {
        Some(price) => Resolved::Known { sku, price },
        None if options.create_products => Resolved::New { sku, price: goods.price },
        None => Resolved::Unknown { code: sku.to_string() },
    }
}

impl Maker<'_> {
    fn order(&mut self, mut draft: Draft) -> Option<Place> {
        let id = OrderId::from_channel(self.options.channel.as_str(), draft.external.as_str());
        if self.known.has_order(id) {
            self.summary.known_orders += 1;
            return None;
        }
        if draft.too_many {
            self.report.add(
                draft.first_row,
                What::TooManyLines { order: short(draft.external.as_str()), limit: MOST_LINES as u32 },
            );
            self.summary.rejected_orders += 1;
            return None;
        }
        let lines = std::mem::take(&mut draft.lines);
        let (mut wanted, mut used_rows, mut goods) = (Vec::with_capacity(lines.len()), 0, Vec::new());
        for line in lines {
            match self.line(&line) {
                Ok(want) => {
                    wanted.push(want);
                    used_rows += line.rows;
                    goods.push(line.goods);
                }
                Err(what) => {
                    draft.bad = true;
                    self.summary.rejected_rows += line.rows;
                    self.report.add(line.row, what);
                }
            }
        }
        self.settle(&draft, wanted.is_empty())?;
        let place = self.place(id, &draft, wanted)?;
        self.summary.used_rows += used_rows;
        self.wanted.extend(goods.into_iter().filter(|at| matches!(self.goods.get(*at), Some(Resolved::New { .. }))));
        Some(place)
    }

    /// Whether the order is placed at all; says so in the report when it is not.
    fn settle(&mut self, draft: &Draft, empty: bool) -> Option<()> {
        if draft.bad && (empty || !self.options.skip_bad_rows) {
            self.summary.rejected_orders += 1;
            // When no row is usable, every row has said so itself.
            if !empty {
                self.report.add(draft.first_row, What::OrderLeftOut { order: short(draft.external.as_str()) });
            }
            return None;
        }
        if empty {
            self.summary.cancellations += u32::from(draft.cancelled);
            return None;
        }
        Some(())
    }

    fn line(&self, line: &DraftLine) -> Result<Wanted, What> {
        let (sku, price) = match self.goods.get(line.goods) {
            Some(Resolved::Known { sku, price }) => (sku, Some(*price)),
            Some(Resolved::New { sku, price }) => (sku, *price),
            Some(Resolved::Unknown { code }) => return Err(What::UnknownProduct { sku: short(code) }),
            None => return Err(What::Missing { column: Column::Sku }),
        };
        let unit_price = line.ask.price.or(price).ok_or(What::Missing { column: Column::UnitPrice })?;
        Ok(Wanted { sku: sku.clone(), quantity: line.ask.quantity, unit_price })
    }

    fn place(&mut self, id: OrderId, draft: &Draft, lines: Vec<Wanted>) -> Option<Place> {
        let head = draft.head.as_ref()?;
        let total = lines.iter().fold(head.shipping_fee, |sum, line| {
            sum.saturating_add(line.unit_price.saturating_mul(line.quantity.signed()))
        });
        let terms = if head.said == Said::OnDelivery { Terms::CashOnDelivery } else { self.options.terms };
        let paid = self.paid(head, draft, total);
        self.count(head, terms == Terms::Prepaid && paid < total);
        Some(Place {
            order: id,
            channel: self.options.channel.clone(),
            external_id: Some(draft.external.clone()),
            customer: Contact {
                name: self.customer_name(head)?,
                email: head.email.clone(),
                phone: head.phone.clone(),
                language: self.options.language,
            },
            ship_to: head.address.clone(),
            currency: self.options.currency,
            lines,
            shipping_fee: head.shipping_fee,
            terms,
            paid,
            placed_at: head.placed_at,
            urgent: false,
            note: head.note.clone(),
            import: self.options.import,
        })
    }

    fn paid(&mut self, head: &Head, draft: &Draft, total: i64) -> i64 {
        match head.said {
            Said::Amount(amount) if amount > total => {
                self.report.add(draft.first_row, What::PaidTooMuch { order: short(draft.external.as_str()) });
                total
            }
            Said::Amount(amount) => amount,
            Said::Paid => total,
            Said::Nothing if self.options.paid => total,
            Said::Nothing | Said::NotPaid | Said::OnDelivery => 0,
        }
    }

    /// The name, `Customer 17850`, or a dash: an order without a name can still be packed once somebody has asked.
    fn customer_name(&self, head: &Head) -> Option<Name> {
        let number = (!head.customer_number.is_empty())
            .then(|| Name::keep(&format!("{} {}", self.options.customer_word, head.customer_number)));
        head.name.clone().or(number.flatten()).or_else(|| Name::parse("—").ok())
    }

    fn count(&mut self, head: &Head, unpaid: bool) {
        let summary = &mut self.summary;
        summary.without_address += u32::from(head.address.is_blank());
        summary.unpaid += u32::from(unpaid);
        summary.without_email += u32::from(head.email.is_none());
        summary.without_name += u32::from(head.name.is_none() && head.customer_number.is_empty());
    }

    fn products(&mut self, goods: &[Goods]) -> Vec<PutProduct> {
        let mut products = Vec::new();
        for at in std::mem::take(&mut self.wanted) {
            let (Some(Resolved::New { sku, price }), Some(goods)) = (self.goods.get(at), goods.get(at)) else {
                continue;
            };
            let name = goods.name.clone().or_else(|| {
                self.report.add(goods.first_row, What::ProductWithoutName { sku: sku.to_string() });
                Name::parse(sku.as_str()).ok()
            });
            let Some(name) = name else { continue };
            // A code that names another product already stays with that product.
            let barcode = goods.barcode.clone().filter(|code| self.known.sku_of(code).is_none());
            if let (Some(code), None) = (&goods.barcode, &barcode) {
                self.report.add(goods.first_row, What::BadBarcode { text: short(code.as_str()) });
            }
            products.push(PutProduct {
                sku: sku.clone(),
                name,
                barcodes: barcode.into_iter().collect(),
                price: Money::new(price.unwrap_or(0).min(LARGEST_MINOR), self.options.currency),
                picture: None,
                weight_g: 0,
                low_at: crate::base::Quantity::ZERO,
                active: true,
                only_new: true,
            });
        }
        products
    }
}
