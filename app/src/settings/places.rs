//! Warehouses and their bins.

use super::add_bins::AddBins;
use crate::desk::use_doing;
use crate::desk::words_of;
use crate::entry::Entry;
use crate::inventory::spots::bins_of;
use crate::t;
use kit::{
    Banner, Button, ButtonKind, Card, Dialog, Each, EmptyState, Field, Glyph, Menu, MenuItem, Switch, Tag, Tone,
};
use leptos::prelude::*;
use shared::base::{Name, TextLine, WarehouseCode};
use shared::inventory::put_location::PutLocation;
use shared::inventory::put_warehouse::PutWarehouse;
use shared::inventory::{Location, Warehouse};
use std::sync::Arc;

#[component]
pub fn Places() -> impl IntoView {
    let doing = use_doing();
    let editing = RwSignal::new(None::<Option<Arc<Warehouse>>>);
    let warehouses = doing.desk.watch(|books| books.warehouses());
    view! {
        <div class="line">
            <p class="t2">{move || t!("places-note")}</p>
            <span class="push"><Button label=move || t!("places-add") icon=Glyph::Plus kind=ButtonKind::Primary
                on_press=move || editing.set(Some(None))/></span>
        </div>
        <Show when=move || !warehouses.read().is_empty() fallback=|| view! {
            <EmptyState title=t!("receiving-no-warehouse") note=t!("receiving-no-warehouse-note") icon=Glyph::Inventory/>
        }>
            <Each each=move || warehouses.get() key=|warehouse| (warehouse.code.clone(), warehouse.name.clone(), warehouse.address.clone(), warehouse.active) let:warehouse>
                <WarehouseCard warehouse editing/>
            </Each>
        </Show>
        <WarehouseDialog editing/>
    }
}

#[component]
fn WarehouseCard(warehouse: Arc<Warehouse>, editing: RwSignal<Option<Option<Arc<Warehouse>>>>) -> impl IntoView {
    let doing = use_doing();
    let (code, adding) = (StoredValue::new(warehouse.code.clone()), RwSignal::new(false));
    let bins = doing.desk.watch(move |books| code.with_value(|code| bins_of(books, code)));
    let unfolded = RwSignal::new(false);
    let kept = warehouse.clone();
    let actions = move || {
        let kept = kept.clone();
        view! {
            <Button label=move || t!("edit") kind=ButtonKind::Ghost icon=Glyph::Edit on_press=move || editing.set(Some(Some(kept.clone())))/>
            <Button label=move || t!("places-add-bins") icon=Glyph::Plus on_press=move || adding.set(true)/>
        }
    };
    let title = format!("{} · {}", warehouse.code, warehouse.name);
    view! {
        <Card title=title icon=Glyph::Inventory actions=actions>
            <div class="stack-tight">
                {(!warehouse.active).then(|| view! { <p><Tag label=move || t!("places-closed") tone=Tone::Quiet/></p> })}
                <p class="t2">{warehouse.address.to_string()}</p>
                <div class="line">
                    <span>{move || t!("n-bins", n = bins.read().len())}</span>
                    <Button label=move || if unfolded.get() { t!("places-hide-bins") } else { t!("places-show-bins") } kind=ButtonKind::Ghost
                        on_press=move || unfolded.update(|on| *on = !*on)/>
                </div>
                <Show when=move || unfolded.get()>
                    <ul class="bin-list" aria-label=move || t!("bins-title")>
                        <Each each=move || bins.get() key=|bin| (bin.bin.clone(), bin.blocked) let:bin><BinChip bin/></Each>
                    </ul>
                </Show>
            </div>
        </Card>
        <AddBins open=adding warehouse=code.get_value()/>
    }
}

