//! Stock as the trade wants it: one test for each published failure (rules C1 to C10).

use super::harness::*;
use shared::base::Quantity;
use shared::engine::refusal::Stage;
use shared::engine::{Outcome, Refusal};
use shared::fulfilment::{report_short::ReportShort, unpick::Unpick};
use shared::inventory::adjust::Adjust;
use shared::inventory::announce_receipt::AnnounceReceipt;
use shared::inventory::close_receipt::CloseReceipt;
use shared::inventory::count::Count;
use shared::inventory::stock::AdjustReason;
use shared::inventory::transfer::Transfer;
use shared::inventory::{ExceptionKind, Move, MoveKind};
use shared::orders::cancel::Cancel;
use shared::orders::reserve::Reserve;
use shared::orders::unreserve::Unreserve;
use shared::orders::{Status, StockState};

fn five_mugs(books: &mut Books) {
    books.must(receive("MUG", 5, "A-01-01"));
}

fn count(n: u32) -> Count {
    Count { warehouse: warehouse("HZ"), bin: bin("A-01-01"), sku: sku("MUG"), counted: units(n) }
}

fn adjust(by: i64) -> Adjust {
    Adjust { warehouse: warehouse("HZ"), bin: bin("A-01-01"), sku: sku("MUG"), by, reason: AdjustReason::Lost }
}

#[test]
fn c1_available_is_what_is_there_less_what_is_promised() {
    let books = given(|books| {
        five_mugs(books);
        books.must(place(1, &[("MUG", 2)]));
    })
    .when(reserve(1))
    .then(Ok(Outcome::Done));
    assert_eq!(books.numbers("MUG"), (5, 2, 3));
    assert_eq!(books.stock("MUG", "SH").on_hand(), 0);
}

#[test]
fn c2_nobody_is_promised_more_than_is_there() {
    let short = Refusal::NotEnoughStock { sku: sku("MUG"), wanted: units(9), available: units(5) };
    let shop = |books: &mut Books| {
        five_mugs(books);
        books.must(place(1, &[("MUG", 9)]));
    };
    let books = given(shop).when(reserve(1)).then_refused(short);
    assert_eq!(books.numbers("MUG"), (5, 0, 5), "all or nothing");
    let partly = Reserve { partly: true, ..reserve(1) };
    let mut books =
        given(shop).when(partly.clone()).then(Ok(Outcome::ReservedPartly { reserved: units(5), short: units(4) }));
    assert_eq!(books.order(1).stock_state(), StockState::Short { units: units(4) });
    let nothing_left = Refusal::NotEnoughStock { sku: sku("MUG"), wanted: units(4), available: Quantity::ZERO };
    assert_eq!(books.act(partly), Err(nothing_left), "asking again does not fill the history");
}

#[test]
fn c2_one_short_line_promises_nothing_at_all() {
    given(|books| {
        five_mugs(books);
        books.must(place(1, &[("MUG", 5), ("BAG", 1)]));
    })
    .when(reserve(1))
    .then_refused(Refusal::NotEnoughStock { sku: sku("BAG"), wanted: units(1), available: Quantity::ZERO });
}

#[test]
fn c2_the_last_unit_has_one_winner() {
    given(|books| {
        books.must(receive("MUG", 1, "A-01-01"));
        books.must(place(1, &[("MUG", 1)]));
        books.must(place(2, &[("MUG", 1)]));
        books.must(reserve(1));
    })
    .when(reserve(2))
    .then_refused(Refusal::NotEnoughStock { sku: sku("MUG"), wanted: units(1), available: Quantity::ZERO });
}

#[test]
fn c3_a_late_sale_from_before_the_count_does_not_change_what_was_counted() {
    let mut books = Books::shop();
    five_mugs(&mut books);
    let start = books.now;
    books.now += 100_000;
    books.late(start + 50_000, count(4)).unwrap();
    assert_eq!(books.numbers("MUG").0, 4);
    books.late(start + 20_000, adjust(-1)).unwrap();
    assert_eq!(books.numbers("MUG").0, 4, "it was gone already when somebody counted");
    books.late(start + 60_000, adjust(-1)).unwrap();
    assert_eq!(books.numbers("MUG").0, 3, "this one happened after the count");
    books.late(start + 40_000, count(99)).unwrap();
    assert_eq!(books.numbers("MUG").0, 3, "a newer count has spoken");
    books.check();
}

