//! A parcel was handed to the carrier. A fact: reservation and stock go down in one atom (C4, C5), the gate decides
//! about the notice.
//!
//! before: 2 packed, 2 reserved, 5 on hand · after: 2 shipped, 0 reserved, 3 on hand, a notice queued

use super::carrier::{Carrier, clean_number};
use super::shipment::{Parcel, Shipment, TrackingClaim};
use crate::base::{BinCode, OrderId, Quantity, ShipmentId, Sku, WarehouseCode};
use crate::engine::command::{Nature, Verb};
use crate::engine::effects::Effect;
use crate::engine::refusal::{Outcome, Refusal, Stop, Thing};
use crate::engine::{Ctx, Tx};
use crate::inventory::{Booking, Exception, ExceptionKind, MoveKind, Place, Reference, book, book::Booked};
use crate::orders::{Happened, Line, Order, unreserve};
use crate::people::{Merchant, Right};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ship {
    pub order: OrderId,
    pub shipment: ShipmentId,
    pub carrier: Option<Carrier>,
    /// As scanned or typed.
    #[serde(default)]
    pub tracking_number: Option<String>,
    /// Grams; 0 when not weighed.
    #[serde(default)]
    pub weight_g: u32,
}

impl Verb for Ship {
    const NATURE: Nature = Nature::Fact;
    const RIGHT: Right = Right::Fulfil;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        if tx.find::<Shipment>(self.shipment)?.is_some() {
            return Ok(Outcome::Unchanged);
        }
        let Some(mut order) = tx.find::<Order>(self.order)?.map(|order| (*order).clone()) else {
            // Imported, taken back, and shipped meanwhile: it left the house, so a person has to know.
            Exception::open(ExceptionKind::ShippedAfterCancel { order: self.order }, ctx, tx);
            return Ok(Outcome::DoneWithException);
        };
        let contents = contents(&order);
        if contents.is_empty() {
            Exception::open(ExceptionKind::ShippedTwice { order: self.order }, ctx, tx);
            return Ok(Outcome::DoneWithException);
        }
        let warehouse = self.warehouse(&order, tx)?;
        let mut excepted = order.is_cancelled();
        if excepted {
            Exception::open(ExceptionKind::ShippedAfterCancel { order: self.order }, ctx, tx);
        }
        for (no, sku, units) in &contents {
            excepted |= self.take_out(&mut order, *no, sku, *units, &warehouse, ctx, tx)?;
        }
        let number = self.tracking_number.as_deref().map(clean_number).filter(|number| !number.is_empty());
        self.claim_number(number.as_deref(), tx)?;
        order.shipments.push(self.shipment);
        order.delivered = false;
        order.note_down(
            Happened::Shipped {
                carrier: self.carrier.unwrap_or(Carrier::Other),
                number: number.clone().unwrap_or_default(),
            },
            ctx,
        );
        tx.put(order);
        tx.put(Shipment {
            id: self.shipment,
            order: self.order,
            warehouse,
            carrier: self.carrier,
            tracking_number: number,
            parcel: Parcel { contents, weight_g: self.weight_g },
            handed_over_at: ctx.occurred_at,
            events: Vec::new(),
        });
        tx.tell(Effect::OrderChanged(self.order));
        tx.tell(Effect::Shipped(self.order));
        Ok(if excepted { Outcome::DoneWithException } else { Outcome::Done })
    }
}

/// What is in the parcel: everything packed. If the scans of packing have not come yet, everything picked; if those have
/// not come either, everything that was to be shipped, and the gate will ask about the goods.
fn contents(order: &Order) -> Vec<(u16, Sku, Quantity)> {
    let stages: [fn(&Line) -> Quantity; 3] = [Line::to_ship, |line| line.picked.less(line.shipped), Line::open];
    let of = |stage: fn(&Line) -> Quantity| -> Vec<(u16, Sku, Quantity)> {
        let lines = order.lines.iter().map(|line| (line.no, line.sku.clone(), stage(line)));
        lines.filter(|(_, _, units)| !units.is_zero()).collect()
    };
    stages.into_iter().map(of).find(|contents| !contents.is_empty()).unwrap_or_default()
}

impl Ship {
    /// Where it left from: where the order was picked, else where orders of this shop are picked.
    fn warehouse(&self, order: &Order, tx: &mut Tx<'_>) -> Result<WarehouseCode, Stop> {
        if let Some(warehouse) = &order.warehouse {
            return Ok(warehouse.clone());
        }
        let merchant = tx.find::<Merchant>(Merchant::ID)?;
        let known = merchant.and_then(|merchant| merchant.default_warehouse.clone());
        known.ok_or_else(|| Refusal::not_found(Thing::Warehouse, "").into())
    }

    /// One line leaves: its own reservation is used, even when nothing is available to others.
    #[expect(clippy::too_many_arguments, reason = "the line's facts; a struct of them would be used once")]
    fn take_out(
        &self,
        order: &mut Order,
        no: u16,
        sku: &Sku,
        units: Quantity,
        warehouse: &WarehouseCode,
        ctx: &Ctx,
        tx: &mut Tx<'_>,
    ) -> Result<bool, Stop> {
        let line = order.line_mut(no)?;
        let used = units.min(line.reserved);
        line.reserved = line.reserved.less(used);
        line.shipped = line.shipped.plus(units);
        unreserve::give_back(sku, used, Some(warehouse), ctx, tx)?;
        let booking = Booking {
            sku: sku.clone(),
            quantity: units,
            from: Place::bin(warehouse, &BinCode::packing()),
            to: Place::Customer,
            kind: MoveKind::Ship,
            reference: Reference::Shipment { order: self.order, shipment: self.shipment },
        };
        Ok(book(&booking, ctx, tx)? == Booked::Negative)
    }

    /// The first parcel with a number owns it; the gate names the second one.
    fn claim_number(&self, number: Option<&str>, tx: &mut Tx<'_>) -> Result<(), Stop> {
        if let (Some(carrier), Some(number)) = (self.carrier, number) {
            claim(carrier, number, self.shipment, self.order, tx)?;
        }
        Ok(())
    }
}

/// Takes a number for a parcel unless another has it.
pub fn claim(
    carrier: Carrier,
    number: &str,
    shipment: ShipmentId,
    order: OrderId,
    tx: &mut Tx<'_>,
) -> Result<(), Stop> {
    if tx.find::<TrackingClaim>(TrackingClaim::id_of(carrier, number))?.is_none() {
        tx.put(TrackingClaim { carrier, number: number.to_owned(), shipment, order });
    }
    Ok(())
}
