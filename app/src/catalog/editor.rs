//! The side panel that makes or changes a product.

use super::draft::Draft;
use super::pictures::PicturePicker;
use crate::desk::{may, use_doing, words_of};
use crate::{routes, t};
use kit::{Banner, Button, ButtonKind, Field, FieldKind, LinkButton, SidePanel, Switch, Tone};
use leptos::prelude::*;
use shared::base::Sku;
use shared::catalog::Product;
use shared::people::Right;

#[component]
pub fn ProductEditor(
    /// None: closed. `Some(None)`: a new product. `Some(Some(sku))`: that one.
    editing: RwSignal<Option<Option<Sku>>>,
) -> impl IntoView {
    let doing = use_doing();
    let open = RwSignal::new(false);
    let (draft, refused) = (Draft::new(), RwSignal::new(String::new()));
    let is_new = RwSignal::new(true);
    Effect::new(move |_| {
        let Some(subject) = editing.get() else {
            open.set(false);
            return;
        };
        let known = subject.as_ref().and_then(|sku| doing.desk.read(|books| books.get::<Product>(sku)));
        is_new.set(known.is_none());
        draft.show(known.as_deref());
        if let (None, Some(sku)) = (&known, &subject) {
            draft.sku.set(sku.to_string());
        }
        refused.set(String::new());
        open.set(true);
    });
    let currency = move || doing.desk.read(|books| books.merchant().map(|merchant| merchant.currency));
    let save = move || {
        let Some(currency) = currency() else {
            refused.set(t!("product-books-not-here"));
            return;
        };
        let Some(put) = draft.take(currency, is_new.get_untracked()) else { return };
        let name = put.name.to_string();
        doing.act_or(
            put,
            move |_| {
                editing.set(None);
                doing.tell(t!("product-saved", name = name));
            },
            move |problem| {
                if !draft.complain(problem) {
                    refused.set(words_of(problem));
                }
            },
        );
    };
    let may_edit = may(Right::EditCatalog);
    let title = move || match (may_edit.get(), is_new.get()) {
        (false, _) => t!("word-product"),
        (true, true) => t!("product-new"),
        (true, false) => t!("product-edit"),
    };
    let sku_href = move || Sku::parse(&draft.sku.get()).map(routes::sku).unwrap_or_default();
    let footer = move || {
        view! {
            <Show when=move || !is_new.get()>
                <LinkButton label=move || t!("product-stock") href=sku_href kind=ButtonKind::Ghost/>
            </Show>
            <Show when=move || may_edit.get()>
                <Button label=move || t!("cancel") on_press=move || editing.set(None)/>
                <Button label=move || t!("save") kind=ButtonKind::Primary on_press=save/>
            </Show>
        }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        save();
    };
    view! {
        <SidePanel open title close_label=move || t!("close") footer=footer on_close=move || editing.set(None)>
            <Show when=move || !refused.read().is_empty()>
                <Banner title=refused tone=Tone::Bad/>
            </Show>
            <form on:submit=submit novalidate>
                <fieldset class="form" disabled=move || !may_edit.get()>
                    <Fields draft is_new=is_new.into() currency=Signal::derive(move || currency().map(|c| c.to_string()).unwrap_or_default())/>
                    <button type="submit" hidden></button>
                </fieldset>
            </form>
        </SidePanel>
    }
}

#[component]
fn Fields(draft: Draft, is_new: Signal<bool>, currency: Signal<String>) -> impl IntoView {
    view! {
        <Field label=move || t!("word-name") value=draft.name.text() on_input=draft.name.typed() error=draft.name.error()
            max_length=400 takes_scans=true/>
        <Field label=move || t!("word-sku") value=draft.sku.text() on_input=draft.sku.typed() error=draft.sku.error()
            hint=move || if is_new.get() { t!("product-sku-hint") } else { t!("product-sku-fixed") }
            disabled=Signal::derive(move || !is_new.get()) mono=true max_length=80 takes_scans=true/>
        <Field label=move || t!("product-barcodes") kind=FieldKind::Area { rows: 3 } value=draft.barcodes.text()
            on_input=draft.barcodes.typed() error=draft.barcodes.error() hint=move || t!("product-barcodes-hint") mono=true
            takes_scans=true/>
        <div class="form-row">
            <Field label=move || t!("product-price", currency = currency.get()) kind=FieldKind::Decimal value=draft.price.text()
                on_input=draft.price.typed() error=draft.price.error() max_length=24/>
            <Field label=move || t!("product-weight") kind=FieldKind::Number value=draft.weight.text()
                on_input=draft.weight.typed() error=draft.weight.error() max_length=12/>
        </div>
        <Field label=move || t!("product-low-at") kind=FieldKind::Number value=draft.low_at.text() on_input=draft.low_at.typed()
            error=draft.low_at.error() hint=move || t!("product-low-at-hint") max_length=12/>
        <PicturePicker picture=draft.picture/>
        <Switch label=move || t!("product-active") hint=move || t!("product-active-hint") checked=draft.active
            on_change=move |on: bool| draft.active.set(on)/>
    }
}