#[test]
fn c3_a_count_that_fits_moves_nothing() {
    let mut books = Books::shop();
    five_mugs(&mut books);
    let moves = books.all::<Move>().len();
    assert_eq!(books.act(count(5)), Ok(Outcome::Unchanged));
    assert_eq!(books.all::<Move>().len(), moves);
    books.act(count(3)).unwrap();
    let found = books.all::<Move>().into_iter().find(|stock_move| stock_move.kind == MoveKind::Count).unwrap();
    assert_eq!(found.quantity, units(2));
    books.check();
}

#[test]
fn c3_a_clock_that_runs_ahead_keeps_the_order_of_its_facts() {
    let mut books = Books::shop();
    five_mugs(&mut books);
    let ahead = books.now + 90 * 24 * 3_600_000;
    // Both are bounded to the moment of recording; the pick was made after the count.
    let (mut first, mut second) =
        (books.ctx(shared::people::Role::Owner, Some(ahead)), books.ctx(shared::people::Role::Owner, Some(ahead + 5)));
    let now = shared::base::Moment(books.now);
    (first.occurred_at, second.occurred_at) = (now, now);
    books.run(&count(4).into(), &first);
    books.run(&adjust(-1).into(), &second);
    assert_eq!(books.numbers("MUG").0, 3);
    books.check();
}

#[test]
fn c4_shipping_takes_reserved_and_on_hand_down_together() {
    let mut books = given(|books| {
        five_mugs(books);
        books.must(place(1, &[("MUG", 2)]));
        books.must(reserve(1));
        books.must(pick(1, "MUG", 2, "A-01-01"));
        books.must(pack(1, "MUG", 2));
        assert_eq!(books.numbers("MUG"), (5, 2, 3), "picked goods are still in the house");
    })
    .when(ship(1))
    .then(Ok(Outcome::Done));
    assert_eq!(books.numbers("MUG"), (3, 0, 3));
    assert_eq!(books.order(1).status(), Status::Shipped);
    assert_eq!(books.act(ship(1)), Ok(Outcome::Unchanged), "the same parcel twice is one parcel");
    assert_eq!(books.numbers("MUG"), (3, 0, 3));
}

#[test]
fn c4_cancelling_gives_back_what_was_promised() {
    let books = given(|books| {
        five_mugs(books);
        books.must(place(1, &[("MUG", 2)]));
        books.must(reserve(1));
    })
    .when(Cancel { order: order_id(1), reason: Default::default() })
    .then(Ok(Outcome::Done));
    assert_eq!(books.numbers("MUG"), (5, 0, 5));
    assert_eq!(books.order(1).status(), Status::Cancelled);
}

#[test]
fn c5_an_order_uses_its_own_reservation_when_nothing_is_available_to_others() {
    let books = given(|books| {
        books.must(receive("MUG", 2, "A-01-01"));
        books.must(place(1, &[("MUG", 2)]));
        books.must(reserve(1));
        assert_eq!(books.numbers("MUG"), (2, 2, 0));
        assert_eq!(books.act(pick(1, "MUG", 2, "A-01-01")), Ok(Outcome::Done));
        books.must(pack(1, "MUG", 2));
    })
    .when(ship(1))
    .then(Ok(Outcome::Done));
    assert_eq!(books.numbers("MUG"), (0, 0, 0));
    assert_eq!(books.open_exceptions(), vec![]);
}

#[test]
fn c6_another_warehouse_takes_the_reservation_along() {
    let elsewhere = Reserve { warehouse: warehouse("SH"), ..reserve(1) };
    let books = given(|books| {
        five_mugs(books);
        books.must(Transfer {
            sku: sku("MUG"),
            quantity: units(2),
            from_warehouse: warehouse("HZ"),
            from_bin: bin("A-01-01"),
            to_warehouse: warehouse("SH"),
            to_bin: bin("B-01-01"),
        });
        books.must(place(1, &[("MUG", 2)]));
        books.must(reserve(1));
    })
    .when(elsewhere.clone())
    .then(Ok(Outcome::Done));
    assert_eq!((books.stock("MUG", "HZ").reserved, books.stock("MUG", "SH").reserved), (units(0), units(2)));
    given(|books| {
        five_mugs(books);
        books.must(place(1, &[("MUG", 2)]));
        books.must(reserve(1));
        books.must(pick(1, "MUG", 1, "A-01-01"));
    })
    .when(elsewhere)
    .then_refused(Refusal::TooLate { stage: Stage::Picked });
}

