//! Orders: the list, one order, a new one, and files of them.

mod archive;
mod detail;
mod draft;
mod import;
mod list;
mod parts;

pub use archive::OlderOrders;
pub use detail::OrderPage;
pub use draft::NewOrder;
pub use import::ImportOrders;
pub use list::{Orders, list_href};
pub use parts::{last_carrier, remember_carrier};
