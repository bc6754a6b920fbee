//! What the floor is shown of an order: what its work needs and nothing more, and with it the rules say what they say in the
//! office.

use super::harness::*;
use super::properties::read_back;
use super::random::{seed, shop};
use proptest::prelude::*;
use shared::base::{Address, Phone};
use shared::engine::{Command, Ctx, Key, Kind, Record, Recorded, Scope, Site};
use shared::fulfilment::{pack::Pack, pick::Pick, report_short::ReportShort, unpack::Unpack, unpick::Unpick};
use shared::inventory::Exception;
use shared::inventory::resolve_exception::ResolveException;
use shared::notifications::{Finding, Notice, NoticeState, SkipReason};
use shared::orders::hold::PutOnHold;
use shared::orders::place::Place;
use shared::orders::record_payment::RecordPayment;
use shared::orders::reserve::Reserve;
use shared::orders::{Contact, HoldKind, Order, PaymentMethod, PaymentState, Status, Terms};
use shared::people::{Role, Sight};
use shared::shipping::ship::Ship;
use shared::shipping::{Carrier, Shipment, TrackingClaim};
use shared::sync::office::share::{Share, epoch, is_on_floor};

fn floor() -> Share {
    Share::new(Scope::Orders, Sight::Work)
}

/// The books as a device of the floor has them.
fn on_the_floor(books: &Books) -> Books {
    let granted = Scope::granted(Role::Floor);
    let shown = |(key, record): (&Key, &Record)| {
        let scope = Scope::of(key).filter(|scope| granted.contains(scope))?;
        Some((key.clone(), Share::new(scope, Sight::Work).show(record)?))
    };
    Books { records: books.records.iter().filter_map(shown).collect(), ..books.clone() }
}

fn reserved(books: &mut Books) {
    books.must(receive("MUG", 9, "A-01-01"));
    let customer = Contact { phone: Phone::parse("138 0013 8000", "CN").ok(), ..customer() };
    books.must(Place { customer, terms: Terms::Prepaid, paid: 2_000, ..place(1, &[("MUG", 2)]) });
    books.must(reserve(1));
}

fn shown(books: &Books) -> Option<Order> {
    books.order(1).for_the_floor()
}

#[test]
fn a_picker_sees_what_to_take_and_not_whose_it_is() {
    let books = given(reserved).books;
    let order = shown(&books).unwrap();
    let whole = books.order(1);
    assert_ne!(order.customer.name, whole.customer.name);
    assert_eq!((order.customer.email.clone(), order.customer.phone.clone()), (None, None));
    assert_eq!((order.total().minor, order.paid().minor, order.due().minor), (0, 0, 0), "no amounts");
    assert_eq!((order.ship_to.clone(), order.history.len(), order.note.is_empty()), (Address::default(), 0, true));
    assert_eq!(order.status(), Status::ToPick);
    assert_eq!(order.payment_state(), PaymentState::Paid);
    let json = Record::Order(order.into()).to_json().unwrap();
    let Contact { name, email, phone, .. } = &whole.customer;
    let told = [
        name.to_string(),
        email.as_ref().unwrap().to_string(),
        phone.as_ref().unwrap().e164(),
        whole.ship_to.street.to_string(),
    ];
    told.iter().for_each(|secret| assert!(!json.contains(secret.as_str()), "{secret} in {json}"));
}

#[test]
fn at_packing_the_label_needs_name_and_address() {
    let mut books = given(reserved).books;
    books.must(pick(1, "MUG", 1, "A-01-01"));
    let (order, whole) = (shown(&books).unwrap(), books.order(1));
    assert_eq!((&order.customer.name, &order.ship_to), (&whole.customer.name, &whole.ship_to));
    assert_eq!((order.customer.email.clone(), order.customer.phone.clone()), (None, None));
    assert!(!order.awaits_address());
    let last = whole.customer.phone.as_ref().unwrap().last_four().to_owned();
    assert_eq!(order.masked_phone(), Some(format!("****{last}")));
}

#[test]
fn without_a_network_the_address_is_waited_for_but_a_blank_one_is_not() {
    let mut tablet = on_the_floor(&given(reserved).books);
    tablet.must_as(Role::Floor, pick(1, "MUG", 2, "A-01-01"));
    assert!(tablet.order(1).awaits_address());
    let blank = Place { ship_to: Address::default(), ..place(2, &[("MUG", 1)]) };
    let mut books = given(reserved).books;
    books.must(blank);
    assert!(!on_the_floor(&books).order(2).awaits_address());
}

