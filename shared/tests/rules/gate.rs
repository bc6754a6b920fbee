//! The gate before a notice: paid, address, stock, carrier and number; one notice a parcel; tries, then one ticket.

use super::harness::*;
use shared::base::{Malformed, Money, Quantity};
use shared::engine::refusal::Field;
use shared::engine::{Outcome, Refusal};
use shared::notifications::record_attempt::RecordAttempt;
use shared::notifications::resend::Resend;
use shared::notifications::{
    AttemptResult, Finding, Notice, NoticeState, SkipReason, Ticket, close_ticket::CloseTicket,
};
use shared::orders::amend::Amend;
use shared::orders::cancel::Cancel;
use shared::orders::place::Place;
use shared::orders::record_payment::RecordPayment;
use shared::orders::release::Release;
use shared::orders::{HoldKind, NextStep, PaymentMethod, Status, Terms, View};
use shared::people::Role;
use shared::shipping::correct_tracking::CorrectTracking;
use shared::shipping::track::Track;
use shared::shipping::{Carrier, TrackStatus, ship::Ship};

fn packed(order: Place) -> impl FnOnce(&mut Books) {
    move |books| {
        books.must(receive("MUG", 9, "A-01-01"));
        books.must(order);
        books.must(pick(1, "MUG", 2, "A-01-01"));
        books.must(pack(1, "MUG", 2));
    }
}

fn ready() -> Place {
    place(1, &[("MUG", 2)])
}

fn notice(books: &Books, n: u64) -> Option<NoticeState> {
    books.get::<Notice>(Notice::shipped_id(shipment_id(n))).map(|notice| notice.state)
}

fn findings(books: &Books) -> Vec<Finding> {
    books.order(1).hold(HoldKind::Notice).map(|hold| hold.findings.clone()).unwrap_or_default()
}

#[test]
fn a_parcel_that_is_in_order_has_one_notice() {
    let mut books = given(packed(ready())).when(ship(1)).then(Ok(Outcome::Done));
    assert_eq!(notice(&books, 1), Some(NoticeState::Queued));
    books.must(ship(1));
    assert_eq!(books.all::<Notice>().len(), 1);
}

#[test]
fn each_of_the_four_checks_holds_the_notice_and_lets_it_go_when_mended() {
    let unpaid = Place { terms: Terms::Prepaid, ..ready() };
    let mut books = given(packed(unpaid)).when(ship(1)).then(Ok(Outcome::Done));
    assert_eq!(findings(&books), vec![Finding::Unpaid { due: Money::new(2_000, cny()) }]);
    assert_eq!((notice(&books, 1), books.order(1).next_step()), (None, NextStep::RecordPayment));
    books.must(RecordPayment {
        order: order_id(1),
        amount: Money::new(2_000, cny()),
        method: PaymentMethod::Cash,
        reference: Default::default(),
    });
    assert_eq!(notice(&books, 1), Some(NoticeState::Queued));

    let nowhere = Place { ship_to: Default::default(), ..ready() };
    let mut books = given(packed(nowhere)).when(ship(1)).then(Ok(Outcome::Done));
    assert_eq!(findings(&books), vec![Finding::AddressBlank]);
    books.must(Amend {
        order: order_id(1),
        customer: None,
        ship_to: Some(address()),
        lines: None,
        shipping_fee: None,
        urgent: None,
        note: None,
    });
    assert_eq!(notice(&books, 1), Some(NoticeState::Queued));

    let unscanned = |books: &mut Books| {
        books.must(receive("MUG", 9, "A-01-01"));
        books.must(ready());
    };
    let mut books = given(unscanned).when(ship(1)).then(Ok(Outcome::DoneWithException));
    assert_eq!(findings(&books), vec![Finding::StockNotCovered { sku: sku("MUG"), missing: units(2) }]);
    books.must(pick(1, "MUG", 2, "A-01-01"));
    assert_eq!(notice(&books, 1), Some(NoticeState::Queued), "the scan came late");
    assert_eq!(books.numbers("MUG").0, 7);
    books.check();

    let mut books = given(packed(ready())).when(Ship { tracking_number: None, ..ship(1) }).then(Ok(Outcome::Done));
    assert_eq!(findings(&books), vec![Finding::NoTrackingNumber]);
    books.must(CorrectTracking {
        shipment: shipment_id(1),
        carrier: Carrier::Sf,
        tracking_number: "sf 1234 5678 90123".into(),
    });
    assert_eq!(notice(&books, 1), Some(NoticeState::Queued));
    assert_eq!(books.order(1).status(), Status::Shipped);
}

