//! The message catalogue: both languages say everything, with the same variables; nothing that is shown is missing.

use shared::base::address::AddressPart;
use shared::base::{Malformed, Money};
use shared::engine::refusal::{Field, Stage, Thing};
use shared::engine::{Outcome, Refusal};
use shared::inventory::stock::AdjustReason;
use shared::inventory::{Exception, ExceptionKind, MoveKind, Place, ReceiptState};
use shared::notifications::{AttemptResult, Finding, NoticeState, SkipReason};
use shared::orders::intake::{Broken, Column, Delimiter, Encoding, Kind, Severity, Summary, What};
use shared::orders::{
    Happened, HoldKind, ImportState, NextStep, PaymentMethod, PaymentState, Status, StockState, Terms, View,
};
use shared::people::{Language, Right, Role};
use shared::shipping::{Carrier, TrackStatus};
use shared::text::{self, commands, intake, refusals, words};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::harness::*;

/// Every message of a language: key, then its text.
fn messages(language: Language) -> BTreeMap<String, String> {
    let mut messages = BTreeMap::new();
    for (part, source) in text::sources(language) {
        let mut key: Option<String> = None;
        for line in source.lines() {
            let begins = line.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
            if begins {
                let (name, text) = line.split_once('=').unwrap_or_else(|| panic!("{part}.ftl: {line}"));
                let name = name.trim().to_owned();
                assert!(messages.insert(name.clone(), text.to_owned()).is_none(), "{part}.ftl says {name} twice");
                key = Some(name);
            } else if let Some(text) =
                key.as_ref().and_then(|key| messages.get_mut(key)).filter(|_| !line.starts_with('#'))
            {
                text.push('\n');
                text.push_str(line);
            }
        }
    }
    messages
}

fn variables(text: &str) -> BTreeSet<String> {
    let names = text.split('$').skip(1);
    names
        .map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect())
        .collect()
}

#[test]
fn both_languages_say_the_same_things() {
    let (english, chinese) = (messages(Language::English), messages(Language::Chinese));
    let only = |one: &BTreeMap<String, String>, other: &BTreeMap<String, String>| {
        one.keys().filter(|key| !other.contains_key(*key)).cloned().collect::<Vec<_>>()
    };
    assert_eq!(only(&english, &chinese), Vec::<String>::new(), "missing in Chinese");
    assert_eq!(only(&chinese, &english), Vec::<String>::new(), "missing in English");
    for (key, text) in &english {
        assert_eq!(variables(text), variables(&chinese[key]), "variables of {key}");
        assert!(!text.trim().is_empty() && !chinese[key].trim().is_empty(), "{key} says nothing");
    }
}

