//! Goods that come in: announced receipts, and taking them in.

mod draft;
mod lines;
mod lines_table;
mod list;
mod needs;
mod receipt_page;
mod station;
mod tray;

pub use draft::NewReceipt;
pub use list::Receiving;
pub use receipt_page::ReceiptPage;
