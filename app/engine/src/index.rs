//! All orders as rows, kept up to date order by order: views, search, filters and sorting for tens of thousands of them.

mod beginning;
mod lists;
mod phones;
mod shelves;
#[cfg(test)]
mod tests;

pub(crate) use beginning::Begun;
use lists::Lists;
use memchr::memmem::Finder;
use phones::Phones;
use rustc_hash::FxBuildHasher;
use shared::base::sorting::{self, gather};
use shared::base::{Moment, OrderId};
use shared::orders::{OrderRow, PaymentState, Status, View};
use shared::sync::rows::RowSegment;
use shelves::Shelves;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// What a list shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OrderQuery {
    pub view: View,
    /// As typed; every word must occur.
    pub search: String,
    pub filters: Filters,
    pub sort: SortBy,
    /// The other way round.
    pub descending: bool,
}

impl OrderQuery {
    /// Whether a list without its search has this row.
    fn holds(&self, row: &OrderRow, now: Moment) -> bool {
        self.view.holds(row, now) && self.filters.take(row)
    }
}

/// Narrows a view further; none of them set means everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filters {
    pub channel: Option<String>,
    pub payment: Option<PaymentState>,
    pub status: Option<Status>,
    pub urgent: bool,
    /// Placed at or after.
    pub placed_from: Option<Moment>,
    /// Placed before.
    pub placed_before: Option<Moment>,
}

impl Filters {
    pub fn is_empty(&self) -> bool {
        *self == Filters::default()
    }

    fn take(&self, row: &OrderRow) -> bool {
        self.channel.as_ref().is_none_or(|channel| row.channel() == channel)
            && self.payment.is_none_or(|payment| row.payment == payment)
            && self.status.is_none_or(|status| row.status == status)
            && (!self.urgent || row.urgent)
            && self.placed_from.is_none_or(|from| row.placed_at >= from)
            && self.placed_before.is_none_or(|before| row.placed_at < before)
    }
}

/// By which column; equal ones stand in the order of their ship-by date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum SortBy {
    #[default]
    ShipBy,
    PlacedAt,
    Number,
    Customer,
    Units,
    Status,
    Total,
}

/// Orders per view.
pub type Counts = BTreeMap<View, usize>;

type Row = Arc<OrderRow>;

fn minute_of(now: Moment) -> Minute {
    now.0.div_euclid(60_000)
}

/// Rows of all orders. Reading is cheap; changing is cheap per order.
#[derive(Debug, Default)]
pub struct OrderIndex {
    rows: HashMap<OrderId, Indexed, FxBuildHasher>,
    shelves: Shelves,
    /// Every channel that an order came from, and how many.
    channels: BTreeMap<String, usize>,
    phones: Phones,
    lists: RefCell<Lists>,
    counted: RefCell<Option<(Minute, Counts)>>,
    complete: bool,
    /// While the rows of all orders are still to be read.
    begun: Option<Begun>,
}

#[derive(Debug)]
struct Indexed {
    /// Of the confirmed order that the row was made of; none if something unsent lies over it.
    version: Option<u64>,
    row: Row,
}

type Minute = i64;

impl OrderIndex {
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether every order of this device is in it; not yet, for a moment after the app was opened.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    pub(crate) fn set_complete(&mut self, complete: bool) {
        self.complete = complete;
        if complete {
            self.begun = None;
        }
    }

    /// The beginning of each list stands before the rows of all orders are read.
    pub(crate) fn begin(&mut self, begun: Begun) {
        self.begun = Some(begun);
    }

    pub fn row(&self, id: OrderId) -> Option<Row> {
        self.rows.get(&id).map(|indexed| indexed.row.clone())
    }

    /// The row that was made of a confirmed order at this version.
    pub(crate) fn row_at(&self, id: OrderId, version: u64) -> Option<Row> {
        self.has_row_at(id, version).then(|| self.row(id)).flatten()
    }

