//! Record money that came in.
//!
//! before: ¥ 96.00 due, held · after: paid, released by the check

use super::order::{Happened, Order, Payment, PaymentMethod};
use crate::base::{Malformed, Money, OrderId, TextLine};
use crate::engine::command::{Nature, Verb};
use crate::engine::effects::Effect;
use crate::engine::refusal::{Field, Outcome, Refusal, Stop, Thing};
use crate::engine::{Ctx, Tx};
use crate::people::Right;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordPayment {
    pub order: OrderId,
    /// Above zero, at most what is due, in the order's currency.
    pub amount: Money,
    pub method: PaymentMethod,
    #[serde(default)]
    pub reference: TextLine,
}

impl Verb for RecordPayment {
    const NATURE: Nature = Nature::Decision;
    const RIGHT: Right = Right::TakePayment;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        let mut order = (*tx.get::<Order>(Thing::Order, self.order)?).clone();
        if self.amount.currency != order.currency {
            return Err(Refusal::OtherCurrency.into());
        }
        if self.amount.minor <= 0 {
            return Err(Refusal::invalid(Field::Amount, Malformed::Negative).into());
        }
        let due = order.due().minor;
        if self.amount.minor > due {
            return Err(Refusal::PaymentTooLarge { due_minor: due }.into());
        }
        order.payments.push(Payment {
            amount: self.amount.minor,
            method: self.method,
            reference: self.reference.clone(),
            at: ctx.occurred_at,
            by: ctx.actor.name.clone(),
        });
        order.note_down(Happened::Paid { amount: self.amount, method: self.method }, ctx);
        tx.put(order);
        tx.tell(Effect::OrderChanged(self.order));
        Ok(Outcome::Done)
    }
}
