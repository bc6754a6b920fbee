//! The Messages screen: the log, what failed, what waits, what was not sent, and tickets.

use super::details::Details;
use super::log::Log;
use super::tickets::Tickets;
use crate::desk::use_doing;
use crate::{format, routes, t};
use kit::{PageHead, SearchField, Tab, Tabs};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::base::sorting;
use shared::notifications::{Notice, NoticeState, Ticket};
use shared::people::Right;
use std::sync::Arc;

/// What is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    All,
    Waiting,
    Failed,
    Skipped,
    Tickets,
}

impl Show {
    const EACH: [Show; 5] = [Show::All, Show::Waiting, Show::Failed, Show::Skipped, Show::Tickets];

    fn name(self) -> &'static str {
        match self {
            Show::All => "all",
            Show::Waiting => "waiting",
            Show::Failed => "failed",
            Show::Skipped => "skipped",
            Show::Tickets => "tickets",
        }
    }

    fn from_name(name: Option<String>) -> Show {
        Show::EACH.into_iter().find(|show| Some(show.name()) == name.as_deref()).unwrap_or(Show::All)
    }

    fn holds(self, state: NoticeState) -> bool {
        match self {
            Show::All => true,
            Show::Waiting => matches!(state, NoticeState::Queued | NoticeState::Retrying),
            Show::Failed => state == NoticeState::Failed,
            Show::Skipped => matches!(state, NoticeState::Skipped { .. }),
            Show::Tickets => false,
        }
    }
}

#[component]
pub fn Messages() -> impl IntoView {
    let doing = use_doing();
    let query = use_query_map();
    let show = Memo::new(move |_| Show::from_name(query.read().get("show")));
    let (search, opened) = (RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let all = doing.desk.watch(|books| {
        let mut all: Vec<Arc<Notice>> = books.all::<Notice>().collect();
        sorting::sort_by_key(&mut all, |notice| {
            std::cmp::Reverse(notice.attempts.last().map_or(notice.created_at, |attempt| attempt.at))
        });
        all
    });
    let open_tickets =
        doing.desk.watch(|books| books.all::<Ticket>().filter(|ticket| ticket.closed_at.is_none()).count());
    let rows = Memo::new(move |_| {
        let wanted = search.read().trim().to_lowercase();
        all.read()
            .iter()
            .filter(|notice| show.get().holds(notice.state) && fits(notice, &wanted))
            .cloned()
            .collect::<Vec<_>>()
    });
    let count = move |show: Show| match show {
        Show::Tickets => open_tickets.get(),
        show => all.read().iter().filter(|notice| show.holds(notice.state)).count(),
    };
    let tabs = move || {
        Show::EACH
            .into_iter()
            .map(|each| {
                let href = format!("{}?show={}", routes::MESSAGES, each.name());
                Tab::new(t!(&format!("messages-show-{}", each.name())), href, each == show.get())
                    .count(format::number(count(each) as i64))
            })
            .collect::<Vec<_>>()
    };
    let whole = Signal::derive(move || doing.may(Right::Serve));
    view! {
        <div class="screen-fill">
            <PageHead title=move || t!("messages-title") note=move || t!("messages-note")/>
            <Tabs label=move || t!("messages-title") tabs=tabs/>
            <leptos::prelude::Show when=move || show.get() != Show::Tickets fallback=move || view! { <Tickets opened/> }>
                <div class="toolbar">
                    <SearchField label=move || t!("search") placeholder=move || t!("messages-search") value=search
                        on_input=move |text: String| search.set(text)/>
                    <span class="t2 push">{move || t!("n-messages", n = rows.read().len())}</span>
                </div>
                <Log rows whole opened show/>
            </leptos::prelude::Show>
        </div>
        <Details opened/>
    }
}

/// Order number, customer or address.
fn fits(notice: &Notice, wanted: &str) -> bool {
    let email = notice.to.as_ref().map(|email| email.as_str()).unwrap_or_default();
    [notice.order_number.as_str(), notice.customer.as_str(), email]
        .iter()
        .any(|text| text.to_lowercase().contains(wanted))
}
