//! Messages to customers: what was sent, what failed, what waits for a person.

mod details;
mod log;
mod page;
mod tickets;

pub use page::Messages;