#[test]
fn what_has_left_the_house_leaves_the_floor() {
    let mut books = given(reserved).books;
    let key = Order::key_of(order_id(1));
    let stays = |books: &Books| {
        let record = books.records.get(&key);
        assert_eq!(is_on_floor(&key, record), Some(floor().show(record.unwrap()).is_some()));
        floor().show(record.unwrap()).is_some()
    };
    assert!(stays(&books));
    books.must(pick(1, "MUG", 2, "A-01-01"));
    books.must(pack(1, "MUG", 2));
    assert!(stays(&books));
    books.must(ship(1));
    assert!(!stays(&books), "shipped and nothing held");
    let there = on_the_floor(&books);
    let of_parcels = |key: &&Key| matches!(key.kind, Kind::Shipment | Kind::TrackingClaim);
    assert_eq!(there.records.keys().filter(of_parcels).count(), 0);
}

#[test]
fn an_unpaid_order_stays_held_on_the_floor_and_nobody_there_learns_how_much() {
    let mut books = given(|books: &mut Books| {
        books.must(receive("MUG", 9, "A-01-01"));
        books.must(Place { terms: Terms::Prepaid, ..place(1, &[("MUG", 2)]) });
        books.must(PutOnHold { order: order_id(1), kind: HoldKind::Manual, note: Default::default() });
    })
    .books;
    let mut tablet = on_the_floor(&books);
    let pick = pick(1, "MUG", 1, "A-01-01");
    let (there, here) = (books.act_as(Role::Floor, pick.clone()), tablet.act_as(Role::Floor, pick));
    assert_eq!(there, here);
    let kinds = |books: &Books| books.order(1).holds.iter().map(|hold| hold.kind).collect::<Vec<_>>();
    assert_eq!(kinds(&tablet), [HoldKind::Payment, HoldKind::Manual]);
    assert_eq!(kinds(&tablet), kinds(&books));
    books.must(RecordPayment {
        order: order_id(1),
        amount: books.order(1).due(),
        method: PaymentMethod::Cash,
        reference: Default::default(),
    });
    assert_eq!(kinds(&on_the_floor(&books)), [HoldKind::Manual]);
}

#[test]
fn the_floor_holds_stock_and_what_is_open_but_no_ledger() {
    let mut books = given(reserved).books;
    books.must(pick(1, "MUG", 2, "B-01-01"));
    let open = books.open_exceptions().len();
    assert!(open > 0, "nothing was in that bin");
    let kinds = |books: &Books, kind| books.records.keys().filter(|key| key.kind == kind).count();
    let tablet = on_the_floor(&books);
    assert_eq!((kinds(&tablet, Kind::Move), kinds(&tablet, Kind::Stock)), (0, kinds(&books, Kind::Stock)));
    assert_eq!(kinds(&tablet, Kind::Exception), open);
    for exception in books.all::<Exception>() {
        books.must(ResolveException { exception: exception.id.clone(), resolution: Default::default() });
    }
    assert_eq!(kinds(&on_the_floor(&books), Kind::Exception), 0);
}

