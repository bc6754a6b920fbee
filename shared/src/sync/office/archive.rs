//! What devices need not hold: orders that have been over for a while, with their parcels and messages. In the books nothing
//! changes. Devices are told that they are gone, can look at each of them at the office, and get all of an order back as
//! soon as somebody changes something of it. And moves of stock: balances do not need them, only whoever reads the ledger.

use crate::base::Moment;
use crate::base::moment::DAY;
use crate::engine::{Key, Record, Recorded};
use crate::notifications::{Notice, NoticeState, Ticket};
use crate::orders::{Order, Status};
use crate::shipping::{Shipment, TrackingClaim};

/// How long something that is over stays on devices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// In any case, in milliseconds.
    pub at_least: i64,
    /// At most, in milliseconds.
    pub at_most: i64,
    /// Between the two, the oldest leave while devices hold more than this.
    pub most: usize,
}

/// How long what stays on devices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Windows {
    /// Orders that are over.
    pub orders: Window,
    /// Moves of stock, which are over when they are written.
    pub moves: Window,
}

/// A shop with 10,000 orders a day keeps a good week of them at hand, a small one a quarter of a year.
pub const WINDOWS: Windows = Windows {
    orders: Window { at_least: 7 * DAY, at_most: 90 * DAY, most: 100_000 },
    moves: Window { at_least: 7 * DAY, at_most: 90 * DAY, most: 200_000 },
};

/// A parcel of which nobody has heard for so long counts as arrived: not every carrier says so.
const SILENCE: i64 = 30 * DAY;

impl Windows {
    /// Devices hold for so many days what is over, and no longer.
    pub fn of_days(days: u32) -> Windows {
        let at_most = i64::from(days) * DAY;
        let narrowed = |window: Window| Window { at_least: window.at_least.min(at_most), at_most, ..window };
        Windows { orders: narrowed(WINDOWS.orders), moves: narrowed(WINDOWS.moves) }
    }
}

impl Window {
    /// Whether what is over since then leaves the devices, which hold so many.
    pub fn is_left(self, over_since: Moment, held: usize, now: Moment) -> bool {
        let age = now.0.saturating_sub(over_since.0);
        age >= self.at_most || age >= self.at_least && held > self.most
    }
}

/// Everything that leaves and comes back with an order, as far as it exists; whose parcels are known, with their numbers.
pub fn belongings(order: &Order, shipments: &[&Shipment]) -> Vec<Key> {
    let mut keys = Vec::new();
    for id in &order.shipments {
        let notice = Notice::shipped_id(*id);
        keys.push(Shipment::key_of(id));
        keys.push(Ticket::key_of(Ticket::id_for(&notice)));
        keys.push(Notice::key_of(notice));
    }
    for shipment in shipments {
        if let (Some(carrier), Some(number)) = (shipment.carrier, &shipment.tracking_number) {
            keys.push(TrackingClaim::key_of(TrackingClaim::id_of(carrier, number)));
        }
    }
    keys
}

/// Since when nothing is to be done about an order any more, by what belongs to it; none as long as something is.
pub fn over_since<'a>(order: &Order, belongings: impl IntoIterator<Item = &'a Record>) -> Option<Moment> {
    let status = order.status();
    // What was cancelled whole is not to be paid; what has left is.
    let is_owed = status != Status::Cancelled && order.due().minor > 0;
    if !status.is_done() || !order.holds.is_empty() || is_owed {
        return None;
    }
    let mut last = order.history.iter().map(|entry| entry.recorded_at).max().unwrap_or(order.placed_at);
    for record in belongings {
        match record {
            Record::Shipment(shipment) => last = last.max(shipment.updated_at()),
            Record::Notice(notice) if matches!(notice.state, NoticeState::Queued | NoticeState::Retrying) => {
                return None;
            }
            Record::Ticket(ticket) => last = last.max(ticket.closed_at?),
            _ => {}
        }
    }
    Some(if status == Status::Shipped { last.plus(SILENCE) } else { last })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_shops_keep_a_quarter_and_busy_ones_a_week() {
        let now = Moment(1_000 * DAY);
        let over = |days: i64| Moment(now.0 - days * DAY);
        let window = WINDOWS.orders;
        let few = window.most;
        let many = few + 1;
        for (days, held, is_left) in
            [(89, few, false), (90, few, true), (6, many, false), (7, many, true), (7, few, false), (90, many, true)]
        {
            assert_eq!(window.is_left(over(days), held, now), is_left, "{days} days, {held} orders");
        }
        assert!(Windows::of_days(0).orders.is_left(now, 0, now));
        assert!(!Windows::of_days(3).moves.is_left(over(2), WINDOWS.moves.most + 1, now));
    }
}
