//! What is frozen: names and JSON of every command, numbers and names of every kind of record. Outboxes written years
//! ago must still be read. `WAYBILL_WRITE_GOLDEN=1 cargo test -p shared` writes the file anew; look at the difference.

use super::harness::*;
use shared::base::address::AddressPart;
use shared::base::{Barcode, ClientId, Email, ImportId, MemberId, Moment, Money, Note, Phone, Quantity};
use shared::engine::codec::{Entry, decode_segment, encode_segment};
use shared::engine::{Command, Envelope, Kind, Record, Recorded};
use shared::fulfilment::{report_short::ReportShort, unpack::Unpack, unpick::Unpick};
use shared::inventory::stock::AdjustReason;
use shared::notifications::{AttemptResult, Finding, SkipReason};
use shared::orders::hold::PutOnHold;
use shared::orders::{Happened, Hold, HoldKind, Order, Payment, PaymentMethod, Terms};
use shared::people::{Language, Role};
use shared::shipping::{Carrier, TrackStatus};
use shared::sync::protocol::{Answer, Answered, Push, PushReply, Sent};
use std::path::PathBuf;
use std::sync::Arc;
use uuid::Uuid;

fn member() -> MemberId {
    MemberId(Uuid::from_u128(7))
}

fn import() -> ImportId {
    ImportId(Uuid::from_u128(9))
}

fn note(text: &str) -> Note {
    Note::parse(text).unwrap()
}

fn people_and_catalogue() -> Vec<Command> {
    vec![
        shared::people::set_up_merchant::SetUpMerchant {
            name: name("港湾杂货"),
            country: line("CN"),
            currency: cny(),
            language: Language::Chinese,
            utc_offset_minutes: 480,
            owner: member(),
            owner_name: name("Lin"),
            owner_email: Email::parse("lin@example.com").unwrap(),
            demo: true,
        }
        .into(),
        shared::people::change_settings::ChangeSettings {
            name: name("Harbour Goods"),
            country: line("CN"),
            language: Language::English,
            utc_offset_minutes: 480,
            ship_within_hours: 48,
            default_warehouse: Some(warehouse("HZ")),
            reply_to: Email::parse("shop@example.com").ok(),
            phone: Phone::parse("13800138000", "CN").ok(),
        }
        .into(),
        shared::people::put_member::PutMember {
            id: MemberId(Uuid::from_u128(8)),
            name: name("Wei"),
            email: Email::parse("wei@example.com").unwrap(),
            role: Role::Floor,
            language: Language::Chinese,
            active: true,
        }
        .into(),
        shared::catalog::put_product::PutProduct {
            barcodes: vec![Barcode::parse("6901234567892").unwrap()],
            price: Money::new(2_800, cny()),
            picture: Some("/demo/01.svg".into()),
            weight_g: 350,
            low_at: units(5),
            only_new: true,
            ..product("MUG-01")
        }
        .into(),
    ]
}

fn inventory() -> Vec<Command> {
    vec![
        shared::inventory::put_warehouse::PutWarehouse {
            code: warehouse("NB"),
            name: name("Ningbo"),
            address: line("Harbour Road 1"),
            active: true,
        }
        .into(),
        shared::inventory::put_location::PutLocation {
            warehouse: warehouse("HZ"),
            bin: bin("A-03-12"),
            blocked: false,
        }
        .into(),
        shared::inventory::announce_receipt::AnnounceReceipt {
            receipt: receipt_id(1),
            warehouse: warehouse("HZ"),
            reference: line("PO-7"),
            lines: vec![(sku("MUG"), units(40))],
        }
        .into(),
        receive("MUG", 40, "A-03-12").into(),
        shared::inventory::close_receipt::CloseReceipt { receipt: receipt_id(1) }.into(),
        shared::inventory::adjust::Adjust {
            warehouse: warehouse("HZ"),
            bin: bin("A-03-12"),
            sku: sku("MUG"),
            by: -2,
            reason: AdjustReason::Damaged,
        }
        .into(),
        shared::inventory::count::Count {
            warehouse: warehouse("HZ"),
            bin: bin("A-03-12"),
            sku: sku("MUG"),
            counted: units(38),
        }
        .into(),
        shared::inventory::transfer::Transfer {
            sku: sku("MUG"),
            quantity: units(3),
            from_warehouse: warehouse("HZ"),
            from_bin: bin("RECEIVING"),
            to_warehouse: warehouse("HZ"),
            to_bin: bin("A-03-12"),
        }
        .into(),
        shared::inventory::resolve_exception::ResolveException {
            exception: "negative|MUG|HZ|A-03-12".into(),
            resolution: note("counted again"),
        }
        .into(),
    ]
}

