//! Orders that are over: since when, what leaves with them, and how somebody still looks at one.

use super::harness::*;
use shared::base::moment::DAY;
use shared::base::{Moment, Money};
use shared::engine::codec::Entry;
use shared::engine::{Ctx, Envelope, Key, Kind, Record, Recorded, Scope, Site};
use shared::notifications::close_ticket::CloseTicket;
use shared::notifications::record_attempt::RecordAttempt;
use shared::notifications::{AttemptResult, Notice, Ticket};
use shared::orders::cancel::Cancel;
use shared::orders::hold::PutOnHold;
use shared::orders::place::Place;
use shared::orders::record_payment::RecordPayment;
use shared::orders::{HoldKind, Order, PaymentMethod, Terms};
use shared::people::Role;
use shared::shipping::track::Track;
use shared::shipping::{Shipment, TrackStatus};
use shared::sync::office::archive::{belongings, over_since};
use shared::sync::{Patch, Replica};
use std::collections::BTreeSet;

/// Paid in advance, packed, and handed over.
fn shipped(books: &mut Books) {
    books.must(receive("MUG", 9, "A-01-01"));
    books.must(Place { terms: Terms::Prepaid, paid: 2_000, ..place(1, &[("MUG", 2)]) });
    books.must(pick(1, "MUG", 2, "A-01-01"));
    books.must(pack(1, "MUG", 2));
    books.must(ship(1));
}

fn told(books: &mut Books, result: AttemptResult) {
    let notice = Notice::shipped_id(shipment_id(1));
    books.must_as(Role::Office, RecordAttempt { notice, number: 1, result, detail: String::new() });
}

fn delivered(books: &mut Books) {
    let (place, text) = Default::default();
    books.must(Track { shipment: shipment_id(1), status: TrackStatus::Delivered, at: None, place, text });
}

fn family(books: &Books) -> Vec<Key> {
    let order = books.order(1);
    let parcels: Vec<_> = order.shipments.iter().filter_map(|id| books.get::<Shipment>(id)).collect();
    belongings(&order, &parcels.iter().map(AsRef::as_ref).collect::<Vec<_>>())
}

fn over(books: &Books) -> Option<Moment> {
    let keys = family(books);
    over_since(&books.order(1), keys.iter().filter_map(|key| books.records.get(key)))
}

#[test]
fn an_order_is_over_when_it_arrived_is_paid_and_the_customer_was_told() {
    let mut books = given(shipped).books;
    assert_eq!(over(&books), None, "the notice is still to be sent");
    told(&mut books, AttemptResult::Accepted);
    let handed_over = Moment(books.now);
    assert_eq!(over(&books), Some(handed_over.plus(30 * DAY)), "nobody has heard of the parcel since");
    delivered(&mut books);
    assert_eq!(over(&books), Some(Moment(books.now)));
}

#[test]
fn what_is_owed_held_or_asked_keeps_it() {
    let mut books = given(|books| {
        books.must(receive("MUG", 9, "A-01-01"));
        books.must(place(1, &[("MUG", 2)]));
        books.must(pick(1, "MUG", 2, "A-01-01"));
        books.must(pack(1, "MUG", 2));
        books.must(ship(1));
        told(books, AttemptResult::Recipient);
        delivered(books);
    })
    .books;
    assert_eq!(over(&books), None, "on account, and nobody has paid");
    books.must(RecordPayment {
        order: order_id(1),
        amount: Money::new(2_000, cny()),
        method: PaymentMethod::Cash,
        reference: Default::default(),
    });
    assert_eq!(over(&books), None, "the mail came back: somebody has to call");
    let ticket = books.all::<Ticket>()[0].id.clone();
    books.must(CloseTicket { ticket });
    assert_eq!(over(&books), Some(Moment(books.now)));
}

