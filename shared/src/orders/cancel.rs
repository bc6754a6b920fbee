//! Cancel what has not been shipped: reservations go back, picked goods must be put back by a person (C7).
//!
//! before: 2 reserved, 1 of them picked · after: cancelled, 2 more available, an exception "put 1 back"

use super::order::{Happened, Order};
use crate::base::{Note, OrderId};
use crate::engine::command::{Nature, Verb};
use crate::engine::effects::Effect;
use crate::engine::refusal::{Outcome, Refusal, Stage, Stop, Thing};
use crate::engine::{Ctx, Tx};
use crate::inventory::{Exception, ExceptionKind};
use crate::people::Right;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cancel {
    pub order: OrderId,
    #[serde(default)]
    pub reason: Note,
}

impl Verb for Cancel {
    const NATURE: Nature = Nature::Decision;
    const RIGHT: Right = Right::EditOrders;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        let mut order = (*tx.get::<Order>(Thing::Order, self.order)?).clone();
        if order.is_cancelled() {
            return Ok(Outcome::Unchanged);
        }
        if order.units(super::Line::open).is_zero() {
            return Err(Refusal::TooLate { stage: Stage::Shipped }.into());
        }
        super::unreserve::give_back_all(&mut order, ctx, tx)?;
        let mut left_over = Vec::new();
        for line in &mut order.lines {
            let picked = line.picked.less(line.shipped);
            if !picked.is_zero() {
                left_over.push((line.sku.clone(), picked));
            }
            line.cancelled = line.cancelled.plus(line.open());
        }
        order.cancelled_at = Some(ctx.occurred_at);
        // A parcel that has left still wants its notice.
        order.holds.retain(|hold| hold.kind == super::HoldKind::Notice);
        order.note_down(Happened::Cancelled { reason: self.reason.to_string() }, ctx);
        let exceptions = !left_over.is_empty();
        for (sku, quantity) in left_over {
            Exception::open(ExceptionKind::PickedAfterCancel { order: self.order, sku, quantity }, ctx, tx);
        }
        tx.put(order);
        tx.tell(Effect::OrderChanged(self.order));
        Ok(if exceptions { Outcome::DoneWithException } else { Outcome::Done })
    }
}
