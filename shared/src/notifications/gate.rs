//! The gate: a parcel's notice goes out only when it is paid, its address is complete, its goods were there, and carrier
//! and number are known. One pure function with named findings; sending is impossible without it.

use crate::base::address::AddressPart;
use crate::base::{Money, OrderId, Quantity, Sku};
use crate::engine::refusal::Field;
use crate::orders::{Order, recheck};
use crate::shipping::{Carrier, Shipment, TrackingClaim};
use serde::{Deserialize, Serialize};

/// Something that keeps a notice from going out. Text in both languages is made from it by the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    Unpaid {
        due: Money,
    },
    /// There is no address at all.
    AddressBlank,
    AddressMissing {
        part: AddressPart,
    },
    /// More is in the parcel than was taken off the shelves.
    StockNotCovered {
        sku: Sku,
        missing: Quantity,
    },
    NoTrackingNumber,
    TrackingNumberShape {
        carrier: Carrier,
        number: String,
    },
    /// The number is on another order's parcel.
    TrackingNumberTaken {
        order: OrderId,
        number: String,
    },
}

impl Finding {
    /// Which field of the order or parcel a person has to mend.
    pub fn field(&self) -> Field {
        match self {
            Finding::Unpaid { .. } => Field::Amount,
            Finding::AddressBlank | Finding::AddressMissing { .. } => Field::Address,
            Finding::StockNotCovered { .. } => Field::Quantity,
            Finding::NoTrackingNumber | Finding::TrackingNumberShape { .. } | Finding::TrackingNumberTaken { .. } => {
                Field::TrackingNumber
            }
        }
    }
}

/// Every finding, in the order a person would settle them. Empty: the notice may go out.
pub fn check(order: &Order, shipment: &Shipment, claim: Option<&TrackingClaim>) -> Vec<Finding> {
    let mut findings = order_findings(order);
    findings.extend(logistics_findings(shipment, claim));
    findings
}

/// Those that are the same for every parcel of an order.
pub fn order_findings(order: &Order) -> Vec<Finding> {
    let mut findings = recheck::payment_findings(order);
    findings.extend(recheck::address_findings(order));
    findings.extend(stock_findings(order));
    findings
}

fn stock_findings(order: &Order) -> impl Iterator<Item = Finding> {
    order
        .lines
        .iter()
        .filter(|line| line.shipped > line.picked)
        .map(|line| Finding::StockNotCovered { sku: line.sku.clone(), missing: line.shipped.less(line.picked) })
}

fn logistics_findings(shipment: &Shipment, claim: Option<&TrackingClaim>) -> Vec<Finding> {
    let (Some(carrier), Some(number)) = (shipment.carrier, &shipment.tracking_number) else {
        return vec![Finding::NoTrackingNumber];
    };
    if !carrier.takes(number) {
        return vec![Finding::TrackingNumberShape { carrier, number: number.clone() }];
    }
    match claim {
        Some(claim) if claim.shipment != shipment.id => {
            vec![Finding::TrackingNumberTaken { order: claim.order, number: number.clone() }]
        }
        _ => Vec::new(),
    }
}
