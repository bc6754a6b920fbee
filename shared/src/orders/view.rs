//! The views that lists of orders are cut into.

use super::row::OrderRow;
use super::status::{Status, StockState};
use crate::base::Moment;
use serde::{Deserialize, Serialize};

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
            View::Late => Status::OPEN,
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
