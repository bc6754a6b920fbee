//! The order record: a customer, lines, money, holds, and its history.

use super::withheld::Withheld;
use crate::base::{
    Address, BinCode, Currency, Email, ImportId, Moment, Money, Name, Note, OrderId, Phone, Quantity, ShipmentId, Sku,
    TextLine, WarehouseCode,
};
use crate::engine::Ctx;
use crate::engine::refusal::{Refusal, Thing};
use crate::notifications::gate::Finding;
use crate::people::Language;
use serde::{Deserialize, Serialize};

/// How it lies in bytes: [`super::in_bytes`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Order {
    pub id: OrderId,
    pub number: OrderNumber,
    /// Where it came from: `desk`, `file`, `api`, or the shop's name.
    pub channel: TextLine,
    /// Its number there. (channel, external id) names one order for ever.
    pub external_id: Option<TextLine>,
    pub customer: Contact,
    pub ship_to: Address,
    pub currency: Currency,
    pub lines: Vec<Line>,
    /// Minor units.
    pub shipping_fee: i64,
    pub terms: Terms,
    pub payments: Vec<Payment>,
    pub holds: Vec<Hold>,
    /// Checks that a person has overruled; they do not hold this order again.
    pub overruled: Vec<HoldKind>,
    /// Where it is reserved and picked.
    pub warehouse: Option<WarehouseCode>,
    pub placed_at: Moment,
    pub ship_by: Moment,
    pub urgent: bool,
    pub note: Note,
    pub cancelled_at: Option<Moment>,
    pub shipments: Vec<ShipmentId>,
    /// The newest state of its parcels, for lists.
    pub delivered: bool,
    pub import: Option<ImportId>,
    /// Oldest first, at most `HISTORY`.
    pub history: Vec<Entry>,
    /// On devices of the floor: what the rules need of the data that are cut. Rows of before it was there do not have it.
    #[serde(default)]
    pub withheld: Option<Withheld>,
}

/// People's number of the order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderNumber {
    /// Made on a device; stays findable until the office gives the short one.
    Provisional(String),
    Issued(u64),
}

impl std::fmt::Display for OrderNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            OrderNumber::Provisional(text) => f.write_str(text),
            OrderNumber::Issued(number) => write!(f, "#{number}"),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub name: Name,
    pub email: Option<Email>,
    pub phone: Option<Phone>,
    pub language: Language,
}

/// One line. What happened to it is kept in base units; its states are functions of these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Unique within the order, from 1.
    pub no: u16,
    pub sku: Sku,
    /// As it was called when ordered.
    pub name: Name,
    pub quantity: Quantity,
    /// Minor units for one.
    pub unit_price: i64,
    /// Open reservation in the order's warehouse; consumed by shipping.
    pub reserved: Quantity,
    pub picked: Quantity,
    pub packed: Quantity,
    pub shipped: Quantity,
    pub cancelled: Quantity,
    /// Reported missing on the shelf.
    pub short: Quantity,
}

impl Line {
    /// Of which nothing has happened yet. `unit_price` in minor units.
    pub fn ordered(no: u16, sku: Sku, name: Name, quantity: Quantity, unit_price: i64) -> Line {
        let none = Quantity::ZERO;
        let (reserved, picked, packed, shipped, cancelled, short) = (none, none, none, none, none, none);
        Line { no, sku, name, quantity, unit_price, reserved, picked, packed, shipped, cancelled, short }
    }

    /// Still to be shipped.
    pub fn open(&self) -> Quantity {
        self.quantity.less(self.cancelled).less(self.shipped)
    }

    /// Still to be picked for what is open.
    pub fn to_pick(&self) -> Quantity {
        self.quantity.less(self.cancelled).less(self.picked)
    }

    /// To be picked from what is reserved: what the floor can take now. A shortage waits for stock instead.
    pub fn to_pick_now(&self) -> Quantity {
        self.to_pick().min(self.reserved.less(self.picked.less(self.shipped)))
    }

    /// Picked and not yet in a box.
    pub fn to_pack(&self) -> Quantity {
        self.picked.less(self.packed)
    }

    /// In a box and not yet handed over.
    pub fn to_ship(&self) -> Quantity {
        self.packed.less(self.shipped)
    }

    /// Open and without a reservation.
    pub fn unreserved(&self) -> Quantity {
        self.open().less(self.reserved)
    }
}

/// How it is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Terms {
    #[default]
    Prepaid,
    CashOnDelivery,
    OnAccount,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// Minor units, above zero.
    pub amount: i64,
    pub method: PaymentMethod,
    /// The payment service's own number.
    pub reference: TextLine,
    pub at: Moment,
    pub by: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentMethod {
    Cash,
    Card,
    BankTransfer,
    Alipay,
    WechatPay,
    Other,
}

