//! All orders as rows, kept up to date order by order: views, search, filters and sorting for tens of thousands of them.

mod shelves;

use memchr::memmem::Finder;
use shared::base::sorting;
use shared::base::{Moment, OrderId};
use shared::orders::{OrderRow, PaymentState, Status, View};
use shelves::Shelves;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
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
        self.channel.as_ref().is_none_or(|channel| row.channel == *channel)
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
    rows: HashMap<OrderId, Row>,
    shelves: Shelves,
    /// Everything by ship-by date, made when somebody looks after a change.
    sorted: RefCell<Option<Arc<[Row]>>>,
    /// The last list somebody asked for: scrolling through it asks again and again.
    last: RefCell<Option<Kept>>,
    counted: RefCell<Option<(Minute, Counts)>>,
    complete: bool,
}

/// `Late` depends on the clock; a list is worth keeping for a minute.
type Minute = i64;

#[derive(Debug)]
struct Kept {
    query: OrderQuery,
    at: Minute,
    list: Arc<[Row]>,
}

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
    }

    pub fn row(&self, id: OrderId) -> Option<Row> {
        self.rows.get(&id).cloned()
    }

    /// Rows from `offset`, and how many there are in all.
    pub fn page(&self, query: &OrderQuery, now: Moment, offset: usize, limit: usize) -> (Vec<Row>, usize) {
        let list = self.list(query, now);
        (list.iter().skip(offset).take(limit).cloned().collect(), list.len())
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
        let counts: Counts = sorting::gather(View::ALL.iter().map(|view| (*view, self.shelves.holds(*view, now))));
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
        sorting::gather(Status::ALL.iter().map(|status| (*status, self.shelves.count(*status))))
    }

    /// Every channel that orders came from, for the filter.
    pub fn channels(&self) -> Vec<String> {
        let channels: BTreeSet<&str> = sorting::gather(self.rows.values().map(|row| row.channel.as_str()));
        channels.into_iter().map(str::to_owned).collect()
    }

    /// Every row, by ship-by date.
    pub fn all(&self) -> Arc<[Row]> {
        self.sorted.borrow_mut().get_or_insert_with(|| self.shelves.rows(Status::ALL, |_| true).into()).clone()
    }

    pub(crate) fn put(&mut self, row: OrderRow) {
        let row = Arc::new(row);
        if let Some(before) = self.rows.insert(row.id, row.clone()) {
            self.shelves.remove(&before);
        }
        self.shelves.put(row);
        self.forget_lists();
    }

    pub(crate) fn remove(&mut self, id: OrderId) {
        if let Some(before) = self.rows.remove(&id) {
            self.shelves.remove(&before);
            self.forget_lists();
        }
    }

    pub(crate) fn clear(&mut self) {
        *self = OrderIndex::default();
    }

    fn forget_lists(&mut self) {
        *self.sorted.get_mut() = None;
        *self.last.get_mut() = None;
        *self.counted.get_mut() = None;
    }

    fn list(&self, query: &OrderQuery, now: Moment) -> Arc<[Row]> {
        let minute = minute_of(now);
        if let Some(kept) = &*self.last.borrow()
            && kept.query == *query
            && kept.at == minute
        {
            return kept.list.clone();
        }
        let list = self.select(query, minute, now);
        *self.last.borrow_mut() = Some(Kept { query: query.clone(), at: minute, list: list.clone() });
        list
    }

    fn select(&self, query: &OrderQuery, minute: Minute, now: Moment) -> Arc<[Row]> {
        // Made once, not once a row: most rows are looked at only to be left out.
        let wanted = query.search.to_lowercase();
        let words: Vec<Finder<'_>> = wanted.split_whitespace().map(Finder::new).collect();
        let is_found = |row: &Row| words.iter().all(|word| word.find(row.search.as_bytes()).is_some());
        let is_wanted = |row: &Row| query.view.holds(row, now) && query.filters.take(row) && is_found(row);
        let mut rows = match self.narrower(query, minute) {
            Some(from) => from.iter().filter(|row| is_wanted(row)).cloned().collect(),
            None => self.shelves.rows(query.view.statuses(), is_wanted),
        };
        sort(&mut rows, query.sort);
        if query.descending {
            rows.reverse();
        }
        rows.into()
    }

    /// While somebody types, each list is a part of the one before: `lin` is searched in what `li` found.
    fn narrower(&self, query: &OrderQuery, minute: Minute) -> Option<Arc<[Row]>> {
        let last = self.last.borrow();
        let Kept { query: known, at, list } = last.as_ref()?;
        let same_but_longer = query.search.starts_with(&known.search)
            && OrderQuery { search: known.search.clone(), ..query.clone() } == *known;
        (same_but_longer && *at == minute && !query.descending).then(|| list.clone())
    }
}

