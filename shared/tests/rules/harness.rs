//! Books in memory, and the words in which tests tell a story: `given(..)`, `when(command)`, `then(answer)`.

use shared::base::{
    Address, BinCode, Currency, Email, MemberId, Moment, Money, Name, OpId, OrderId, Quantity, ReceiptId, ShipmentId,
    Sku, TextLine, WarehouseCode,
};
use shared::catalog::put_product::PutProduct;
use shared::engine::tx::Found;
use shared::engine::{Actor, Command, Ctx, Key, Outcome, Ran, Record, Recorded, Refusal, Site, Source, execute_loaded};
use shared::fulfilment::{pack::Pack, pick::Pick};
use shared::inventory::put_warehouse::PutWarehouse;
use shared::inventory::receive::Receive;
use shared::inventory::{Exception, ExceptionKind, Move, Stock, recount};
use shared::orders::place::{Place, Wanted};
use shared::orders::reserve::Reserve;
use shared::orders::{Contact, Order, Terms};
use shared::people::set_up_merchant::SetUpMerchant;
use shared::people::{Language, Role};
use shared::shipping::{Carrier, ship::Ship};
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// Every record, and the counters from which ops and moments are made.
#[derive(Debug, Clone, Default)]
pub struct Books {
    pub records: BTreeMap<Key, Record>,
    pub ops: u64,
    /// Milliseconds; every command takes the next second unless it says when it happened.
    pub now: i64,
}

impl Source for Books {
    fn read(&self, key: &Key) -> Found {
        match self.records.get(key) {
            Some(record) => Found::Here(record.clone()),
            None => Found::Absent,
        }
    }
}

pub fn actor(role: Role) -> Actor {
    Actor { member: Some(MemberId(Uuid::from_u128(7))), name: "Lin".into(), role, device: "Tablet 2".into() }
}

pub fn op(n: u64) -> OpId {
    OpId(Uuid::from_u128(u128::from(n) << 64 | 1))
}

impl Books {
    /// A shop with two warehouses and nothing in them.
    pub fn shop() -> Books {
        let mut books = Books { now: 1_000_000, ..Books::default() };
        books.must_as(
            Role::Office,
            SetUpMerchant {
                name: name("Harbour Goods"),
                country: line("CN"),
                currency: cny(),
                language: Language::Chinese,
                utc_offset_minutes: 480,
                owner: MemberId(Uuid::from_u128(7)),
                owner_name: name("Lin"),
                owner_email: Email::parse("lin@example.com").unwrap(),
                demo: false,
            },
        );
        for code in ["HZ", "SH"] {
            books.must(PutWarehouse {
                code: warehouse(code),
                name: name(code),
                address: TextLine::default(),
                active: true,
            });
        }
        for sku in ["MUG", "BAG"] {
            books.must(product(sku));
        }
        books
    }

    pub fn ctx(&mut self, role: Role, at: Option<i64>) -> Ctx {
        self.ops += 1;
        self.now += 1_000;
        let actor = if role == Role::Office { Actor::office() } else { actor(role) };
        Ctx::new(actor, op(self.ops), Moment(at.unwrap_or(self.now)), Moment(self.now), Site::Office)
    }

    pub fn run(&mut self, command: &Command, ctx: &Ctx) -> Ran {
        let ran = execute_loaded(command, ctx, self);
        for (key, record) in &ran.writes {
            match record {
                Some(record) => self.records.insert(key.clone(), record.clone()),
                None => self.records.remove(key),
            };
        }
        ran
    }

    pub fn act_as(&mut self, role: Role, command: impl Into<Command>) -> Result<Outcome, Refusal> {
        let ctx = self.ctx(role, None);
        self.run(&command.into(), &ctx).answer
    }

    pub fn act(&mut self, command: impl Into<Command>) -> Result<Outcome, Refusal> {
        self.act_as(Role::Owner, command)
    }

    /// It happened at `at`, and the books hear of it now.
    pub fn late(&mut self, at: i64, command: impl Into<Command>) -> Result<Outcome, Refusal> {
        let ctx = self.ctx(Role::Owner, Some(at));
        self.run(&command.into(), &ctx).answer
    }

