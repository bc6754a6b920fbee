//! The gate: who may come in, and as whom.
pub mod accounts;
pub mod api_keys;
pub mod caller;
pub mod cookie;
pub mod devices;
pub mod door;
pub mod forms;
pub mod info;
pub mod members;
pub mod passwords;
pub mod routes;
pub mod sessions;

pub use caller::{ApiCaller, Session};
pub use door::Door;
pub use info::{Announced, DemoHint, DemoPerson};
