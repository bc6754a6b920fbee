//! Orders: what a customer wants, how far it is, and what stands in its way.

pub mod amend;
pub mod cancel;
pub mod hold;
pub mod import;
mod in_bytes;
pub mod intake;
pub mod order;
pub mod place;
pub mod recheck;
pub mod record_payment;
pub mod release;
pub mod reserve;
pub mod row;
#[cfg(feature = "bench")]
pub mod set_stage;
pub mod status;
pub mod undo_import;
pub mod unreserve;
pub mod view;
pub mod withheld;

pub use import::{Import, ImportState};
pub use order::{
    Contact, Counter, Entry, Happened, Hold, HoldKind, Line, Order, OrderNumber, Payment, PaymentMethod, Terms,
};
pub use row::OrderRow;
pub use status::{NextStep, PaymentState, Status, StockState};
pub use view::View;
pub use withheld::Withheld;
