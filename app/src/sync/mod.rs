//! What of this device's work the office has, and what needs a decision.

mod cards;
mod changes;
mod device;
mod headline;
mod held;
mod page;

pub use page::Sync;