fn orders() -> Vec<Command> {
    let order = order_id(1);
    vec![
        shared::orders::place::Place {
            external_id: Some(line("536365")),
            shipping_fee: 800,
            terms: Terms::Prepaid,
            paid: 2_800,
            placed_at: Some(Moment(1_291_191_960_000)),
            urgent: true,
            note: note("gift\nwrap"),
            import: Some(import()),
            ..place(1, &[("MUG", 2)])
        }
        .into(),
        shared::orders::amend::Amend {
            order,
            customer: Some(customer()),
            ship_to: Some(address()),
            lines: Some(place(1, &[("MUG", 3)]).lines),
            shipping_fee: Some(0),
            urgent: Some(false),
            note: Some(note("")),
        }
        .into(),
        shared::orders::cancel::Cancel { order, reason: note("customer asked") }.into(),
        shared::orders::hold::PutOnHold { order, kind: HoldKind::CustomerRequest, note: note("on holiday") }.into(),
        shared::orders::release::Release { order, kind: HoldKind::Payment }.into(),
        shared::orders::record_payment::RecordPayment {
            order,
            amount: Money::new(9_600, cny()),
            method: PaymentMethod::WechatPay,
            reference: line("wx-1"),
        }
        .into(),
        shared::orders::reserve::Reserve { partly: true, ..reserve(1) }.into(),
        shared::orders::unreserve::Unreserve { order }.into(),
        shared::orders::import::OpenImport {
            import: import(),
            file: line("retail.csv"),
            channel: line("file"),
            orders: 3,
            rejected_rows: 1,
        }
        .into(),
        shared::orders::import::CloseImport { import: import() }.into(),
        shared::orders::undo_import::UndoImport { import: import(), orders: vec![order], finished: true }.into(),
    ]
}

fn floor_and_after() -> Vec<Command> {
    let order = order_id(1);
    vec![
        pick(1, "MUG", 2, "A-03-12").into(),
        Unpick { order, line: 1, sku: sku("MUG"), warehouse: warehouse("HZ"), bin: bin("A-03-12"), quantity: units(1) }
            .into(),
        ReportShort {
            order,
            line: 1,
            sku: sku("MUG"),
            warehouse: warehouse("HZ"),
            bin: bin("A-03-12"),
            missing: units(1),
        }
        .into(),
        pack(1, "MUG", 1).into(),
        Unpack { order, line: 1, sku: sku("MUG"), quantity: Quantity::ONE }.into(),
        shared::shipping::ship::Ship { weight_g: 420, ..ship(1) }.into(),
        shared::shipping::correct_tracking::CorrectTracking {
            shipment: shipment_id(1),
            carrier: Carrier::RoyalMail,
            tracking_number: "RB123456785GB".into(),
        }
        .into(),
        shared::shipping::track::Track {
            shipment: shipment_id(1),
            status: TrackStatus::OutForDelivery,
            at: Some(Moment(1_795_270_927_000)),
            place: line("深圳"),
            text: line("派送中"),
        }
        .into(),
        shared::notifications::record_attempt::RecordAttempt {
            notice: "shipped|1".into(),
            number: 1,
            result: AttemptResult::Transient,
            detail: "451".into(),
        }
        .into(),
        shared::notifications::resend::Resend { notice: "shipped|1".into() }.into(),
        shared::notifications::close_ticket::CloseTicket { ticket: "ticket|shipped|1".into() }.into(),
    ]
}

/// One of every command, with every field filled.
pub fn samples() -> Vec<Command> {
    [people_and_catalogue(), inventory(), orders(), floor_and_after()].concat()
}

#[test]
fn commands_keep_their_names_and_their_json() {
    let samples = samples();
    let names: Vec<&str> = samples.iter().map(Command::name).collect();
    assert_eq!(names, Command::NAMES, "one sample for every command, in the order of the list");
    let written: String =
        samples.iter().map(|command| format!("{}\n", serde_json::to_string(command).unwrap())).collect();
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/rules/golden/commands.jsonl");
    if std::env::var_os("WAYBILL_WRITE_GOLDEN").is_some() {
        std::fs::write(&file, &written).unwrap();
    }
    let frozen = std::fs::read_to_string(&file).unwrap();
    for (old, new) in frozen.lines().zip(written.lines()) {
        assert_eq!(old, new, "a frozen command is written in another way");
    }
    assert_eq!(frozen.lines().count(), samples.len());
    let read: Vec<Command> = frozen.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(read, samples);
}

