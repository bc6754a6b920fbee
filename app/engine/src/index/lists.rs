//! Lists that somebody asked for, kept because scrolling, drawing again and typing on ask for them again and again. A change
//! moves one row in each of them; it does not make them anew.

use super::{OrderQuery, Row, SortBy, minute_of};
use shared::base::Moment;
use shared::base::sorting;
use shared::orders::View;
use std::cmp::Ordering;
use std::sync::Arc;

/// The list of the screen, the one behind it, and what reads all orders.
const MOST_STANDING: usize = 3;

/// After so many changes that nobody looked at, making a list anew costs less than going on with it.
const MOST_UNSEEN: u32 = 64;

#[derive(Debug, Default)]
pub(super) struct Lists {
    /// Without a search; who was asked for last stands last.
    standing: Vec<Kept>,
    /// What was found last.
    found: Option<Kept>,
}

#[derive(Debug)]
struct Kept {
    query: OrderQuery,
    at: Moment,
    rows: Arc<Vec<Row>>,
    /// Changes since somebody looked.
    unseen: u32,
}

impl Kept {
    /// What is late depends on the clock; such a list is good for a minute.
    fn answers(&self, query: &OrderQuery, now: Moment) -> bool {
        self.query == *query && (query.view != View::Late || minute_of(self.at) == minute_of(now))
    }

    fn is_before(&self, one: &Row, other: &Row) -> bool {
        compare(&self.query, one, other).is_lt()
    }

    fn put(&mut self, row: &Row) {
        if self.query.holds(row, self.at) {
            let place = self.rows.partition_point(|known| self.is_before(known, row));
            Arc::make_mut(&mut self.rows).insert(place, row.clone());
        }
    }

    fn take_off(&mut self, row: &Row) {
        let place = self.rows.partition_point(|known| self.is_before(known, row));
        if self.rows.get(place).is_some_and(|known| known.id == row.id) {
            Arc::make_mut(&mut self.rows).remove(place);
        }
    }
}

impl Lists {
    pub fn find(&mut self, query: &OrderQuery, now: Moment) -> Option<Arc<Vec<Row>>> {
        if let Some(place) = self.standing.iter().position(|kept| kept.answers(query, now)) {
            let kept = Kept { unseen: 0, ..self.standing.remove(place) };
            let rows = kept.rows.clone();
            self.standing.push(kept);
            return Some(rows);
        }
        self.found.as_ref().filter(|kept| kept.answers(query, now)).map(|kept| kept.rows.clone())
    }

    /// While somebody types, each list is a part of the one before: `lin` is searched in what `li` found.
    pub fn wider(&self, query: &OrderQuery, now: Moment) -> Option<Arc<Vec<Row>>> {
        let is_wider = |kept: &&Kept| {
            let search = &kept.query.search;
            query.search.starts_with(search)
                && kept.answers(&OrderQuery { search: search.clone(), ..query.clone() }, now)
        };
        self.found.iter().chain(self.standing.iter().rev()).find(is_wider).map(|kept| kept.rows.clone())
    }

    pub fn keep(&mut self, query: &OrderQuery, at: Moment, rows: Arc<Vec<Row>>) {
        let kept = Kept { query: query.clone(), at, rows, unseen: 0 };
        if query.search.is_empty() {
            // Of another minute.
            self.standing.retain(|known| known.query != *query);
            if self.standing.len() >= MOST_STANDING {
                self.standing.remove(0);
            }
            self.standing.push(kept);
        } else {
            self.found = Some(kept);
        }
    }

    /// A row came, went, or is another now.
    pub fn change(&mut self, before: Option<&Row>, now: Option<&Row>) {
        self.found = None;
        self.standing.retain(|kept| kept.unseen < MOST_UNSEEN);
        for kept in &mut self.standing {
            kept.unseen += 1;
            before.into_iter().for_each(|row| kept.take_off(row));
            now.into_iter().for_each(|row| kept.put(row));
        }
    }
}

/// As the list shows them: by its column, then by ship-by date; all of it the other way round if so wanted.
fn compare(query: &OrderQuery, one: &Row, other: &Row) -> Ordering {
    let ordering =
        by_column(query.sort, one, other).then_with(|| (one.ship_by, one.id).cmp(&(other.ship_by, other.id)));
    if query.descending { ordering.reverse() } else { ordering }
}

/// Sorts rows that come by ship-by date.
pub(super) fn sort(rows: &mut [Row], query: &OrderQuery) {
    match (query.sort, query.descending) {
        (SortBy::ShipBy, false) => {}
        (SortBy::ShipBy, true) => rows.reverse(),
        _ => sorting::sort_by(rows, |one, other| compare(query, one, other)),
    }
}

fn by_column(by: SortBy, one: &Row, other: &Row) -> Ordering {
    match by {
        SortBy::ShipBy => Ordering::Equal,
        SortBy::PlacedAt => one.placed_at.cmp(&other.placed_at),
        SortBy::Number => number(one).cmp(&number(other)),
        SortBy::Customer => one.customer().cmp(other.customer()),
        SortBy::Units => one.units.cmp(&other.units),
        SortBy::Status => one.status.cmp(&other.status),
        SortBy::Total => one.total.minor.cmp(&other.total.minor),
    }
}

/// `#9` before `#10`; provisional numbers behind the issued ones.
fn number(row: &Row) -> (bool, usize, &str) {
    (!row.number().starts_with('#'), row.number().len(), row.number())
}
