//! Words for the closed enums of the rules: statuses, holds, timeline, roles, parcels, stock, messages. Screens, mails
//! and pages take them from here, so that a thing is called the same everywhere.

use super::refusals::money;
use super::{Arg, say, t};
use crate::engine::Outcome;
use crate::inventory::stock::AdjustReason;
use crate::inventory::{Exception, ExceptionKind, MoveKind, Place, ReceiptState};
use crate::notifications::{AttemptResult, NoticeState, SkipReason};
use crate::orders::{
    Happened, HoldKind, ImportState, NextStep, PaymentMethod, PaymentState, Status, StockState, Terms, View,
};
use crate::people::{Language, Right, Role};
use crate::shipping::{Carrier, TrackStatus};
use crate::sync::Way;
use crate::sync::ways::Instead;

/// `prefix-` and the wire name of a variant without fields.
fn named<T: serde::Serialize>(language: Language, prefix: &str, value: &T) -> String {
    t(language, &format!("{prefix}-{}", super::refusals::wire_name(value)))
}

pub fn status(language: Language, status: Status) -> String {
    named(language, "status", &status)
}

pub fn view(language: Language, view: View) -> String {
    named(language, "view", &view)
}

pub fn payment_state(language: Language, state: PaymentState) -> String {
    named(language, "payment-state", &state)
}

pub fn payment_method(language: Language, method: PaymentMethod) -> String {
    named(language, "payment-method", &method)
}

pub fn terms(language: Language, terms: Terms) -> String {
    named(language, "terms", &terms)
}

pub fn stock_state(language: Language, state: StockState) -> String {
    match state {
        StockState::Short { units } => say(language, "stock-state-short", &[("n", units.into())]),
        StockState::Nothing => t(language, "stock-state-nothing"),
        StockState::NotReserved => t(language, "stock-state-not-reserved"),
        StockState::Reserved => t(language, "stock-state-reserved"),
        StockState::Taken => t(language, "stock-state-taken"),
    }
}

pub fn hold(language: Language, kind: HoldKind) -> String {
    named(language, "hold", &kind)
}

pub fn next_step(language: Language, step: NextStep) -> String {
    named(language, "next-step", &step)
}

pub fn role(language: Language, role: Role) -> String {
    named(language, "role", &role)
}

/// What somebody with this role can do, in one line.
pub fn role_about(language: Language, role: Role) -> String {
    named(language, "role-about", &role)
}

/// What is allowed, as it stands after "may not": `pick, pack or ship`.
pub fn right(language: Language, right: Right) -> String {
    named(language, "right", &right)
}

pub fn track_status(language: Language, status: TrackStatus) -> String {
    named(language, "track", &status)
}

pub fn carrier(language: Language, carrier: Carrier) -> String {
    named(language, "carrier", &carrier)
}

pub fn adjust_reason(language: Language, reason: AdjustReason) -> String {
    named(language, "adjust", &reason)
}

pub fn move_kind(language: Language, kind: MoveKind) -> String {
    named(language, "move", &kind)
}

pub fn receipt_state(language: Language, state: ReceiptState) -> String {
    named(language, "receipt", &state)
}

pub fn import_state(language: Language, state: ImportState) -> String {
    named(language, "import-state", &state)
}

pub fn place(language: Language, place: &Place) -> String {
    match place {
        Place::Bin { warehouse, bin } => {
            say(language, "place-bin", &[("bin", bin.as_str().into()), ("warehouse", warehouse.as_str().into())])
        }
        Place::Supplier => t(language, "place-supplier"),
        Place::Customer => t(language, "place-customer"),
        Place::Adjustment => t(language, "place-adjustment"),
        Place::Scrap => t(language, "place-scrap"),
    }
}

/// State of a message; one that was not sent says why.
pub fn notice_state(language: Language, state: NoticeState) -> String {
    match state {
        NoticeState::Queued => t(language, "notice-state-queued"),
        NoticeState::Retrying => t(language, "notice-state-retrying"),
        NoticeState::Accepted => t(language, "notice-state-accepted"),
        NoticeState::Failed => t(language, "notice-state-failed"),
        NoticeState::Skipped { .. } => t(language, "notice-state-skipped"),
    }
}

pub fn skip_reason(language: Language, reason: SkipReason) -> String {
    named(language, "skip-reason", &reason)
}

pub fn attempt(language: Language, result: AttemptResult) -> String {
    named(language, "attempt", &result)
}

pub fn outcome(language: Language, outcome: &Outcome) -> String {
    match outcome {
        Outcome::Done => t(language, "outcome-done"),
        Outcome::Unchanged => t(language, "outcome-unchanged"),
        Outcome::ReservedPartly { reserved, short } => {
            say(language, "outcome-reserved-partly", &[("n", (*reserved).into()), ("short", (*short).into())])
        }
        Outcome::DoneWithException => t(language, "outcome-done-with-exception"),
    }
}

/// The button of a way on after a refusal.
pub fn way(language: Language, way: &Way) -> String {
    match way {
        Way::Instead { what: Instead::ReservePartly, .. } => t(language, "way-reserve-partly"),
        Way::TryAgain => t(language, "way-try-again"),
        Way::LetGo => t(language, "way-let-go"),
    }
}