impl PaymentMethod {
    pub const ALL: &'static [PaymentMethod] = &[
        PaymentMethod::WechatPay,
        PaymentMethod::Alipay,
        PaymentMethod::Card,
        PaymentMethod::BankTransfer,
        PaymentMethod::Cash,
        PaymentMethod::Other,
    ];
}

/// Something that keeps an order from going on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    pub kind: HoldKind,
    /// What the check found; empty for holds that people set.
    pub findings: Vec<Finding>,
    pub note: Note,
    pub opened_at: Moment,
    pub opened_by: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldKind {
    /// Opened and released by the check of payment.
    Payment,
    /// Opened and released by the check of the address.
    Address,
    /// The gate before the notice found something on a parcel that has left.
    Notice,
    CustomerRequest,
    Fraud,
    Manual,
}

impl HoldKind {
    /// Holds that people set by hand.
    pub const BY_HAND: &'static [HoldKind] = &[HoldKind::Manual, HoldKind::CustomerRequest, HoldKind::Fraud];

    /// Opened by a rule, which also releases it when its reason is gone.
    pub fn is_rule(self) -> bool {
        matches!(self, HoldKind::Payment | HoldKind::Address | HoldKind::Notice)
    }
}

/// One line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub what: Happened,
    pub by: String,
    pub device: String,
    pub occurred_at: Moment,
    pub recorded_at: Moment,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happened {
    Placed { channel: String },
    Amended { address: bool, contact: bool, lines: bool, other: bool },
    Held { kind: HoldKind },
    Released { kind: HoldKind, by_rule: bool },
    Paid { amount: Money, method: PaymentMethod },
    Reserved { units: Quantity, warehouse: WarehouseCode },
    ReservedPartly { units: Quantity, short: Quantity },
    Unreserved { units: Quantity },
    PickingStarted { bin: BinCode },
    Picked,
    Unpicked { sku: Sku, units: Quantity },
    ShortReported { sku: Sku, units: Quantity },
    Packed,
    Unpacked { sku: Sku, units: Quantity },
    Shipped { carrier: crate::shipping::Carrier, number: String },
    TrackingCorrected { number: String },
    Delivered,
    Cancelled { reason: String },
    NoticeQueued,
    NoticeSkipped { reason: crate::notifications::SkipReason },
    NoticeSent,
    NoticeFailed,
}

/// Longest history kept on the record; the command log has the rest.
const HISTORY: usize = 200;

impl Order {
    /// Σ unit price × (ordered − cancelled) + shipping, in minor units.
    pub fn total(&self) -> Money {
        let goods = self.lines.iter().fold(0i64, |sum, line| {
            sum.saturating_add(line.unit_price.saturating_mul(line.quantity.less(line.cancelled).signed()))
        });
        Money::new(goods.saturating_add(self.shipping_fee), self.currency)
    }

    pub fn paid(&self) -> Money {
        Money::new(self.payments.iter().map(|payment| payment.amount).sum(), self.currency)
    }

    /// What is still to be paid; never negative.
    pub fn due(&self) -> Money {
        Money::new((self.total().minor - self.paid().minor).max(0), self.currency)
    }

    pub fn is_cancelled(&self) -> bool {
        self.cancelled_at.is_some()
    }

    pub fn line(&self, no: u16) -> Option<&Line> {
        self.lines.iter().find(|line| line.no == no)
    }

    pub fn line_mut(&mut self, no: u16) -> Result<&mut Line, Refusal> {
        self.lines.iter_mut().find(|line| line.no == no).ok_or_else(|| Refusal::not_found(Thing::OrderLine, no))
    }

    /// Whether there is such a line with such goods: facts name both.
    pub fn has_line(&self, no: u16, sku: &Sku) -> bool {
        self.line(no).is_some_and(|line| line.sku == *sku)
    }

    /// The line that a fact speaks of.
    pub fn line_of(&mut self, no: u16, sku: &Sku) -> Option<&mut Line> {
        self.lines.iter_mut().find(|line| line.no == no && line.sku == *sku)
    }

    pub fn hold(&self, kind: HoldKind) -> Option<&Hold> {
        self.holds.iter().find(|hold| hold.kind == kind)
    }

    pub fn units(&self, of: impl Fn(&Line) -> Quantity) -> Quantity {
        self.lines.iter().map(of).sum()
    }

    /// Writes a line of the timeline. The oldest but the first fall off.
    pub fn note_down(&mut self, what: Happened, ctx: &Ctx) {
        if self.history.len() >= HISTORY {
            self.history.remove(1);
        }
        self.history.push(Entry {
            what,
            by: ctx.actor.name.clone(),
            device: ctx.actor.device.clone(),
            occurred_at: ctx.occurred_at,
            recorded_at: ctx.recorded_at,
        });
    }
}

/// A number that the office counts up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counter {
    pub name: String,
    pub last: u64,
}
