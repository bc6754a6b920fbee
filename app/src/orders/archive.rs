//! Older orders: looked for at the office, because this device does not hold them.

use super::list::row;
use crate::desk::{use_desk, use_now};
use crate::words::language;
use crate::{gate, routes, t};
use engine::{NetError, OlderOrder};
use kit::{Button, ButtonKind, DataTable, EmptyState, Glyph, PageHead, SearchField, Skeleton};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

/// Typing goes on this long before somebody is asked.
const PATIENCE_MS: u32 = 250;

/// What the office has said so far.
#[derive(Clone, Copy)]
struct Found {
    desk: engine::Desk,
    words: RwSignal<String>,
    orders: RwSignal<Vec<OlderOrder>>,
    more: RwSignal<bool>,
    asking: RwSignal<bool>,
    problem: RwSignal<Option<NetError>>,
    /// Counts the questions: an answer to an older one is nobody's.
    asked: StoredValue<u32>,
}

impl Found {
    fn new(words: String) -> Found {
        Found {
            desk: use_desk(),
            words: RwSignal::new(words),
            orders: RwSignal::default(),
            more: RwSignal::new(false),
            asking: RwSignal::new(true),
            problem: RwSignal::new(None),
            asked: StoredValue::new(0),
        }
    }

    fn type_words(self, words: String) {
        self.words.set(words);
        self.ask(PATIENCE_MS, false);
    }

    /// Asks for the first page, or for the one behind what is shown.
    fn ask(self, after_ms: u32, goes_on: bool) {
        let mine = self.asked.with_value(|asked| asked.wrapping_add(1));
        self.asked.set_value(mine);
        self.asking.set(true);
        leptos::task::spawn_local(async move {
            engine::sleep(after_ms).await;
            if self.asked.try_get_value() != Some(mine) {
                return;
            }
            let last = self.orders.with_untracked(|orders| orders.last().cloned()).filter(|_| goes_on);
            let answer = self.desk.older_orders(&self.words.get_untracked(), last.as_ref()).await;
            if self.asked.try_get_value() == Some(mine) {
                self.take(answer, goes_on);
            }
        });
    }

    fn take(self, answer: Result<(Vec<OlderOrder>, bool), NetError>, goes_on: bool) {
        self.asking.set(false);
        match answer {
            Ok((page, more)) => {
                self.problem.set(None);
                self.more.set(more);
                self.orders.update(|orders| {
                    if !goes_on {
                        orders.clear();
                    }
                    orders.extend(page);
                });
            }
            Err(problem) => self.problem.set(Some(problem)),
        }
    }
}

#[component]
pub fn OlderOrders() -> impl IntoView {
    let found = Found::new(use_query_map().with_untracked(|query| query.get("q").unwrap_or_default()));
    found.ask(0, false);
    let is_first = move || found.asking.get() && found.orders.read().is_empty();
    view! {
        <div class="screen-fill">
            <PageHead title=move || t!("orders-older") note=move || t!("orders-older-note")
                back_href=routes::ORDERS back_label=move || t!("order-back")/>
            <div class="toolbar">
                <SearchField label=move || t!("orders-older-search") placeholder=move || t!("orders-search-hint")
                    value=found.words on_input=move |words| found.type_words(words)/>
            </div>
            <Show when=move || found.problem.read().is_none() fallback=move || view! { <NoAnswer found/> }>
                <Show when=move || !is_first() fallback=move || view! { <Skeleton lines=8 label=move || t!("loading")/> }>
                    <Lines found/>
                </Show>
            </Show>
        </div>
    }
}

#[component]
fn Lines(found: Found) -> impl IntoView {
    let navigate = StoredValue::new_local(use_navigate());
    let (orders, now) = (found.orders, use_now());
    let at = move |index: usize| orders.read().get(index).cloned();
    let open = move |index: usize| {
        if let Some(order) = orders.read_untracked().get(index) {
            navigate.with_value(|navigate| navigate(&routes::order(order.row.id), NavigateOptions::default()));
        }
    };
    view! {
        <DataTable label=move || t!("orders-older") columns=row::columns() on_phones="cards order-cards"
            len=Signal::derive(move || orders.read().len())
            key=move |index: usize| at(index).map(|order| order.row.id.to_string())
            cells=move |index: usize| at(index).map(|order| row::cells(&order.row, now, found.desk)).unwrap_or_default()
            on_open=Callback::new(open)
            empty=move || view! { <Nothing found/> }/>
        <Show when=move || found.more.get()>
            <div class="card-more">
                <Button label=move || t!("more") busy=found.asking on_press=move || found.ask(0, true)/>
            </div>
        </Show>
    }
}

/// Nothing is that old, or nothing has these words.
#[component]
fn Nothing(found: Found) -> impl IntoView {
    move || {
        let (title, note) = match found.words.read().trim().is_empty() {
            true => ("orders-older-none", "orders-older-none-note"),
            false => ("orders-nothing-fits", "orders-older-nothing-note"),
        };
        view! { <EmptyState title=shared::text::t(language(), title) note=shared::text::t(language(), note) icon=Glyph::History/> }
    }
}

#[component]
fn NoAnswer(found: Found) -> impl IntoView {
    let title = move || match *found.problem.read() {
        Some(NetError::Offline) | None => t!("orders-older-offline"),
        Some(_) => t!("orders-older-not-now"),
    };
    let note = move || match &*found.problem.read() {
        Some(NetError::Offline) | None => t!("orders-older-offline-note"),
        Some(problem) => gate::net(problem),
    };
    view! {
        <EmptyState title note icon=Glyph::History>
            <Button label=move || t!("retry") kind=ButtonKind::Primary busy=found.asking on_press=move || found.ask(0, false)/>
        </EmptyState>
    }
}