    pub fn must_as(&mut self, role: Role, command: impl Into<Command>) -> Outcome {
        let command = command.into();
        let told = command.clone();
        self.act_as(role, command).unwrap_or_else(|refusal| panic!("{told:?} was refused: {refusal:?}"))
    }

    pub fn must(&mut self, command: impl Into<Command>) -> Outcome {
        self.must_as(Role::Owner, command)
    }

    pub fn get<R: Recorded>(&self, id: impl ToString) -> Option<Arc<R>> {
        self.records.get(&R::key_of(id)).and_then(|record| R::unwrap(record).cloned())
    }

    pub fn all<R: Recorded>(&self) -> Vec<Arc<R>> {
        self.records.values().filter_map(|record| R::unwrap(record).cloned()).collect()
    }

    pub fn order(&self, n: u64) -> Arc<Order> {
        self.get::<Order>(order_id(n)).expect("the order is in the books")
    }

    pub fn stock(&self, sku: &str, code: &str) -> Stock {
        let (sku, code) = (Sku::parse(sku).unwrap(), warehouse(code));
        self.get::<Stock>(Stock::id_of(&sku, &code)).map_or_else(|| Stock::empty(&sku, &code), |stock| (*stock).clone())
    }

    /// On hand, reserved, available of a product in `HZ`.
    pub fn numbers(&self, sku: &str) -> (i64, u32, u32) {
        let stock = self.stock(sku, "HZ");
        (stock.on_hand(), stock.reserved.get(), stock.available().get())
    }

    pub fn open_exceptions(&self) -> Vec<ExceptionKind> {
        self.all::<Exception>()
            .iter()
            .filter(|exception| exception.is_open())
            .map(|exception| exception.kind.clone())
            .collect()
    }

    /// Kept numbers are what a recount from nothing gives, moves sum to zero, and what is wrong has its exception.
    pub fn check(&self) {
        let moves = self.all::<Move>();
        let stocks: Vec<Stock> = self.all::<Stock>().iter().map(|stock| (**stock).clone()).collect();
        let mut reserved = BTreeMap::new();
        for order in self.all::<Order>() {
            for line in &order.lines {
                assert!(line.reserved <= line.open(), "{line:?} reserves more than is open");
                if let Some(warehouse) = order.warehouse.as_ref().filter(|_| !line.reserved.is_zero()) {
                    *reserved.entry((line.sku.clone(), warehouse.clone())).or_insert(0) += line.reserved.signed();
                }
            }
        }
        let balances = recount::balances(moves.iter().map(AsRef::as_ref));
        assert_eq!(recount::check(&stocks, &balances, &reserved), vec![], "kept numbers and recount differ");
        let mut sums: BTreeMap<Sku, i64> = BTreeMap::new();
        for ((sku, _), units) in recount::all_places(moves.iter().map(AsRef::as_ref)) {
            *sums.entry(sku).or_insert(0) += units;
        }
        assert!(sums.values().all(|sum| *sum == 0), "goods appeared or vanished: {sums:?}");
        for stock in &stocks {
            let id = format!("promised|{}|{}", stock.sku, stock.warehouse);
            let over = stock.reserved.signed() > stock.on_hand().max(0);
            assert_eq!(self.get::<Exception>(id).is_some(), over, "promises of {stock:?}");
            for (bin, entry) in &stock.bins {
                let id = format!("negative|{}|{}|{bin}", stock.sku, stock.warehouse);
                assert_eq!(self.get::<Exception>(id).is_some(), entry.balance() < 0, "negative bin {bin} of {stock:?}");
            }
        }
    }
}

/// A story: what the books hold, what somebody does, what follows.
pub struct Story {
    pub books: Books,
}

/// A shop, and what happened before.
pub fn given(before: impl FnOnce(&mut Books)) -> Story {
    let mut books = Books::shop();
    before(&mut books);
    Story { books }
}

pub struct Told {
    pub books: Books,
    answer: Result<Outcome, Refusal>,
    before: BTreeMap<Key, Record>,
}

impl Story {
    pub fn when(self, command: impl Into<Command>) -> Told {
        self.when_as(Role::Owner, command)
    }

