//! The office of Waybill: the same rules on PostgreSQL, whose answer is final.
pub mod archive;
pub mod cli;
pub mod config;
#[cfg(feature = "bench")]
pub mod contest;
pub mod demo;
pub mod gate;
pub mod hand_in;
pub mod intake;
pub mod metrics;
pub mod notifications;
pub mod office;
pub mod store;
pub mod sync;
pub mod tracking;
pub mod web;
