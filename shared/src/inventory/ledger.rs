//! The balance of one SKU in one bin, whatever order its facts arrive in (rule C3).
//!
//! Moves commute: they are deltas. A count is a statement about a moment: "at 14:02 there were 7". So the balance is the
//! latest count plus every move that happened after it. A fact that arrives late and happened before that count changes
//! nothing now; it only changes what the count found to be different.

use crate::base::Moment;
use crate::engine::Ctx;
use crate::sync::fault::{self, Fault};
use serde::{Deserialize, Serialize};

/// When a fact happened. At the same moment the command's own order decides, the same way on every side: a device whose
/// clock runs ahead has its facts bounded to one moment, and they still stand in the order in which it made them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stamp {
    pub at: Moment,
    pub tie: u64,
}

impl Stamp {
    pub fn of(ctx: &Ctx) -> Stamp {
        Stamp { at: ctx.occurred_at, tie: ctx.op.order() }
    }
}

/// A move as one bin sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delta {
    pub at: Stamp,
    pub units: i64,
}

/// The journal of one bin since its latest count.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Bin {
    /// What the latest count found, or what was folded; zero at the beginning.
    base: i64,
    /// The latest count.
    counted: Option<Stamp>,
    /// Moves up to this moment are folded into `base` and cannot be told apart any more.
    folded_until: Option<Stamp>,
    /// Moves after the latest count, oldest first.
    later: Vec<Delta>,
}

/// A journal longer than this folds its older half. A count that is older than what was folded changes nothing.
const LONGEST_JOURNAL: usize = 512;

impl Bin {
    pub fn balance(&self) -> i64 {
        self.base + self.later.iter().map(|delta| delta.units).sum::<i64>()
    }

    /// The moment of the latest count.
    pub fn counted_at(&self) -> Option<Moment> {
        self.counted.as_ref().map(|stamp| stamp.at)
    }

    /// Takes a move of `units` (positive: in). Returns by how much the balance changed: 0 if a count has spoken since.
    pub fn apply(&mut self, at: Stamp, units: i64) -> i64 {
        if self.counted.is_some_and(|count| at <= count) {
            return 0;
        }
        if self.folded_until.is_some_and(|until| at <= until) {
            self.base += units;
            return units;
        }
        let place = self.later.partition_point(|delta| delta.at <= at);
        self.later.insert(place, Delta { at, units });
        self.fold();
        units
    }

    /// Takes a count. Returns by how much the balance changed: 0 if a later count has spoken, or it fits.
    pub fn count(&mut self, stamp: Stamp, units: i64) -> i64 {
        let outdated =
            self.counted.is_some_and(|count| stamp <= count) || self.folded_until.is_some_and(|until| stamp < until);
        if outdated {
            return 0;
        }
        let before = self.balance();
        self.later.retain(|delta| delta.at > stamp && !fault::on(Fault::CountIsNow));
        self.base = units;
        self.counted = Some(stamp);
        self.folded_until = None;
        self.balance() - before
    }

    fn fold(&mut self) {
        if self.later.len() <= LONGEST_JOURNAL {
            return;
        }
        let older: Vec<Delta> = self.later.drain(..LONGEST_JOURNAL / 2).collect();
        self.base += older.iter().map(|delta| delta.units).sum::<i64>();
        self.folded_until = older.last().map(|delta| delta.at);
    }

    /// Nothing there and nothing to remember.
    pub fn is_empty(&self) -> bool {
        self.balance() == 0 && self.counted.is_none() && self.later.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(at: i64) -> Stamp {
        Stamp { at: Moment(at), tie: 0 }
    }

    #[test]
    fn a_late_move_from_before_the_count_changes_nothing_now() {
        let mut bin = Bin::default();
        assert_eq!(bin.apply(stamp(10), 5), 5);
        assert_eq!(bin.count(stamp(20), 7), 2);
        assert_eq!(bin.apply(stamp(15), -3), 0, "it was already gone when somebody counted");
        assert_eq!(bin.apply(stamp(25), -1), -1);
        assert_eq!(bin.balance(), 6);
    }

    #[test]
    fn a_late_count_counts_at_its_own_time() {
        let mut bin = Bin::default();
        bin.apply(stamp(10), 5);
        bin.apply(stamp(30), -2);
        assert_eq!(bin.count(stamp(20), 6), 1, "six at 20, two left at 30");
        assert_eq!(bin.balance(), 4);
        assert_eq!(bin.count(stamp(15), 100), 0, "a newer count has spoken");
    }

    #[test]
    fn facts_of_one_moment_stand_in_the_order_they_were_made() {
        let mut bin = Bin::default();
        let at = |tie| Stamp { at: Moment(10), tie };
        bin.count(at(5), 7);
        assert_eq!(bin.apply(at(6), -1), -1, "taken after the count");
        assert_eq!(bin.apply(at(4), -1), 0, "taken before it");
        assert_eq!(bin.balance(), 6);
    }

    #[test]
    fn a_long_journal_keeps_its_balance() {
        let mut bin = Bin::default();
        for at in 0..2_000 {
            bin.apply(stamp(at), 1);
        }
        assert_eq!(bin.balance(), 2_000);
        assert!(bin.later.len() <= LONGEST_JOURNAL);
        assert_eq!(bin.apply(stamp(3), 1), 1, "a move older than the fold still counts");
        assert_eq!(bin.count(stamp(1), 0), 0, "a count older than the fold cannot be placed");
        assert_eq!(bin.count(stamp(5_000), 3), 3 - 2_001);
    }
}
