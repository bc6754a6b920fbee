//! A shipment: one parcel of an order, its carrier, its events.

use super::carrier::Carrier;
use super::tracking::{TrackStatus, TrackingEvent, status_of};
use crate::base::{Moment, OrderId, Quantity, ShipmentId, Sku, WarehouseCode};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shipment {
    pub id: ShipmentId,
    pub order: OrderId,
    pub warehouse: WarehouseCode,
    /// None: handed over without saying to whom; the gate will ask.
    pub carrier: Option<Carrier>,
    pub tracking_number: Option<String>,
    pub parcel: Parcel,
    pub handed_over_at: Moment,
    /// Oldest first by their own time.
    pub events: Vec<TrackingEvent>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    /// (line, SKU, units).
    pub contents: Vec<(u16, Sku, Quantity)>,
    /// Grams; 0 when not weighed.
    pub weight_g: u32,
}

impl Shipment {
    pub fn status(&self) -> TrackStatus {
        status_of(&self.events)
    }

    /// When the carrier or a person last said something.
    pub fn updated_at(&self) -> Moment {
        self.events.iter().map(|event| event.occurred_at).max().unwrap_or(self.handed_over_at)
    }
}

/// Whose a carrier's number is: one number, one parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackingClaim {
    pub carrier: Carrier,
    pub number: String,
    pub shipment: ShipmentId,
    pub order: OrderId,
}

impl TrackingClaim {
    pub fn id_of(carrier: Carrier, number: &str) -> String {
        format!("{}|{number}", carrier.code())
    }
}
