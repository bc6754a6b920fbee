//! Orders: placing, changing, holding, paying, taking back; who may do what.

use super::harness::*;
use shared::base::{ImportId, Malformed, Money, OrderId, Quantity};
use shared::engine::refusal::{Field, Stage, Thing};
use shared::engine::{Command, Outcome, Refusal};
use shared::orders::amend::Amend;
use shared::orders::cancel::Cancel;
use shared::orders::hold::PutOnHold;
use shared::orders::import::{CloseImport, OpenImport};
use shared::orders::place::{Place, Wanted};
use shared::orders::record_payment::RecordPayment;
use shared::orders::release::Release;
use shared::orders::undo_import::UndoImport;
use shared::orders::{HoldKind, ImportState, NextStep, Order, OrderNumber, PaymentMethod, PaymentState, Status, Terms};
use shared::people::{Right, Role};
use uuid::Uuid;

fn amend(n: u64) -> Amend {
    Amend {
        order: order_id(n),
        customer: None,
        ship_to: None,
        lines: None,
        shipping_fee: None,
        urgent: None,
        note: None,
    }
}

fn wanted(code: &str, n: u32) -> Wanted {
    Wanted { sku: sku(code), quantity: units(n), unit_price: 1_000 }
}

#[test]
fn an_order_waits_for_money_and_address_and_goes_on_when_they_come() {
    let unpaid = Place { terms: Terms::Prepaid, ship_to: Default::default(), ..place(1, &[("MUG", 2)]) };
    let mut books = given(|_| {}).when(unpaid).then(Ok(Outcome::Done));
    assert_eq!(books.order(1).number, OrderNumber::Issued(10_001));
    assert_eq!(books.order(1).status(), Status::OnHold);
    assert_eq!(books.order(1).next_step(), NextStep::RecordPayment);
    let pay = |minor| RecordPayment {
        order: order_id(1),
        amount: Money::new(minor, cny()),
        method: PaymentMethod::WechatPay,
        reference: Default::default(),
    };
    assert_eq!(books.act(pay(2_001)), Err(Refusal::PaymentTooLarge { due_minor: 2_000 }));
    assert_eq!(books.act(pay(0)), Err(Refusal::invalid(Field::Amount, Malformed::Negative)));
    books.must(pay(500));
    assert_eq!(books.order(1).payment_state(), PaymentState::PartlyPaid);
    books.must(pay(1_500));
    assert_eq!(books.order(1).next_step(), NextStep::CompleteAddress);
    books.must(Amend { ship_to: Some(address()), ..amend(1) });
    assert_eq!(books.order(1).status(), Status::ToReserve);
    assert_eq!(books.order(1).holds, vec![]);
}

#[test]
fn the_same_order_from_outside_cannot_come_twice() {
    let from_shop = Place {
        order: OrderId::from_channel("shop", "536365"),
        channel: line("shop"),
        external_id: Some(line("536365")),
        ..place(1, &[("MUG", 1)])
    };
    let mut books = given(|_| {}).when(from_shop.clone()).then(Ok(Outcome::Done));
    assert_eq!(books.act(from_shop), Ok(Outcome::Unchanged));
    assert_eq!(books.all::<Order>().len(), 1);
    books.must(place(1, &[("MUG", 1)]));
    assert!(matches!(books.act(place(1, &[("MUG", 1)])), Err(Refusal::Exists { what: Thing::Order, .. })));
}

#[test]
fn an_order_that_makes_no_sense_is_refused() {
    let good = place(1, &[("MUG", 1)]);
    let cases = [
        (Place { lines: vec![], ..good.clone() }, Refusal::invalid(Field::Lines, Malformed::Empty)),
        (Place { lines: vec![wanted("MUG", 0)], ..good.clone() }, Refusal::invalid(Field::Quantity, Malformed::Empty)),
        (Place { lines: vec![wanted("NOPE", 1)], ..good.clone() }, Refusal::not_found(Thing::Product, "NOPE")),
        (
            Place { lines: vec![Wanted { unit_price: -1, ..wanted("MUG", 1) }], ..good.clone() },
            Refusal::invalid(Field::Price, Malformed::TooLarge),
        ),
        (Place { shipping_fee: -1, ..good.clone() }, Refusal::invalid(Field::Price, Malformed::TooLarge)),
        (Place { paid: 1_001, ..good.clone() }, Refusal::PaymentTooLarge { due_minor: 1_000 }),
        (Place { lines: vec![wanted("MUG", 1); 1_501], ..good.clone() }, Refusal::TooMany { limit: 1_500 }),
        (Place { currency: shared::base::Currency::parse("EUR").unwrap(), ..good.clone() }, Refusal::OtherCurrency),
    ];
    for (order, refusal) in cases {
        given(|_| {}).when(order).then_refused(refusal);
    }
    let dear = Place {
        lines: vec![Wanted { unit_price: 1_000_000_000_000, quantity: units(1_000_000_000), sku: sku("MUG") }; 1_500],
        ..good
    };
    given(|_| {}).when(dear).then(Ok(Outcome::Done));
}

#[test]
fn lines_change_until_something_is_picked() {
    let mut books = given(|books| {
        books.must(receive("MUG", 5, "A-01-01"));
        books.must(place(1, &[("MUG", 4)]));
        books.must(reserve(1));
    })
    .when(Amend { lines: Some(vec![wanted("MUG", 1), wanted("BAG", 2)]), ..amend(1) })
    .then(Ok(Outcome::Done));
    assert_eq!(books.numbers("MUG"), (5, 1, 4), "what is not wanted any more goes back");
    assert_eq!(books.order(1).lines[1].no, 2);
    books.must(pick(1, "MUG", 1, "A-01-01"));
    assert_eq!(
        books.act(Amend { lines: Some(vec![wanted("MUG", 2)]), ..amend(1) }),
        Err(Refusal::TooLate { stage: Stage::Picked })
    );
    assert_eq!(books.act(amend(1)), Ok(Outcome::Unchanged));
}

