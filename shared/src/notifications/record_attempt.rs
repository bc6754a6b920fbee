//! The office tried to send a notice and says how it went. After the first try and three more it is a ticket.
//!
//! before: queued · after "mailbox busy": retrying, attempt 1 in the log

use super::notice::{Attempt, AttemptResult, Notice, NoticeState, Ticket};
use crate::engine::command::{Nature, Verb};
use crate::engine::refusal::{Outcome, Stop, Thing};
use crate::engine::{Ctx, Tx};
use crate::orders::{Happened, Order};
use crate::people::Right;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordAttempt {
    pub notice: String,
    /// From 1, over all rounds; the same number twice is the same attempt.
    pub number: u32,
    pub result: AttemptResult,
    #[serde(default)]
    pub detail: String,
}

/// The first try and three more.
pub const MOST_TRIES: usize = 4;

impl Verb for RecordAttempt {
    const NATURE: Nature = Nature::Fact;
    const RIGHT: Right = Right::OfficeWork;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        let mut notice = (*tx.get::<Notice>(Thing::Notice, &self.notice)?).clone();
        if notice.attempts.iter().any(|attempt| attempt.number == self.number) {
            return Ok(Outcome::Unchanged);
        }
        notice.attempts.push(Attempt {
            number: self.number,
            round: notice.resends,
            at: ctx.recorded_at,
            result: self.result,
            detail: self.detail.chars().take(300).collect(),
        });
        notice.state = match self.result {
            AttemptResult::Accepted => NoticeState::Accepted,
            AttemptResult::Transient if notice.tries() < MOST_TRIES => NoticeState::Retrying,
            // A mailbox that does not exist will not exist later, and what may have gone out is not sent again blindly.
            AttemptResult::Transient | AttemptResult::Recipient | AttemptResult::Ambiguous => NoticeState::Failed,
        };
        if let Some(order) = tx.find::<Order>(notice.order)? {
            let mut order = (*order).clone();
            match notice.state {
                NoticeState::Accepted => order.note_down(Happened::NoticeSent, ctx),
                NoticeState::Failed => order.note_down(Happened::NoticeFailed, ctx),
                _ => {}
            }
            tx.put(order);
        }
        if notice.state == NoticeState::Failed {
            open_ticket(&notice, ctx, tx)?;
        }
        tx.put(notice);
        Ok(Outcome::Done)
    }
}

fn open_ticket(notice: &Notice, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<(), Stop> {
    let id = Ticket::id_for(&notice.id);
    let known = tx.find::<Ticket>(&id)?;
    if known.is_some_and(|ticket| ticket.closed_at.is_none()) {
        return Ok(());
    }
    tx.put(Ticket {
        id,
        notice: notice.id.clone(),
        order: notice.order,
        order_number: notice.order_number.clone(),
        opened_at: ctx.recorded_at,
        closed_at: None,
        closed_by: String::new(),
    });
    Ok(())
}
