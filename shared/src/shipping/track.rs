//! A carrier, or a person who called one, tells where a parcel is. A fact, in any order, as often as it comes.
//!
//! before: in transit · after "delivered 14:02": delivered

use super::shipment::Shipment;
use super::tracking::{TrackStatus, TrackingEvent};
use crate::base::{Moment, ShipmentId, TextLine};
use crate::engine::command::{Nature, Verb};
use crate::engine::refusal::{Outcome, Stop, Thing};
use crate::engine::{Ctx, Tx};
use crate::orders::{Happened, Order};
use crate::people::Right;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Track {
    pub shipment: ShipmentId,
    pub status: TrackStatus,
    /// When the carrier says it happened; none: now.
    #[serde(default)]
    pub at: Option<Moment>,
    #[serde(default)]
    pub place: TextLine,
    #[serde(default)]
    pub text: TextLine,
}

/// Carriers repeat themselves; a parcel with more events than this is one of theirs gone wrong.
const MOST_EVENTS: usize = 300;

impl Verb for Track {
    const NATURE: Nature = Nature::Fact;
    const RIGHT: Right = Right::Track;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        let mut shipment = (*tx.get::<Shipment>(Thing::Shipment, self.shipment)?).clone();
        let event = TrackingEvent {
            status: self.status,
            occurred_at: self.at.unwrap_or(ctx.occurred_at).clamp(Moment(0), ctx.recorded_at.max(Moment(0))),
            place: self.place.clone(),
            text: self.text.clone(),
            source: ctx.actor.name.clone(),
        };
        let known = shipment.events.iter().any(|old| {
            (old.status, old.occurred_at, &old.place, &old.text)
                == (event.status, event.occurred_at, &event.place, &event.text)
        });
        if known || shipment.events.len() >= MOST_EVENTS {
            return Ok(Outcome::Unchanged);
        }
        let place = shipment.events.partition_point(|old| old.occurred_at <= event.occurred_at);
        shipment.events.insert(place, event);
        let order = shipment.order;
        tx.put(shipment);
        self.settle_order(order, ctx, tx)?;
        Ok(Outcome::Done)
    }
}

impl Track {
    /// An order is delivered when all its parcels are.
    fn settle_order(&self, id: crate::base::OrderId, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<(), Stop> {
        let Some(order) = tx.find::<Order>(id)? else { return Ok(()) };
        tx.expect::<Shipment>(&order.shipments)?;
        let mut delivered = !order.shipments.is_empty();
        for shipment in &order.shipments {
            delivered &=
                tx.find::<Shipment>(shipment)?.is_some_and(|shipment| shipment.status() == TrackStatus::Delivered);
        }
        if delivered != order.delivered {
            let mut order = (*order).clone();
            order.delivered = delivered;
            if delivered {
                order.note_down(Happened::Delivered, ctx);
            }
            tx.put(order);
        }
        Ok(())
    }
}
