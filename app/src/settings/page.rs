//! The Settings screen: its parts as tabs, each with its own address.

use super::{about, account, api_keys, data, look, outbox_mail, places, scanning, shop, staff};
use crate::acting::hands;
use crate::{routes, t};
use kit::{PageHead, Tab, Tabs};
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
    let hands = hands();
    let params = use_params_map();
    let open = Memo::new(move |_| {
        Part::EACH.into_iter().filter(|part| part.right().is_none_or(|right| hands.may(right))).collect::<Vec<_>>()
    });
    let here = Memo::new(move |_| {
        let wanted = params.read().get("part");
        let open = open.read();
        let asked = open.iter().find(|part| Some(part.name()) == wanted.as_deref());
        asked.or(open.first()).copied().unwrap_or(Part::Look)
    });
    let tabs = move || {
        open.read()
            .iter()
            .map(|part| {
                Tab::new(t!(&format!("settings-{}", part.name())), routes::setting(part.name()), *part == here.get())
            })
            .collect::<Vec<_>>()
    };
    view! {
        <PageHead title=move || t!("settings-title")/>
        <Tabs label=move || t!("settings-title") tabs=tabs/>
        <div class="stack settings">
            {move || match here.get() {
                Part::Shop => view! { <shop::Shop/> }.into_any(),
                Part::Staff => view! { <staff::Staff/> }.into_any(),
                Part::Places => view! { <places::Places/> }.into_any(),
                Part::Keys => view! { <api_keys::ApiKeys/> }.into_any(),
                Part::Mail => view! { <outbox_mail::OutboxMail/> }.into_any(),
                Part::Scanning => view! { <scanning::Scanning/> }.into_any(),
                Part::Account => view! { <account::Account/> }.into_any(),
                Part::Look => view! { <look::Look/> }.into_any(),
                Part::Data => view! { <data::Data/> }.into_any(),
                Part::About => view! { <about::About/> }.into_any(),
            }}
        </div>
    }
}
