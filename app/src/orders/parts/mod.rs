//! Small parts that several screens about orders share.

mod address_fields;
mod channel;
mod contact_fields;
mod coverage;
mod hold_kinds;
mod last_carrier;
mod line_entry;
mod tags;

pub use address_fields::{AddressEntries, AddressFields};
pub use channel::channel_name;
pub use contact_fields::{ContactEntries, ContactFields};
pub use coverage::{Need, best_warehouse, covers, needs};
pub use hold_kinds::{hold_choices, hold_name, hold_of};
pub use last_carrier::{last_carrier, remember_carrier};
pub use line_entry::{LineTable, LinesDraft};
pub use tags::{StatusTag, StockTag};