#[test]
fn holds_by_hand_stop_an_order_until_somebody_releases_them() {
    let hold = |kind| PutOnHold { order: order_id(1), kind, note: Default::default() };
    let mut books = given(|books| {
        books.must(place(1, &[("MUG", 1)]));
    })
    .when(hold(HoldKind::Fraud))
    .then(Ok(Outcome::Done));
    assert_eq!(books.order(1).status(), Status::OnHold);
    assert_eq!(books.act(hold(HoldKind::Fraud)), Ok(Outcome::Unchanged));
    assert!(matches!(books.act(hold(HoldKind::Payment)), Err(Refusal::Invalid { .. })), "rules open their own holds");
    books.must(Release { order: order_id(1), kind: HoldKind::Fraud });
    assert_eq!(books.order(1).status(), Status::ToReserve);
    assert!(matches!(
        books.act(Release { order: order_id(1), kind: HoldKind::Fraud }),
        Err(Refusal::NotFound { what: Thing::Hold, .. })
    ));
}

#[test]
fn an_overruled_check_stays_overruled() {
    let mut books = given(|books| {
        books.must(Place { terms: Terms::Prepaid, ..place(1, &[("MUG", 1)]) });
        books.must(Release { order: order_id(1), kind: HoldKind::Payment });
    })
    .when(Amend { urgent: Some(true), ..amend(1) })
    .then(Ok(Outcome::Done));
    assert_eq!(books.order(1).holds, vec![]);
    books.must(Cancel { order: order_id(1), reason: Default::default() });
    assert_eq!(books.act(Cancel { order: order_id(1), reason: Default::default() }), Ok(Outcome::Unchanged));
    assert_eq!(books.act(amend(1)), Err(Refusal::OrderCancelled));
    assert_eq!(books.act(reserve(1)), Err(Refusal::OrderCancelled));
}

#[test]
fn an_import_is_taken_back_as_far_as_nobody_worked_on_it() {
    let import = ImportId(Uuid::from_u128(9));
    let imported = |n: u64| Place {
        external_id: Some(line(&n.to_string())),
        import: Some(import),
        paid: 1_000,
        ..place(n, &[("MUG", 1)])
    };
    let mut books = given(|books| {
        books.must(receive("MUG", 5, "A-01-01"));
        books.must(OpenImport { import, file: line("retail.csv"), channel: line("file"), orders: 3, rejected_rows: 0 });
        for n in 1..=3 {
            books.must(imported(n));
        }
        books.must(CloseImport { import });
        books.must(place(4, &[("MUG", 1)]));
        books.must(reserve(1));
        books.must(pick(2, "MUG", 1, "A-01-01"));
    })
    .when(UndoImport { import, orders: (1..=4).map(order_id).collect(), finished: true })
    .then(Ok(Outcome::Done));
    let left: Vec<OrderId> = books.all::<Order>().iter().map(|order| order.id).collect();
    assert_eq!(left, vec![order_id(2), order_id(4)], "the picked one and the one that was not imported stay");
    assert_eq!(books.numbers("MUG"), (5, 0, 5));
    assert_eq!(books.get::<shared::orders::Import>(import).unwrap().state, ImportState::Undone);
    let too_many = UndoImport { import, orders: vec![order_id(1); 501], finished: false };
    assert_eq!(books.act(too_many), Err(Refusal::TooMany { limit: 500 }));
}

#[test]
fn a_product_belongs_to_the_shop_and_a_barcode_to_one_product() {
    let code = shared::base::Barcode::parse("6901234567892").unwrap();
    let with_code = |name: &str| shared::catalog::put_product::PutProduct {
        barcodes: vec![code.clone(), code.clone()],
        ..product(name)
    };
    let mut books = given(|_| {}).when(with_code("MUG")).then(Ok(Outcome::Done));
    assert_eq!(books.get::<shared::catalog::Product>("MUG").unwrap().barcodes, vec![code.clone()]);
    assert_eq!(books.act(with_code("BAG")), Err(Refusal::BarcodeTaken { code: code.to_string(), sku: sku("MUG") }));
    books.must(product("MUG"));
    books.must(with_code("BAG"));
    let euros = shared::catalog::put_product::PutProduct {
        price: Money::new(1, shared::base::Currency::parse("EUR").unwrap()),
        ..product("MUG")
    };
    assert_eq!(books.act(euros), Err(Refusal::OtherCurrency));
    let only_new = |name: &str, low: u32| shared::catalog::put_product::PutProduct {
        only_new: true,
        low_at: units(low),
        ..product(name)
    };
    assert_eq!(books.act(only_new("MUG", 0)), Ok(Outcome::Unchanged));
    assert!(matches!(books.act(only_new("MUG", 3)), Err(Refusal::Exists { .. })));
    assert_eq!(books.get::<shared::catalog::Product>("MUG").unwrap().low_at, Quantity::ZERO);
}

#[test]
fn every_role_does_its_own_work_and_no_other() {
    let commands: Vec<Command> = super::wire::samples();
    for role in Role::STAFF {
        for command in &commands {
            let refused = matches!(Books::shop().act_as(*role, command.clone()), Err(Refusal::NotAllowed { .. }));
            assert_eq!(refused, !role.may(command.right()), "{role:?} {}", command.name());
        }
    }
    assert!(commands.iter().all(|command| !Role::Viewer.may(command.right())));
    assert!(Role::STAFF.iter().all(|role| !role.may(Right::OfficeWork)));
}
