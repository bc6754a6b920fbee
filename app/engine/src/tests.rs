//! The engine without a browser: what is shown while commands are on their way, and who looks again when.

use crate::counter::{self, Known};
use crate::desk::Desk;
use crate::follower;
use crate::person::Person;
use crate::tab::{Tab, here};
use leptos::prelude::*;
use shared::base::{
    BinCode, ClientId, Currency, MemberId, Moment, Money, Name, OrderId, Quantity, Sku, TenantId, TextLine,
    WarehouseCode,
};
use shared::catalog::Product;
use shared::catalog::put_product::PutProduct;
use shared::engine::codec::Entry as Sealed;
use shared::engine::{Command, Key, Kind, Outcome, Recorded, Refusal};
use shared::inventory::Warehouse;
use shared::inventory::adjust::Adjust;
use shared::inventory::put_warehouse::PutWarehouse;
use shared::inventory::stock::AdjustReason;
use shared::orders::row::{RowWords, Words};
use shared::orders::{OrderRow, PaymentState, Status, StockState};
use shared::people::Role;
use shared::sync::outbox::Entry;
use shared::sync::outbox::Standing;
use shared::sync::patch::Patch;
use shared::sync::protocol::Answer;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use uuid::Uuid;

const NOW: Moment = Moment(1_795_270_927_000);

fn person(role: Role) -> Person {
    Person {
        tenant: TenantId(Uuid::nil()),
        member: MemberId(Uuid::nil()),
        name: "Lin".into(),
        role,
        client: ClientId(Uuid::nil()),
    }
}

fn warehouse(code: &str) -> Command {
    PutWarehouse {
        code: WarehouseCode::parse(code).unwrap(),
        name: Name::parse(code).unwrap(),
        address: TextLine::default(),
        active: true,
    }
    .into()
}

fn product(sku: &str) -> Command {
    PutProduct {
        sku: Sku::parse(sku).unwrap(),
        name: Name::parse(sku).unwrap(),
        barcodes: Vec::new(),
        price: Money { minor: 900, currency: Currency::parse("EUR").unwrap() },
        picture: None,
        weight_g: 0,
        low_at: Quantity::ZERO,
        active: true,
        only_new: false,
    }
    .into()
}

fn adjust(by: i64) -> Command {
    Adjust {
        warehouse: WarehouseCode::parse("HZ").unwrap(),
        bin: BinCode::receiving(),
        sku: Sku::parse("MUG").unwrap(),
        by,
        reason: AdjustReason::Found,
    }
    .into()
}

fn key(code: &str) -> Key {
    Warehouse::key_of(code)
}

/// As the outbox would keep them, numbered from `first`.
fn stored(tab: &Tab, first: u64, commands: &[Command]) -> Vec<Known> {
    let who = person(Role::Owner);
    let (drafts, answers) = counter::forecast(&tab.replica.borrow(), commands, &who, "Tablet", NOW);
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    (first..)
        .zip(drafts)
        .map(|(seq, draft)| (Entry::new(who.client, seq, &draft).unwrap(), Some(draft.envelope)))
        .collect()
}

#[test]
fn a_list_is_forecast_together_and_a_refusal_leaves_nothing() {
    let tab = Tab::default();
    let (drafts, answers) = counter::forecast(
        &tab.replica.borrow(),
        &[product("MUG"), warehouse("HZ"), adjust(3)],
        &person(Role::Owner),
        "Tablet",
        NOW,
    );
    assert_eq!((drafts.len(), answers), (3, vec![Ok(Outcome::Done); 3]), "the adjustment builds on the two before it");
    let (drafts, answers) = counter::forecast(
        &tab.replica.borrow(),
        &[warehouse("HZ"), product("MUG")],
        &person(Role::Floor),
        "Tablet",
        NOW,
    );
    assert!(drafts.is_empty() && answers.iter().all(|answer| matches!(answer, Err(Refusal::NotAllowed { .. }))));
}

#[test]
fn what_the_office_refuses_is_taken_off_the_books_and_waits_for_a_person() {
    let tab = Tab::default();
    let commands = stored(&tab, 1, &[warehouse("HZ"), warehouse("BJ")]);
    counter::show(&tab, &person(Role::Owner), commands);
    assert!(tab.replica.borrow().is_unsent(&key("HZ")) && tab.replica.borrow().is_unsent(&key("BJ")));
    assert_eq!(tab.facts.get().waiting, 2);

    follower::note_answers(
        &tab,
        &[(1, Answer::Accepted(Outcome::Done)), (2, Answer::Refused(Refusal::NothingToDo))],
        NOW,
    );
    assert!(tab.replica.borrow().look(&key("HZ")).is_some(), "shown until it comes back from the office");
    assert!(tab.replica.borrow().look(&key("BJ")).is_none());
    assert_eq!((tab.facts.get().waiting, tab.facts.get().needs_you), (0, 1));
    let ledger = tab.ledger.borrow();
    let refused = ledger.get(2).unwrap();
    assert_eq!((refused.standing, refused.refusal.clone()), (Standing::NeedsYou, Some(Refusal::NothingToDo)));
    assert_eq!(refused.command.as_deref(), Some(&warehouse("BJ")), "its words are kept for the card");
}