/// What is wrong and what to do, in one or two sentences.
pub fn exception(language: Language, exception: &Exception) -> String {
    let say = |key: &str, args: &[(&str, Arg)]| say(language, key, args);
    match &exception.kind {
        ExceptionKind::NegativeStock { sku, warehouse, bin, balance } => say(
            "exception-negative-stock",
            &[
                ("sku", sku.as_str().into()),
                ("warehouse", warehouse.as_str().into()),
                ("bin", bin.as_str().into()),
                ("balance", (*balance).into()),
            ],
        ),
        ExceptionKind::PickedAfterCancel { sku, quantity, .. } => {
            say("exception-picked-after-cancel", &[("sku", sku.as_str().into()), ("n", (*quantity).into())])
        }
        ExceptionKind::ShortInBin { sku, warehouse, bin, missing, .. } => say(
            "exception-short-in-bin",
            &[
                ("sku", sku.as_str().into()),
                ("warehouse", warehouse.as_str().into()),
                ("bin", bin.as_str().into()),
                ("n", (*missing).into()),
            ],
        ),
        ExceptionKind::MoreThanOrdered { sku, quantity, .. } => {
            say("exception-more-than-ordered", &[("sku", sku.as_str().into()), ("n", (*quantity).into())])
        }
        ExceptionKind::OverPromised { sku, warehouse, reserved, on_hand } => say(
            "exception-over-promised",
            &[
                ("sku", sku.as_str().into()),
                ("warehouse", warehouse.as_str().into()),
                ("reserved", (*reserved).into()),
                ("n", (*on_hand).into()),
            ],
        ),
        ExceptionKind::ShippedTwice { .. } => say("exception-shipped-twice", &[]),
        ExceptionKind::ShippedAfterCancel { .. } => say("exception-shipped-after-cancel", &[]),
        ExceptionKind::UnknownOrder { sku, quantity, .. } => {
            say("exception-unknown-order", &[("sku", sku.as_str().into()), ("n", (*quantity).into())])
        }
    }
}

/// One line of an order's timeline.
pub fn happened(language: Language, what: &Happened) -> String {
    let say = |key: &str, args: &[(&str, Arg)]| say(language, key, args);
    match what {
        Happened::Placed { channel } => say("happened-placed", &[("channel", channel.as_str().into())]),
        Happened::Amended { address, contact, lines, other } => {
            let parts = [
                (*address, "happened-amended-address"),
                (*contact, "happened-amended-contact"),
                (*lines, "happened-amended-lines"),
                (*other, "happened-amended-other"),
            ];
            let changed: Vec<String> =
                parts.iter().filter(|(changed, _)| *changed).map(|(_, key)| t(language, key)).collect();
            say("happened-amended", &[("what", changed.join(&t(language, "list-separator")).into())])
        }
        Happened::Held { kind } => say("happened-held", &[("hold", hold(language, *kind).into())]),
        Happened::Released { kind, by_rule: true } => {
            say("happened-released-by-rule", &[("hold", hold(language, *kind).into())])
        }
        Happened::Released { kind, by_rule: false } => {
            say("happened-released", &[("hold", hold(language, *kind).into())])
        }
        Happened::Paid { amount, method } => say(
            "happened-paid",
            &[("amount", money(*amount).into()), ("method", payment_method(language, *method).into())],
        ),
        Happened::Reserved { units, warehouse } => {
            say("happened-reserved", &[("n", (*units).into()), ("warehouse", warehouse.as_str().into())])
        }
        Happened::ReservedPartly { units, short } => {
            say("happened-reserved-partly", &[("n", (*units).into()), ("short", (*short).into())])
        }
        Happened::Unreserved { units } => say("happened-unreserved", &[("n", (*units).into())]),
        Happened::PickingStarted { bin } => say("happened-picking-started", &[("bin", bin.as_str().into())]),
        Happened::Picked => say("happened-picked", &[]),
        Happened::Unpicked { sku, units } => {
            say("happened-unpicked", &[("sku", sku.as_str().into()), ("n", (*units).into())])
        }
        Happened::ShortReported { sku, units } => {
            say("happened-short-reported", &[("sku", sku.as_str().into()), ("n", (*units).into())])
        }
        Happened::Packed => say("happened-packed", &[]),
        Happened::Unpacked { sku, units } => {
            say("happened-unpacked", &[("sku", sku.as_str().into()), ("n", (*units).into())])
        }
        Happened::Shipped { carrier: by, number } if number.is_empty() => {
            say("happened-shipped-without-number", &[("carrier", carrier(language, *by).into())])
        }
        Happened::Shipped { carrier: by, number } => {
            say("happened-shipped", &[("carrier", carrier(language, *by).into()), ("number", number.as_str().into())])
        }
        Happened::TrackingCorrected { number } => {
            say("happened-tracking-corrected", &[("number", number.as_str().into())])
        }
        Happened::Delivered => say("happened-delivered", &[]),
        Happened::Cancelled { reason } if reason.is_empty() => say("happened-cancelled", &[]),
        Happened::Cancelled { reason } => say("happened-cancelled-because", &[("reason", reason.as_str().into())]),
        Happened::NoticeQueued => say("happened-notice-queued", &[]),
        Happened::NoticeSkipped { reason } => {
            say("happened-notice-skipped", &[("reason", skip_reason(language, *reason).into())])
        }
        Happened::NoticeSent => say("happened-notice-sent", &[]),
        Happened::NoticeFailed => say("happened-notice-failed", &[]),
    }
}
