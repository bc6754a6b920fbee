//! The frame of the desk: rail with counts, head with the sync pill, and the screen that is open.

use super::account::{Account, LanguageMenu, ThemeMenu};
use super::commands::Commands;
use super::guard::{AtTheDesk, OF_THE_DESK, is_inside};
use super::shop_here::ShopHere;
use super::warnings::Warnings;
use super::{Pill, SignedIn, sees_whole, use_desk};
use crate::{format, routes, t};
use engine::{Books, SyncStatus};
use kit::{DeskShell, Glyph, Place};
use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;
use shared::notifications::Ticket;
use shared::orders::View;
use shared::people::Merchant;

/// The shell around the screen that is open.
#[component]
pub fn Desk() -> impl IntoView {
    view! { <SignedIn><Frame/></SignedIn> }
}

#[component]
fn Frame() -> impl IntoView {
    let name = use_desk().watch(|books| books.get::<Merchant>(Merchant::ID).map(|shop| shop.name.to_string()));
    let brand = move || name.get().unwrap_or_else(|| "Waybill".to_owned());
    view! {
        <DeskShell brand nav_label=move || t!("nav-label") skip_label=move || t!("nav-skip") more_label=move || t!("nav-more")
            places=places() foot=FloorLink top=Top>
            <Warnings/>
            <ShopHere><AtTheDesk><Outlet/></AtTheDesk></ShopHere>
        </DeskShell>
        <Commands/>
    }
}

/// What waits in the rooms; a place shows a number only where work waits.
#[derive(Clone, PartialEq, Default)]
struct Waiting {
    orders: usize,
    messages: usize,
}

fn waiting(books: &Books<'_>) -> Waiting {
    let counts = books.orders().known_counts(engine::now());
    let open = [View::ToShip, View::WaitingForStock, View::OnHold];
    Waiting {
        orders: open.iter().filter_map(|view| counts.get(view)).sum(),
        messages: books.all::<Ticket>().filter(|ticket| ticket.closed_at.is_none()).count(),
    }
}

/// The rail, in the order of the work.
fn places() -> Signal<Vec<Place>> {
    let desk = use_desk();
    let path = use_location().pathname;
    let waiting = desk.watch(waiting);
    let status = desk.status();
    let needs_you = Memo::new(move |_| match *status.read() {
        SyncStatus::NeedsYou(n) | SyncStatus::SignedOutWithWork(n) => n,
        _ => 0,
    });
    let sees_whole = sees_whole();
    Signal::derive(move || {
        let waiting = waiting.get();
        let place = |label: String, href: &str, glyph: Glyph, count: usize| Place {
            label,
            href: href.to_owned(),
            glyph,
            count: if count == 0 { String::new() } else { format::number(count) },
            current: is_inside(&path.read(), href),
        };
        let mut places = vec![
            place(t!("nav-home"), routes::HOME, Glyph::Home, 0),
            place(t!("nav-orders"), routes::ORDERS, Glyph::Orders, waiting.orders),
            place(t!("nav-receiving"), routes::RECEIVING, Glyph::Receive, 0),
            place(t!("nav-inventory"), routes::INVENTORY, Glyph::Inventory, 0),
            place(t!("nav-products"), routes::PRODUCTS, Glyph::Products, 0),
            place(t!("nav-messages"), routes::MESSAGES, Glyph::Messages, waiting.messages),
            place(t!("nav-sync"), routes::SYNC, Glyph::Sync, needs_you.get()),
            place(t!("nav-settings"), routes::SETTINGS, Glyph::Settings, 0),
        ];
        places.retain(|place| sees_whole.get() || !OF_THE_DESK.contains(&place.href.as_str()));
        places
    })
}

/// The way to the warehouse tablet.
#[component]
fn FloorLink() -> impl IntoView {
    view! {
        <a class="place" href=routes::FLOOR>
            <kit::Icon glyph=Glyph::Tablet/><span class="place-word">{move || t!("nav-floor")}</span>
        </a>
    }
}

/// Over every screen: the pill, and what belongs to the person.
#[component]
fn Top() -> impl IntoView {
    view! { <Pill/><LanguageMenu/><ThemeMenu/><Account/> }
}
