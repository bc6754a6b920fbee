//! What a person sees of one change: where it is on its way to the office.

use shared::base::{Moment, OpId};
use shared::engine::{Command, Key, Refusal};
use std::sync::Arc;

/// Where a change is. Exactly one of these is true at any time, also after a restart.
#[derive(Debug, Clone, PartialEq)]
pub enum ChangeState {
    /// Safe here, not sent.
    OnThisDevice,
    /// On its way; still safe here.
    Sending,
    OnTheServer {
        at: Moment,
    },
    /// The office said no, or (`None`) could not read it.
    NeedsYou {
        refusal: Option<Refusal>,
    },
}

/// One command of this device on its way.
#[derive(Debug, Clone)]
pub struct Change {
    /// Its number in the outbox of this person; names it in `Desk::settle`.
    pub seq: u64,
    pub op: OpId,
    /// The name of the verb, for example `orders.place.1`.
    pub name: String,
    /// None when another version of the app wrote it and this one cannot read it. It is sent all the same.
    pub command: Option<Arc<Command>>,
    pub occurred_at: Moment,
    /// Who did it.
    pub by: String,
    pub state: ChangeState,
    /// The records it touches.
    pub keys: Vec<Key>,
}

/// A command does not change under its operation id, only what becomes of it does. Comparing every field of every verb would be 6 KB
/// of code for everybody to load.
impl PartialEq for Change {
    fn eq(&self, other: &Change) -> bool {
        (self.seq, self.op) == (other.seq, other.op) && self.state == other.state && self.keys == other.keys
    }
}
