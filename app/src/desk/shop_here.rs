//! What can be drawn of the shop: all of it, the list of orders while the rest is still read, or the first copy of it on its
//! way to this device, with how far it is.

use super::use_desk;
use crate::{format, routes, t};
use engine::{Filling, SyncStatus};
use kit::{Card, Progress, Skeleton};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::people::Merchant;

/// How much of the shop can be drawn.
#[derive(Clone, Copy, PartialEq)]
enum There {
    /// What the screen needs.
    Enough,
    /// What is on this device is still being read.
    Later,
    /// There is nothing on this device yet.
    Nothing,
}

/// Shows its children once the shop is on this device, and until then what it waits for.
#[component]
pub fn ShopHere(children: ChildrenFn) -> impl IntoView {
    let desk = use_desk();
    let clock = desk.watch(|books| books.get::<Merchant>(Merchant::ID).map(|shop| shop.utc_offset_minutes));
    // On the floor as at the desk: two screens of one shop do not name two times.
    Effect::new(move |_| {
        if let Some(offset) = clock.get() {
            format::set_shop_clock(offset);
        }
    });
    let path = use_location().pathname;
    let there = Memo::new(move |_| match (desk.is_whole().get(), clock.get().is_some()) {
        (true, true) => There::Enough,
        // What is said there is about this device, and is needed most when nothing comes.
        (true, false) if *path.read() == routes::SYNC => There::Enough,
        (true, false) => There::Nothing,
        // The list of orders stands on rows, which are here before the orders are.
        (false, _) if *path.read() == routes::ORDERS => There::Enough,
        (false, _) => There::Later,
    });
    let children = StoredValue::new(children);
    move || match there.get() {
        There::Enough => children.with_value(|children| children()).into_any(),
        There::Later => view! { <Skeleton lines=8 label=move || t!("loading")/> }.into_any(),
        There::Nothing => view! { <FirstCopy/> }.into_any(),
    }
}

#[component]
fn FirstCopy() -> impl IntoView {
    let progress = use_desk().filling();
    let count = move |of: fn(Filling) -> usize| Signal::derive(move || progress.get().map_or(0, of) as u64);
    let (records, all) = (count(|filling| filling.records), count(|filling| filling.of));
    let status = use_desk().status();
    let offline =
        Memo::new(move |_| matches!(*status.read(), SyncStatus::OfflineAndEmpty | SyncStatus::Offline { .. }));
    let text = move || t!("first-sync-records", n = format::number(records.get()));
    view! {
        <h1 class="visually-hidden">{move || t!("first-sync-title")}</h1>
        <Card title=move || t!("first-sync-title")>
            <div class="stack">
                <p>{move || if offline.get() { t!("first-sync-offline") } else { t!("first-sync-note") }}</p>
                <Show when=move || !offline.get()>
                    <Progress label=move || t!("first-sync-title") done=records total=all text/>
                    <p class="t2" role="status">{text}</p>
                </Show>
            </div>
        </Card>
    }
}