#[test]
fn fields_that_came_later_may_be_missing() {
    let short = r#"{"name":"orders.place.1","args":{"order":"00000000-0000-0000-0000-000000001001","channel":"desk",
        "customer":{"name":"Maya","email":null,"phone":null,"language":"en"},"currency":"CNY",
        "lines":[{"sku":"mug","quantity":1,"unit_price":1000}]}}"#;
    assert!(
        matches!(serde_json::from_str::<Command>(short), Ok(Command::Place(place)) if place.lines[0].sku == sku("MUG"))
    );
    for broken in [
        short.replace("\"quantity\":1", "\"quantity\":-1"),
        short.replace("\"quantity\":1", "\"quantity\":1.5"),
        short.replace("orders.place.1", "orders.place.9"),
        short.replace("\"CNY\"", "\"XXX\""),
        short.replace("Maya", &"x".repeat(5_000_000)),
        short.replace("Maya", "a\\u0000b"),
    ] {
        assert!(serde_json::from_str::<Command>(&broken).is_err());
    }
}

#[test]
fn kinds_keep_their_numbers() {
    let list: Vec<String> = Kind::ALL.iter().map(|kind| format!("{} {}", *kind as u8, kind.name())).collect();
    let frozen = [
        "1 merchant",
        "2 member",
        "3 product",
        "4 barcode",
        "5 warehouse",
        "6 location",
        "7 stock",
        "8 move",
        "9 receipt",
        "10 exception",
        "11 order",
        "12 counter",
        "13 import",
        "14 shipment",
        "15 tracking",
        "16 notice",
        "17 ticket",
    ];
    assert_eq!(list, frozen);
    for kind in Kind::ALL {
        assert_eq!(Kind::from_number(*kind as u8), Some(*kind));
        assert_eq!(Kind::from_name(kind.name()), Some(*kind));
    }
}

#[test]
fn the_protocol_reads_what_it_writes() {
    let sent: Vec<Sent> = samples()
        .into_iter()
        .enumerate()
        .map(|(at, command)| Sent {
            seq: at as u64 + 1,
            envelope: Envelope { op: op(at as u64), occurred_at: Moment(5), command },
        })
        .collect();
    let push = Push { client: ClientId(Uuid::from_u128(3)), protocol: 1, device: "Tablet 2".into(), commands: sent };
    assert_eq!(serde_json::from_str::<Push>(&serde_json::to_string(&push).unwrap()).unwrap(), push);
    let reply = PushReply {
        version: 9,
        last_seq: 2,
        answers: vec![
            Answered {
                seq: 1,
                answer: Answer::Accepted(shared::engine::Outcome::ReservedPartly {
                    reserved: units(1),
                    short: units(2),
                }),
            },
            Answered { seq: 2, answer: Answer::Refused(shared::engine::Refusal::OrderCancelled) },
            Answered { seq: 3, answer: Answer::Unreadable },
        ],
    };
    assert_eq!(serde_json::from_str::<PushReply>(&serde_json::to_string(&reply).unwrap()).unwrap(), reply);
}

#[test]
fn every_kind_of_record_survives_both_encodings() {
    let mut books = Books::shop();
    books.must(receive("MUG", 9, "A-01-01"));
    books.must(shared::orders::import::OpenImport {
        import: import(),
        file: line("x.csv"),
        channel: line("file"),
        orders: 1,
        rejected_rows: 0,
    });
    books.must(shared::catalog::put_product::PutProduct {
        barcodes: vec![Barcode::parse("6901234567892").unwrap()],
        ..product("TEA")
    });
    books.must(place(1, &[("MUG", 2)]));
    books.must(reserve(1));
    books.must(pick(1, "MUG", 2, "B-01-01"));
    books.must(pack(1, "MUG", 2));
    books.must(ship(1));
    let id = shared::notifications::Notice::shipped_id(shipment_id(1));
    books.must_as(
        Role::Office,
        shared::notifications::record_attempt::RecordAttempt {
            notice: id,
            number: 1,
            result: AttemptResult::Recipient,
            detail: "550".into(),
        },
    );
    let kinds: std::collections::BTreeSet<Kind> = books.records.keys().map(|key| key.kind).collect();
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), Kind::ALL, "one of every kind");
    let mut entries = Vec::new();
    for (key, record) in &books.records {
        super::properties::read_back(record);
        assert_eq!(record.key(), *key, "a record knows its own key");
        entries.push(Entry::new(key, 1, Some(record)).unwrap());
    }
    assert_eq!(decode_segment(&encode_segment(&entries)).unwrap(), entries);
}

