//! Release a hold. A hold that a rule opened is overruled: that rule will not stop this order again.
//!
//! before: on hold, not paid · after: to reserve, "released by Lin although not paid"

use super::order::{Happened, HoldKind, Order};
use crate::base::OrderId;
use crate::engine::command::{Nature, Verb};
use crate::engine::effects::Effect;
use crate::engine::refusal::{Outcome, Refusal, Stop, Thing};
use crate::engine::{Ctx, Tx};
use crate::people::Right;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    pub order: OrderId,
    pub kind: HoldKind,
}

impl Verb for Release {
    const NATURE: Nature = Nature::Decision;
    const RIGHT: Right = Right::HoldOrders;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        let mut order = (*tx.get::<Order>(Thing::Order, self.order)?).clone();
        let Some(at) = order.holds.iter().position(|hold| hold.kind == self.kind) else {
            return Err(Refusal::not_found(Thing::Hold, self.order).into());
        };
        order.holds.remove(at);
        if self.kind.is_rule() && self.kind != HoldKind::Notice && !order.overruled.contains(&self.kind) {
            order.overruled.push(self.kind);
        }
        order.note_down(Happened::Released { kind: self.kind, by_rule: false }, ctx);
        tx.put(order);
        if self.kind == HoldKind::Notice {
            // The gate cannot be overruled: whoever releases its hold decides that no notice goes out.
            tx.tell(Effect::NoticeWaived(self.order));
        }
        Ok(Outcome::Done)
    }
}
