//! The index as lists ask it: order, counts, search, and rows from the disk.

use super::*;
use proptest::prelude::*;
use shared::base::{Currency, Money, Quantity};
use shared::orders::StockState;
use shared::orders::row::{RowWords, Words};

const NOW: Moment = Moment(1_795_270_927_000);

fn row(n: u64) -> OrderRow {
    OrderRow {
        id: OrderId::from_channel("test", &n.to_string()),
        placed_at: NOW,
        ship_by: NOW.plus(10_000 - i64::try_from(n).unwrap() * 1000),
        units: Quantity::of_balance(i64::try_from(n).unwrap()),
        status: if n.is_multiple_of(3) { Status::OnHold } else { Status::ToPick },
        payment: PaymentState::Paid,
        stock: StockState::Reserved,
        urgent: n == 4,
        total: Money { minor: 100, currency: Currency::parse("EUR").unwrap() },
        words: Words::new(&RowWords {
            number: &format!("#{n}"),
            external_id: &n.to_string(),
            channel: if n.is_multiple_of(2) { "file" } else { "desk" },
            customer: &format!("Customer {}", n % 7),
            search: &format!("#{n} customer {}", n % 7),
        }),
    }
}

fn index(n: u64) -> OrderIndex {
    let mut index = OrderIndex::default();
    (1..=n).for_each(|n| index.put(row(n), None));
    index
}

fn numbers(index: &OrderIndex, query: &OrderQuery) -> Vec<String> {
    index.page(query, NOW, 0, 100).0.iter().map(|row| row.number().to_owned()).collect()
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
    assert_eq!((page.first().map(|row| row.number()), total), (Some("#15"), 6));
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
    let urgent =
        OrderQuery { view: View::All, filters: Filters { urgent: true, ..Default::default() }, ..Default::default() };
    assert_eq!(numbers(&index, &urgent), ["#4"]);
    index.put(OrderRow { urgent: true, ..row(5) }, None);
    assert_eq!(numbers(&index, &urgent), ["#5", "#4"]);
    index.remove(row(4).id);
    assert_eq!(numbers(&index, &urgent), ["#5"]);
    assert_eq!(index.channels(), ["desk", "file"]);
    (1..=20).filter(|n| n % 2 == 1).for_each(|n| index.remove(row(n).id));
    assert_eq!(index.channels(), ["file"], "nothing came from the desk any more");
}

#[test]
fn an_index_read_from_the_disk_is_the_same_as_one_made_row_by_row() {
    let segment = |rows: &[(u64, u64)], gone: &[(u64, u64)]| RowSegment {
        rows: rows.iter().map(|(version, n)| (*version, row(*n))).collect(),
        gone: gone.iter().map(|(version, n)| (*version, row(*n).id)).collect(),
        shop: Vec::new(),
    };
    let mut late = segment(&[(1, 7)], &[]);
    late.rows[0].1.urgent = true;
    let first: Vec<(u64, u64)> = (1..=20).map(|n| (5, n)).collect();
    let mut read = OrderIndex::default();
    // #21 came, #3 went, and an older #7 stands in a later chunk.
    read.fill([segment(&first, &[]), segment(&[(6, 21)], &[(7, 3)]), late].into_iter());
    let mut made = index(21);
    made.remove(row(3).id);
    assert_eq!(
        numbers(&read, &OrderQuery { view: View::All, ..Default::default() }),
        numbers(&made, &OrderQuery { view: View::All, ..Default::default() })
    );
    assert_eq!((read.counts(NOW), read.channels(), read.len()), (made.counts(NOW), made.channels(), 20));
    assert!(!read.row(row(7).id).unwrap().urgent);
    assert!(read.row_at(row(7).id, 5).is_some() && read.row_at(row(7).id, 1).is_none());
}