#[test]
fn commands_of_another_tab_that_come_late_are_laid_in_their_order() {
    let (one, other) = (Tab::default(), Tab::default());
    let base = stored(&one, 1, &[product("MUG"), warehouse("HZ")]);
    for tab in [&one, &other] {
        counter::show(tab, &person(Role::Owner), base.clone());
    }
    let (third, fourth) = (stored(&one, 3, &[adjust(3)]), stored(&one, 4, &[adjust(-2)]));
    counter::show(&one, &person(Role::Owner), third.clone());
    counter::show(&one, &person(Role::Owner), fourth.clone());
    counter::show(&other, &person(Role::Owner), fourth);
    assert_eq!(other.footing.borrow().known_seq, 2, "the third is still to be read");
    counter::show(&other, &person(Role::Owner), third);
    let stock = |tab: &Tab| tab.query(false, |books| books.stock_everywhere(&Sku::parse("MUG").unwrap()));
    assert_eq!(stock(&one), stock(&other));
    assert_eq!(stock(&one).first().map(|stock| stock.on_hand()), Some(1));
}

#[test]
fn only_those_who_look_at_it_look_again() {
    let owner = Owner::new();
    owner.set();
    let runs = Arc::new([AtomicUsize::new(0), AtomicUsize::new(0)]);
    let counted = |n: usize, sku: &'static str| {
        let runs = runs.clone();
        Desk.watch(move |books| {
            runs.get(n).map(|count| count.fetch_add(1, Ordering::Relaxed));
            books.get::<Product>(sku).map(|product| product.name.to_string())
        })
    };
    let (mug, all) = (counted(0, "MUG"), counted(1, "CUP"));
    let count = Desk.watch(|books| books.all::<Product>().count());
    let look = || (mug.get_untracked(), all.get_untracked(), count.get_untracked());
    assert_eq!(look(), (None, None, 0));
    let show = |seq, command| here(|tab| counter::show(tab, &person(Role::Owner), stored(tab, seq, &[command])));
    show(1, product("MUG"));
    assert_eq!(look(), (Some("MUG".into()), None, 1));
    show(2, warehouse("HZ"));
    assert_eq!(look(), (Some("MUG".into()), None, 1));
    assert_eq!(runs.each_ref().map(|count| count.load(Ordering::Relaxed)), [2, 1], "the mug once more, the cup never");
}

fn row(id: OrderId) -> OrderRow {
    let words = RowWords { number: "#1", external_id: "", channel: "desk", customer: "Maya", search: "#1 maya" };
    OrderRow {
        id,
        placed_at: NOW,
        ship_by: NOW,
        units: Quantity::ZERO,
        status: Status::ToPick,
        payment: PaymentState::Paid,
        stock: StockState::Reserved,
        urgent: false,
        total: Money { minor: 100, currency: Currency::parse("EUR").unwrap() },
        words: Words::new(&words),
    }
}

#[test]
fn rows_are_compared_with_their_orders_some_at_a_time() {
    let tab = Tab::default();
    let id = |n: u128| OrderId(Uuid::from_u128(n));
    // The bytes of these cannot be read: they are here, and on no list.
    let entry = |n, version| Sealed { kind: Kind::Order as u8, id: id(n).to_string(), version, body: Some(vec![255]) };
    let patch = Patch { entries: (1..=5).map(|n| entry(n, 7)).collect(), dropped: Vec::new() };
    tab.replica.borrow_mut().apply(&patch, 0);
    {
        let mut orders = tab.orders.borrow_mut();
        orders.put(row(id(1)), Some(7));
        orders.put(row(id(2)), Some(6)); // older than its order
        orders.put(row(id(4)), None); // waited when it was kept
        orders.put(row(id(9)), Some(7)); // its order is not here
    }
    let wrong = |from: &str, most| {
        let (last, wrong) = tab.wrong_rows(from, most);
        (last, wrong.into_iter().map(|key| key.id).collect::<Vec<_>>())
    };
    let name = |n| id(n).to_string();
    assert_eq!(wrong("", 3), (Some(name(3)), vec![name(2), name(3)]));
    assert_eq!(wrong(&name(3), 3), (Some(name(5)), vec![name(4), name(5)]));
    assert_eq!(wrong(&name(5), 3), (None, Vec::new()));

    let all: Vec<OrderId> = tab.orders.borrow().order_ids().collect();
    tab.take_off_strangers(&all);
    let orders = tab.orders.borrow();
    assert!(orders.row(id(9)).is_none() && orders.row(id(1)).is_some(), "only what is not here at all");
}
