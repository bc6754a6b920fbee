//! Place an order.
//!
//! before: nothing · after: order #10482 for Lin Yuwei, 3 units, held until it is paid and has an address

use super::order::{Contact, Counter, Happened, Line, Order, OrderNumber, Payment, PaymentMethod, Terms};
use crate::base::{Address, Currency, ImportId, Malformed, Moment, Note, OrderId, Quantity, Sku, TextLine};
use crate::catalog::Product;
use crate::engine::command::{Nature, Verb};
use crate::engine::effects::Effect;
use crate::engine::refusal::{Field, Outcome, Refusal, Stop, Thing};
use crate::engine::{Ctx, Site, Tx};
use crate::people::{Merchant, Right};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// New for orders made by hand; `OrderId::from_channel` for orders from outside, so that the same one cannot come twice.
    pub order: OrderId,
    pub channel: TextLine,
    #[serde(default)]
    pub external_id: Option<TextLine>,
    pub customer: Contact,
    #[serde(default)]
    pub ship_to: Address,
    pub currency: Currency,
    /// 1 to 1,500.
    pub lines: Vec<Wanted>,
    /// Minor units, not negative.
    #[serde(default)]
    pub shipping_fee: i64,
    #[serde(default)]
    pub terms: Terms,
    /// Paid already, minor units; zero if not.
    #[serde(default)]
    pub paid: i64,
    /// When the customer ordered; none: now.
    #[serde(default)]
    pub placed_at: Option<Moment>,
    #[serde(default)]
    pub urgent: bool,
    #[serde(default)]
    pub note: Note,
    #[serde(default)]
    pub import: Option<ImportId>,
}

/// One thing that is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    pub sku: Sku,
    /// Base units, above zero.
    pub quantity: Quantity,
    /// Minor units for one, not negative.
    pub unit_price: i64,
}

/// The largest invoice of the sample data has 1,114 lines.
pub const MOST_LINES: usize = 1500;

/// Prices above this are typing mistakes; it also keeps every total inside 64 bits.
const HIGHEST_PRICE: i64 = crate::base::money::LARGEST_MINOR;

impl Verb for Place {
    const NATURE: Nature = Nature::Decision;
    const RIGHT: Right = Right::EditOrders;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        self.check()?;
        if let Some(known) = tx.find::<Order>(self.order)? {
            // An order from outside that is here already: nothing to do, and nothing is doubled.
            return match &self.external_id {
                Some(_) => Ok(Outcome::Unchanged),
                None => Err(Refusal::Exists { what: Thing::Order, id: known.number.to_string() }.into()),
            };
        }
        let merchant = tx.get::<Merchant>(Thing::Merchant, Merchant::ID)?;
        if self.currency != merchant.currency {
            return Err(Refusal::OtherCurrency.into());
        }
        let lines = self.lines(tx)?;
        let placed_at = self.placed_at.unwrap_or(ctx.occurred_at).clamp(Moment(0), ctx.recorded_at.max(Moment(0)));
        let mut order = Order {
            id: self.order,
            number: number(ctx, tx)?,
            channel: self.channel.clone(),
            external_id: self.external_id.clone(),
            customer: self.customer.clone(),
            ship_to: self.ship_to.clone(),
            currency: self.currency,
            lines,
            shipping_fee: self.shipping_fee,
            terms: self.terms,
            payments: Vec::new(),
            holds: Vec::new(),
            overruled: Vec::new(),
            warehouse: merchant.default_warehouse.clone(),
            placed_at,
            ship_by: placed_at.plus(i64::from(merchant.ship_within_hours) * crate::base::moment::HOUR),
            urgent: self.urgent,
            note: self.note.clone(),
            cancelled_at: None,
            shipments: Vec::new(),
            delivered: false,
            import: self.import,
            history: Vec::new(),
            withheld: None,
        };
        if self.paid > order.total().minor {
            return Err(Refusal::PaymentTooLarge { due_minor: order.total().minor }.into());
        }
        order.note_down(Happened::Placed { channel: self.channel.to_string() }, ctx);
        if self.paid > 0 {
            let reference = self.external_id.clone().unwrap_or_default();
            order.payments.push(Payment {
                amount: self.paid,
                method: PaymentMethod::Other,
                reference,
                at: placed_at,
                by: ctx.actor.name.clone(),
            });
        }
        tx.put(order);
        tx.tell(Effect::OrderChanged(self.order));
        Ok(Outcome::Done)
    }
}

impl Place {
    fn check(&self) -> Result<(), Refusal> {
        if self.lines.is_empty() {
            return Err(Refusal::invalid(Field::Lines, Malformed::Empty));
        }
        if self.lines.len() > MOST_LINES {
            return Err(Refusal::TooMany { limit: MOST_LINES as u32 });
        }
        if self.lines.iter().any(|line| line.quantity.is_zero()) {
            return Err(Refusal::invalid(Field::Quantity, Malformed::Empty));
        }
        if self.lines.iter().any(|line| !(0..=HIGHEST_PRICE).contains(&line.unit_price))
            || !(0..=HIGHEST_PRICE).contains(&self.shipping_fee)
        {
            return Err(Refusal::invalid(Field::Price, Malformed::TooLarge));
        }
        if !(0..=i64::MAX / 2).contains(&self.paid) {
            return Err(Refusal::invalid(Field::Amount, Malformed::Negative));
        }
        Ok(())
    }

    fn lines(&self, tx: &mut Tx<'_>) -> Result<Vec<Line>, Stop> {
        tx.expect::<Product>(self.lines.iter().map(|line| &line.sku))?;
        let mut lines = Vec::with_capacity(self.lines.len());
        for (at, wanted) in self.lines.iter().enumerate() {
            let product = tx.get::<Product>(Thing::Product, &wanted.sku)?;
            let no = u16::try_from(at + 1).unwrap_or(u16::MAX);
            lines.push(Line::ordered(no, wanted.sku.clone(), product.name.clone(), wanted.quantity, wanted.unit_price));
        }
        Ok(lines)
    }
}

/// The office counts; a device gives a name that nobody else can give, until it hears the number.
fn number(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<OrderNumber, Stop> {
    const COUNTER: &str = "orders";
    /// A first order should not look like the first order.
    const FIRST: u64 = 10_001;
    match ctx.site {
        Site::Office => {
            let next = tx.find::<Counter>(COUNTER)?.map_or(FIRST, |counter| counter.last + 1);
            tx.put(Counter { name: COUNTER.to_owned(), last: next });
            Ok(OrderNumber::Issued(next))
        }
        Site::Device => {
            let op = ctx.op.0.simple().to_string().to_uppercase();
            Ok(OrderNumber::Provisional(format!("N-{}", op.get(op.len().saturating_sub(6)..).unwrap_or(&op))))
        }
    }
}
