//! Counting a bin: "there were so many, now". The books take it as a fact and write the move that explains it.

use super::spots::{Spot, SpotFields};
use crate::desk::use_doing;
use crate::entry::Entry;
use crate::t;
use kit::{Button, ButtonKind, Dialog, Field, FieldKind};
use leptos::prelude::*;
use shared::base::{BinCode, Quantity, Sku, WarehouseCode};
use shared::engine::Outcome;
use shared::inventory::count::Count;

#[component]
pub fn CountDialog(
    #[prop(into)] sku: Signal<Sku>,
    open: RwSignal<bool>,
    /// Where to count; none lets the person choose.
    at: RwSignal<Option<(WarehouseCode, BinCode)>>,
) -> impl IntoView {
    let doing = use_doing();
    let (spot, counted) = (Spot::new(None, None), Entry::new(""));
    Effect::new(move |_| {
        if open.get() {
            spot.show(doing.desk, at.get_untracked(), &sku.get_untracked());
            counted.set("");
        }
    });
    let by_books = doing.desk.watch(move |books| {
        let warehouse = spot.warehouse_now()?;
        let bin = BinCode::parse(&spot.bin.get()).ok()?;
        Some(books.stock(&sku.get(), &warehouse).map_or(0, |stock| stock.in_bin(&bin)))
    });
    let save = move || {
        let (place, units) = (spot.take(), counted.take(Quantity::parse));
        let (Some((warehouse, bin)), Some(units)) = (place, units) else { return };
        let before = by_books.get_untracked().unwrap_or(0);
        let count = Count { warehouse, bin, sku: sku.get_untracked(), counted: units };
        let back = Quantity::new(before).ok().map(|counted| Count { counted, ..count.clone() });
        doing.act(count, move |outcome| {
            open.set(false);
            let text = if outcome == Outcome::Unchanged {
                t!("count-fits")
            } else {
                t!("count-done", difference = units.signed() - before)
            };
            match back {
                // Undo is another count of what the books said: the ledger keeps both.
                Some(back) if outcome != Outcome::Unchanged => {
                    doing.tell_undo(text, move || doing.act(back.clone(), |_| {}))
                }
                _ => doing.tell(text),
            }
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        save();
    };
    let hint = move || by_books.get().map(|units| t!("count-by-books", n = units)).unwrap_or_default();
    view! {
        <Dialog open title=move || t!("count-title") close_label=move || t!("close")>
            <form class="stack" on:submit=submit novalidate>
                <SpotFields spot bin_label=move || t!("word-bin")/>
                <Field label=move || t!("count-counted") kind=FieldKind::Number value=counted.text() on_input=counted.typed()
                    error=counted.error() hint=hint max_length=12/>
                <p class="t2">{move || t!("count-note")}</p>
                <div class="form-actions">
                    <Button label=move || t!("cancel") on_press=move || open.set(false)/>
                    <Button label=move || t!("count-title") kind=ButtonKind::Primary submit=true/>
                </div>
            </form>
        </Dialog>
    }
}
