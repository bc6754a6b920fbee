//! Words for refusals, findings and malformed values: the one place where they become text.

use super::{Arg, say, t};
use crate::base::address::AddressPart;
use crate::base::{Malformed, Money};
use crate::engine::Refusal;
use crate::engine::refusal::{Field, Thing};
use crate::notifications::Finding;
use crate::people::Language;

/// `snake_case` name of a closed enum's variant as it stands on the wire: the tail of its catalogue key.
pub(super) fn wire_name<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name.replace('_', "-"),
        _ => String::new(),
    }
}

pub fn malformed(language: Language, why: Malformed) -> String {
    t(language, &format!("malformed-{}", wire_name(&why)))
}

pub fn field(language: Language, field: Field) -> String {
    t(language, &format!("field-{}", wire_name(&field)))
}

pub fn thing(language: Language, thing: Thing) -> String {
    t(language, &format!("thing-{}", wire_name(&thing)))
}

/// Why the office could not read a command at all.
pub fn unreadable(language: Language) -> String {
    t(language, "refused-unreadable")
}

pub fn address_part(language: Language, part: AddressPart) -> String {
    t(language, &format!("address-part-{}", wire_name(&part)))
}

/// `CNY 12.50`: in running text, where several currencies may meet and a sign would not tell them apart.
pub fn money(amount: Money) -> String {
    format!("{} {}", amount.currency, amount.plain())
}

/// What happened and what to do about it, in one or two sentences.
pub fn refusal(language: Language, refusal: &Refusal) -> String {
    let say = |key: &str, args: &[(&str, Arg)]| say(language, key, args);
    match refusal {
        Refusal::NotAllowed { right } => {
            say("refused-not-allowed", &[("right", t(language, &format!("right-{}", wire_name(right))).into())])
        }
        Refusal::Invalid { field: at, why } => {
            say("refused-invalid", &[("field", field(language, *at).into()), ("why", malformed(language, *why).into())])
        }
        Refusal::NotFound { what, id } => {
            say("refused-not-found", &[("thing", thing(language, *what).into()), ("id", id.as_str().into())])
        }
        Refusal::Exists { what, id } => {
            say("refused-exists", &[("thing", thing(language, *what).into()), ("id", id.as_str().into())])
        }
        Refusal::NotEnoughStock { sku, wanted, available } => say(
            "refused-not-enough-stock",
            &[("sku", sku.as_str().into()), ("wanted", (*wanted).into()), ("available", (*available).into())],
        ),
        Refusal::OrderCancelled => say("refused-order-cancelled", &[]),
        Refusal::OrderOnHold => say("refused-order-on-hold", &[]),
        Refusal::TooLate { stage } => {
            say("refused-too-late", &[("stage", t(language, &format!("stage-{}", wire_name(stage))).into())])
        }
        Refusal::PaymentTooLarge { due_minor } => say("refused-payment-too-large", &[("due", (*due_minor).into())]),
        Refusal::OtherCurrency => say("refused-other-currency", &[]),
        Refusal::NothingToDo => say("refused-nothing-to-do", &[]),
        Refusal::InUse { what } => say("refused-in-use", &[("thing", thing(language, *what).into())]),
        Refusal::BarcodeTaken { code, sku } => {
            say("refused-barcode-taken", &[("code", code.as_str().into()), ("sku", sku.as_str().into())])
        }
        Refusal::BinBlocked { bin, .. } => say("refused-bin-blocked", &[("bin", bin.as_str().into())]),
        Refusal::LastOwner => say("refused-last-owner", &[]),
        Refusal::TooMany { limit } => say("refused-too-many", &[("limit", (*limit).into())]),
        Refusal::OfficeOnly => say("refused-office-only", &[]),
    }
}

/// One finding of the gate.
pub fn finding(language: Language, finding: &Finding) -> String {
    let say = |key: &str, args: &[(&str, Arg)]| say(language, key, args);
    match finding {
        // The floor is not told how much.
        Finding::Unpaid { due } if due.minor == 0 => say("finding-unpaid-somehow", &[]),
        Finding::Unpaid { due } => say("finding-unpaid", &[("due", money(*due).into())]),
        Finding::AddressBlank => say("finding-address-blank", &[]),
        Finding::AddressMissing { part } => {
            say("finding-address-missing", &[("part", address_part(language, *part).into())])
        }
        Finding::StockNotCovered { sku, missing } => {
            say("finding-stock-not-covered", &[("sku", sku.as_str().into()), ("missing", (*missing).into())])
        }
        Finding::NoTrackingNumber => say("finding-no-tracking-number", &[]),
        Finding::TrackingNumberShape { carrier, number } => say(
            "finding-tracking-number-shape",
            &[
                ("carrier", t(language, &format!("carrier-{}", wire_name(carrier))).into()),
                ("number", number.as_str().into()),
            ],
        ),
        Finding::TrackingNumberTaken { number, .. } => {
            say("finding-tracking-number-taken", &[("number", number.as_str().into())])
        }
    }
}