#[test]
fn news_that_come_while_rows_are_read_are_not_written_over() {
    let segment = |version, ns: std::ops::RangeInclusive<u64>| RowSegment {
        rows: ns.map(|n| (version, row(n))).collect(),
        ..RowSegment::default()
    };
    let urgent = |n| OrderRow { urgent: true, ..row(n) };
    let mut index = OrderIndex::default();
    index.put(urgent(1), Some(6)); // newer than the disk
    index.put(urgent(2), Some(4)); // older
    index.put(urgent(3), None); // waits in the outbox
    index.put(urgent(30), Some(6)); // came just now
    index.fill([segment(5, 1..=20)].into_iter());
    let wanted =
        OrderQuery { view: View::All, filters: Filters { urgent: true, ..Default::default() }, ..Default::default() };
    assert_eq!(numbers(&index, &wanted), ["#30", "#4", "#3", "#1"]);
    assert_eq!(index.len(), 21);
    assert!(index.has_row_at(row(2).id, 5) && !index.has_row_at(row(3).id, 5));
}

#[test]
fn what_waits_in_the_outbox_lies_over_the_rows_of_the_disk() {
    let mut index = OrderIndex::default();
    index.fill(std::iter::once(RowSegment { rows: (1..=20).map(|n| (5, row(n))).collect(), ..RowSegment::default() }));
    let held = OrderRow { status: Status::OnHold, ..row(4) };
    index.lay_over(RowSegment {
        rows: vec![(0, held), (0, row(21))],
        gone: vec![(0, row(3).id)],
        ..RowSegment::default()
    });
    let on_hold = numbers(&index, &OrderQuery { view: View::OnHold, ..Default::default() });
    assert_eq!(on_hold, ["#21", "#18", "#15", "#12", "#9", "#6", "#4"]);
    assert_eq!(index.counts(NOW)[&View::All], 20);
    assert_eq!(index.row_at(row(4).id, 5), None, "its row is made anew when the books are here");
}

