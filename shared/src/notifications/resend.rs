//! Send a notice again, to the address the order has now.
//!
//! before: failed, a ticket · after: queued again

use super::notice::{Notice, NoticeState};
use crate::base::Malformed;
use crate::engine::command::{Nature, Verb};
use crate::engine::refusal::{Field, Outcome, Refusal, Stop, Thing};
use crate::engine::{Ctx, Tx};
use crate::orders::{Happened, Order};
use crate::people::Right;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resend {
    pub notice: String,
}

/// A person who asks more often than this has another problem.
const MOST_RESENDS: u32 = 20;

impl Verb for Resend {
    const NATURE: Nature = Nature::Decision;
    const RIGHT: Right = Right::Serve;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        let mut notice = (*tx.get::<Notice>(Thing::Notice, &self.notice)?).clone();
        if matches!(notice.state, NoticeState::Queued | NoticeState::Retrying) {
            return Ok(Outcome::Unchanged);
        }
        if notice.resends >= MOST_RESENDS {
            return Err(Refusal::TooMany { limit: MOST_RESENDS }.into());
        }
        let mut order = (*tx.get::<Order>(Thing::Order, notice.order)?).clone();
        if let Some(finding) = super::shipped::findings_for(&notice, &order, tx)?.first() {
            return Err(Refusal::invalid(finding.field(), Malformed::Empty).into());
        }
        let Some(email) = order.customer.email.clone() else {
            return Err(Refusal::invalid(Field::Email, Malformed::Empty).into());
        };
        notice.to = Some(email);
        notice.language = order.customer.language;
        notice.customer = order.customer.name.to_string();
        notice.resends += 1;
        notice.state = NoticeState::Queued;
        order.note_down(Happened::NoticeQueued, ctx);
        tx.put(order);
        tx.put(notice);
        Ok(Outcome::Done)
    }
}
