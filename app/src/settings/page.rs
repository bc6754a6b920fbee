//! The Settings screen: its parts as tabs, each with its own address.

use super::{about, account, api_keys, data, look, outbox_mail, places, scanning, shop, staff};
use crate::desk::use_doing;
use crate::{routes, t};
use kit::{EmptyState, Glyph, PageHead, Tab, Tabs};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::people::Right;

/// The parts, by the end of their address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Shop,
    Staff,
    Places,
    Keys,
    Mail,
    Scanning,
    Account,
    Look,
    Data,
    About,
}

impl Part {
    const EACH: [Part; 10] = [
        Part::Shop,
        Part::Staff,
        Part::Places,
        Part::Keys,
        Part::Mail,
        Part::Scanning,
        Part::Account,
        Part::Look,
        Part::Data,
        Part::About,
    ];

    fn name(self) -> &'static str {
        match self {
            Part::Shop => "shop",
            Part::Staff => "staff",
            Part::Places => "places",
            Part::Keys => "keys",
            Part::Mail => "mail",
            Part::Scanning => "scanning",
            Part::Account => "account",
            Part::Look => "look",
            Part::Data => "data",
            Part::About => "about",
        }
    }

    /// Who may open it; what belongs to the device is everybody's.
    fn right(self) -> Option<Right> {
        match self {
            Part::Shop | Part::Staff | Part::Places | Part::Keys => Some(Right::RunShop),
            Part::Mail => Some(Right::Serve),
            Part::Data => Some(Right::EditOrders),
            Part::Scanning | Part::Account | Part::Look | Part::About => None,
        }
    }
}

#[component]
pub fn Settings() -> impl IntoView {
    let doing = use_doing();
    let params = use_params_map();
    let open = Memo::new(move |_| {
        Part::EACH.into_iter().filter(|part| part.right().is_none_or(|right| doing.may(right))).collect::<Vec<_>>()
    });
    // The bare address shows the first part; an address of no part, or of one that is not theirs, says so.
    let here = Memo::new(move |_| {
        let open = open.read();
        match params.read().get("part") {
            Some(wanted) => open.iter().find(|part| part.name() == wanted).copied(),
            None => open.first().copied(),
        }
    });
    let tabs = move || {
        open.read()
            .iter()
            .map(|part| {
                Tab::new(
                    t!(&format!("settings-{}", part.name())),
                    routes::setting(part.name()),
                    Some(*part) == here.get(),
                )
            })
            .collect::<Vec<_>>()
    };
    view! {
        <PageHead title=move || t!("settings-title")/>
        <Tabs label=move || t!("settings-title") tabs=tabs/>
        <div class="stack settings">
            {move || match here.get() {
                Some(Part::Shop) => view! { <shop::Shop/> }.into_any(),
                Some(Part::Staff) => view! { <staff::Staff/> }.into_any(),
                Some(Part::Places) => view! { <places::Places/> }.into_any(),
                Some(Part::Keys) => view! { <api_keys::ApiKeys/> }.into_any(),
                Some(Part::Mail) => view! { <outbox_mail::OutboxMail/> }.into_any(),
                Some(Part::Scanning) => view! { <scanning::Scanning/> }.into_any(),
                Some(Part::Account) => view! { <account::Account/> }.into_any(),
                Some(Part::Look) => view! { <look::Look/> }.into_any(),
                Some(Part::Data) => view! { <data::Data/> }.into_any(),
                Some(Part::About) => view! { <about::About/> }.into_any(),
                None => view! {
                    <EmptyState title=move || t!("not-found-title") note=move || t!("not-found-note") icon=Glyph::Search/>
                }.into_any(),
            }}
        </div>
    }
}
