//! Where an order stands: functions of its quantities, money and holds. Nothing here is ever set by hand.

use super::order::{HoldKind, Line, Order, Terms};
use crate::base::Quantity;
use serde::{Deserialize, Serialize};

/// The headline of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    OnHold,
    /// Not fully reserved yet.
    ToReserve,
    ToPick,
    Picking,
    ToPack,
    Packed,
    PartlyShipped,
    Shipped,
    Delivered,
    Cancelled,
}

impl Status {
    pub const ALL: &'static [Status] = &[
        Status::OnHold,
        Status::ToReserve,
        Status::ToPick,
        Status::Picking,
        Status::ToPack,
        Status::Packed,
        Status::PartlyShipped,
        Status::Shipped,
        Status::Delivered,
        Status::Cancelled,
    ];

    /// Where something is still to be done in the house, in the order of [`Status::ALL`].
    pub const OPEN: &'static [Status] = Status::ALL.split_at(7).0;

    pub fn name(self) -> &'static str {
        match self {
            Status::OnHold => "on_hold",
            Status::ToReserve => "to_reserve",
            Status::ToPick => "to_pick",
            Status::Picking => "picking",
            Status::ToPack => "to_pack",
            Status::Packed => "packed",
            Status::PartlyShipped => "partly_shipped",
            Status::Shipped => "shipped",
            Status::Delivered => "delivered",
            Status::Cancelled => "cancelled",
        }
    }

    pub fn from_name(name: &str) -> Option<Status> {
        Status::ALL.iter().copied().find(|status| status.name() == name)
    }

    /// Nothing more is to be done in the house.
    pub fn is_done(self) -> bool {
        matches!(self, Status::Shipped | Status::Delivered | Status::Cancelled)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentState {
    Unpaid,
    PartlyPaid,
    Paid,
    CashOnDelivery,
    OnAccount,
}

/// How much of what is open is reserved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StockState {
    /// Nothing is open.
    Nothing,
    NotReserved,
    Short {
        units: Quantity,
    },
    Reserved,
    /// All open goods are off the shelf.
    Taken,
}

/// What the primary button does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NextStep {
    RecordPayment,
    CompleteAddress,
    ReleaseHold,
    Reserve,
    Pick,
    Pack,
    Ship,
    CorrectTracking,
    Nothing,
}

impl Order {
    pub fn payment_state(&self) -> PaymentState {
        if let Some(told) = &self.withheld {
            return told.payment;
        }
        let (paid, due) = (self.paid().minor, self.due().minor);
        match self.terms {
            _ if due == 0 => PaymentState::Paid,
            Terms::CashOnDelivery => PaymentState::CashOnDelivery,
            Terms::OnAccount => PaymentState::OnAccount,
            Terms::Prepaid if paid > 0 => PaymentState::PartlyPaid,
            Terms::Prepaid => PaymentState::Unpaid,
        }
    }

    pub fn stock_state(&self) -> StockState {
        let open = self.units(Line::open);
        let reserved = self.units(|line| line.open().less(line.unreserved()));
        if open.is_zero() {
            StockState::Nothing
        } else if self.units(Line::to_pick).is_zero() {
            StockState::Taken
        } else if reserved.is_zero() {
            StockState::NotReserved
        } else if reserved < open {
            StockState::Short { units: open.less(reserved) }
        } else {
            StockState::Reserved
        }
    }

    pub fn status(&self) -> Status {
        let shipped = self.units(|line| line.shipped);
        let open = self.units(Line::open);
        // The parcel is on its way but the customer does not know: somebody has to act.
        if self.hold(HoldKind::Notice).is_some() && !self.delivered {
            return Status::OnHold;
        }
        if open.is_zero() {
            return match (shipped.is_zero(), self.delivered) {
                (true, _) => Status::Cancelled,
                (false, true) => Status::Delivered,
                (false, false) => Status::Shipped,
            };
        }
        if self.is_cancelled() {
            return Status::Cancelled;
        }
        if !self.holds.is_empty() {
            return Status::OnHold;
        }
        if !shipped.is_zero() {
            return Status::PartlyShipped;
        }
        let picked = self.units(|line| line.picked);
        if self.units(Line::to_pick).is_zero() {
            return if self.units(Line::to_pack).is_zero() { Status::Packed } else { Status::ToPack };
        }
        if !picked.is_zero() {
            return Status::Picking;
        }
        match self.stock_state() {
            StockState::Reserved | StockState::Taken => Status::ToPick,
            _ => Status::ToReserve,
        }
    }

    /// Whether the floor may work on it.
    pub fn is_ready_to_pick(&self) -> bool {
        matches!(self.status(), Status::ToPick | Status::Picking | Status::PartlyShipped)
            && !self.units(Line::to_pick_now).is_zero()
    }

    pub fn next_step(&self) -> NextStep {
        if self.is_cancelled() && self.hold(HoldKind::Notice).is_none() {
            return NextStep::Nothing;
        }
        if let Some(hold) = self.holds.first() {
            return match hold.kind {
                HoldKind::Payment => NextStep::RecordPayment,
                HoldKind::Address => NextStep::CompleteAddress,
                HoldKind::Notice => self.step_for_findings(),
                _ => NextStep::ReleaseHold,
            };
        }
        match self.status() {
            Status::ToReserve => NextStep::Reserve,
            Status::Picking if self.units(Line::to_pick_now).is_zero() => NextStep::Reserve,
            Status::ToPick | Status::Picking => NextStep::Pick,
            Status::ToPack => NextStep::Pack,
            Status::Packed => NextStep::Ship,
            Status::PartlyShipped if !self.units(Line::to_ship).is_zero() => NextStep::Ship,
            Status::PartlyShipped if !self.units(Line::to_pack).is_zero() => NextStep::Pack,
            Status::PartlyShipped if self.units(Line::unreserved).is_zero() => NextStep::Pick,
            Status::PartlyShipped => NextStep::Reserve,
            _ => NextStep::Nothing,
        }
    }

    fn step_for_findings(&self) -> NextStep {
        use crate::notifications::gate::Finding;
        let findings = self.holds.iter().flat_map(|hold| &hold.findings);
        for finding in findings {
            match finding {
                Finding::Unpaid { .. } => return NextStep::RecordPayment,
                Finding::AddressMissing { .. } | Finding::AddressBlank => return NextStep::CompleteAddress,
                Finding::NoTrackingNumber
                | Finding::TrackingNumberShape { .. }
                | Finding::TrackingNumberTaken { .. } => {
                    return NextStep::CorrectTracking;
                }
                Finding::StockNotCovered { .. } => {}
            }
        }
        NextStep::ReleaseHold
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_is_what_is_not_done() {
        let open: Vec<Status> = Status::ALL.iter().copied().filter(|status| !status.is_done()).collect();
        assert_eq!(Status::OPEN, open);
    }
}