#[test]
fn every_file_can_be_read_whole() {
    for language in Language::ALL {
        for (part, source) in text::sources(*language) {
            let read = fluent_bundle::FluentResource::try_new((*source).to_owned());
            assert!(read.is_ok(), "{part}.ftl in {}: {:?}", language.tag(), read.err().map(|(_, errors)| errors));
        }
        // A text that formats to its own key, or leaves a hole, would be seen by people.
        for (key, message) in messages(*language) {
            let args: Vec<(String, text::Arg)> =
                variables(&message).into_iter().map(|name| (name, text::Arg::Number(2))).collect();
            let args: Vec<(&str, text::Arg)> = args.iter().map(|(name, arg)| (name.as_str(), arg.clone())).collect();
            let said = text::say(*language, &key, &args);
            assert!(
                (said != key || !key.contains('-')) && !said.contains("{$") && !said.contains("{ $"),
                "{key}: {said}"
            );
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// Keys that stand in code as they are: `t!("…")`, `t(language, "…")`, `say(language, "…"`, and other literals of their shape.
fn keys_in(source: &str) -> Vec<String> {
    let mut keys = Vec::new();
    for opener in ["t!(", "text::t(", "text::say(", " say(", "(t(", " t(", "words::t(", "catalogue::say("] {
        for (at, _) in source.match_indices(opener) {
            let call = source.get(at + opener.len()..).unwrap_or_default();
            // The key is the first literal, in the first two arguments.
            let Some(quote) = call.find('"').filter(|quote| {
                !call[..*quote].contains([')', ';', '{', '[']) && call[..*quote].matches(',').count() <= 1
            }) else {
                continue;
            };
            let key: String = call[quote + 1..].chars().take_while(|c| *c != '"').collect();
            let shaped = key.contains('-') && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
            if shaped {
                keys.push(key);
            }
        }
    }
    keys
}

#[test]
fn no_key_that_code_asks_for_is_missing() {
    let known = messages(Language::English);
    let mut missing = Vec::new();
    let mut found = 0;
    for folder in ["app/src", "app/engine/src", "server/src", "shared/src"] {
        for file in super::house::rust_files(&root().join(folder)) {
            let source = super::house::code(&std::fs::read_to_string(&file).unwrap());
            for key in keys_in(&source) {
                found += 1;
                if !known.contains_key(&key) {
                    missing.push(format!("{}: {key}", file.strip_prefix(root()).unwrap().display()));
                }
            }
        }
    }
    assert!(found > 100, "the search finds the keys: {found}");
    assert_eq!(missing, Vec::<String>::new());
}

fn said(what: &str, text: String) {
    assert!(!text.is_empty(), "{what} has no words");
    let like_a_key =
        text.contains('-') && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    assert!(!like_a_key, "{what} shows its key: {text}");
    assert!(!text.contains("{$") && !text.contains("{ $"), "{what} has a hole: {text}");
}

#[test]
fn every_word_of_the_rules_is_there() {
    use Language::{Chinese, English};
    for language in [Chinese, English] {
        Status::ALL.iter().for_each(|it| said("status", words::status(language, *it)));
        View::ALL.iter().for_each(|it| said("view", words::view(language, *it)));
        PaymentMethod::ALL.iter().for_each(|it| said("payment method", words::payment_method(language, *it)));
        Role::STAFF.iter().chain([&Role::Office]).for_each(|it| said("role", words::role(language, *it)));
        Role::STAFF.iter().for_each(|it| said("role about", words::role_about(language, *it)));
        TrackStatus::ALL
            .iter()
            .chain([&TrackStatus::Pending])
            .for_each(|it| said("track", words::track_status(language, *it)));
        Carrier::ALL.iter().for_each(|it| said("carrier", words::carrier(language, *it)));
        AdjustReason::ALL.iter().for_each(|it| said("adjust", words::adjust_reason(language, *it)));
        Column::ALL.iter().for_each(|it| said("column", intake::column(language, *it)));
        Encoding::ALL.iter().for_each(|it| said("encoding", intake::encoding(language, *it)));
        Delimiter::ALL.iter().for_each(|it| said("delimiter", intake::delimiter(language, *it)));
        Severity::ALL.iter().for_each(|it| said("severity", intake::severity(language, *it)));
        Kind::ALL.iter().for_each(|it| said("row kind", intake::kind(language, *it)));
        use HoldKind::*;
        [Payment, Address, Notice, CustomerRequest, Fraud, Manual]
            .iter()
            .for_each(|it| said("hold", words::hold(language, *it)));
        use MoveKind as M;
        [M::Receive, M::Transfer, M::Pick, M::Unpick, M::Ship, M::Adjust, M::Scrap, M::Count]
            .iter()
            .for_each(|it| said("move", words::move_kind(language, *it)));
        use NextStep as N;
        [
            N::RecordPayment,
            N::CompleteAddress,
            N::ReleaseHold,
            N::Reserve,
            N::Pick,
            N::Pack,
            N::Ship,
            N::CorrectTracking,
            N::Nothing,
        ]
        .iter()
        .for_each(|it| said("next step", words::next_step(language, *it)));
        use PaymentState as P;
        [P::Unpaid, P::PartlyPaid, P::Paid, P::CashOnDelivery, P::OnAccount]
            .iter()
            .for_each(|it| said("payment", words::payment_state(language, *it)));
        [Terms::Prepaid, Terms::CashOnDelivery, Terms::OnAccount]
            .iter()
            .for_each(|it| said("terms", words::terms(language, *it)));
        [
            StockState::Nothing,
            StockState::NotReserved,
            StockState::Short { units: units(2) },
            StockState::Reserved,
            StockState::Taken,
        ]
        .iter()
        .for_each(|it| said("stock", words::stock_state(language, *it)));
        [ReceiptState::Expected, ReceiptState::Arriving, ReceiptState::Closed]
            .iter()
            .for_each(|it| said("receipt", words::receipt_state(language, *it)));
        [ImportState::Running, ImportState::Done, ImportState::Undone]
            .iter()
            .for_each(|it| said("import", words::import_state(language, *it)));
        use NoticeState as S;
        [S::Queued, S::Retrying, S::Accepted, S::Failed, S::Skipped { reason: SkipReason::NoEmail }]
            .iter()
            .for_each(|it| said("notice", words::notice_state(language, *it)));
        [SkipReason::NoEmail, SkipReason::Waived].iter().for_each(|it| said("skip", words::skip_reason(language, *it)));
        use AttemptResult as A;
        [A::Accepted, A::Transient, A::Recipient, A::Ambiguous]
            .iter()
            .for_each(|it| said("attempt", words::attempt(language, *it)));
        [Place::bin(&warehouse("HZ"), &bin("A")), Place::Supplier, Place::Customer, Place::Adjustment, Place::Scrap]
            .iter()
            .for_each(|it| said("place", words::place(language, it)));
        [
            Outcome::Done,
            Outcome::Unchanged,
            Outcome::DoneWithException,
            Outcome::ReservedPartly { reserved: units(1), short: units(2) },
        ]
        .iter()
        .for_each(|it| said("outcome", words::outcome(language, it)));
        super::wire::samples().iter().for_each(|it| said(it.name(), commands::command(language, it)));
        happenings().iter().for_each(|it| said("timeline", words::happened(language, it)));
        exceptions().iter().for_each(|it| said("exception", words::exception(language, it)));
        refused().iter().for_each(|it| said("refusal", refusals::refusal(language, it)));
        findings().iter().for_each(|it| said("finding", refusals::finding(language, it)));
        remarks().iter().for_each(|it| said("remark", intake::what(language, it)));
        [
            Broken::Empty,
            Broken::NoRows,
            Broken::NotText,
            Broken::Spreadsheet,
            Broken::MissingColumns { columns: vec![Column::Sku, Column::Quantity] },
        ]
        .iter()
        .for_each(|it| said("broken", intake::broken(language, it)));
        let all = Summary {
            rows: 1,
            used_rows: 1,
            rejected_rows: 2,
            orders: 2,
            known_orders: 2,
            rejected_orders: 2,
            cancellations: 2,
            products: 2,
            without_address: 2,
            unpaid: 2,
            without_email: 2,
            without_name: 2,
        };
        assert_eq!(intake::summary(language, &all).len(), 10);
        intake::summary(language, &all).into_iter().for_each(|it| said("summary", it));
    }
}

fn malformed() -> Vec<Malformed> {
    use Malformed::*;
    vec![
        Empty,
        TooLong,
        BadCharacters,
        NotWhole,
        Negative,
        TooLarge,
        NotANumber,
        TooManyDecimals,
        NotACurrency,
        NotAnEmail,
        NotAPhone,
        NotADate,
        CheckDigit,
    ]
}

fn refused() -> Vec<Refusal> {
    use Field::*;
    let fields = [
        Name,
        Sku,
        Barcode,
        Price,
        Quantity,
        Lines,
        Address,
        Phone,
        Email,
        Currency,
        Amount,
        Date,
        Reason,
        Warehouse,
        Bin,
        TrackingNumber,
        Carrier,
        Note,
        Language,
        Channel,
        ExternalId,
        Status,
        Weight,
    ];
    use Thing as T;
    let things = [
        T::Order,
        T::OrderLine,
        T::Product,
        T::Warehouse,
        T::Location,
        T::Shipment,
        T::Receipt,
        T::Hold,
        T::Member,
        T::Notice,
        T::Ticket,
        T::Exception,
        T::Import,
        T::Merchant,
    ];
    use Right as R;
    let rights = [
        R::RunShop,
        R::EditCatalog,
        R::EditOrders,
        R::HoldOrders,
        R::TakePayment,
        R::Reserve,
        R::MoveStock,
        R::Fulfil,
        R::Track,
        R::Serve,
        R::OfficeWork,
    ];
    let mut all = vec![
        Refusal::NotEnoughStock { sku: sku("MUG"), wanted: units(2), available: units(1) },
        Refusal::OrderCancelled,
        Refusal::OrderOnHold,
        Refusal::PaymentTooLarge { due_minor: 5 },
        Refusal::OtherCurrency,
        Refusal::NothingToDo,
        Refusal::BarcodeTaken { code: "690".into(), sku: sku("MUG") },
        Refusal::BinBlocked { warehouse: warehouse("HZ"), bin: bin("A") },
        Refusal::LastOwner,
        Refusal::TooMany { limit: 5 },
        Refusal::OfficeOnly,
    ];
    all.extend(malformed().into_iter().map(|why| Refusal::invalid(Field::Name, why)));
    all.extend(fields.map(|field| Refusal::invalid(field, Malformed::Empty)));
    all.extend(things.map(|thing| Refusal::not_found(thing, "7")));
    all.extend(things.map(|thing| Refusal::Exists { what: thing, id: "7".into() }));
    all.extend(things.map(|what| Refusal::InUse { what }));
    all.extend(rights.map(|right| Refusal::NotAllowed { right }));
    all.extend([Stage::Reserved, Stage::Picked, Stage::Packed, Stage::Shipped].map(|stage| Refusal::TooLate { stage }));
    all
}

fn findings() -> Vec<Finding> {
    use AddressPart::*;
    let mut all = vec![
        Finding::Unpaid { due: Money::new(100, cny()) },
        Finding::AddressBlank,
        Finding::StockNotCovered { sku: sku("MUG"), missing: units(1) },
        Finding::NoTrackingNumber,
        Finding::TrackingNumberShape { carrier: Carrier::Sf, number: "1".into() },
        Finding::TrackingNumberTaken { order: order_id(1), number: "1".into() },
    ];
    all.extend([Country, Region, City, Postcode, Street].map(|part| Finding::AddressMissing { part }));
    all
}

fn exceptions() -> Vec<Exception> {
    let (sku, warehouse, bin, order, quantity) = (sku("MUG"), warehouse("HZ"), bin("A"), order_id(1), units(1));
    let kinds = vec![
        ExceptionKind::NegativeStock { sku: sku.clone(), warehouse: warehouse.clone(), bin: bin.clone(), balance: -2 },
        ExceptionKind::PickedAfterCancel { order, sku: sku.clone(), quantity },
        ExceptionKind::ShortInBin { order, sku: sku.clone(), warehouse: warehouse.clone(), bin, missing: quantity },
        ExceptionKind::MoreThanOrdered { order, sku: sku.clone(), quantity },
        ExceptionKind::ShippedAfterCancel { order },
        ExceptionKind::OverPromised { sku: sku.clone(), warehouse, reserved: quantity, on_hand: 0 },
        ExceptionKind::ShippedTwice { order },
        ExceptionKind::UnknownOrder { order, sku, quantity },
    ];
    let of = |kind| Exception {
        id: "1".into(),
        kind,
        opened_at: Default::default(),
        by: "Lin".into(),
        device: "d".into(),
        resolved_at: None,
        resolution: String::new(),
    };
    kinds.into_iter().map(of).collect()
}

fn happenings() -> Vec<Happened> {
    let (kind, sku, units_) = (HoldKind::Payment, sku("MUG"), units(2));
    vec![
        Happened::Placed { channel: "desk".into() },
        Happened::Amended { address: true, contact: true, lines: true, other: true },
        Happened::Held { kind },
        Happened::Released { kind, by_rule: true },
        Happened::Released { kind, by_rule: false },
        Happened::Paid { amount: Money::new(100, cny()), method: PaymentMethod::Cash },
        Happened::Reserved { units: units_, warehouse: warehouse("HZ") },
        Happened::ReservedPartly { units: units_, short: units_ },
        Happened::Unreserved { units: units_ },
        Happened::PickingStarted { bin: bin("A") },
        Happened::Picked,
        Happened::Unpicked { sku: sku.clone(), units: units_ },
        Happened::ShortReported { sku: sku.clone(), units: units_ },
        Happened::Packed,
        Happened::Unpacked { sku, units: units_ },
        Happened::Shipped { carrier: Carrier::Sf, number: "SF1".into() },
        Happened::Shipped { carrier: Carrier::Sf, number: String::new() },
        Happened::TrackingCorrected { number: "SF1".into() },
        Happened::Delivered,
        Happened::Cancelled { reason: String::new() },
        Happened::Cancelled { reason: "asked".into() },
        Happened::NoticeQueued,
        Happened::NoticeSkipped { reason: SkipReason::NoEmail },
        Happened::NoticeSent,
        Happened::NoticeFailed,
    ]
}

fn remarks() -> Vec<What> {
    let (text, order, column, currency) = ("x".to_owned(), "1".to_owned(), Column::Sku, cny());
    vec![
        What::Broken,
        What::TooFewCells,
        What::CellTooLong { column },
        What::Missing { column },
        What::Malformed { column, text: text.clone(), why: Malformed::TooLong },
        What::QuantityZero,
        What::QuantityNegative,
        What::QuantityFraction { text: text.clone() },
        What::Cancellation { order: order.clone() },
        What::PriceZero,
        What::PriceNegative,
        What::PriceDecimals { text: text.clone(), currency },
        What::OtherCurrency { text: text.clone(), currency },
        What::UnknownProduct { sku: text.clone() },
        What::ProductWithoutName { sku: text.clone() },
        What::Merged { first: 2 },
        What::BadEmail { text: text.clone() },
        What::BadPhone { text: text.clone() },
        What::BadCountry { text: text.clone() },
        What::BadDate { text: text.clone() },
        What::BadBarcode { text },
        What::BadNote,
        What::Conflict { column },
        What::TooManyLines { order: order.clone(), limit: 5 },
        What::OrderLeftOut { order: order.clone() },
        What::PaidTooMuch { order },
    ]
}
