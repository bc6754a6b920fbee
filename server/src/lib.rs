//! The office of Waybill: the same rules on PostgreSQL, whose answer is final.
pub mod config;
pub mod metrics;
pub mod office;
pub mod store;