#[test]
fn an_order_stands_on_one_shelf_only() {
    let mut index = index(20);
    let before = index.counts(NOW);
    index.put(OrderRow { status: Status::Shipped, stock: StockState::Nothing, ship_by: NOW, ..row(3) }, None);
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

#[test]
fn a_whole_number_finds_the_same_as_its_text() {
    let with_phone = |n: u64, phone: &str| OrderRow {
        words: Words::new(&RowWords {
            number: &format!("#{n}"),
            external_id: "",
            channel: "desk",
            customer: "Maya",
            search: &format!("#{n} maya {phone} mug"),
        }),
        ..row(n)
    };
    let mut index = index(20);
    for n in 1..=6 {
        index.put(with_phone(n, if n % 2 == 0 { "+8613800138000" } else { "+86138001380001" }), None);
    }
    let found = |index: &OrderIndex, search: &str| {
        numbers(index, &OrderQuery { view: View::All, search: search.to_owned(), ..Default::default() })
    };
    assert_eq!(found(&index, "+8613800138000"), ["#6", "#4", "#2"], "exactly this number, what ships first on top");
    assert_eq!(found(&index, "+861380013800"), ["#6", "#5", "#4", "#3", "#2", "#1"], "the beginning of two");
    assert_eq!(found(&index, "+8613800138000 mug #4"), ["#4"]);
    assert!(found(&index, "+8613999999999").is_empty());
    index.put(with_phone(4, "+8613999999999"), None);
    index.remove(row(6).id);
    assert_eq!(found(&index, "+8613800138000"), ["#2"]);
    assert_eq!(found(&index, "+8613999999999"), ["#4"]);
}

/// Rows of all statuses, some placed at the same moment, of which more stand in each view than a beginning holds.
fn busy(n: u64) -> OrderRow {
    let status = Status::ALL[usize::try_from(n * 7 % 10).unwrap()];
    OrderRow { status, placed_at: NOW.plus(i64::try_from(n * 37 % 211).unwrap()), ..row(n) }
}

#[test]
fn a_list_begins_as_it_goes_on() {
    let mut whole = OrderIndex::default();
    (1..=3_000).for_each(|n| whole.put(busy(n), None));
    let rows = whole.beginning();
    assert!(rows.len() < 2_000, "a beginning is not all of it");
    let mut begun = OrderIndex::default();
    begun.begin(Begun::of(rows));
    whole.set_complete(true);
    for (sort, descending) in [(SortBy::ShipBy, false), (SortBy::ShipBy, true), (SortBy::PlacedAt, true)] {
        for view in View::ALL.iter().filter(|view| **view != View::Late) {
            let query = OrderQuery { view: *view, sort, descending, ..Default::default() };
            let ((first, of), (all, of_all)) = (begun.shown(&query, NOW).unwrap(), whole.shown(&query, NOW).unwrap());
            assert_eq!((first.as_slice(), of), (&all[..first.len()], of_all), "{query:?}");
            assert!(first.len() == 60 || first.len() == of, "{query:?}");
        }
    }
}

#[test]
fn what_a_beginning_does_not_know_is_waited_for() {
    let whole = index(100);
    let mut begun = OrderIndex::default();
    begun.begin(Begun::of(whole.beginning()));
    let unknown = [
        OrderQuery { view: View::Late, ..Default::default() },
        OrderQuery { sort: SortBy::Total, ..Default::default() },
        OrderQuery { sort: SortBy::PlacedAt, ..Default::default() },
        OrderQuery { search: "customer".to_owned(), ..Default::default() },
        OrderQuery { filters: Filters { urgent: true, ..Default::default() }, ..Default::default() },
    ];
    for query in unknown {
        assert_eq!(begun.shown(&query, NOW), None, "{query:?}");
    }
    let known = begun.known_counts(NOW);
    assert_eq!((known.get(&View::ToShip), known.get(&View::Late)), (whole.counts(NOW).get(&View::ToShip), None));
    assert!(begun.is_empty() && begun.all().is_empty(), "whoever asks for all orders does not get some of them");
    begun.set_complete(true);
    assert_eq!(begun.shown(&OrderQuery::default(), NOW), Some((Vec::new(), 0)), "and then it is forgotten");
}

/// Somebody sorts and filters in every way there is.
fn questions() -> impl Strategy<Value = OrderQuery> {
    const COLUMNS: [SortBy; 7] = [
        SortBy::ShipBy,
        SortBy::PlacedAt,
        SortBy::Number,
        SortBy::Customer,
        SortBy::Units,
        SortBy::Status,
        SortBy::Total,
    ];
    let narrowed = prop_oneof![
        Just(Filters::default()),
        Just(Filters { urgent: true, ..Default::default() }),
        Just(Filters { status: Some(Status::OnHold), ..Default::default() }),
    ];
    let typed = prop_oneof![4 => Just(""), 1 => Just("customer 3")];
    let view = proptest::sample::select(View::ALL);
    (view, proptest::sample::select(&COLUMNS[..]), any::<bool>(), narrowed, typed).prop_map(
        |(view, sort, descending, filters, search)| OrderQuery {
            view,
            sort,
            descending,
            filters,
            search: search.to_owned(),
        },
    )
}

/// An order as it is now, or that it is gone.
fn changes() -> impl Strategy<Value = (u64, Option<OrderRow>)> {
    let changed = (1u64..40, proptest::sample::select(Status::ALL), 0i64..5, any::<bool>());
    let changed = changed.prop_map(|(n, status, later, urgent)| {
        let placed_at = NOW.plus(later);
        (n, Some(OrderRow { status, placed_at, urgent, ship_by: NOW.plus((later - 2) * 1000), ..row(n) }))
    });
    prop_oneof![5 => changed, 1 => (1u64..40).prop_map(|n| (n, None))]
}

proptest! {
    /// However many changes came between two looks at it, and whatever else was looked at.
    #[test]
    fn a_list_that_was_kept_is_the_same_as_one_made_anew(
        rounds in proptest::collection::vec((questions(), proptest::collection::vec(changes(), 0..90)), 1..8),
    ) {
        let mut kept = index(20);
        let mut known: BTreeMap<u64, OrderRow> = (1..=20).map(|n| (n, row(n))).collect();
        for at in 0..rounds.len() {
            for (n, row_now) in &rounds[at].1 {
                match row_now {
                    Some(now) => {
                        kept.put(now.clone(), None);
                        known.insert(*n, now.clone());
                    }
                    None => {
                        kept.remove(row(*n).id);
                        known.remove(n);
                    }
                }
            }
            let mut anew = OrderIndex::default();
            known.values().for_each(|row| anew.put(row.clone(), None));
            for (query, _) in &rounds[..=at] {
                prop_assert_eq!(numbers(&kept, query), numbers(&anew, query), "{:?}", query);
            }
            prop_assert_eq!(kept.all(), anew.all());
        }
    }
}
