//! Change an order: who gets it, where it goes, what is in it. Each field until the stage that fixes it.
//!
//! before: no address, held · after: 文三路 90 号, released by the check

use super::order::{Contact, Happened, Line, Order};
use super::place::Wanted;
use crate::base::{Address, Malformed, Note, OrderId, Quantity};
use crate::catalog::Product;
use crate::engine::command::{Nature, Verb};
use crate::engine::effects::Effect;
use crate::engine::refusal::{Field, Outcome, Refusal, Stage, Stop, Thing};
use crate::engine::{Ctx, Tx};
use crate::people::Right;
use serde::{Deserialize, Serialize};

/// Only what is given is changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amend {
    pub order: OrderId,
    /// Any time: it is how the customer is reached.
    #[serde(default)]
    pub customer: Option<Contact>,
    /// Until something is shipped.
    #[serde(default)]
    pub ship_to: Option<Address>,
    /// Until something is picked. The whole new list; reservations beyond it are given back.
    #[serde(default)]
    pub lines: Option<Vec<Wanted>>,
    #[serde(default)]
    pub shipping_fee: Option<i64>,
    #[serde(default)]
    pub urgent: Option<bool>,
    #[serde(default)]
    pub note: Option<Note>,
}

impl Verb for Amend {
    const NATURE: Nature = Nature::Decision;
    const RIGHT: Right = Right::EditOrders;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        let before = tx.get::<Order>(Thing::Order, self.order)?;
        if before.is_cancelled() {
            return Err(Refusal::OrderCancelled.into());
        }
        let mut order = (*before).clone();
        if let Some(customer) = &self.customer {
            order.customer = customer.clone();
        }
        if let Some(address) = &self.ship_to
            && *address != order.ship_to
        {
            // The label is printed from the address: after hand-over a change would only pretend.
            if !order.units(|line| line.shipped).is_zero() && order.hold(super::HoldKind::Notice).is_none() {
                return Err(Refusal::TooLate { stage: Stage::Shipped }.into());
            }
            order.ship_to = address.clone();
        }
        if let Some(wanted) = &self.lines {
            change_lines(&mut order, wanted, ctx, tx)?;
        }
        if let Some(fee) = self.shipping_fee {
            if !(0..=crate::base::money::LARGEST_MINOR).contains(&fee) {
                return Err(Refusal::invalid(Field::Price, Malformed::TooLarge).into());
            }
            order.shipping_fee = fee;
        }
        order.urgent = self.urgent.unwrap_or(order.urgent);
        if let Some(note) = &self.note {
            order.note = note.clone();
        }
        if order == *before {
            return Ok(Outcome::Unchanged);
        }
        let what = Happened::Amended {
            address: order.ship_to != before.ship_to,
            contact: order.customer != before.customer,
            lines: order.lines != before.lines,
            other: order.note != before.note
                || order.urgent != before.urgent
                || order.shipping_fee != before.shipping_fee,
        };
        order.note_down(what, ctx);
        tx.put(order);
        tx.tell(Effect::OrderChanged(self.order));
        Ok(Outcome::Done)
    }
}

/// Lines that stay keep their reservation as far as it still fits; the rest goes back to stock.
fn change_lines(order: &mut Order, wanted: &[Wanted], ctx: &Ctx, tx: &mut Tx<'_>) -> Result<(), Stop> {
    if !order.units(|line| line.picked).is_zero() || !order.units(|line| line.shipped).is_zero() {
        return Err(Refusal::TooLate { stage: Stage::Picked }.into());
    }
    if wanted.is_empty() || wanted.iter().any(|line| line.quantity.is_zero()) {
        return Err(Refusal::invalid(Field::Lines, Malformed::Empty).into());
    }
    if wanted.len() > super::place::MOST_LINES {
        return Err(Refusal::TooMany { limit: super::place::MOST_LINES as u32 }.into());
    }
    if wanted.iter().any(|line| !(0..=crate::base::money::LARGEST_MINOR).contains(&line.unit_price)) {
        return Err(Refusal::invalid(Field::Price, Malformed::TooLarge).into());
    }
    tx.expect::<Product>(wanted.iter().map(|line| &line.sku))?;
    let mut old: Vec<Line> = std::mem::take(&mut order.lines);
    let mut next_no = old.iter().map(|line| line.no).max().unwrap_or(0);
    for want in wanted {
        let product = tx.get::<Product>(Thing::Product, &want.sku)?;
        let kept = old.iter().position(|line| line.sku == want.sku).map(|at| old.remove(at));
        let mut line = kept.unwrap_or_else(|| {
            next_no = next_no.saturating_add(1);
            Line::ordered(next_no, want.sku.clone(), product.name.clone(), want.quantity, want.unit_price)
        });
        line.quantity = want.quantity;
        line.cancelled = Quantity::ZERO;
        line.unit_price = want.unit_price;
        let too_much = line.reserved.less(line.open());
        super::unreserve::give_back(&line.sku, too_much, order.warehouse.as_ref(), ctx, tx)?;
        line.reserved = line.reserved.less(too_much);
        order.lines.push(line);
    }
    for gone in old {
        super::unreserve::give_back(&gone.sku, gone.reserved, order.warehouse.as_ref(), ctx, tx)?;
    }
    Ok(())
}