/// The rows come by ship-by date and stay so where the column says nothing (the sort is stable).
fn sort(rows: &mut [Row], by: SortBy) {
    match by {
        SortBy::ShipBy => {}
        SortBy::PlacedAt => sorting::sort_by_key(rows, |row| row.placed_at),
        SortBy::Number => sorting::sort_by(rows, |a, b| number(a).cmp(&number(b))),
        SortBy::Customer => sorting::sort_by(rows, |a, b| a.customer.cmp(&b.customer)),
        SortBy::Units => sorting::sort_by_key(rows, |row| row.units),
        SortBy::Status => sorting::sort_by_key(rows, |row| row.status),
        SortBy::Total => sorting::sort_by_key(rows, |row| row.total.minor),
    }
}

/// `#9` before `#10`; provisional numbers behind the issued ones.
fn number(row: &OrderRow) -> (bool, usize, &str) {
    (!row.number.starts_with('#'), row.number.len(), row.number.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::base::{Currency, Money, Quantity};
    use shared::orders::StockState;

    const NOW: Moment = Moment(1_795_270_927_000);

    fn row(n: u64) -> OrderRow {
        OrderRow {
            id: OrderId::from_channel("test", &n.to_string()),
            number: format!("#{n}"),
            external_id: n.to_string(),
            channel: if n.is_multiple_of(2) { "file" } else { "desk" }.to_owned(),
            customer: format!("Customer {}", n % 7),
            placed_at: NOW,
            ship_by: NOW.plus(10_000 - i64::try_from(n).unwrap() * 1000),
            units: Quantity::of_balance(i64::try_from(n).unwrap()),
            status: if n.is_multiple_of(3) { Status::OnHold } else { Status::ToPick },
            payment: PaymentState::Paid,
            stock: StockState::Reserved,
            urgent: n == 4,
            total: Money { minor: 100, currency: Currency::parse("EUR").unwrap() },
            search: format!("#{n} customer {}", n % 7),
        }
    }

    fn index(n: u64) -> OrderIndex {
        let mut index = OrderIndex::default();
        (1..=n).for_each(|n| index.put(row(n)));
        index
    }

    fn numbers(index: &OrderIndex, query: &OrderQuery) -> Vec<String> {
        index.page(query, NOW, 0, 100).0.iter().map(|row| row.number.clone()).collect()
    }

    #[test]
    fn lists_what_ships_first_on_top() {
        let index = index(20);
        assert_eq!(
            numbers(&index, &OrderQuery { view: View::OnHold, ..Default::default() }),
            ["#18", "#15", "#12", "#9", "#6", "#3"]
        );
        let by_number = OrderQuery { view: View::OnHold, sort: SortBy::Number, ..Default::default() };
        assert_eq!(numbers(&index, &by_number), ["#3", "#6", "#9", "#12", "#15", "#18"]);
        let (page, total) = index.page(&by_number, NOW, 4, 1);
        assert_eq!((page.first().map(|row| row.number.as_str()), total), (Some("#15"), 6));
        assert_eq!(index.counts(NOW)[&View::OnHold], 6);
        assert_eq!(index.counts(NOW)[&View::ToShip], 14);
        assert_eq!(index.counts(NOW)[&View::Late], 10);
    }

    #[test]
    fn a_longer_search_finds_the_same_as_a_fresh_one() {
        let typed = index(300);
        for search in ["", "c", "cu", "customer 3", "customer 3 #1"] {
            let query = OrderQuery { view: View::All, search: search.to_owned(), ..Default::default() };
            assert_eq!(numbers(&typed, &query), numbers(&index(300), &query), "{search}");
        }
        let shorter = OrderQuery { view: View::All, search: "CUSTOMER".to_owned(), ..Default::default() };
        assert_eq!(typed.page(&shorter, NOW, 0, 0).1, 300, "taking letters away finds more again");
    }

    #[test]
    fn filters_narrow_and_changes_show() {
        let mut index = index(20);
        let urgent = OrderQuery {
            view: View::All,
            filters: Filters { urgent: true, ..Default::default() },
            ..Default::default()
        };
        assert_eq!(numbers(&index, &urgent), ["#4"]);
        index.put(OrderRow { urgent: true, ..row(5) });
        assert_eq!(numbers(&index, &urgent), ["#5", "#4"]);
        index.remove(row(4).id);
        assert_eq!(numbers(&index, &urgent), ["#5"]);
        assert_eq!(index.channels(), ["desk", "file"]);
    }

    #[test]
    fn an_order_stands_on_one_shelf_only() {
        let mut index = index(20);
        let before = index.counts(NOW);
        index.put(OrderRow { status: Status::Shipped, stock: StockState::Nothing, ship_by: NOW, ..row(3) });
        let after = index.counts(NOW);
        assert_eq!((before[&View::OnHold], after[&View::OnHold], after[&View::Shipped]), (6, 5, 1));
        assert_eq!((after[&View::All], after[&View::Late]), (20, before[&View::Late]), "#3 was not late");
        let every: Vec<_> = index.all().iter().map(|row| (row.ship_by, row.id)).collect();
        assert!(every.is_sorted() && every.len() == 20);
        for view in View::ALL {
            let listed = index.page(&OrderQuery { view: *view, ..Default::default() }, NOW, 0, 100);
            assert_eq!(listed.1, after[view], "{view:?}");
            assert!(listed.0.iter().all(|row| view.holds(row, NOW)));
        }
    }
}
