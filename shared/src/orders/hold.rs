//! Stop an order by hand, with a reason.
//!
//! before: to pick · after: on hold, "customer is on holiday"

use super::order::{Happened, Hold, HoldKind, Order};
use crate::base::sorting;
use crate::base::{Malformed, Note, OrderId};
use crate::engine::command::{Nature, Verb};
use crate::engine::refusal::{Field, Outcome, Refusal, Stop, Thing};
use crate::engine::{Ctx, Tx};
use crate::people::Right;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutOnHold {
    pub order: OrderId,
    /// One that people set by hand.
    pub kind: HoldKind,
    #[serde(default)]
    pub note: Note,
}

impl Verb for PutOnHold {
    const NATURE: Nature = Nature::Decision;
    const RIGHT: Right = Right::HoldOrders;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        if self.kind.is_rule() {
            return Err(Refusal::invalid(Field::Reason, Malformed::BadCharacters).into());
        }
        let mut order = (*tx.get::<Order>(Thing::Order, self.order)?).clone();
        if order.is_cancelled() {
            return Err(Refusal::OrderCancelled.into());
        }
        if order.hold(self.kind).is_some() {
            return Ok(Outcome::Unchanged);
        }
        order.holds.push(Hold {
            kind: self.kind,
            findings: Vec::new(),
            note: self.note.clone(),
            opened_at: ctx.occurred_at,
            opened_by: ctx.actor.name.clone(),
        });
        sorting::sort_by_key(&mut order.holds, |hold| hold.kind);
        order.note_down(Happened::Held { kind: self.kind }, ctx);
        tx.put(order);
        Ok(Outcome::Done)
    }
}
