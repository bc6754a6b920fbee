//! Take imported orders back, as far as nobody has worked on them.
//!
//! before: 25,900 orders of `retail.csv` · after: gone, but for the three that were picked meanwhile

use super::import::{Import, ImportState};
use super::order::Order;
use crate::base::{ImportId, OrderId};
use crate::engine::command::{Nature, Verb};
use crate::engine::refusal::{Outcome, Refusal, Stop, Thing};
use crate::engine::{Ctx, Tx};
use crate::people::Right;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoImport {
    pub import: ImportId,
    /// A part of its orders, at most 500: a large import is undone in several commands.
    pub orders: Vec<OrderId>,
    /// The last of these commands.
    #[serde(default)]
    pub finished: bool,
}

pub const MOST_ORDERS: usize = 500;

impl Verb for UndoImport {
    const NATURE: Nature = Nature::Decision;
    const RIGHT: Right = Right::EditOrders;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        if self.orders.len() > MOST_ORDERS {
            return Err(Refusal::TooMany { limit: MOST_ORDERS as u32 }.into());
        }
        let import = tx.get::<Import>(Thing::Import, self.import)?;
        tx.expect::<Order>(&self.orders)?;
        for id in &self.orders {
            if let Some(order) = tx.find::<Order>(id)?
                && order.import == Some(self.import)
                && is_untouched(&order)
            {
                let mut order = (*order).clone();
                super::unreserve::give_back_all(&mut order, ctx, tx)?;
                tx.delete::<Order>(id);
            }
        }
        if self.finished {
            tx.put(Import { state: ImportState::Undone, ..(*import).clone() });
        }
        Ok(Outcome::Done)
    }
}

/// Nothing was taken off a shelf and no money was recorded by hand.
fn is_untouched(order: &Order) -> bool {
    order.units(|line| line.picked).is_zero()
        && order.shipments.is_empty()
        && order.payments.iter().all(|payment| Some(&payment.reference) == order.external_id.as_ref())
}