#[test]
fn c6_picking_in_another_warehouse_takes_the_reservation_along_too() {
    let mut books = given(|books| {
        five_mugs(books);
        books.must(Transfer {
            sku: sku("MUG"),
            quantity: units(2),
            from_warehouse: warehouse("HZ"),
            from_bin: bin("A-01-01"),
            to_warehouse: warehouse("SH"),
            to_bin: bin("B-01-01"),
        });
        books.must(place(1, &[("MUG", 2)]));
        books.must(reserve(1));
    })
    .when(shared::fulfilment::pick::Pick { warehouse: warehouse("SH"), ..pick(1, "MUG", 1, "B-01-01") })
    .then(Ok(Outcome::Done));
    assert_eq!((books.stock("MUG", "HZ").reserved, books.stock("MUG", "SH").reserved), (units(0), units(2)));
    // The rest comes from the first warehouse after all, and is packed where the parcel is.
    books.must(pick(1, "MUG", 1, "A-01-01"));
    books.must(pack(1, "MUG", 2));
    books.must(ship(1));
    books.check();
    assert_eq!(books.stock("MUG", "HZ").on_hand() + books.stock("MUG", "SH").on_hand(), 3);
    assert_eq!(books.open_exceptions(), vec![], "neither warehouse is short");
}

#[test]
fn c7_cancelling_picked_goods_asks_for_them_to_be_put_back_once() {
    let mut books = given(|books| {
        five_mugs(books);
        books.must(place(1, &[("MUG", 2)]));
        books.must(reserve(1));
        books.must(pick(1, "MUG", 1, "A-01-01"));
    })
    .when(Cancel { order: order_id(1), reason: Default::default() })
    .then(Ok(Outcome::DoneWithException));
    assert_eq!(
        books.open_exceptions(),
        vec![ExceptionKind::PickedAfterCancel { order: order_id(1), sku: sku("MUG"), quantity: units(1) }]
    );
    assert_eq!(books.numbers("MUG"), (5, 0, 5), "nothing is counted twice");
    books.must(Unpick {
        order: order_id(1),
        line: 1,
        sku: sku("MUG"),
        warehouse: warehouse("HZ"),
        bin: bin("A-01-01"),
        quantity: units(1),
    });
    assert_eq!(books.stock("MUG", "HZ").in_bin(&bin("A-01-01")), 5);
    books.check();
}

#[test]
fn c9_facts_are_taken_even_when_the_books_know_better() {
    let cases: Vec<(&str, shared::engine::Command)> = vec![
        ("taken from an empty bin", pick(1, "MUG", 2, "B-09-09").into()),
        ("more than ordered", pick(1, "MUG", 50, "A-01-01").into()),
        ("an order nobody knows", pick(77, "MUG", 1, "A-01-01").into()),
        ("packed before it was picked", pack(1, "MUG", 2).into()),
        ("packed more than ordered", pack(1, "MUG", 9).into()),
        ("shipped without a scan", ship(1).into()),
        ("shipped an order nobody knows", ship(77).into()),
        ("less than nothing", adjust(-50).into()),
        (
            "moved what was not there",
            Transfer {
                sku: sku("BAG"),
                quantity: units(3),
                from_warehouse: warehouse("HZ"),
                from_bin: bin("A-01-01"),
                to_warehouse: warehouse("SH"),
                to_bin: bin("X"),
            }
            .into(),
        ),
        ("counted in a bin nobody made", Count { bin: bin("Z-99-99"), ..count(3) }.into()),
        ("received what nobody announced", receive("BAG", 3, "Z-99-99").into()),
        (
            "missing on the shelf",
            ReportShort {
                order: order_id(1),
                line: 1,
                sku: sku("MUG"),
                warehouse: warehouse("HZ"),
                bin: bin("A-01-01"),
                missing: units(9),
            }
            .into(),
        ),
    ];
    for (what, fact) in cases {
        for cancelled in [false, true] {
            let mut books = Books::shop();
            five_mugs(&mut books);
            books.must(place(1, &[("MUG", 2)]));
            books.must(reserve(1));
            if cancelled {
                books.must(Cancel { order: order_id(1), reason: Default::default() });
            }
            let answer = books.act(fact.clone());
            assert!(answer.is_ok(), "{what} (cancelled: {cancelled}): {answer:?}");
            books.check();
        }
    }
}

