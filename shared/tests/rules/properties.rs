//! What holds for any history: recounts agree, late facts commute, both sides say the same, loading bit by bit changes
//! nothing, and whatever is written can be read back.

use super::harness::*;
use super::random::{Seed, seed, seeds, shop};
use proptest::prelude::*;
use shared::base::Moment;
use shared::engine::codec::{Entry, fits_its_shape};
use shared::engine::refusal::Thing;
use shared::engine::tx::Found;
use shared::engine::{Command, Ctx, Key, Kind, Nature, Outcome, Record, Refusal, Site, Source, execute};
use shared::inventory::{Move, Stock, recount};
use shared::notifications::Notice;
use shared::orders::{Order, OrderNumber};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

fn act(books: &mut Books, seed: Seed) -> shared::engine::Ran {
    let mut ctx = books.ctx(seed.role(), None);
    ctx.occurred_at = ctx.occurred_at.plus(-1_000 * i64::from(seed.late));
    books.run(&seed.command(), &ctx)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn kept_numbers_are_what_a_recount_gives(work in seeds(70)) {
        let mut books = shop();
        for seed in work {
            act(&mut books, seed);
            books.check();
        }
    }

    #[test]
    fn facts_are_refused_for_their_words_only(work in seeds(60)) {
        let mut books = shop();
        for seed in work {
            let command = seed.command();
            let answer = act(&mut books, seed).answer;
            // Tracking and attempts name a parcel or notice that must exist: there is nothing to write them on.
            let needs_its_thing = matches!(command, Command::Track(_) | Command::RecordAttempt(_));
            if command.nature() == Nature::Fact && !needs_its_thing {
                prop_assert!(matches!(answer, Ok(_) | Err(Refusal::Invalid { .. })), "{command:?}: {answer:?}");
            }
        }
    }

    #[test]
    fn late_facts_give_the_same_balances_in_any_order(facts in proptest::collection::vec((seed(), 0i64..60), 1..40), shuffle in any::<u64>()) {
        let told = |order: &[usize]| {
            let mut books = Books::shop();
            let start = books.now;
            for at in order {
                let (seed, when) = facts[*at];
                let mut ctx = books.ctx(shared::people::Role::Owner, None);
                ctx.recorded_at = Moment(start + 1_000_000);
                ctx.occurred_at = Moment(start + when);
                ctx.op = op(10_000 + *at as u64);
                books.run(&seed.stock_fact(), &ctx);
            }
            books.check();
            books
        };
        let in_order: Vec<usize> = (0..facts.len()).collect();
        let mut shuffled = in_order.clone();
        let mut state = shuffle | 1;
        for at in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            shuffled.swap(at, (state >> 33) as usize % (at + 1));
        }
        let (one, other) = (told(&in_order), told(&shuffled));
        let stocks = |books: &Books| books.all::<Stock>().iter().map(|stock| (**stock).clone()).collect::<Vec<_>>();
        prop_assert_eq!(stocks(&one), stocks(&other));
        let sums = |books: &Books| recount::balances(books.all::<Move>().iter().map(AsRef::as_ref)).into_iter().filter(|(_, units)| *units != 0).collect::<BTreeMap<_, _>>();
        prop_assert_eq!(sums(&one), sums(&other));
        let open = |books: &Books| books.all::<shared::inventory::Exception>().iter().map(|e| (e.id.clone(), e.kind.clone())).collect::<Vec<_>>();
        prop_assert_eq!(open(&one), open(&other));
    }

    #[test]
    fn both_sides_write_the_same_but_for_order_numbers(work in seeds(60)) {
        let (mut office, mut device) = (shop(), shop());
        for seed in work {
            let ctx = office.ctx(seed.role(), None);
            let there = Ctx { site: Site::Device, ..ctx.clone() };
            let (final_answer, forecast) = (office.run(&seed.command(), &ctx).answer, device.run(&seed.command(), &there).answer);
            prop_assert_eq!(without_number(final_answer), without_number(forecast), "{:?}", seed.command());
        }
        prop_assert_eq!(without_numbers(&office), without_numbers(&device));
    }

    #[test]
    fn loading_bit_by_bit_changes_nothing(work in seeds(40)) {
        let mut books = shop();
        for seed in work {
            let ctx = books.ctx(seed.role(), None);
            let command = seed.command();
            let lazy = Lazy { books: &books, loaded: RefCell::default() };
            let mut rounds = 0;
            let ran = loop {
                match execute(&command, &ctx, &lazy) {
                    Ok(ran) => break ran,
                    Err(missing) => {
                        prop_assert!(!missing.is_empty(), "a run that stops says what it needs");
                        let before = lazy.loaded.borrow().len();
                        lazy.loaded.borrow_mut().extend(missing);
                        prop_assert!(lazy.loaded.borrow().len() > before, "it asks for something new");
                    }
                }
                rounds += 1;
            };
            prop_assert!(rounds <= 14, "{} asked {rounds} times", command.name());
            prop_assert!(ran.reads.iter().all(|key| lazy.loaded.borrow().contains(key)), "the answer depends on what was loaded");
            let whole = books.run(&command, &ctx);
            prop_assert_eq!((ran.answer, ran.writes), (whole.answer, whole.writes));
        }
    }

    #[test]
    fn what_is_written_can_be_read_back(work in seeds(60)) {
        let mut books = shop();
        for seed in work {
            let command = seed.command();
            let json = serde_json::to_string(&command).unwrap();
            prop_assert_eq!(serde_json::from_str::<Command>(&json).unwrap(), command);
            act(&mut books, seed);
        }
        for record in books.records.values() {
            read_back(record);
        }
    }
}

