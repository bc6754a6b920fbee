//! The beginning of every list, for as long as the rows of all orders are not read: the first rows of each status in the
//! orders in which people look at them, and how many there are.

use super::{Counts, OrderIndex, OrderQuery, Row, Shelves, SortBy, lists};
use shared::base::Moment;
use shared::base::sorting::{self, gather};
use shared::orders::{OrderRow, Status, View};
use std::collections::BTreeMap;
use std::sync::Arc;

/// So many rows of a list: more than fit on a screen.
const FIRST: usize = 60;

/// What is known of all lists.
#[derive(Debug)]
pub(crate) struct Begun {
    counts: BTreeMap<Status, usize>,
    /// Only the first rows of each.
    shelves: Shelves,
}

impl Begun {
    /// Of rows that each say how many orders have their status.
    pub fn of(rows: Vec<(u64, OrderRow)>) -> Begun {
        let (mut counts, mut shelves) = (BTreeMap::new(), Shelves::default());
        for (count, row) in rows {
            counts.insert(row.status, usize::try_from(count).unwrap_or(usize::MAX));
            shelves.put(Arc::new(row));
        }
        Begun { counts, shelves }
    }

    /// The beginning of a list and its length, if it is one whose beginning is known: a whole view, by ship-by date or the
    /// newest first.
    pub fn list(&self, query: &OrderQuery, now: Moment) -> Option<(Vec<Row>, usize)> {
        let is_known = matches!((query.sort, query.descending), (SortBy::ShipBy, _) | (SortBy::PlacedAt, true));
        let is_whole = query.search.is_empty() && query.filters.is_empty();
        if !is_known || !is_whole {
            return None;
        }
        let of = self.count(query.view)?;
        let mut rows = self.shelves.rows(query.view.statuses(), |row| query.view.holds(row, now));
        lists::sort(&mut rows, query);
        rows.truncate(FIRST);
        Some((rows, of))
    }

    pub fn counts(&self) -> Counts {
        gather(View::ALL.iter().filter_map(|view| Some((*view, self.count(*view)?))))
    }

    /// What is late depends on the moment and not only on the status.
    fn count(&self, view: View) -> Option<usize> {
        let counts = view.statuses().iter().filter_map(|status| self.counts.get(status));
        (view != View::Late).then(|| counts.sum())
    }
}

impl OrderIndex {
    /// What is kept of these lists for the next opening: each row once, with how many orders have its status.
    pub(crate) fn beginning(&self) -> Vec<(u64, OrderRow)> {
        let mut rows: Vec<Row> = Vec::new();
        for status in Status::ALL {
            rows.extend(self.shelves.ends(*status, FIRST));
            rows.extend(self.shelves.newest(*status, FIRST));
        }
        sorting::sort_by(&mut rows, |one, other| one.id.cmp(&other.id));
        rows.dedup_by(|one, other| one.id == other.id);
        rows.iter().map(|row| (self.shelves.count(row.status) as u64, OrderRow::clone(row))).collect()
    }
}
