//! Messages to customers: the gate before one goes out, the record of every one, and what happens when it fails.

pub mod close_ticket;
pub mod gate;
pub mod notice;
pub mod record_attempt;
pub mod resend;
pub mod shipped;

pub use gate::Finding;
pub use notice::{Attempt, AttemptResult, Notice, NoticeState, SkipReason, Ticket};
