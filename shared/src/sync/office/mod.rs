//! The office's side of sync, without a database: what comes in, what becomes of a batch, what a pull is answered with,
//! how segments are cut, what leaves the devices when it is over, what the floor is shown. The server does the reading and writing that these ask for; so does the simulator.

pub mod answer;
pub mod archive;
pub mod batch;
pub mod desk;
pub mod incoming;
pub mod seal;
pub mod share;

pub use batch::{Batch, Bundle, Reply};
pub use incoming::{BadPush, Caller, Content, Incoming};
