//! What was announced against what arrived: the lines of a receipt as the receiving screen shows them.

use shared::base::{Quantity, Sku};
use shared::inventory::Receipt;

/// How far a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineState {
    Waiting,
    Partly {
        missing: u32,
    },
    Complete,
    Over {
        by: u32,
    },
    /// Came without a word.
    Unannounced,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineView {
    pub sku: Sku,
    pub expected: Quantity,
    pub received: Quantity,
    pub state: LineState,
}

/// The lines in the order they were announced; what came unannounced stands below.
pub fn lines(receipt: &Receipt) -> Vec<LineView> {
    receipt
        .lines
        .iter()
        .map(|line| LineView {
            sku: line.sku.clone(),
            expected: line.expected,
            received: line.received,
            state: state(line.expected, line.received),
        })
        .collect()
}

fn state(expected: Quantity, received: Quantity) -> LineState {
    if expected.is_zero() {
        LineState::Unannounced
    } else if received.is_zero() {
        LineState::Waiting
    } else if received < expected {
        LineState::Partly { missing: expected.less(received).get() }
    } else if received == expected {
        LineState::Complete
    } else {
        LineState::Over { by: received.less(expected).get() }
    }
}

/// (received of what was announced, announced): for a progress bar.
pub fn progress(receipt: &Receipt) -> (u64, u64) {
    let announced: u64 = receipt.lines.iter().map(|line| u64::from(line.expected.get())).sum();
    let here: u64 = receipt.lines.iter().map(|line| u64::from(line.received.min(line.expected).get())).sum();
    (here, announced)
}

/// What is still to come, line by line.
pub fn still_open(receipt: &Receipt) -> Vec<(Sku, Quantity)> {
    receipt.lines.iter().filter(|line| !line.open().is_zero()).map(|line| (line.sku.clone(), line.open())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::base::{Moment, ReceiptId, TextLine, WarehouseCode};
    use shared::inventory::{ReceiptLine, ReceiptState};

    #[test]
    fn over_and_under_are_told_apart() {
        let line = |sku: &str, expected: i64, received: i64| ReceiptLine {
            sku: Sku::parse(sku).unwrap(),
            expected: Quantity::new(expected).unwrap(),
            received: Quantity::new(received).unwrap(),
        };
        let receipt = Receipt {
            id: "018f0000-0000-7000-8000-000000000000".parse::<ReceiptId>().unwrap(),
            warehouse: WarehouseCode::parse("HZ").unwrap(),
            reference: TextLine::default(),
            lines: vec![line("A", 5, 0), line("B", 5, 3), line("C", 5, 5), line("D", 5, 7), line("E", 0, 2)],
            state: ReceiptState::Arriving,
            opened_at: Moment(0),
        };
        let states: Vec<LineState> = lines(&receipt).into_iter().map(|line| line.state).collect();
        assert_eq!(
            states,
            [
                LineState::Waiting,
                LineState::Partly { missing: 2 },
                LineState::Complete,
                LineState::Over { by: 2 },
                LineState::Unannounced,
            ]
        );
        assert_eq!(progress(&receipt), (13, 20));
        assert_eq!(still_open(&receipt).len(), 2);
    }
}