/// Moments are told in bytes from the one at which the order was placed, and nowhere else.
#[test]
fn an_order_comes_out_of_its_bytes_as_it_was_whatever_clocks_say() {
    let mut books = Books::shop();
    books.must(product("MUG"));
    books.must(receive("MUG", 20, "A-01-01"));
    books.must(place(1, &[("MUG", 2)]));
    books.must(PutOnHold { order: order_id(1), kind: HoldKind::Manual, note: Note::default() });
    let told = books.order(1);
    assert!(!told.holds.is_empty() && !told.history.is_empty(), "there are moments to tell");
    for (placed_at, other) in [(0, 0), (1_767_571_200_000, 1), (i64::MIN, i64::MAX), (i64::MAX, -1)].map(moments) {
        let mut order = Order::clone(&told);
        (order.placed_at, order.ship_by, order.cancelled_at) = (placed_at, other, Some(other));
        order.holds.iter_mut().for_each(|hold| hold.opened_at = other);
        let (method, reference, by) = (PaymentMethod::Cash, line("1"), "till".to_owned());
        order.payments = vec![Payment { amount: 10, method, reference, at: other, by }];
        order.history.iter_mut().for_each(|entry| (entry.occurred_at, entry.recorded_at) = (other, placed_at));
        let record = Order::wrap(Arc::new(order));
        assert_eq!(Record::from_bytes(Kind::Order, &record.to_bytes().unwrap()).unwrap(), record);
        let json = record.to_json().unwrap();
        assert!(json.contains(&format!("\"ship_by\":{}", other.0)), "people read moments as they are: {json}");
        assert_eq!(Record::from_json(Kind::Order, &json).unwrap(), record);
    }
}

fn moments((placed_at, other): (i64, i64)) -> (Moment, Moment) {
    (Moment(placed_at), Moment(other))
}

/// A body that does not fit would not be lost, but large; whoever changes a record changes its shape.
#[test]
fn whatever_happened_to_an_order_has_its_place_in_a_segment() {
    let mut books = Books::shop();
    books.must(place(1, &[("MUG", 2)]));
    let (sku, number, reason, units) = (sku("MUG"), "SF1".to_owned(), "why".to_owned(), Quantity::new(2).unwrap());
    let (kind, by) = (HoldKind::Manual, "Lin".to_owned());
    let everything = vec![
        Happened::Placed { channel: "desk".to_owned() },
        Happened::Amended { address: true, contact: false, lines: true, other: false },
        Happened::Held { kind },
        Happened::Released { kind, by_rule: true },
        Happened::Paid { amount: Money::new(300, cny()), method: PaymentMethod::Cash },
        Happened::Reserved { units, warehouse: warehouse("HZ") },
        Happened::ReservedPartly { units, short: units },
        Happened::Unreserved { units },
        Happened::PickingStarted { bin: bin("A-01-01") },
        Happened::Picked,
        Happened::Unpicked { sku: sku.clone(), units },
        Happened::ShortReported { sku: sku.clone(), units },
        Happened::Packed,
        Happened::Unpacked { sku: sku.clone(), units },
        Happened::Shipped { carrier: Carrier::Sf, number: number.clone() },
        Happened::TrackingCorrected { number: number.clone() },
        Happened::Delivered,
        Happened::Cancelled { reason },
        Happened::NoticeQueued,
        Happened::NoticeSkipped { reason: SkipReason::NoEmail },
        Happened::NoticeSent,
        Happened::NoticeFailed,
    ];
    let findings = vec![
        Finding::Unpaid { due: Money::new(300, cny()) },
        Finding::AddressBlank,
        Finding::AddressMissing { part: AddressPart::City },
        Finding::StockNotCovered { sku, missing: units },
        Finding::NoTrackingNumber,
        Finding::TrackingNumberShape { carrier: Carrier::Sf, number: number.clone() },
        Finding::TrackingNumberTaken { order: order_id(2), number },
    ];
    let mut order = Order::clone(&books.order(1));
    let (occurred_at, recorded_at) = (Moment(1), Moment(2));
    let entry = |what| shared::orders::Entry { what, by: by.clone(), device: String::new(), occurred_at, recorded_at };
    order.history = everything.into_iter().map(entry).collect();
    order.holds = vec![Hold { kind, findings, note: note("n"), opened_at: Moment(3), opened_by: by.clone() }];
    (order.overruled, order.shipments, order.import) = (vec![kind], vec![shipment_id(1)], Some(import()));
    let on_the_floor = order.for_the_floor().unwrap();
    order.cancelled_at = Some(Moment(4));
    for order in [order, on_the_floor] {
        super::properties::read_back(&Order::wrap(Arc::new(order)));
    }
}