/// A refusal may name an order by its number, which only the office knows.
fn without_number(answer: Result<Outcome, Refusal>) -> Result<Outcome, Refusal> {
    match answer {
        Err(Refusal::Exists { what: Thing::Order, .. }) => {
            Err(Refusal::Exists { what: Thing::Order, id: String::new() })
        }
        other => other,
    }
}

/// Knows only what was asked for.
struct Lazy<'a> {
    books: &'a Books,
    loaded: RefCell<BTreeSet<Key>>,
}

impl Source for Lazy<'_> {
    fn read(&self, key: &Key) -> Found {
        if self.loaded.borrow().contains(key) { self.books.read(key) } else { Found::NotLoaded }
    }
}

/// The office counts orders, a device cannot: numbers and their counter are left out of the comparison.
fn without_numbers(books: &Books) -> BTreeMap<Key, Record> {
    let same = OrderNumber::Issued(0);
    let records = books.records.iter().filter(|(key, _)| key.kind != Kind::Counter);
    let plain = records.map(|(key, record)| {
        let record = match record {
            Record::Order(order) => Record::Order(Arc::new(Order { number: same.clone(), ..(**order).clone() })),
            Record::Notice(notice) => {
                Record::Notice(Arc::new(Notice { order_number: String::new(), ..(**notice).clone() }))
            }
            Record::Ticket(ticket) => Record::Ticket(Arc::new(shared::notifications::Ticket {
                order_number: String::new(),
                ..(**ticket).clone()
            })),
            other => other.clone(),
        };
        (key.clone(), record)
    });
    plain.collect()
}

pub fn read_back(record: &Record) {
    let bytes = record.to_bytes().unwrap();
    assert_eq!(&Record::from_bytes(record.kind(), &bytes).unwrap(), record, "postcard");
    let json = record.to_json().unwrap();
    assert_eq!(&Record::from_json(record.kind(), &json).unwrap(), record, "JSON {json}");
    let entry = Entry::new(&record.key(), 1, Some(record)).unwrap();
    assert!(fits_its_shape(&entry), "`codec/shapes.rs` does not say what is in {record:?}");
}
