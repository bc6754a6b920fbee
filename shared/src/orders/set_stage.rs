//! Put an order at a stage, whatever stage it is at. For the bench only (feature `bench`): it measures an act, and a bench
//! changes states in ways that no trade does, for example from delivered to confirmed.
//!
//! before: delivered · after: to reserve

use super::order::{Happened, Hold, HoldKind, Line, Order};
use super::status::Status;
use crate::base::{Moment, Note, OrderId, Quantity};
use crate::engine::command::{Nature, Verb};
use crate::engine::effects::Effect;
use crate::engine::refusal::{Outcome, Stop, Thing};
use crate::engine::{Ctx, Tx};
use crate::people::Right;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetStage {
    pub order: OrderId,
    pub stage: Status,
}

impl Verb for SetStage {
    const NATURE: Nature = Nature::Decision;
    const RIGHT: Right = Right::EditOrders;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        let mut order = (*tx.get::<Order>(Thing::Order, self.order)?).clone();
        put_at(&mut order, self.stage, ctx.occurred_at);
        // Or the rules would hold it again at once.
        order.overruled.retain(|kind| *kind != HoldKind::Payment);
        order.overruled.push(HoldKind::Payment);
        order.note_down(Happened::Amended { address: false, contact: false, lines: true, other: false }, ctx);
        tx.put(order);
        tx.tell(Effect::OrderChanged(self.order));
        Ok(Outcome::Done)
    }
}

/// Sets the quantities so that the order stands there. Stages between two of these (partly picked, partly shipped) need more
/// than one unit; the nearest whole one is taken.
pub fn put_at(order: &mut Order, stage: Status, now: Moment) {
    order.holds.clear();
    order.delivered = stage == Status::Delivered;
    order.cancelled_at = (stage == Status::Cancelled).then_some(now);
    if stage == Status::OnHold {
        let (note, opened_by) = (Note::default(), String::new());
        order.holds.push(Hold { kind: HoldKind::Manual, findings: Vec::new(), note, opened_at: now, opened_by });
    }
    for line in &mut order.lines {
        put_line_at(line, stage);
    }
}

fn put_line_at(line: &mut Line, stage: Status) {
    let from =
        |least: Status| if stage >= least && stage != Status::Cancelled { line.quantity } else { Quantity::ZERO };
    let shipped = from(Status::PartlyShipped);
    (line.picked, line.packed, line.shipped) = (from(Status::Picking), from(Status::Packed), shipped);
    // Shipping uses the reservation up.
    line.reserved = from(Status::ToPick).less(shipped);
    line.cancelled = if stage == Status::Cancelled { line.quantity } else { Quantity::ZERO };
    line.short = Quantity::ZERO;
}
