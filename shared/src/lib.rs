//! The rules of Waybill, one set for both sides.
//!
//! This crate knows no clock, no randomness, no I/O, no async, and no float in money or quantity. Time, ids and the
//! actor are arguments. It builds for wasm32 and for the server from one source.
//!
//! Rooms read only to their left:
//! `base <- catalog <- people <- inventory <- orders <- fulfilment <- shipping <- notifications`; `engine` runs them
//! all, `sync` carries their commands and records between the device and the office.

pub mod base;
pub mod catalog;
#[cfg(feature = "bench")]
pub mod contest;
pub mod engine;
pub mod fulfilment;
pub mod inventory;
pub mod notifications;
pub mod orders;
pub mod people;
pub mod shipping;
pub mod sync;
pub mod text;