    pub(crate) fn has_row_at(&self, id: OrderId, version: u64) -> bool {
        self.rows.get(&id).is_some_and(|indexed| indexed.version == Some(version))
    }

    /// Every order that has a row.
    pub(crate) fn order_ids(&self) -> impl Iterator<Item = OrderId> {
        self.rows.keys().copied()
    }

    /// Rows from `offset`, and how many there are in all.
    pub fn page(&self, query: &OrderQuery, now: Moment, offset: usize, limit: usize) -> (Vec<Row>, usize) {
        let list = self.list(query, now);
        (list.iter().skip(offset).take(limit).cloned().collect(), list.len())
    }

    /// What can be shown of a list, and how many it has in all: the whole list, or its beginning as long as only that is
    /// known. None: it has to be waited for.
    pub fn shown(&self, query: &OrderQuery, now: Moment) -> Option<(Vec<Row>, usize)> {
        if self.complete {
            return Some(self.page(query, now, 0, usize::MAX));
        }
        self.begun.as_ref()?.list(query, now)
    }

    /// How many orders each view holds, of those of which it is known.
    pub fn known_counts(&self, now: Moment) -> Counts {
        match &self.begun {
            Some(begun) if !self.complete => begun.counts(),
            _ if self.complete => self.counts(now),
            _ => Counts::new(),
        }
    }

    /// The ids of a whole list, for "select all".
    pub fn ids(&self, query: &OrderQuery, now: Moment) -> Vec<OrderId> {
        self.list(query, now).iter().map(|row| row.id).collect()
    }

    /// How many orders each view holds.
    pub fn counts(&self, now: Moment) -> Counts {
        let minute = minute_of(now);
        if let Some((at, counts)) = &*self.counted.borrow()
            && *at == minute
        {
            return counts.clone();
        }
        let counts: Counts = gather(View::ALL.iter().map(|view| (*view, self.shelves.holds(*view, now))));
        *self.counted.borrow_mut() = Some((minute, counts.clone()));
        counts
    }

    /// How many orders one view holds.
    pub fn count(&self, view: View, now: Moment) -> usize {
        self.shelves.holds(view, now)
    }

    /// How many orders stand where.
    #[cfg(feature = "bench")]
    pub(crate) fn count_by_status(&self) -> BTreeMap<Status, usize> {
        gather(Status::ALL.iter().map(|status| (*status, self.shelves.count(*status))))
    }

    /// Every channel that orders came from, for the filter.
    pub fn channels(&self) -> Vec<String> {
        self.channels.keys().cloned().collect()
    }

    /// Every row, by ship-by date.
    pub fn all(&self) -> Arc<Vec<Row>> {
        // Whenever: only what is late depends on the clock.
        self.list(&OrderQuery { view: View::All, ..OrderQuery::default() }, Moment(0))
    }

    /// `version`: of the confirmed order that it was made of.
    pub(crate) fn put(&mut self, row: OrderRow, version: Option<u64>) {
        let row = Arc::new(row);
        count_in(&mut self.channels, row.channel());
        let before = self.rows.insert(row.id, Indexed { version, row: row.clone() }).map(|before| before.row);
        if let Some(before) = &before {
            self.take_off(before);
        }
        self.phones.put(&row);
        self.lists.get_mut().change(before.as_ref(), Some(&row));
        *self.counted.get_mut() = None;
        self.shelves.put(row);
    }

