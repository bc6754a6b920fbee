//! Give a parcel that has left its carrier and number, or the right ones.
//!
//! before: held, "no tracking number" · after: SF1234567890123, released by the gate, notice queued

use super::carrier::{Carrier, clean_number};
use super::shipment::{Shipment, TrackingClaim};
use crate::base::{Malformed, ShipmentId};
use crate::engine::command::{Nature, Verb};
use crate::engine::effects::Effect;
use crate::engine::refusal::{Field, Outcome, Refusal, Stop, Thing};
use crate::engine::{Ctx, Tx};
use crate::orders::{Happened, Order};
use crate::people::Right;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectTracking {
    pub shipment: ShipmentId,
    pub carrier: Carrier,
    pub tracking_number: String,
}

impl Verb for CorrectTracking {
    const NATURE: Nature = Nature::Decision;
    const RIGHT: Right = Right::Track;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        let shipment = tx.get::<Shipment>(Thing::Shipment, self.shipment)?;
        let number = clean_number(&self.tracking_number);
        if !self.carrier.takes(&number) {
            return Err(Refusal::invalid(Field::TrackingNumber, Malformed::BadCharacters).into());
        }
        if let Some(claim) = tx.find::<TrackingClaim>(TrackingClaim::id_of(self.carrier, &number))?
            && claim.shipment != self.shipment
        {
            return Err(Refusal::Exists { what: Thing::Shipment, id: number }.into());
        }
        if let (Some(carrier), Some(old)) = (shipment.carrier, &shipment.tracking_number)
            && tx
                .find::<TrackingClaim>(TrackingClaim::id_of(carrier, old))?
                .is_some_and(|claim| claim.shipment == self.shipment)
        {
            tx.delete::<TrackingClaim>(TrackingClaim::id_of(carrier, old));
        }
        super::ship::claim(self.carrier, &number, self.shipment, shipment.order, tx)?;
        if let Some(order) = tx.find::<Order>(shipment.order)? {
            let mut order = (*order).clone();
            order.note_down(Happened::TrackingCorrected { number: number.clone() }, ctx);
            tx.put(order);
        }
        tx.put(Shipment { carrier: Some(self.carrier), tracking_number: Some(number), ..(*shipment).clone() });
        tx.tell(Effect::OrderChanged(shipment.order));
        Ok(Outcome::Done)
    }
}
