//! Carrying goods from one bin to another.

use super::spots::{Spot, SpotFields};
use crate::desk::use_doing;
use crate::entry::Entry;
use crate::t;
use crate::words::language;
use kit::{Button, ButtonKind, Dialog, Field, FieldKind};
use leptos::prelude::*;
use shared::base::{BinCode, Malformed, Quantity, Sku, WarehouseCode};
use shared::engine::Outcome;
use shared::inventory::transfer::Transfer;
use shared::text::words;

#[component]
pub fn TransferDialog(
    #[prop(into)] sku: Signal<Sku>,
    open: RwSignal<bool>,
    /// Where from; none lets the person choose.
    at: RwSignal<Option<(WarehouseCode, BinCode)>>,
) -> impl IntoView {
    let doing = use_doing();
    let (from, to, units) = (Spot::new(None, None), Spot::new(None, None), Entry::new(""));
    Effect::new(move |_| {
        if open.get() {
            from.show(doing.desk, at.get_untracked(), &sku.get_untracked());
            to.warehouse.set(from.warehouse.get_untracked());
            to.bin.set("");
            units.set("");
        }
    });
    let there = doing.desk.watch(move |books| {
        let warehouse = from.warehouse_now()?;
        let bin = BinCode::parse(&from.bin.get()).ok()?;
        Some(books.stock(&sku.get(), &warehouse).map_or(0, |stock| stock.in_bin(&bin)))
    });
    let save = move || {
        let (source, target) = (from.take(), to.take());
        let quantity = units
            .take(|text| Quantity::parse(text).and_then(|q| if q.is_zero() { Err(Malformed::Empty) } else { Ok(q) }));
        let (Some((from_warehouse, from_bin)), Some((to_warehouse, to_bin)), Some(quantity)) =
            (source, target, quantity)
        else {
            return;
        };
        if from_warehouse == to_warehouse && from_bin == to_bin {
            to.bin.complain("transfer-same-bin");
            return;
        }
        let transfer = Transfer { sku: sku.get_untracked(), quantity, from_warehouse, from_bin, to_warehouse, to_bin };
        let back = Transfer {
            from_warehouse: transfer.to_warehouse.clone(),
            from_bin: transfer.to_bin.clone(),
            to_warehouse: transfer.from_warehouse.clone(),
            to_bin: transfer.from_bin.clone(),
            ..transfer.clone()
        };
        let place = transfer.to_bin.to_string();
        doing.act(transfer, move |outcome| {
            open.set(false);
            if outcome == Outcome::DoneWithException {
                doing.warn(words::outcome(language(), &outcome));
            } else {
                doing
                    .tell_undo(t!("transfer-done", n = quantity, bin = place), move || doing.act(back.clone(), |_| {}));
            }
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        save();
    };
    let hint = move || there.get().map(|units| t!("transfer-there", n = units)).unwrap_or_default();
    view! {
        <Dialog open title=move || t!("transfer-title") close_label=move || t!("close")>
            <form class="stack" on:submit=submit novalidate>
                <fieldset class="stack-tight">
                    <SpotFields spot=from bin_label=move || t!("transfer-from")/>
                </fieldset>
                <Field label=move || t!("word-quantity") kind=FieldKind::Number value=units.text() on_input=units.typed()
                    error=units.error() hint=hint max_length=12/>
                <fieldset class="stack-tight">
                    <SpotFields spot=to bin_label=move || t!("transfer-to")/>
                </fieldset>
                <div class="form-actions">
                    <Button label=move || t!("cancel") on_press=move || open.set(false)/>
                    <Button label=move || t!("transfer-title") kind=ButtonKind::Primary submit=true/>
                </div>
            </form>
        </Dialog>
    }
}
