//! Adding bins by a range, with a preview of what it makes.

use super::bin_range::{RangeProblem, bins};
use crate::desk::use_doing;
use crate::entry::Entry;
use crate::t;
use crate::words::language;
use kit::{Button, ButtonKind, Dialog, Field};
use leptos::prelude::*;
use shared::base::{BinCode, WarehouseCode};
use shared::inventory::put_location::PutLocation;
use shared::text::refusals;

/// Codes shown at the beginning of the preview; the last one follows.
const SHOWN: usize = 5;

#[component]
pub fn AddBins(open: RwSignal<bool>, warehouse: WarehouseCode) -> impl IntoView {
    let doing = use_doing();
    let warehouse = StoredValue::new(warehouse);
    let (first, last) = (Entry::new(""), Entry::new(""));
    let busy = RwSignal::new(false);
    let range = Memo::new(move |_| bins(&first.get(), &last.get()));
    // Bins that are there already stay as they are, blocked or not.
    let fresh = doing.desk.watch(move |books| {
        let codes = range.get().unwrap_or_default();
        warehouse.with_value(|warehouse| {
            codes.into_iter().filter(|bin| books.location(warehouse, bin).is_none()).collect::<Vec<_>>()
        })
    });
    let save = move || {
        if let Err(problem) = range.get_untracked() {
            complain(problem, first, last);
            return;
        }
        let commands = fresh
            .get_untracked()
            .into_iter()
            .map(|bin| PutLocation { warehouse: warehouse.get_value(), bin, blocked: false }.into())
            .collect();
        busy.set(true);
        doing.act_on_all(commands, move |done| {
            busy.try_set(false);
            open.set(false);
            first.set("");
            last.set("");
            doing.tell(t!("places-bins-added", n = done));
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !busy.get_untracked() {
            save();
        }
    };
    view! {
        <Dialog open title=move || t!("places-add-bins") close_label=move || t!("close")>
            <form class="stack" on:submit=submit novalidate>
                <p class="t2">{move || t!("places-range-note")}</p>
                <div class="form-row">
                    <Field label=move || t!("places-first-bin") placeholder="A-01-01" value=first.text() on_input=first.typed()
                        error=first.error() mono=true max_length=24/>
                    <Field label=move || t!("places-last-bin") placeholder="A-05-10" value=last.text() on_input=last.typed()
                        error=last.error() mono=true max_length=24/>
                </div>
                <p role="status">{move || preview(range.get(), &fresh.read())}</p>
                <div class="form-actions">
                    <Button label=move || t!("cancel") on_press=move || open.set(false)/>
                    <Button label=move || t!("places-add-n-bins", n = fresh.read().len()) kind=ButtonKind::Primary submit=true busy=busy
                        disabled=Signal::derive(move || range.read().is_ok() && fresh.read().is_empty())/>
                </div>
            </form>
        </Dialog>
    }
}

fn complain(problem: RangeProblem, first: Entry, last: Entry) {
    match problem {
        RangeProblem::First(why) => first.complain_with(refusals::malformed(language(), why)),
        RangeProblem::Last(why) => last.complain_with(refusals::malformed(language(), why)),
        RangeProblem::DoesNotFit => last.complain("places-range-does-not-fit"),
        RangeProblem::TooMany => last.complain("places-range-too-many"),
    }
}

/// What the range makes: `A-01-01, A-01-02, … A-05-10`. Nothing while it cannot be made: the field says so on saving.
fn preview(range: Result<Vec<BinCode>, RangeProblem>, fresh: &[BinCode]) -> String {
    let Ok(all) = range else { return String::new() };
    if fresh.is_empty() {
        return t!("places-range-all-there");
    }
    let mut shown: Vec<&str> = fresh.iter().take(SHOWN).map(BinCode::as_str).collect();
    if fresh.len() > SHOWN {
        shown.push("…");
        shown.extend(fresh.last().map(BinCode::as_str));
    }
    let codes = shown.join(", ");
    match all.len() - fresh.len() {
        0 => t!("places-range-preview", n = fresh.len(), codes = codes),
        there => t!("places-range-preview-some", n = fresh.len(), there = there, codes = codes),
    }
}
