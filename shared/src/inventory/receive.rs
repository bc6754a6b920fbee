//! Goods arrived and were put into a bin. A fact: what stands on the floor is there, announced or not.
//!
//! before: 0 in `A-03-12`, 40 incoming · after: 40 in `A-03-12`, 0 incoming

use super::book::load;
use super::{Booking, MoveKind, Place, Receipt, ReceiptLine, ReceiptState, Reference, book};
use crate::base::{BinCode, Quantity, ReceiptId, Sku, TextLine, WarehouseCode};
use crate::engine::command::{Nature, Verb};
use crate::engine::refusal::{Field, Outcome, Refusal, Stop};
use crate::engine::{Ctx, Tx};
use crate::people::Right;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receive {
    /// Announced before, or new: goods that nobody announced get a receipt of their own.
    pub receipt: ReceiptId,
    pub warehouse: WarehouseCode,
    pub bin: BinCode,
    pub sku: Sku,
    /// Base units, above zero.
    pub quantity: Quantity,
    #[serde(default)]
    pub reference: TextLine,
}

impl Verb for Receive {
    const NATURE: Nature = Nature::Fact;
    const RIGHT: Right = Right::MoveStock;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        if self.quantity.is_zero() {
            return Err(Refusal::invalid(Field::Quantity, crate::base::Malformed::Empty).into());
        }
        let mut receipt = match tx.find::<Receipt>(self.receipt)? {
            Some(receipt) => (*receipt).clone(),
            None => Receipt {
                id: self.receipt,
                warehouse: self.warehouse.clone(),
                reference: self.reference.clone(),
                lines: Vec::new(),
                state: ReceiptState::Arriving,
                opened_at: ctx.occurred_at,
            },
        };
        self.reduce_incoming(&mut receipt, tx)?;
        if receipt.state == ReceiptState::Expected {
            receipt.state = ReceiptState::Arriving;
        }
        tx.put(receipt);
        let booking = Booking {
            sku: self.sku.clone(),
            quantity: self.quantity,
            from: Place::Supplier,
            to: Place::bin(&self.warehouse, &self.bin),
            kind: MoveKind::Receive,
            reference: Reference::Receipt { receipt: self.receipt },
        };
        book(&booking, ctx, tx)?;
        Ok(Outcome::Done)
    }
}

impl Receive {
    /// Marks the line as received; what was announced and is here now is no longer incoming.
    fn reduce_incoming(&self, receipt: &mut Receipt, tx: &mut Tx<'_>) -> Result<(), Stop> {
        let closed = receipt.state == ReceiptState::Closed;
        match receipt.line_mut(&self.sku) {
            Some(line) => {
                let open_before = line.open();
                line.received = line.received.plus(self.quantity);
                let arrived = open_before.less(line.open());
                // A closed receipt gave back its incoming already.
                if !closed && !arrived.is_zero() {
                    let mut stock = load(&self.sku, &receipt.warehouse, tx)?;
                    stock.incoming = stock.incoming.less(arrived);
                    tx.put(stock);
                }
            }
            None => receipt.lines.push(ReceiptLine {
                sku: self.sku.clone(),
                expected: Quantity::ZERO,
                received: self.quantity,
            }),
        }
        Ok(())
    }
}