#[test]
fn a_held_parcel_is_shown_as_held_and_not_as_late() {
    let books =
        given(packed(ready())).when(Ship { tracking_number: Some("SF12".into()), ..ship(1) }).then(Ok(Outcome::Done));
    assert_eq!(findings(&books), vec![Finding::TrackingNumberShape { carrier: Carrier::Sf, number: "SF12".into() }]);
    let row = shared::orders::OrderRow::of(&books.order(1));
    let much_later = row.ship_by.plus(999_999_999);
    assert_eq!(row.status, Status::OnHold);
    assert!(View::OnHold.holds(&row, much_later) && !View::Late.holds(&row, much_later));
}

#[test]
fn one_number_is_on_one_parcel() {
    let mut books = given(packed(ready())).when(ship(1)).then(Ok(Outcome::Done));
    books.must(place(2, &[("MUG", 1)]));
    books.must(pick(2, "MUG", 1, "A-01-01"));
    books.must(pack(2, "MUG", 1));
    books.must(Ship { tracking_number: ship(1).tracking_number, ..ship(2) });
    let hold = books.order(2).hold(HoldKind::Notice).unwrap().findings.clone();
    assert!(matches!(hold.as_slice(), [Finding::TrackingNumberTaken { order, .. }] if *order == order_id(1)));
    let same = CorrectTracking {
        shipment: shipment_id(2),
        carrier: Carrier::Sf,
        tracking_number: ship(1).tracking_number.unwrap(),
    };
    assert!(matches!(books.act(same), Err(Refusal::Exists { .. })));
}

#[test]
fn a_second_parcel_does_not_let_the_first_be_forgotten() {
    let mut books = given(|books| {
        books.must(receive("MUG", 9, "A-01-01"));
        books.must(place(1, &[("MUG", 2)]));
        books.must(pick(1, "MUG", 1, "A-01-01"));
        books.must(pack(1, "MUG", 1));
        books.must(Ship { tracking_number: None, ..ship(1) });
        books.must(pick(1, "MUG", 1, "A-01-01"));
        books.must(pack(1, "MUG", 1));
    })
    .when(Ship { shipment: shipment_id(2), ..ship(1) })
    .then(Ok(Outcome::Done));
    assert_eq!((notice(&books, 1), notice(&books, 2)), (None, Some(NoticeState::Queued)));
    assert_eq!(findings(&books), vec![Finding::NoTrackingNumber], "the first parcel still waits");
    books.must(CorrectTracking {
        shipment: shipment_id(1),
        carrier: Carrier::Sf,
        tracking_number: "SF1111111111111".into(),
    });
    assert_eq!(notice(&books, 1), Some(NoticeState::Queued));
}

#[test]
fn cancelling_the_rest_keeps_the_notice_of_what_has_left() {
    let mut books = given(|books| {
        books.must(receive("MUG", 9, "A-01-01"));
        books.must(place(1, &[("MUG", 2)]));
        books.must(pick(1, "MUG", 1, "A-01-01"));
        books.must(pack(1, "MUG", 1));
        books.must(Ship { tracking_number: None, ..ship(1) });
    })
    .when(Cancel { order: order_id(1), reason: Default::default() })
    .then(Ok(Outcome::Done));
    assert_eq!(books.order(1).next_step(), NextStep::CorrectTracking);
    books.must(CorrectTracking {
        shipment: shipment_id(1),
        carrier: Carrier::Sf,
        tracking_number: "SF1111111111111".into(),
    });
    assert_eq!(notice(&books, 1), Some(NoticeState::Queued));
}

