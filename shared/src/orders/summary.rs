//! An order as a list shows it, and the views that lists are cut into.

use super::order::Order;
use super::status::{PaymentState, Status, StockState};
use crate::base::{Moment, Money, OrderId, Quantity};
use serde::{Deserialize, Serialize};

/// One row of the Orders table. Small, so that 100,000 of them fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderRow {
    pub id: OrderId,
    pub number: String,
    pub external_id: String,
    pub channel: String,
    pub customer: String,
    pub placed_at: Moment,
    pub ship_by: Moment,
    pub units: Quantity,
    pub status: Status,
    pub payment: PaymentState,
    pub stock: StockState,
    pub urgent: bool,
    pub total: Money,
    /// Everything that search looks at, lower case.
    pub search: String,
}

impl OrderRow {
    pub fn of(order: &Order) -> OrderRow {
        OrderRow {
            id: order.id,
            number: order.number.to_string(),
            external_id: order.external_id.as_ref().map(ToString::to_string).unwrap_or_default(),
            channel: order.channel.to_string(),
            customer: order.customer.name.to_string(),
            placed_at: order.placed_at,
            ship_by: order.ship_by,
            units: order.units(|line| line.quantity.less(line.cancelled)),
            status: order.status(),
            payment: order.payment_state(),
            stock: order.stock_state(),
            urgent: order.urgent,
            total: order.total(),
            search: search_text(order),
        }
    }

    /// Every word of `wanted` (lower case) occurs somewhere.
    pub fn matches(&self, wanted: &str) -> bool {
        wanted.split_whitespace().all(|word| self.search.contains(word))
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

/// The saved views of the Orders screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// Everything the floor can work on.
    #[default]
    ToShip,
    Late,
    WaitingForStock,
    OnHold,
    Shipped,
    Cancelled,
    All,
}

impl View {
    pub const ALL: &'static [View] =
        &[View::ToShip, View::Late, View::WaitingForStock, View::OnHold, View::Shipped, View::Cancelled, View::All];

    pub fn name(self) -> &'static str {
        match self {
            View::ToShip => "to_ship",
            View::Late => "late",
            View::WaitingForStock => "waiting_for_stock",
            View::OnHold => "on_hold",
            View::Shipped => "shipped",
            View::Cancelled => "cancelled",
            View::All => "all",
        }
    }

    pub fn from_name(name: &str) -> Option<View> {
        View::ALL.iter().copied().find(|view| view.name() == name)
    }

    /// Where the orders of this view stand.
    pub fn statuses(self) -> &'static [Status] {
        match self {
            View::ToShip => &[Status::ToPick, Status::Picking, Status::ToPack, Status::Packed, Status::PartlyShipped],
            View::Late => &[
                Status::OnHold,
                Status::ToReserve,
                Status::ToPick,
                Status::Picking,
                Status::ToPack,
                Status::Packed,
                Status::PartlyShipped,
            ],
            View::WaitingForStock => &[Status::ToReserve],
            View::OnHold => &[Status::OnHold],
            View::Shipped => &[Status::Shipped, Status::Delivered],
            View::Cancelled => &[Status::Cancelled],
            View::All => Status::ALL,
        }
    }

    pub fn holds(self, row: &OrderRow, now: Moment) -> bool {
        // Once nothing is open, nothing can be late any more, even if a hold is still to be settled.
        let is_due = self != View::Late || row.stock != StockState::Nothing && row.ship_by < now;
        is_due && self.statuses().contains(&row.status)
    }
}
