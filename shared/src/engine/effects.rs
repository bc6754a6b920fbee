//! What one room's doing means for another: named here, in one place, and nowhere else.

use super::clerk::Ctx;
use super::refusal::Stop;
use super::tx::Tx;
use crate::base::OrderId;
use crate::{notifications, orders};

/// Something that rooms to the right may have to answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Lines, money, address, or stock of an order changed: its holds are checked again.
    OrderChanged(OrderId),
    /// A parcel left the house: the gate decides about the notice.
    Shipped(OrderId),
    /// A person decided that parcels which the gate holds go without a notice.
    NoticeWaived(OrderId),
}

/// Runs until nothing more follows from anything.
pub(super) fn settle(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<(), Stop> {
    loop {
        let effects = tx.take_effects();
        if effects.is_empty() {
            return Ok(());
        }
        for effect in effects {
            match effect {
                Effect::OrderChanged(order) => {
                    orders::recheck::recheck(order, ctx, tx)?;
                    notifications::shipped::reconsider(order, ctx, tx)?;
                }
                Effect::Shipped(order) => notifications::shipped::consider(order, ctx, tx)?,
                Effect::NoticeWaived(order) => notifications::shipped::waive(order, ctx, tx)?,
            }
        }
    }
}