#[test]
fn releasing_the_gate_by_hand_is_a_decision_not_to_send() {
    let mut books = given(|books| {
        packed(Place { ship_to: Default::default(), ..ready() })(books);
        books.must(ship(1));
    })
    .when(Release { order: order_id(1), kind: HoldKind::Notice })
    .then(Ok(Outcome::Done));
    assert_eq!(notice(&books, 1), Some(NoticeState::Skipped { reason: SkipReason::Waived }));
    let again = Resend { notice: Notice::shipped_id(shipment_id(1)) };
    assert_eq!(books.act(again), Err(Refusal::invalid(Field::Address, Malformed::Empty)), "the gate is asked again");
}

#[test]
fn without_a_mail_address_the_reason_is_written_down() {
    let mute = shared::orders::Contact { email: None, ..customer() };
    let books = given(packed(Place { customer: mute, ..ready() })).when(ship(1)).then(Ok(Outcome::Done));
    assert_eq!(notice(&books, 1), Some(NoticeState::Skipped { reason: SkipReason::NoEmail }));
}

#[test]
fn one_try_three_more_then_one_ticket() {
    let mut books = given(packed(ready())).when(ship(1)).then(Ok(Outcome::Done));
    let id = Notice::shipped_id(shipment_id(1));
    let attempt = |number, result| RecordAttempt { notice: id.clone(), number, result, detail: "x".repeat(5_000) };
    for number in 1..=3 {
        books.must_as(Role::Office, attempt(number, AttemptResult::Transient));
        assert_eq!(notice(&books, 1), Some(NoticeState::Retrying), "after try {number}");
    }
    assert_eq!(
        books.act_as(Role::Office, attempt(3, AttemptResult::Transient)),
        Ok(Outcome::Unchanged),
        "the same attempt once"
    );
    books.must_as(Role::Office, attempt(4, AttemptResult::Transient));
    assert_eq!(notice(&books, 1), Some(NoticeState::Failed));
    assert_eq!(books.all::<Ticket>().len(), 1);
    assert!(books.get::<Notice>(&id).unwrap().attempts.iter().all(|attempt| attempt.detail.len() <= 300));
    books.must(CloseTicket { ticket: Ticket::id_for(&id) });
    books.must(Resend { notice: id.clone() });
    assert_eq!(books.act(Resend { notice: id.clone() }), Ok(Outcome::Unchanged));
    books.must_as(Role::Office, attempt(5, AttemptResult::Transient));
    assert_eq!(notice(&books, 1), Some(NoticeState::Retrying), "a new round has its own tries");
    books.must_as(Role::Office, attempt(6, AttemptResult::Recipient));
    assert_eq!(notice(&books, 1), Some(NoticeState::Failed), "a mailbox that does not exist will not exist later");
    assert!(books.get::<Ticket>(Ticket::id_for(&id)).unwrap().closed_at.is_none(), "open again, and still one");
}

#[test]
fn delivered_means_all_parcels_and_a_new_one_opens_it_again() {
    let track = |n, status| Track {
        shipment: shipment_id(n),
        status,
        at: None,
        place: Default::default(),
        text: Default::default(),
    };
    let mut books = given(|books| {
        books.must(receive("MUG", 9, "A-01-01"));
        books.must(place(1, &[("MUG", 2)]));
        books.must(pick(1, "MUG", 1, "A-01-01"));
        books.must(pack(1, "MUG", 1));
        books.must(ship(1));
    })
    .when(track(1, TrackStatus::Delivered))
    .then(Ok(Outcome::Done));
    assert!(books.order(1).delivered);
    books.must(pick(1, "MUG", 1, "A-01-01"));
    books.must(pack(1, "MUG", 1));
    books.must(Ship { shipment: shipment_id(2), tracking_number: Some("SF2222222222222".into()), ..ship(1) });
    assert_eq!(books.order(1).status(), Status::Shipped, "the second parcel has only just left");
    books.must(track(2, TrackStatus::Delivered));
    assert_eq!(books.order(1).status(), Status::Delivered);
    assert_eq!(books.act(track(2, TrackStatus::Delivered)).map(|_| books.order(1).lines[0].shipped), Ok(units(2)));
    assert_eq!(books.order(1).units(|line| line.shipped), Quantity::new(2).unwrap());
}
