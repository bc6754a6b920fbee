//! Close a receipt: what has not come is not expected any more.
//!
//! before: 40 expected, 38 here, 2 incoming · after: closed, 0 incoming

use super::book::load;
use super::{Receipt, ReceiptState};
use crate::base::ReceiptId;
use crate::engine::command::{Nature, Verb};
use crate::engine::refusal::{Outcome, Stop, Thing};
use crate::engine::{Ctx, Tx};
use crate::people::Right;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloseReceipt {
    pub receipt: ReceiptId,
}

impl Verb for CloseReceipt {
    const NATURE: Nature = Nature::Decision;
    const RIGHT: Right = Right::MoveStock;

    fn run(&self, _ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        let receipt = tx.get::<Receipt>(Thing::Receipt, self.receipt)?;
        if receipt.state == ReceiptState::Closed {
            return Ok(Outcome::Unchanged);
        }
        for line in &receipt.lines {
            let mut stock = load(&line.sku, &receipt.warehouse, tx)?;
            stock.incoming = stock.incoming.less(line.open());
            tx.put(stock);
        }
        tx.put(Receipt { state: ReceiptState::Closed, ..(*receipt).clone() });
        Ok(Outcome::Done)
    }
}
