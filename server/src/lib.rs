//! The office of Waybill: the same rules on PostgreSQL.
pub mod store;