#[test]
fn a_row_of_before_anything_was_cut_is_read() {
    let whole = Record::Order(given(reserved).books.order(1));
    let json = whole.to_json().unwrap();
    assert!(json.contains(r#","withheld":null}"#), "{json}");
    let former = json.replace(r#","withheld":null}"#, "}");
    assert_eq!(Record::from_json(Kind::Order, &former).unwrap(), whole);
    read_back(&whole);
    read_back(&floor().show(&whole).unwrap());
}

/// Facts are never refused, so a scan must not open what it likes.
#[test]
fn scans_of_what_nobody_has_ordered_open_no_address() {
    let mut books = given(reserved).books;
    books.must(pick(1, "MUG", 2, "A-01-01"));
    books.must(pack(1, "MUG", 2));
    books.must(Ship { tracking_number: None, ..ship(1) });
    assert_eq!(books.order(1).status(), Status::OnHold);
    books.must(pick(1, "MUG", 1, "A-01-01"));
    assert_eq!(shown(&books).unwrap().ship_to, Address::default(), "it has left");
    let mut books = given(reserved).books;
    books.must(PutOnHold { order: order_id(1), kind: HoldKind::Fraud, note: Default::default() });
    books.must(pick(1, "MUG", 1, "A-01-01"));
    let held = shown(&books).unwrap();
    assert_eq!(held.ship_to, Address::default(), "it is held");
    assert!(held.lacks_address() && !held.awaits_address(), "nobody waits for a network, and no slip is printed");
}

#[test]
fn who_sees_only_the_work_has_books_of_another_name() {
    assert_eq!(epoch(Sight::Whole, "7"), "7");
    assert_ne!(epoch(Sight::Work, "7"), "7");
    let names: Vec<&str> = Share::granted(Role::Floor).map(Share::name).collect();
    let whole: Vec<&str> = Share::granted(Role::Owner).map(Share::name).collect();
    assert!(!names.contains(&"orders") && whole.contains(&"orders"));
    assert!(names.contains(&"catalog") && whole.contains(&"catalog"), "what is not cut is shared");
}

/// What people of the floor do with orders.
fn is_work(command: &Command) -> bool {
    matches!(
        command,
        Command::Reserve(Reserve { .. })
            | Command::Pick(Pick { .. })
            | Command::Unpick(Unpick { .. })
            | Command::Pack(Pack { .. })
            | Command::Unpack(Unpack { .. })
            | Command::ReportShort(ReportShort { .. })
            | Command::Ship(Ship { .. })
    )
}

fn notices(ran: &shared::engine::Ran) -> Vec<(String, Result<(), SkipReason>)> {
    let notices = ran.writes.iter().filter_map(|(key, record)| Some((key, Notice::unwrap(record.as_ref()?)?)));
    // The floor does not have parcels of before; the office writes their notices when nothing holds them any more.
    let is_new = |notice: &Notice| ran.writes.contains_key(&Shipment::key_of(notice.shipment));
    let state = |(key, notice): (&Key, &std::sync::Arc<Notice>)| {
        let state = match notice.state {
            NoticeState::Skipped { reason } => Err(reason),
            _ => Ok(()),
        };
        (key.id.clone(), state)
    };
    notices.filter(|(_, notice)| is_new(notice)).map(state).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the floor does to an order that it is shown, its device forecasts what the office will say.
    #[test]
    fn what_is_cut_does_not_change_what_the_rules_say(work in proptest::collection::vec((seed(), any::<bool>()), 1..70)) {
        let mut books = shop();
        for (seed, without_email) in work {
            let command = match seed.command() {
                Command::Place(place) if without_email => {
                    Place { customer: Contact { email: None, ..place.customer.clone() }, ..place }.into()
                }
                other => other,
            };
            let mut tablet = on_the_floor(&books);
            let ctx = Ctx { site: Site::Device, ..books.ctx(Role::Floor, None) };
            let id = order_id(u64::from(seed.order));
            // The number of another parcel is noticed in the office: the floor does not hold all of them.
            let is_fresh = match &command {
                Command::Ship(ship) => {
                    let number = ship.tracking_number.clone().unwrap_or_default();
                    let claim = TrackingClaim::key_of(TrackingClaim::id_of(Carrier::Sf, &number));
                    !books.records.contains_key(&Shipment::key_of(ship.shipment)) && !books.records.contains_key(&claim)
                }
                _ => true,
            };
            // Neither is seen on the floor when that number is free again.
            let is_taken = |finding: &Finding| matches!(finding, Finding::TrackingNumberTaken { .. });
            let is_comparable = |order: &Order| !order.holds.iter().flat_map(|hold| &hold.findings).any(is_taken);
            if is_work(&command) && is_fresh && tablet.get::<Order>(id).is_some_and(|order| is_comparable(&order)) {
                let (there, here) = (books.run(&command, &ctx), tablet.run(&command, &ctx));
                prop_assert_eq!(&there.answer, &here.answer, "{:?}", command);
                prop_assert_eq!(notices(&there), notices(&here), "{:?}", command);
                let (there, here) = (books.get::<Order>(id).unwrap(), tablet.get::<Order>(id).unwrap());
                prop_assert_eq!((there.status(), there.next_step(), there.payment_state(), there.stock_state()), (here.status(), here.next_step(), here.payment_state(), here.stock_state()), "{:?}", command);
                let cut = there.for_the_floor();
                if let Some(cut) = cut {
                    prop_assert_eq!(&cut.holds, &here.holds.iter().map(|hold| shared::orders::Hold { note: Default::default(), ..hold.clone() }).collect::<Vec<_>>(), "{:?}", command);
                    prop_assert_eq!((&cut.lines, &cut.shipments), (&here.lines, &here.shipments));
                }
            } else {
                let ctx = books.ctx(seed.role(), None);
                books.run(&command, &ctx);
            }
        }
    }
}
