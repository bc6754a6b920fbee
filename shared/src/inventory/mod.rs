//! Stock: every change is a move from one place to another; balances, reservations and availability follow from that.

pub mod adjust;
pub mod announce_receipt;
pub mod book;
pub mod close_receipt;
pub mod count;
pub mod exception;
pub mod ledger;
pub mod place;
pub mod put_location;
pub mod put_warehouse;
pub mod receipt;
pub mod receive;
pub mod recount;
pub mod resolve_exception;
pub mod stock;
pub mod transfer;

pub use book::{Booking, book};
pub use exception::{Exception, ExceptionKind};
pub use ledger::Bin;
pub use place::{Location, Place, Warehouse};
pub use receipt::{Receipt, ReceiptLine, ReceiptState};
pub use stock::{Move, MoveKind, Reference, Stock};
