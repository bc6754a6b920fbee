//! The holds that people set by hand, as choices of a form.

use crate::words::language;
use kit::Choice;
use leptos::prelude::*;
use shared::orders::HoldKind;
use shared::text::words;

pub fn hold_name(kind: HoldKind) -> &'static str {
    match kind {
        HoldKind::CustomerRequest => "customer_request",
        HoldKind::Fraud => "fraud",
        _ => "manual",
    }
}

pub fn hold_of(name: &str) -> HoldKind {
    HoldKind::BY_HAND.iter().copied().find(|kind| hold_name(*kind) == name).unwrap_or(HoldKind::Manual)
}

pub fn hold_choices() -> Signal<Vec<Choice>> {
    Signal::derive(|| {
        HoldKind::BY_HAND.iter().map(|kind| Choice::new(hold_name(*kind), words::hold(language(), *kind))).collect()
    })
}