    /// Begins with rows as they are stored, in the order of their chunks: of each order the newest. What was put before is
    /// news that came while they were read.
    pub(crate) fn fill(&mut self, segments: impl Iterator<Item = RowSegment>) {
        let before = std::mem::take(self);
        self.begun = before.begun;
        let mut gone = Vec::new();
        for segment in segments {
            segment.rows.into_iter().for_each(|(version, row)| self.fill_in(version, row));
            gone.extend(segment.gone);
        }
        for (since, id) in gone {
            if self.rows.get(&id).is_some_and(|indexed| indexed.version < Some(since)) {
                self.rows.remove(&id);
            }
        }
        for (id, heard) in before.rows {
            if heard.version.is_none() || self.rows.get(&id).is_none_or(|read| read.version < heard.version) {
                self.rows.insert(id, heard);
            }
        }
        for Indexed { row, .. } in self.rows.values() {
            count_in(&mut self.channels, row.channel());
            self.shelves.put(row.clone());
        }
    }

    /// Rows of what waits in the outbox, over those that were filled in.
    pub(crate) fn lay_over(&mut self, unsent: RowSegment) {
        unsent.rows.into_iter().for_each(|(_, row)| self.put(row, None));
        unsent.gone.into_iter().for_each(|(_, id)| self.remove(id));
    }

    fn fill_in(&mut self, version: u64, row: OrderRow) {
        let indexed = |row| Indexed { version: Some(version), row: Arc::new(row) };
        match self.rows.get_mut(&row.id) {
            Some(known) if known.version >= Some(version) => {}
            Some(known) => *known = indexed(row),
            None => {
                self.rows.insert(row.id, indexed(row));
            }
        }
    }

    pub(crate) fn remove(&mut self, id: OrderId) {
        if let Some(before) = self.rows.remove(&id) {
            self.take_off(&before.row);
            self.lists.get_mut().change(Some(&before.row), None);
            *self.counted.get_mut() = None;
        }
    }

    fn take_off(&mut self, row: &Row) {
        self.shelves.remove(row);
        self.phones.remove(row);
        if let Some(count) = self.channels.get_mut(row.channel()) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.channels.remove(row.channel());
            }
        }
    }

    pub(crate) fn clear(&mut self) {
        *self = OrderIndex::default();
    }

    fn list(&self, query: &OrderQuery, now: Moment) -> Arc<Vec<Row>> {
        if let Some(rows) = self.lists.borrow_mut().find(query, now) {
            return rows;
        }
        let rows = Arc::new(self.select(query, now));
        self.lists.borrow_mut().keep(query, now, rows.clone());
        rows
    }

    fn select(&self, query: &OrderQuery, now: Moment) -> Vec<Row> {
        // Made once, not once a row: most rows are looked at only to be left out.
        let wanted = query.search.to_lowercase();
        let words: Vec<Finder<'_>> = wanted.split_whitespace().map(Finder::new).collect();
        let is_found = |row: &Row| words.iter().all(|word| word.find(row.search().as_bytes()).is_some());
        let is_wanted = |row: &Row| query.holds(row, now) && is_found(row);
        let mut rows = match (self.of_phone(&wanted), self.lists.borrow().wider(query, now)) {
            (Some(rows), _) => rows.into_iter().filter(is_wanted).collect(),
            // In the same order already.
            (None, Some(wider)) => return wider.iter().filter(|row| is_wanted(row)).cloned().collect(),
            (None, None) => self.shelves.rows(query.view.statuses(), is_wanted),
        };
        lists::sort(&mut rows, query);
        rows
    }

    /// The orders of whoever has exactly this number, by ship-by date; none if nobody has: then it may be a part of one.
    fn of_phone(&self, wanted: &str) -> Option<Vec<Row>> {
        let ids = self.phones.find(wanted, || self.rows.values().map(|indexed| &indexed.row))?;
        let mut rows: Vec<Row> = ids.into_iter().filter_map(|id| self.row(id)).collect();
        sorting::sort_by_key(&mut rows, |row| (row.ship_by, row.id));
        Some(rows)
    }
}

fn count_in(channels: &mut BTreeMap<String, usize>, channel: &str) {
    match channels.get_mut(channel) {
        Some(count) => *count += 1,
        None => {
            channels.insert(channel.to_owned(), 1);
        }
    }
}
