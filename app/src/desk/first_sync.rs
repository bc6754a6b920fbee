//! The first sync of a device: its own step, with how far it is, before there is anything to show.

use super::use_desk;
use crate::{format, routes, t};
use engine::{Filling, SyncStatus};
use kit::{Card, Progress, Skeleton};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::people::Merchant;

/// Shows its children once the shop is on this device, and the progress until then.
#[component]
pub fn FirstSync(children: ChildrenFn) -> impl IntoView {
    let desk = use_desk();
    let here = desk.watch(|books| books.get::<Merchant>(Merchant::ID).is_some());
    let path = use_location().pathname;
    // The list of orders stands on rows, which are here before the orders are.
    let can_be_drawn = Memo::new(move |_| desk.is_whole().get() || *path.read() == routes::ORDERS);
    let children = StoredValue::new(children);
    view! {
        <Show when=move || here.get() fallback=Step>
            <Show when=move || can_be_drawn.get() fallback=|| view! { <Skeleton lines=8 label=move || t!("loading")/> }>
                {children.with_value(|children| children())}
            </Show>
        </Show>
    }
}

#[component]
fn Step() -> impl IntoView {
    let progress = use_desk().filling();
    let count = move |of: fn(Filling) -> usize| Signal::derive(move || progress.get().map_or(0, of) as u64);
    let (records, all) = (count(|filling| filling.records), count(|filling| filling.of));
    let status = use_desk().status();
    let offline = Memo::new(move |_| matches!(*status.read(), SyncStatus::Offline { .. }));
    let text = move || t!("first-sync-records", n = format::number(records.get()));
    view! {
        <h1 class="visually-hidden">{move || t!("first-sync-title")}</h1>
        <Card title=move || t!("first-sync-title")>
            <div class="stack">
                <p>{move || if offline.get() { t!("first-sync-offline") } else { t!("first-sync-note") }}</p>
                <Progress label=move || t!("first-sync-title") done=records total=all text/>
                <p class="t2" role="status">{text}</p>
            </div>
        </Card>
    }
}
