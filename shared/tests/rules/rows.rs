//! The rows that a device keeps beside its chunks: the same as rows made of the orders, and frozen under one number.

use super::harness::*;
use super::random::{seeds, shop};
use proptest::prelude::*;
use shared::engine::codec::Entry;
use shared::engine::{Kind, Recorded};
use shared::orders::hold::PutOnHold;
use shared::orders::{HoldKind, Order, OrderRow};
use shared::shipping::ship::Ship;
use shared::sync::rows::{Beginning, ROWS, RowSegment};
use std::fmt::Write;
use std::path::PathBuf;

/// Everything in the books as the office sends it; every record of version 7.
fn entries(books: &Books) -> Vec<Entry> {
    books.records.iter().map(|(key, record)| Entry::new(key, 7, Some(record)).unwrap()).collect()
}

fn rows(books: &Books) -> Vec<(u64, OrderRow)> {
    books.all::<Order>().iter().map(|order| (7, OrderRow::of(order))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_read_from_the_disk_is_what_the_orders_say(work in seeds(60)) {
        let mut books = shop();
        for seed in work {
            let ctx = books.ctx(shared::people::Role::Owner, None);
            books.run(&seed.command(), &ctx);
        }
        let bytes = RowSegment::of(&entries(&books), |_, _| None).to_bytes().unwrap();
        let read = RowSegment::from_bytes(&bytes).unwrap();
        prop_assert_eq!(read.rows, rows(&books));
        prop_assert_eq!(read.shop.len(), 1, "the list needs the shop's clock and currency");
        prop_assert!(read.gone.is_empty());
    }
}

/// Orders that stand in different places, with words of all kinds.
fn a_day() -> Books {
    let mut books = Books::shop();
    for goods in ["MUG", "BAG"] {
        books.must(product(goods));
        books.must(receive(goods, 20, "A-01-01"));
    }
    for n in 1..=5 {
        books.must(place(n, &[("MUG", 1), ("BAG", 2)]));
    }
    books.must(PutOnHold { order: order_id(2), kind: HoldKind::Manual, note: shared::base::Note::default() });
    books.must(pick(3, "MUG", 1, "A-01-01"));
    for goods in [("MUG", 1), ("BAG", 2)] {
        books.must(pick(4, goods.0, goods.1, "A-01-01"));
        books.must(pack(4, goods.0, goods.1));
    }
    books.must(Ship { tracking_number: None, ..ship(4) });
    books
}

#[test]
fn rows_under_one_number_are_frozen() {
    let mut written = String::new();
    for byte in RowSegment::of(&entries(&a_day()), |_, _| None).to_bytes().unwrap() {
        write!(written, "{byte:02x}").unwrap();
    }
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/rules/golden/rows-{ROWS}.hex"));
    if std::env::var_os("WAYBILL_WRITE_GOLDEN").is_some() {
        std::fs::write(&file, format!("{written}\n")).unwrap();
    }
    let frozen = std::fs::read_to_string(&file).unwrap();
    assert_eq!(frozen.trim(), written, "devices hold rows that were made in another way: raise `ROWS`");
}

#[test]
fn a_row_that_is_known_at_this_version_is_not_made_anew() {
    let books = a_day();
    let other = OrderRow { urgent: true, ..OrderRow::of(&books.order(1)) };
    let known = |key: &shared::engine::Key, version: u64| {
        (version == 7 && *key == Order::key_of(order_id(1))).then(|| other.clone())
    };
    let segment = RowSegment::of(&entries(&books), known);
    let urgent: Vec<bool> = segment.rows.iter().map(|(_, row)| row.urgent).collect();
    assert_eq!(urgent.iter().filter(|urgent| **urgent).count(), 1);
}

#[test]
fn an_order_that_is_gone_is_told_and_strangers_are_no_rows() {
    let gone = Entry { kind: Kind::Order as u8, id: order_id(9).to_string(), version: 8, body: None };
    let segment = RowSegment::of(&[gone], |_, _| None);
    assert_eq!((segment.gone.as_slice(), segment.rows.len()), ([(8, order_id(9))].as_slice(), 0));
    let bytes = segment.to_bytes().unwrap();
    assert_eq!(RowSegment::from_bytes(&bytes), Some(segment));
    assert_eq!(RowSegment::from_bytes(b""), None);
    assert_eq!(RowSegment::from_bytes(b"WB\0\x01"), None, "a chunk");
    assert_eq!(RowSegment::from_bytes(&bytes[..bytes.len() - 1]), None);
    assert_eq!(RowSegment::from_bytes(&[b'W', b'R', 99, 9, 0, 0, 0]), None, "another number");
}

#[test]
fn a_beginning_is_true_of_one_outbox_over_one_copy_of_the_books() {
    let of = |contained, known_seq, waiting| Beginning { contained, known_seq, waiting, ..Beginning::default() };
    // Nothing waited: true as long as nothing waits, also after something was refused, which has changed no order.
    for (last_seq, contained, is_true) in [(7, 7, true), (6, 7, true), (9, 9, true), (8, 7, false)] {
        assert_eq!(of(7, 7, 0).is_true(last_seq, 0, contained), is_true, "{last_seq} over {contained}");
    }
    // Two commands waited: these two, and the office has answered neither, nor are their effects here.
    for (last_seq, waiting, contained, is_true) in [
        (9, 2, 7, true),
        (10, 3, 7, false),
        (8, 1, 7, false),
        (9, 1, 7, false),
        (9, 0, 7, false),
        (9, 1, 8, false),
        (9, 0, 9, false),
    ] {
        assert_eq!(of(7, 9, 2).is_true(last_seq, waiting, contained), is_true, "{last_seq} over {contained}");
    }
}

#[test]
fn a_beginning_comes_back_as_it_was_kept() {
    let lists = RowSegment::of(&entries(&a_day()), |_, _| None);
    let unsent = RowSegment { rows: lists.rows.iter().take(2).cloned().collect(), ..RowSegment::default() };
    let beginning = Beginning { contained: 7, known_seq: 9, waiting: 2, lists: lists.clone(), unsent };
    let bytes = beginning.to_bytes().unwrap();
    assert_eq!(Beginning::from_bytes(&bytes), Some(beginning));
    assert_eq!(Beginning::from_bytes(&bytes[..bytes.len() - 1]), None);
    assert_eq!(Beginning::from_bytes(&lists.to_bytes().unwrap()), None, "as an older app has kept it");
}
