//! An order as a list shows it. Many rows share one piece of text: a device that opens with 100,000 orders reads their rows
//! without making half a million strings.

use super::order::Order;
use super::status::{PaymentState, Status, StockState};
use crate::base::{Moment, Money, OrderId, Quantity};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One row of the Orders table. Small, so that 100,000 of them fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRow {
    pub id: OrderId,
    pub placed_at: Moment,
    pub ship_by: Moment,
    pub units: Quantity,
    pub status: Status,
    pub payment: PaymentState,
    pub stock: StockState,
    pub urgent: bool,
    pub total: Money,
    pub words: Words,
}

/// The words of a row, as they are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowWords<'a> {
    pub number: &'a str,
    pub external_id: &'a str,
    pub channel: &'a str,
    pub customer: &'a str,
    /// Everything that search looks at, lower case.
    pub search: &'a str,
}

const PARTS: usize = 5;

impl<'a> RowWords<'a> {
    fn parts(&self) -> [&'a str; PARTS] {
        [self.number, self.external_id, self.channel, self.customer, self.search]
    }
}

/// Where the words of a row lie in a text that it shares with others.
#[derive(Clone)]
pub struct Words {
    text: Arc<str>,
    from: u32,
    lengths: [u32; PARTS],
}

impl Words {
    /// Words of their own, shared with no other row.
    pub fn new(words: &RowWords<'_>) -> Words {
        Words { text: words.parts().concat().into(), from: 0, lengths: words.parts().map(length) }
    }

    fn part(&self, wanted: usize) -> &str {
        let before: u32 = self.lengths.iter().take(wanted).sum();
        let from = self.from.saturating_add(before) as usize;
        let length = self.lengths.get(wanted).copied().unwrap_or_default() as usize;
        // Outside of the text only for bytes that nobody has written like this.
        self.text.get(from..from.saturating_add(length)).unwrap_or_default()
    }

    fn parts(&self) -> [&str; PARTS] {
        std::array::from_fn(|part| self.part(part))
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Words) -> bool {
        self.lengths == other.lengths && self.parts() == other.parts()
    }
}

impl Eq for Words {}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.parts().fmt(f)
    }
}

impl OrderRow {
    pub fn of(order: &Order) -> OrderRow {
        let (number, channel) = (order.number.to_string(), order.channel.to_string());
        let external_id = order.external_id.as_ref().map(ToString::to_string).unwrap_or_default();
        let words = RowWords {
            number: &number,
            external_id: &external_id,
            channel: &channel,
            customer: order.customer.name.as_str(),
            search: &search_text(order),
        };
        OrderRow {
            id: order.id,
            placed_at: order.placed_at,
            ship_by: order.ship_by,
            units: order.units(|line| line.quantity.less(line.cancelled)),
            status: order.status(),
            payment: order.payment_state(),
            stock: order.stock_state(),
            urgent: order.urgent,
            total: order.total(),
            words: Words::new(&words),
        }
    }

    pub fn number(&self) -> &str {
        self.words.part(0)
    }

    /// What the channel calls it; empty if it has no name there.
    pub fn external_id(&self) -> &str {
        self.words.part(1)
    }

    pub fn channel(&self) -> &str {
        self.words.part(2)
    }

    pub fn customer(&self) -> &str {
        self.words.part(3)
    }

    /// Everything that search looks at, lower case.
    pub fn search(&self) -> &str {
        self.words.part(4)
    }

    /// Every word of `wanted` (lower case) occurs somewhere.
    pub fn matches(&self, wanted: &str) -> bool {
        wanted.split_whitespace().all(|word| self.search().contains(word))
    }
}

/// Texts of an order are bounded by their types, far below this.
fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or_default()
}

/// Rows as they are stored: numbers first, then the words of all of them in one piece.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct PackedRows {
    rows: Vec<PackedRow>,
    text: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct PackedRow {
    id: OrderId,
    version: u64,
    placed_at: Moment,
    ship_by: Moment,
    units: Quantity,
    status: Status,
    payment: PaymentState,
    stock: StockState,
    urgent: bool,
    total: Money,
    lengths: [u32; PARTS],
}

impl PackedRows {
    /// The row of an order as it was at `version`.
    pub fn push(&mut self, version: u64, row: &OrderRow) {
        self.rows.push(PackedRow {
            id: row.id,
            version,
            placed_at: row.placed_at,
            ship_by: row.ship_by,
            units: row.units,
            status: row.status,
            payment: row.payment,
            stock: row.stock,
            urgent: row.urgent,
            total: row.total,
            lengths: row.words.lengths,
        });
        row.words.parts().into_iter().for_each(|part| self.text.push_str(part));
    }

    /// The rows and their versions, in the order in which they were pushed.
    pub fn unpack(self) -> impl Iterator<Item = (u64, OrderRow)> {
        let text: Arc<str> = self.text.into();
        let mut from = 0_u32;
        self.rows.into_iter().map(move |packed| {
            let words = Words { text: text.clone(), from, lengths: packed.lengths };
            from = packed.lengths.iter().fold(from, |end, length| end.saturating_add(*length));
            let row = OrderRow {
                id: packed.id,
                placed_at: packed.placed_at,
                ship_by: packed.ship_by,
                units: packed.units,
                status: packed.status,
                payment: packed.payment,
                stock: packed.stock,
                urgent: packed.urgent,
                total: packed.total,
                words,
            };
            (packed.version, row)
        })
    }
}

/// At most so many SKUs of one order are searched; an order with hundreds of lines is found by its number.
const SEARCHED_LINES: usize = 30;

fn search_text(order: &Order) -> String {
    let mut text = order.number.to_string().to_ascii_lowercase();
    let mut add = |part: &str| {
        if !part.is_empty() {
            text.push(' ');
            // Part by part: one Chinese letter would send all of it the slow way.
            if part.is_ascii() {
                text.extend(part.chars().map(|c| c.to_ascii_lowercase()));
            } else {
                text.push_str(&part.to_lowercase());
            }
        }
    };
    if let Some(external) = &order.external_id {
        add(external.as_str());
    }
    add(order.customer.name.as_str());
    if let Some(phone) = &order.customer.phone {
        add(&phone.e164());
    }
    if let Some(email) = &order.customer.email {
        add(email.as_str());
    }
    for line in order.lines.iter().take(SEARCHED_LINES) {
        add(line.sku.as_str());
    }
    text
}