#[test]
fn a_cancelled_order_is_over_at_once_and_an_open_one_never() {
    let mut books = given(|books| {
        books.must(place(1, &[("MUG", 2)]));
    })
    .books;
    assert_eq!(over(&books), None);
    let mut held = books.clone();
    held.must(PutOnHold { order: order_id(1), kind: HoldKind::Fraud, note: Default::default() });
    assert_eq!(over(&held), None);
    books.must(Cancel { order: order_id(1), reason: Default::default() });
    assert_eq!(over(&books), Some(Moment(books.now)));
}

#[test]
fn everything_that_names_an_order_leaves_with_it() {
    let mut books = given(shipped).books;
    told(&mut books, AttemptResult::Recipient);
    let id = order_id(1);
    let names_it = |record: &Record| match record {
        Record::Shipment(it) => it.order == id,
        Record::TrackingClaim(it) => it.order == id,
        Record::Notice(it) => it.order == id,
        Record::Ticket(it) => it.order == id,
        _ => false,
    };
    let expected: BTreeSet<Key> =
        books.records.iter().filter(|(_, record)| names_it(record)).map(|(key, _)| key.clone()).collect();
    assert_eq!(expected.len(), 4);
    let found: BTreeSet<Key> = family(&books).into_iter().filter(|key| books.records.contains_key(key)).collect();
    assert_eq!(found, expected);
}

/// An order in the archive, as a device gets it to look at.
fn guest(books: &Books, version: u64) -> (Key, Entry) {
    let order = books.order(1);
    let entry = Entry::new(&order.key(), version, Some(&Order::wrap(order.clone()))).unwrap();
    (order.key(), entry)
}

fn patch(entry: Entry) -> Patch {
    Patch { entries: vec![entry], dropped: Vec::new() }
}

#[test]
fn somebody_looks_at_an_order_that_the_device_does_not_hold() {
    let books = given(shipped).books;
    let (key, entry) = guest(&books, 7);
    let mut replica = Replica::default();
    replica.apply(&patch(Entry { version: 7, body: None, ..entry.clone() }), 0);
    assert_eq!(replica.show_guests(std::slice::from_ref(&entry)), vec![key.clone()]);
    assert!(replica.look(&key).is_some());
    assert!(!replica.holds(&key) && replica.count(Kind::Order) == 0 && replica.version(&key).is_none());
    let kept = replica.to_keep(&[]);
    let is_gone = |key: &Key| replica.entry(key).is_some_and(|entry| entry.body.is_none());
    assert!(kept.iter().all(is_gone), "nothing of it is kept on the disk");

    let mut gone = patch(Entry { version: 9, body: None, ..entry.clone() });
    replica.apply(&gone, 0);
    assert_eq!(replica.look(&key), None, "what came back and left again is not shown as it was before");
    replica.show_guests(&[Entry { version: 9, ..entry.clone() }]);
    assert!(replica.look(&key).is_some());
    gone = Patch { entries: Vec::new(), dropped: vec![Scope::Orders] };
    replica.apply(&gone, 0);
    assert_eq!(replica.look(&key), None, "nor what may not be seen any more");
}

#[test]
fn what_somebody_does_to_it_is_on_the_lists_and_the_office_has_the_last_word() {
    let mut books = given(shipped).books;
    let (key, entry) = guest(&books, 7);
    let mut replica = Replica::default();
    replica.show_guests(&[entry]);
    let ctx = Ctx { site: Site::Device, ..books.ctx(Role::Owner, None) };
    let command = PutOnHold { order: order_id(1), kind: HoldKind::Manual, note: Default::default() }.into();
    let envelope = Envelope { op: ctx.op, occurred_at: ctx.occurred_at, command };
    let acted = replica.enqueue(1, envelope.clone(), ctx.clone());
    assert_eq!(acted.changed, if acted.answer.is_ok() { vec![key.clone()] } else { Vec::new() });
    assert!(acted.answer.is_ok() && replica.holds(&key) && replica.count(Kind::Order) == 1);
    books.run(&envelope.command, &Ctx { site: Site::Office, ..ctx });
    let (_, confirmed) = guest(&books, 8);
    replica.apply(&patch(confirmed), 1);
    assert_eq!(replica.version(&key), Some(8));
    assert_eq!(replica.look(&key), books.records.get(&key).cloned());
}