    pub fn when_as(mut self, role: Role, command: impl Into<Command>) -> Told {
        let before = self.books.records.clone();
        let answer = self.books.act_as(role, command);
        Told { books: self.books, answer, before }
    }
}

impl Told {
    /// The answer; the books stay sound whatever it is.
    pub fn then(self, answer: Result<Outcome, Refusal>) -> Books {
        assert_eq!(self.answer, answer);
        self.books.check();
        self.books
    }

    /// Refused, and nothing is changed.
    pub fn then_refused(self, refusal: Refusal) -> Books {
        assert!(self.books.records == self.before, "a refusal changes nothing");
        self.then(Err(refusal))
    }
}

pub fn cny() -> Currency {
    Currency::parse("CNY").unwrap()
}

pub fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

pub fn line(text: &str) -> TextLine {
    TextLine::parse(text).unwrap()
}

pub fn warehouse(code: &str) -> WarehouseCode {
    WarehouseCode::parse(code).unwrap()
}

pub fn bin(code: &str) -> BinCode {
    BinCode::parse(code).unwrap()
}

pub fn sku(code: &str) -> Sku {
    Sku::parse(code).unwrap()
}

pub fn units(n: u32) -> Quantity {
    Quantity::new(i64::from(n)).unwrap()
}

pub fn order_id(n: u64) -> OrderId {
    OrderId(Uuid::from_u128(0x1000 + u128::from(n)))
}

pub fn shipment_id(n: u64) -> ShipmentId {
    ShipmentId(Uuid::from_u128(0x2000 + u128::from(n)))
}

pub fn receipt_id(n: u64) -> ReceiptId {
    ReceiptId(Uuid::from_u128(0x3000 + u128::from(n)))
}

pub fn product(code: &str) -> PutProduct {
    PutProduct {
        sku: sku(code),
        name: name(code),
        barcodes: Vec::new(),
        price: Money::new(1_000, cny()),
        picture: None,
        weight_g: 0,
        low_at: Quantity::ZERO,
        active: true,
        only_new: false,
    }
}

pub fn address() -> Address {
    Address {
        country: line("CN"),
        region: line("浙江省"),
        city: line("杭州市"),
        district: line("西湖区"),
        postcode: line(""),
        street: line("文三路 90 号"),
    }
}

pub fn customer() -> Contact {
    Contact {
        name: name("Maya Okafor"),
        email: Email::parse("maya@example.com").ok(),
        phone: None,
        language: Language::English,
    }
}

/// An order on account with an address: nothing holds it.
pub fn place(n: u64, lines: &[(&str, u32)]) -> Place {
    Place {
        order: order_id(n),
        channel: line("desk"),
        external_id: None,
        customer: customer(),
        ship_to: address(),
        currency: cny(),
        lines: lines
            .iter()
            .map(|(code, n)| Wanted { sku: sku(code), quantity: units(*n), unit_price: 1_000 })
            .collect(),
        shipping_fee: 0,
        terms: Terms::OnAccount,
        paid: 0,
        placed_at: None,
        urgent: false,
        note: Default::default(),
        import: None,
    }
}

pub fn receive(code: &str, n: u32, at: &str) -> Receive {
    Receive {
        receipt: receipt_id(1),
        warehouse: warehouse("HZ"),
        bin: bin(at),
        sku: sku(code),
        quantity: units(n),
        reference: TextLine::default(),
    }
}

pub fn reserve(n: u64) -> Reserve {
    Reserve { order: order_id(n), warehouse: warehouse("HZ"), partly: false }
}

pub fn pick(n: u64, code: &str, quantity: u32, from: &str) -> Pick {
    Pick {
        order: order_id(n),
        line: 1,
        sku: sku(code),
        warehouse: warehouse("HZ"),
        bin: bin(from),
        quantity: units(quantity),
    }
}

pub fn pack(n: u64, code: &str, quantity: u32) -> Pack {
    Pack { order: order_id(n), line: 1, sku: sku(code), quantity: units(quantity) }
}

pub fn ship(n: u64) -> Ship {
    Ship {
        order: order_id(n),
        shipment: shipment_id(n),
        carrier: Some(Carrier::Sf),
        tracking_number: Some(format!("SF{n:013}")),
        weight_g: 0,
    }
}
