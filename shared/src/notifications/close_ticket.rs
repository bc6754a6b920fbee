//! Support has settled a ticket.
//!
//! before: open · after: closed by Lin

use super::notice::Ticket;
use crate::engine::command::{Nature, Verb};
use crate::engine::refusal::{Outcome, Stop, Thing};
use crate::engine::{Ctx, Tx};
use crate::people::Right;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloseTicket {
    pub ticket: String,
}

impl Verb for CloseTicket {
    const NATURE: Nature = Nature::Decision;
    const RIGHT: Right = Right::Serve;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        let ticket = tx.get::<Ticket>(Thing::Ticket, &self.ticket)?;
        if ticket.closed_at.is_some() {
            return Ok(Outcome::Unchanged);
        }
        tx.put(Ticket { closed_at: Some(ctx.recorded_at), closed_by: ctx.actor.name.clone(), ..(*ticket).clone() });
        Ok(Outcome::Done)
    }
}
