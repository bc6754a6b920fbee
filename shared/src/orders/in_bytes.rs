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
        for entry in &mut kept.history {
            entry.recorded_at.0 = entry.recorded_at.0.wrapping_sub(entry.occurred_at.0);
        }
        kept.move_by(self.placed_at.0.wrapping_neg());
        Order::serialize(&kept, serializer)
    }
}

impl<'de> Deserialize<'de> for Order {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Order, D::Error> {
        let is_in_bytes = !deserializer.is_human_readable();
        let mut order = Order::deserialize(deserializer)?;
        if is_in_bytes {
            order.move_by(order.placed_at.0);
            for entry in &mut order.history {
                entry.recorded_at.0 = entry.recorded_at.0.wrapping_add(entry.occurred_at.0);
            }
        }
        Ok(order)
    }
}

impl Order {
    /// Every moment that is told from the one at which the order was placed; the moment at which something was recorded is told from
    /// the one at which it occurred. Clocks may say anything: what is taken away comes back.
    #[inline(never)]
    fn move_by(&mut self, milliseconds: i64) {
        let moved = |moment: &mut Moment| moment.0 = moment.0.wrapping_add(milliseconds);
        moved(&mut self.ship_by);
        self.cancelled_at.iter_mut().for_each(moved);
        for payment in &mut self.payments {
            moved(&mut payment.at);
        }
        for hold in &mut self.holds {
            moved(&mut hold.opened_at);
        }
        for entry in &mut self.history {
            moved(&mut entry.occurred_at);
        }
    }
}