/// One bin; its menu blocks or opens it.
#[component]
fn BinChip(bin: Arc<Location>) -> impl IntoView {
    let doing = use_doing();
    let blocked = bin.blocked;
    let text = bin.bin.to_string();
    let name = text.clone();
    let kept = bin.clone();
    let switch = move || {
        let put = |blocked| PutLocation { warehouse: kept.warehouse.clone(), bin: kept.bin.clone(), blocked };
        let (change, back) = (put(!blocked), put(blocked));
        let said = if blocked {
            t!("places-bin-opened", bin = kept.bin.as_str())
        } else {
            t!("places-bin-blocked", bin = kept.bin.as_str())
        };
        doing.act(change, move |_| doing.tell_undo(said, move || doing.act(back.clone(), |_| {})));
    };
    let items = move || {
        let switch = switch.clone();
        vec![
            MenuItem::new(if blocked { t!("places-open-bin") } else { t!("places-block-bin") }, switch)
                .glyph(Glyph::Banned),
        ]
    };
    view! {
        <li class="bin-chip" data-blocked=blocked.then_some("")>
            <span class="mono">{text}</span>
            {blocked.then(|| view! { <Tag label=move || t!("bins-blocked") tone=Tone::Warn icon=Glyph::Banned/> })}
            <Menu label=move || t!("places-bin-menu", bin = name.as_str()) items=Signal::derive(items) compact=true kind=ButtonKind::Ghost/>
        </li>
    }
}

/// A new warehouse, or another name, address or state of one.
#[component]
fn WarehouseDialog(editing: RwSignal<Option<Option<Arc<Warehouse>>>>) -> impl IntoView {
    let doing = use_doing();
    let open = RwSignal::new(false);
    let (code, name, address) = (Entry::new(""), Entry::new(""), Entry::new(""));
    let (active, is_new, refused) = (RwSignal::new(true), RwSignal::new(true), RwSignal::new(String::new()));
    Effect::new(move |_| {
        let Some(subject) = editing.get() else {
            open.set(false);
            return;
        };
        let subject = subject.as_deref();
        is_new.set(subject.is_none());
        code.set(subject.map(|w| w.code.to_string()).unwrap_or_default());
        name.set(subject.map(|w| w.name.to_string()).unwrap_or_default());
        address.set(subject.map(|w| w.address.to_string()).unwrap_or_default());
        active.set(subject.is_none_or(|w| w.active));
        refused.set(String::new());
        open.set(true);
    });
    let save = move || {
        let taken = (code.take(WarehouseCode::parse), name.take(Name::parse), address.take(TextLine::parse));
        let (Some(place), Some(called), Some(street)) = taken else { return };
        let exists = doing.desk.read(|books| books.get::<Warehouse>(&place).is_some());
        if is_new.get_untracked() && exists {
            code.complain("places-code-taken");
            return;
        }
        let put = PutWarehouse { code: place, name: called, address: street, active: active.get_untracked() };
        doing.act_or(
            put,
            move |_| {
                editing.set(None);
                doing.tell(t!("settings-saved"))
            },
            move |problem| refused.set(words_of(problem)),
        );
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        save();
    };
    let title = move || if is_new.get() { t!("places-add") } else { t!("places-edit") };
    view! {
        <Dialog open title=title close_label=move || t!("close") on_close=move || editing.set(None)>
            <Show when=move || !refused.read().is_empty()>
                <Banner title=refused tone=Tone::Bad/>
            </Show>
            <form class="stack" on:submit=submit novalidate>
                <Field label=move || t!("places-code") hint=move || t!("places-code-hint") value=code.text() on_input=code.typed()
                    error=code.error() disabled=Signal::derive(move || !is_new.get()) mono=true max_length=24 takes_scans=true/>
                <Field label=move || t!("word-name") value=name.text() on_input=name.typed() error=name.error() max_length=160 takes_scans=true/>
                <Field label=move || t!("word-address") hint=move || t!("places-address-hint") value=address.text() on_input=address.typed()
                    error=address.error() max_length=200 takes_scans=true/>
                <Switch label=move || t!("places-active") checked=active on_change=move |on: bool| active.set(on)/>
                <div class="form-actions">
                    <Button label=move || t!("cancel") on_press=move || editing.set(None)/>
                    <Button label=move || t!("save") kind=ButtonKind::Primary submit=true/>
                </div>
            </form>
        </Dialog>
    }
}
