//! How an order lies in bytes: its moments are told from the one at which it was placed. Most of them are that moment or a whole
//! number of days from it, and differences that many orders share squeeze to nothing. People, reports and the database read
//! moments as they are.

use super::order::Order;
use crate::base::Moment;
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

impl Serialize for Order {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return Order::serialize(self, serializer);
        }
        let mut kept = self.clone();
        // Told first, while the other one is still what it was.
        kept.history.iter_mut().for_each(|entry| entry.recorded_at = less(entry.recorded_at, entry.occurred_at));
        let placed_at = self.placed_at;
        kept.each_moment(|moment| less(moment, placed_at));
        Order::serialize(&kept, serializer)
    }
}

impl<'de> Deserialize<'de> for Order {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Order, D::Error> {
        let is_in_bytes = !deserializer.is_human_readable();
        let mut order = Order::deserialize(deserializer)?;
        if is_in_bytes {
            let placed_at = order.placed_at;
            order.each_moment(|moment| more(moment, placed_at));
            order.history.iter_mut().for_each(|entry| entry.recorded_at = more(entry.recorded_at, entry.occurred_at));
        }
        Ok(order)
    }
}

impl Order {
    /// Every moment that is told from the one at which the order was placed.
    fn each_moment(&mut self, change: impl Fn(Moment) -> Moment) {
        let payments = self.payments.iter_mut().map(|payment| &mut payment.at);
        let holds = self.holds.iter_mut().map(|hold| &mut hold.opened_at);
        let history = self.history.iter_mut().map(|entry| &mut entry.occurred_at);
        let own = std::iter::once(&mut self.ship_by).chain(&mut self.cancelled_at);
        own.chain(payments).chain(holds).chain(history).for_each(|moment| *moment = change(*moment));
    }
}

/// Clocks may say anything: what is taken away here comes back there.
fn less(moment: Moment, from: Moment) -> Moment {
    Moment(moment.0.wrapping_sub(from.0))
}

fn more(moment: Moment, from: Moment) -> Moment {
    Moment(moment.0.wrapping_add(from.0))
}
