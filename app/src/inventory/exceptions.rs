//! Exceptions: where what happened and the books do not fit. A person looks and says what was done about it.

use crate::desk::{sees_whole, use_doing};
use crate::entry::Entry;
use crate::words::language;
use crate::{format, routes, t};
use kit::{Button, ButtonKind, DecisionCard, Dialog, Each, EmptyState, Field, FieldKind, Glyph, LinkButton};
use leptos::prelude::*;
use shared::base::Note;
use shared::base::sorting;
use shared::inventory::resolve_exception::ResolveException;
use shared::inventory::{Exception, ExceptionKind};
use shared::people::Right;
use shared::text::words;
use std::sync::Arc;

#[component]
pub fn Exceptions() -> impl IntoView {
    let doing = use_doing();
    let open = doing.desk.watch(|books| {
        let mut open: Vec<Arc<Exception>> = books.all::<Exception>().filter(|exception| exception.is_open()).collect();
        sorting::sort_by_key(&mut open, |exception| std::cmp::Reverse(exception.opened_at));
        open
    });
    let settling = RwSignal::new(None::<String>);
    view! {
        <div class="stack house-scroll">
            <h2 class="visually-hidden">{move || t!("inventory-show-exceptions")}</h2>
            <Show when=move || !open.read().is_empty() fallback=|| view! {
                <EmptyState title=t!("exceptions-none") note=t!("exceptions-none-note") icon=Glyph::Done/>
            }>
                <Each each=move || open.get() key=|exception| (exception.id.clone(), exception.opened_at.0) let:exception>
                    <Card exception settling/>
                </Each>
            </Show>
        </div>
        <SettleDialog settling/>
    }
}

#[component]
fn Card(exception: Arc<Exception>, settling: RwSignal<Option<String>>) -> impl IntoView {
    let doing = use_doing();
    let (what, who, id) = (exception.clone(), exception.clone(), exception.id.clone());
    let moment = exception.opened_at;
    // A count settles a bin below zero by itself; anything else is settled by saying what was done.
    let (first, by_itself) = match &exception.kind {
        ExceptionKind::NegativeStock { sku, .. }
        | ExceptionKind::ShortInBin { sku, .. }
        | ExceptionKind::OverPromised { sku, .. } => (
            Some((routes::sku(sku), "exceptions-count")),
            matches!(exception.kind, ExceptionKind::NegativeStock { .. } | ExceptionKind::OverPromised { .. }),
        ),
        ExceptionKind::PickedAfterCancel { order, .. }
        | ExceptionKind::MoreThanOrdered { order, .. }
        | ExceptionKind::ShippedAfterCancel { order }
        | ExceptionKind::ShippedTwice { order }
        | ExceptionKind::UnknownOrder { order, .. } => {
            // Devices of the floor do not hold an order that has left or was cancelled.
            let is_here = sees_whole().get_untracked() || doing.desk.read(|books| books.order(*order).is_some());
            (is_here.then(|| (routes::order(order), "exceptions-see-order")), false)
        }
    };
    let title = match exception.kind {
        ExceptionKind::NegativeStock { .. } => "exceptions-title-negative",
        ExceptionKind::PickedAfterCancel { .. } => "exceptions-title-put-back",
        ExceptionKind::ShortInBin { .. } => "exceptions-title-short",
        ExceptionKind::MoreThanOrdered { .. } => "exceptions-title-too-much",
        ExceptionKind::ShippedAfterCancel { .. } => "exceptions-title-shipped",
        ExceptionKind::OverPromised { .. } => "exceptions-title-over-promised",
        ExceptionKind::ShippedTwice { .. } => "exceptions-title-shipped-twice",
        ExceptionKind::UnknownOrder { .. } => "exceptions-title-unknown",
    };
    let settle = move || settling.set(Some(id.clone()));
    view! {
        <DecisionCard title=move || t!(title) what=move || words::exception(language(), &what)
            who=move || t!("who-when-device", who = who.by.as_str(), when = format::date_time(moment), device = who.device.as_str())>
            {first.map(|(href, key)| view! { <LinkButton label=move || t!(key) href=href/> })}
            {(!by_itself && doing.may(Right::MoveStock)).then(|| view! { <Button label=move || t!("exceptions-settle") on_press=settle/> })}
        </DecisionCard>
    }
}

/// Asks what was done, so that whoever looks later knows.
#[component]
fn SettleDialog(settling: RwSignal<Option<String>>) -> impl IntoView {
    let doing = use_doing();
    let open = RwSignal::new(false);
    let note = Entry::new("");
    Effect::new(move |_| {
        if settling.read().is_some() {
            note.set("");
            open.set(true);
        }
    });
    let save = move || {
        let (Some(exception), Some(resolution)) = (settling.get_untracked(), note.take(Note::parse)) else { return };
        doing.act(ResolveException { exception, resolution }, move |_| {
            open.set(false);
            doing.tell(t!("exceptions-settled"));
        });
    };
    let footer = move || {
        view! {
            <Button label=move || t!("cancel") on_press=move || open.set(false)/>
            <Button label=move || t!("exceptions-settle") kind=ButtonKind::Primary on_press=save/>
        }
    };
    view! {
        <Dialog open title=move || t!("exceptions-settle") close_label=move || t!("close") footer=footer
            on_close=move || settling.set(None)>
            <Field label=move || t!("exceptions-what-done") kind=FieldKind::Area { rows: 3 } value=note.text()
                on_input=note.typed() error=note.error() hint=move || t!("exceptions-what-done-hint") takes_scans=true/>
        </Dialog>
    }
}
