//! The ledger of one product: its moves with a running balance, and how the balance went over the last days.

use shared::base::moment::{DAY, MINUTE};
use shared::base::sorting;
use shared::base::{Moment, WarehouseCode};
use shared::inventory::{Move, Place};
use std::sync::Arc;

/// A move, what it did to the balance, and the balance after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerLine {
    pub entry: Arc<Move>,
    /// Zero for a move inside the house.
    pub change: i64,
    pub balance: i64,
}

/// What a move does to the stock of the warehouses that are looked at.
fn change_of(entry: &Move, warehouse: Option<&WarehouseCode>) -> i64 {
    let here = |place: &Place| match place {
        Place::Bin { warehouse: of, .. } => warehouse.is_none_or(|code| of == code),
        _ => false,
    };
    let units = entry.quantity.signed();
    i64::from(here(&entry.to)) * units - i64::from(here(&entry.from)) * units
}

fn touches(entry: &Move, warehouse: Option<&WarehouseCode>) -> bool {
    let Some(code) = warehouse else { return true };
    [&entry.from, &entry.to].iter().any(|place| matches!(place, Place::Bin { warehouse, .. } if warehouse == code))
}

/// The lines of the ledger, newest first. The order is that of the physical time; late facts stand where they happened.
/// `on_hand` is what is there now: balances are counted back from it, because older moves need not be here.
pub fn ledger(
    moves: impl Iterator<Item = Arc<Move>>,
    warehouse: Option<&WarehouseCode>,
    on_hand: i64,
) -> Vec<LedgerLine> {
    let mut entries: Vec<Arc<Move>> = moves.filter(|entry| touches(entry, warehouse)).collect();
    sorting::sort_by(&mut entries, |a, b| {
        a.occurred_at.cmp(&b.occurred_at).then_with(|| a.recorded_at.cmp(&b.recorded_at)).then_with(|| a.id.cmp(&b.id))
    });
    let mut after = on_hand;
    let line = |entry: Arc<Move>| {
        let (change, balance) = (change_of(&entry, warehouse), after);
        after -= change;
        LedgerLine { entry, change, balance }
    };
    entries.into_iter().rev().map(line).collect()
}

/// The balance at the end of each of the last `days` days of the shop's clock, oldest first. Before the first line that is
/// here: what that one found.
pub fn daily_balances(lines: &[LedgerLine], now: Moment, offset_minutes: i32, days: i64) -> Vec<i64> {
    let shift = i64::from(offset_minutes) * MINUTE;
    let at_first = lines.last().map_or(0, |line| line.balance - line.change);
    let today = (now.0 + shift).div_euclid(DAY);
    (0..days)
        .map(|at| {
            let end_of_day = (today - (days - 1 - at) + 1) * DAY - shift;
            lines.iter().find(|line| line.entry.occurred_at.0 < end_of_day).map_or(at_first, |line| line.balance)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::base::{BinCode, Quantity, Sku};
    use shared::inventory::{MoveKind, Reference};

    fn entry(id: &str, at: i64, units: i64, from: Place, to: Place) -> Arc<Move> {
        Arc::new(Move {
            id: id.to_owned(),
            sku: Sku::parse("A").unwrap(),
            quantity: Quantity::new(units).unwrap(),
            from,
            to,
            kind: MoveKind::Transfer,
            reference: Reference::Count,
            occurred_at: Moment(at),
            recorded_at: Moment(at),
            by: "Lin".to_owned(),
        })
    }

    fn bin(warehouse: &str) -> Place {
        Place::bin(&WarehouseCode::parse(warehouse).unwrap(), &BinCode::parse("A-01-01").unwrap())
    }

    #[test]
    fn a_late_fact_stands_where_it_happened() {
        let moves = [
            entry("a", 10, 5, Place::Supplier, bin("HZ")),
            entry("b", 30, 2, bin("HZ"), Place::Customer),
            entry("c", 20, 1, bin("HZ"), bin("SH")),
        ];
        let all = ledger(moves.clone().into_iter(), None, 3);
        assert_eq!(all.iter().map(|line| (line.change, line.balance)).collect::<Vec<_>>(), [(-2, 3), (0, 5), (5, 5)]);
        let hz = WarehouseCode::parse("HZ").unwrap();
        let here = ledger(moves.into_iter(), Some(&hz), 2);
        assert_eq!(here.iter().map(|line| (line.change, line.balance)).collect::<Vec<_>>(), [(-2, 2), (-1, 4), (5, 5)]);
    }

    #[test]
    fn what_is_not_here_any_more_still_counts() {
        let lines = ledger([entry("b", 30, 2, bin("HZ"), Place::Customer)].into_iter(), None, 3);
        assert_eq!((lines[0].change, lines[0].balance), (-2, 3));
        assert_eq!(daily_balances(&lines, Moment(DAY), 0, 3), [5, 3, 3]);
    }

    #[test]
    fn days_end_at_the_midnight_of_the_shop() {
        let lines = ledger([entry("a", DAY - 3 * 60 * MINUTE, 5, Place::Supplier, bin("HZ"))].into_iter(), None, 5);
        // Eight hours east this was already the second day.
        assert_eq!(daily_balances(&lines, Moment(2 * DAY), 480, 3), [0, 5, 5]);
        assert_eq!(daily_balances(&lines, Moment(2 * DAY), 0, 3), [5, 5, 5]);
    }
}
