//! Rows in the order in which lists show them, a shelf for each status: a change moves one row, and a list looks only at the
//! shelves that its view is made of. Most orders of a shop are done; what people work with are the few that are not.

use super::Row;
use shared::base::sorting;
use shared::base::{Moment, OrderId};
use shared::orders::{Status, View};
use std::collections::BTreeMap;

/// What ships first stands first.
type Place = (Moment, OrderId);

#[derive(Debug, Default)]
pub(super) struct Shelves(BTreeMap<Status, BTreeMap<Place, Row>>);

fn place(row: &Row) -> Place {
    (row.ship_by, row.id)
}

impl Shelves {
    pub fn put(&mut self, row: Row) {
        self.0.entry(row.status).or_default().insert(place(&row), row);
    }

    pub fn remove(&mut self, row: &Row) {
        if let Some(shelf) = self.0.get_mut(&row.status) {
            shelf.remove(&place(row));
        }
    }

    /// The rows of these shelves that are wanted, by ship-by date.
    pub fn rows(&self, statuses: &[Status], is_wanted: impl Fn(&Row) -> bool) -> Vec<Row> {
        let mut rows = Vec::new();
        for shelf in statuses.iter().filter_map(|status| self.0.get(status)) {
            rows.extend(shelf.values().filter(|row| is_wanted(row)).cloned());
        }
        // Each shelf is in order: this puts a few long runs together, it does not sort from nothing.
        if statuses.len() > 1 {
            sorting::sort_by(&mut rows, |a, b| place(a).cmp(&place(b)));
        }
        rows
    }

    /// Those of one shelf that stand first, in front and behind.
    pub fn ends(&self, status: Status, most: usize) -> Vec<Row> {
        let Some(shelf) = self.0.get(&status) else { return Vec::new() };
        let behind = shelf.values().rev().take(most.min(shelf.len().saturating_sub(most)));
        shelf.values().take(most).chain(behind).cloned().collect()
    }

    /// Those of one shelf that were placed last.
    pub fn newest(&self, status: Status, most: usize) -> Vec<Row> {
        let age = |row: &Row| (row.placed_at, place(row));
        // In order, the oldest first. What ships last was mostly placed last: nearly every row that follows is older than that one.
        let mut newest: Vec<Row> = Vec::new();
        for row in self.0.get(&status).into_iter().flat_map(|shelf| shelf.values().rev()) {
            let is_full = newest.len() >= most;
            if is_full && newest.first().is_some_and(|oldest| age(row) < age(oldest)) {
                continue;
            }
            newest.insert(newest.partition_point(|other| age(other) < age(row)), row.clone());
            if is_full {
                newest.remove(0);
            }
        }
        newest
    }

    pub fn count(&self, status: Status) -> usize {
        self.0.get(&status).map_or(0, BTreeMap::len)
    }

    /// How many rows a view holds. Only what is late has to be looked through.
    pub fn holds(&self, view: View, now: Moment) -> usize {
        let shelves = view.statuses().iter();
        match view {
            View::Late => shelves.filter_map(|status| self.0.get(status)).map(|shelf| late(shelf, now)).sum(),
            _ => shelves.map(|status| self.count(*status)).sum(),
        }
    }
}

/// Those that should have left stand at the front of their shelf.
fn late(shelf: &BTreeMap<Place, Row>, now: Moment) -> usize {
    shelf.values().take_while(|row| row.ship_by < now).filter(|row| View::Late.holds(row, now)).count()
}
