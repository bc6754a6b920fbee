//! Who does it, where and when: everything a verb may know besides its arguments and the records.

use crate::base::{MemberId, Moment, OpId};
use crate::people::Role;
use serde::{Deserialize, Serialize};

/// The person or program behind a command, as the history shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// None for the office itself and for API keys.
    pub member: Option<MemberId>,
    pub name: String,
    pub role: Role,
    /// What people call the device, for example `Tablet 2`.
    pub device: String,
}

impl Actor {
    /// The server acting on its own: sending mail, opening tickets.
    pub fn office() -> Actor {
        Actor { member: None, name: "Waybill".to_owned(), role: Role::Office, device: "server".to_owned() }
    }
}

/// On which side the rules run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Site {
    /// A device: its answer is a forecast, order numbers are provisional.
    Device,
    /// The server: its answer is final, it issues numbers.
    Office,
}

/// Time, identity and place of one run.
#[derive(Debug, Clone)]
pub struct Ctx {
    pub actor: Actor,
    pub op: OpId,
    /// When it physically happened, as the device's clock says; never later than `recorded_at`.
    pub occurred_at: Moment,
    /// When the side that runs it took it.
    pub recorded_at: Moment,
    pub site: Site,
}

impl Ctx {
    /// A context whose physical time is bounded by the time of recording: a clock that runs ahead must not
    /// place a fact in the future, where the next count would overlook it.
    pub fn new(actor: Actor, op: OpId, occurred_at: Moment, recorded_at: Moment, site: Site) -> Ctx {
        Ctx { actor, op, occurred_at: occurred_at.min(recorded_at), recorded_at, site }
    }

    /// The id of the `n`th thing that this command makes: the same on every side and every run.
    pub fn derived_id(&self, n: usize) -> String {
        format!("{}-{n}", self.op.0.simple())
    }
}
