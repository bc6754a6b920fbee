//! Between device and office, without I/O: what is said on the wire, and the device's copy of the books.

pub mod archive;
pub mod errand;
pub mod fault;
pub mod footing;
pub mod hand_in;
#[cfg(feature = "office")]
pub mod office;
pub mod opening;
pub mod outbox;
pub mod patch;
pub mod protocol;
pub mod replica;
pub mod rows;
pub mod ways;

pub use patch::Patch;
pub use replica::{Acted, Pending, Replica};
pub use ways::{Way, ways_on};
