//! Parcels on their way: carriers, numbers, what carriers tell.

pub mod carrier;
pub mod correct_tracking;
pub mod ship;
pub mod shipment;
pub mod track;
pub mod tracking;

pub use carrier::Carrier;
pub use shipment::{Parcel, Shipment, TrackingClaim};
pub use tracking::{TrackStatus, TrackingEvent};
