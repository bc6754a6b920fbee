//! Correcting a bin by a difference, with the reason.

use super::spots::{Spot, SpotFields};
use crate::desk::use_doing;
use crate::entry::Entry;
use crate::t;
use crate::words::language;
use kit::{Button, ButtonKind, Choice, Dialog, Field, Segmented, Select};
use leptos::prelude::*;
use shared::base::{BinCode, Malformed, Quantity, Sku, WarehouseCode};
use shared::engine::Outcome;
use shared::inventory::adjust::Adjust;
use shared::inventory::stock::AdjustReason;
use shared::text::words;

fn reason_name(reason: AdjustReason) -> String {
    serde_json::to_value(reason).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

fn reason_of(name: &str) -> Option<AdjustReason> {
    AdjustReason::ALL.iter().copied().find(|reason| reason_name(*reason) == name)
}

#[component]
pub fn AdjustDialog(
    #[prop(into)] sku: Signal<Sku>,
    open: RwSignal<bool>,
    /// Where; none lets the person choose.
    at: RwSignal<Option<(WarehouseCode, BinCode)>>,
) -> impl IntoView {
    let doing = use_doing();
    let spot = Spot::new(None, None);
    let (units, less, reason) = (Entry::new(""), RwSignal::new(true), Entry::new(""));
    Effect::new(move |_| {
        if open.get() {
            spot.show(doing.desk, at.get_untracked(), &sku.get_untracked());
            units.set("");
            reason.set("");
            less.set(true);
        }
    });
    let save = move || {
        let place = spot.take();
        let amount = units
            .take(|text| Quantity::parse(text).and_then(|q| if q.is_zero() { Err(Malformed::Empty) } else { Ok(q) }));
        let why = reason.take(|name| reason_of(name).ok_or(Malformed::Empty));
        let (Some((warehouse, bin)), Some(amount), Some(why)) = (place, amount, why) else { return };
        let by = if less.get_untracked() { -amount.signed() } else { amount.signed() };
        let adjust = Adjust { warehouse, bin, sku: sku.get_untracked(), by, reason: why };
        let back = Adjust { by: -by, ..adjust.clone() };
        doing.act(adjust, move |outcome| {
            open.set(false);
            if outcome == Outcome::DoneWithException {
                doing.warn(words::outcome(language(), &outcome));
            } else {
                doing.tell_undo(t!("adjust-done", by = by), move || doing.act(back.clone(), |_| {}));
            }
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        save();
    };
    let ways = || vec![Choice::new("less", t!("adjust-less")), Choice::new("more", t!("adjust-more"))];
    let reasons = || {
        let mut choices = vec![Choice::new("", t!("adjust-choose-reason"))];
        choices.extend(
            AdjustReason::ALL
                .iter()
                .map(|reason| Choice::new(reason_name(*reason), words::adjust_reason(language(), *reason))),
        );
        choices
    };
    view! {
        <Dialog open title=move || t!("adjust-title") close_label=move || t!("close")>
            <form class="stack" on:submit=submit novalidate>
                <SpotFields spot bin_label=move || t!("word-bin")/>
                <Segmented label=move || t!("adjust-way") choices=Signal::derive(ways)
                    value=move || if less.get() { "less".to_owned() } else { "more".to_owned() }
                    on_change=move |way: String| less.set(way == "less")/>
                <Field label=move || t!("adjust-by") kind=kit::FieldKind::Number value=units.text() on_input=units.typed()
                    error=units.error() max_length=12/>
                <Select label=move || t!("word-reason") choices=Signal::derive(reasons) value=reason.text()
                    on_change=reason.typed() error=reason.error()/>
                <div class="form-actions">
                    <Button label=move || t!("cancel") on_press=move || open.set(false)/>
                    <Button label=move || t!("adjust-title") kind=ButtonKind::Primary submit=true/>
                </div>
            </form>
        </Dialog>
    }
}
