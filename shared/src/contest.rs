//! The orders of the rig that benches stores of browsers, as orders of ours (feature `bench`). The page makes them where it is
//! filled without an office, the office where it is filled for its devices to copy.

use crate::base::{
    Address, Currency, Malformed, Moment, Name, Note, OrderId, Phone, Quantity, Sku, TextLine, WarehouseCode,
};
use crate::engine::{Record, Recorded};
use crate::inventory::Warehouse;
use crate::orders::recheck::payment_findings;
use crate::orders::set_stage::put_at;
use crate::orders::{
    Contact, Entry, Happened, HoldKind, Line, Order, OrderNumber, Payment, PaymentMethod, Status, Terms,
};
use crate::people::Language;
use crate::shipping::Carrier;
use serde::Deserialize;
use std::sync::Arc;

/// Who works in the shop of the bench.
pub const EMAIL: &str = "bench@example.com";
pub const PASSWORD: &str = "a quiet harbour at night";

/// As the rig makes them (`generate.mjs`).
#[derive(Deserialize)]
pub struct Theirs {
    id: String,
    number: String,
    status: String,
    customer: String,
    phone: String,
    address: TheirAddress,
    placed_at: i64,
    channel: String,
    priority: u8,
    lines: Vec<TheirLine>,
    total_cents: i64,
    carrier: String,
    tracking_no: String,
    warehouse: String,
    updated_at: i64,
}

#[derive(Deserialize)]
struct TheirAddress {
    province: String,
    city: String,
    district: String,
    street: String,
}

#[derive(Deserialize)]
struct TheirLine {
    sku: String,
    name: String,
    qty: i64,
    unit_price_cents: i64,
}

/// Where an order of theirs stands with us. We have no returns; what came back was delivered first. What they call picking
/// may be a single unit, which is either on the shelf or to be packed.
pub fn stage(theirs: &str) -> Option<Status> {
    Some(match theirs {
        "pending_payment" | "review" => Status::OnHold,
        "confirmed" => Status::ToReserve,
        "allocated" => Status::ToPick,
        "picking" => Status::ToPack,
        "packed" => Status::Packed,
        "shipped" => Status::Shipped,
        "delivered" | "returned" => Status::Delivered,
        "cancelled" => Status::Cancelled,
        _ => return None,
    })
}

/// The rig's name for a stage that it moves orders to while two devices are connected; of all others our own name.
pub fn their_name(stage: Status) -> &'static str {
    match stage {
        Status::ToPack => "picking",
        other => other.name(),
    }
}

/// A phone number of theirs as our search finds it.
pub fn phone(theirs: &str) -> Result<String, Malformed> {
    Phone::parse(theirs, COUNTRY).map(|phone| phone.e164())
}

pub const COUNTRY: &str = "CN";
pub const BY: &str = "Bench";
const WAREHOUSES: &[&str] = &["SZX", "HGH", "CTU"];

pub fn currency() -> Result<Currency, Malformed> {
    Currency::parse("CNY")
}

/// Where the rig's goods lie.
pub fn warehouses() -> Result<Vec<Record>, Malformed> {
    let warehouse = |code: &&str| {
        Ok(Warehouse::wrap(Arc::new(Warehouse {
            code: WarehouseCode::parse(code)?,
            name: Name::parse(code)?,
            address: TextLine::default(),
            active: true,
        })))
    };
    WAREHOUSES.iter().map(warehouse).collect()
}

impl Theirs {
    pub fn id(&self) -> Result<OrderId, Malformed> {
        self.id.parse()
    }

    /// The record that an office would have sent.
    pub fn into_order(self) -> Result<Order, Malformed> {
        let stage = stage(&self.status).ok_or(Malformed::BadCharacters)?;
        let placed_at = Moment(self.placed_at);
        let language = if self.customer.is_ascii() { Language::English } else { Language::Chinese };
        let digits: String = self.number.chars().filter(char::is_ascii_digit).collect();
        let paid = if self.status == "pending_payment" { 0 } else { self.total_cents };
        let mut order = Order {
            id: self.id()?,
            number: OrderNumber::Issued(digits.parse().unwrap_or_default()),
            channel: TextLine::parse(&self.channel)?,
            external_id: Some(TextLine::parse(&self.number)?),
            customer: Contact {
                name: Name::parse(&self.customer)?,
                email: None,
                phone: Some(Phone::parse(&self.phone, COUNTRY)?),
                language,
            },
            ship_to: self.address.ours()?,
            currency: currency()?,
            lines: (1..).zip(&self.lines).map(|(no, line)| line.ours(no)).collect::<Result<_, _>>()?,
            shipping_fee: 0,
            terms: Terms::Prepaid,
            payments: payment(paid, placed_at),
            holds: Vec::new(),
            overruled: Vec::new(),
            warehouse: Some(WarehouseCode::parse(&self.warehouse)?),
            placed_at,
            ship_by: placed_at.plus(crate::base::moment::DAY),
            urgent: self.priority >= 3,
            note: Note::default(),
            cancelled_at: None,
            shipments: Vec::new(),
            delivered: false,
            import: None,
            history: Vec::new(),
            withheld: None,
        };
        put_at(&mut order, stage, Moment(self.updated_at));
        if self.status == "pending_payment" {
            // What the rules find, and release when the money comes.
            let findings = payment_findings(&order);
            for hold in &mut order.holds {
                (hold.kind, hold.findings) = (HoldKind::Payment, findings.clone());
            }
        }
        order.history.push(entry(Happened::Placed { channel: self.channel.clone() }, placed_at));
        if let Some(sent) = self.sent() {
            order.history.push(entry(sent, Moment(self.updated_at)));
        }
        Ok(order)
    }

    fn sent(&self) -> Option<Happened> {
        let carrier = Carrier::ALL.iter().find(|carrier| carrier.code().eq_ignore_ascii_case(&self.carrier));
        let number = self.tracking_no.clone();
        (!number.is_empty()).then(|| Happened::Shipped { carrier: carrier.copied().unwrap_or(Carrier::Other), number })
    }
}

impl TheirAddress {
    fn ours(&self) -> Result<Address, Malformed> {
        Ok(Address {
            country: TextLine::parse(COUNTRY)?,
            region: TextLine::parse(&self.province)?,
            city: TextLine::parse(&self.city)?,
            district: TextLine::parse(&self.district)?,
            postcode: TextLine::default(),
            street: TextLine::parse(&self.street)?,
        })
    }
}

impl TheirLine {
    fn ours(&self, no: u16) -> Result<Line, Malformed> {
        let (sku, name) = (Sku::parse(&self.sku)?, Name::parse(&self.name)?);
        Ok(Line::ordered(no, sku, name, Quantity::new(self.qty)?, self.unit_price_cents))
    }
}

fn payment(amount: i64, at: Moment) -> Vec<Payment> {
    let payment =
        Payment { amount, method: PaymentMethod::WechatPay, reference: TextLine::default(), at, by: BY.to_owned() };
    if amount > 0 { vec![payment] } else { Vec::new() }
}

fn entry(what: Happened, at: Moment) -> Entry {
    Entry { what, by: BY.to_owned(), device: String::new(), occurred_at: at, recorded_at: at }
}
