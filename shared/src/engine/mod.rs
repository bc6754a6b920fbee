//! Runs the verbs: records, commands, transactions, and the loop that loads what a verb asked for.

pub mod clerk;
pub mod codec;
pub mod command;
pub mod effects;
pub mod execute;
pub mod record;
pub mod refusal;
pub mod scope;
pub mod tx;

pub use clerk::{Actor, Ctx, Site};
pub use command::{Command, Envelope, Nature};
pub use execute::{Ran, Source, execute, execute_loaded};
pub use record::{Key, Kind, Record, Recorded};
pub use refusal::{Outcome, Refusal, Stop};
pub use scope::Scope;
pub use tx::Tx;