#[test]
fn c9_a_negative_bin_has_one_exception_until_it_is_explained() {
    let mut books = given(|_| {}).when(pick(1, "MUG", 2, "A-01-01")).then(Ok(Outcome::DoneWithException));
    let negative = |balance| ExceptionKind::NegativeStock {
        sku: sku("MUG"),
        warehouse: warehouse("HZ"),
        bin: bin("A-01-01"),
        balance,
    };
    assert!(books.open_exceptions().contains(&negative(-2)));
    books.must(pick(1, "MUG", 1, "A-01-01"));
    assert!(books.open_exceptions().contains(&negative(-3)));
    books.must(receive("MUG", 3, "A-01-01"));
    assert!(
        !books.open_exceptions().iter().any(|kind| matches!(kind, ExceptionKind::NegativeStock { .. })),
        "the late receipt explains it"
    );
    books.check();
}

#[test]
fn c9_promises_above_what_is_there_are_shown() {
    let mut books = given(|books| {
        five_mugs(books);
        books.must(place(1, &[("MUG", 5)]));
        books.must(reserve(1));
    })
    .when(adjust(-2))
    .then(Ok(Outcome::Done));
    let over =
        ExceptionKind::OverPromised { sku: sku("MUG"), warehouse: warehouse("HZ"), reserved: units(5), on_hand: 3 };
    assert_eq!(books.open_exceptions(), vec![over]);
    books.must(Unreserve { order: order_id(1) });
    assert_eq!(books.open_exceptions(), vec![]);
    books.check();
}

#[test]
fn short_on_the_shelf_gives_back_what_cannot_be_met() {
    let short = ReportShort {
        order: order_id(1),
        line: 1,
        sku: sku("MUG"),
        warehouse: warehouse("HZ"),
        bin: bin("A-01-01"),
        missing: units(1),
    };
    let books = given(|books| {
        five_mugs(books);
        books.must(place(1, &[("MUG", 2)]));
        books.must(reserve(1));
        books.must(pick(1, "MUG", 1, "A-01-01"));
    })
    .when(short)
    .then(Ok(Outcome::DoneWithException));
    assert_eq!(books.order(1).lines[0].reserved, units(1));
    assert_eq!(books.order(1).lines[0].short, units(1));
}

#[test]
fn announced_goods_are_incoming_until_they_arrive_or_nobody_waits() {
    let announce = AnnounceReceipt {
        receipt: receipt_id(1),
        warehouse: warehouse("HZ"),
        reference: line("PO-7"),
        lines: vec![(sku("MUG"), units(40))],
    };
    let mut books = given(|_| {}).when(announce.clone()).then(Ok(Outcome::Done));
    assert_eq!(books.stock("MUG", "HZ").incoming, units(40));
    assert_eq!(books.act(announce), Ok(Outcome::Unchanged));
    books.must(receive("MUG", 38, "A-01-01"));
    assert_eq!((books.stock("MUG", "HZ").incoming, books.numbers("MUG").0), (units(2), 38));
    books.must(CloseReceipt { receipt: receipt_id(1) });
    assert_eq!(books.stock("MUG", "HZ").incoming, units(0));
    books.must(receive("MUG", 2, "A-01-01"));
    assert_eq!(
        (books.stock("MUG", "HZ").incoming, books.numbers("MUG").0),
        (units(0), 40),
        "the last box came after all"
    );
    books.check();
}

#[test]
fn a_quantity_of_nothing_or_too_much_is_no_fact() {
    for bad in [0, i64::MIN, i64::MAX, 1_000_000_001] {
        assert!(matches!(Books::shop().act(adjust(bad)), Err(Refusal::Invalid { .. })), "{bad}");
    }
    assert!(matches!(Books::shop().act(receive("MUG", 0, "A")), Err(Refusal::Invalid { .. })));
}
