//! The Receiving screen: deliveries that are expected or arriving, and those that are closed.

use super::lines::progress;
use crate::desk::use_doing;
use crate::words::language;
use crate::{format, routes, t};
use kit::{
    ButtonKind, Column, DataTable, EmptyState, Glyph, LinkButton, PageHead, Shortcut, Tab, Tabs, Tag, Tone,
    use_shortcuts,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};
use shared::base::sorting;
use shared::inventory::{Receipt, ReceiptState};
use shared::people::Right;
use shared::text::words;
use std::sync::Arc;

#[component]
pub fn Receiving() -> impl IntoView {
    let doing = use_doing();
    let query = use_query_map();
    let closed = Memo::new(move |_| query.read().get("show").as_deref() == Some("closed"));
    let all = doing.desk.watch(|books| {
        let mut all: Vec<Arc<Receipt>> = books.all::<Receipt>().collect();
        sorting::sort_by_key(&mut all, |receipt| std::cmp::Reverse(receipt.opened_at));
        all
    });
    let rows = Memo::new(move |_| {
        all.read().iter().filter(|receipt| is_closed(receipt) == closed.get()).cloned().collect::<Vec<_>>()
    });
    let count = move |wanted: bool| {
        format::number(all.read().iter().filter(|receipt| is_closed(receipt) == wanted).count() as i64)
    };
    let tabs = move || {
        vec![
            Tab::new(t!("receiving-expected"), routes::RECEIVING, !closed.get()).count(count(false)),
            Tab::new(t!("receiving-closed"), format!("{}?show=closed", routes::RECEIVING), closed.get())
                .count(count(true)),
        ]
    };
    let navigate = use_navigate();
    if let Some(shortcuts) = use_shortcuts() {
        let go = navigate.clone();
        let new = move || go(routes::NEW_RECEIPT, Default::default());
        let new = send_wrapped(new);
        shortcuts.add(Shortcut::new(
            "n",
            Signal::derive(|| t!("receiving-title")),
            Signal::derive(|| t!("receiving-new")),
            move || new.run(()),
        ));
    }
    let actions = move || {
        doing.may(Right::MoveStock).then(|| view! {
        <LinkButton label=move || t!("receiving-new") href=routes::NEW_RECEIPT kind=ButtonKind::Primary icon=Glyph::Plus keys="N"/>
    })
    };
    view! {
        <div class="screen-fill">
            <PageHead title=move || t!("receiving-title") actions=actions/>
            <Tabs label=move || t!("receiving-title") tabs=tabs/>
            <ReceiptTable rows/>
        </div>
    }
}

/// Callbacks may be kept by parts that ask for `Send`; in a page there is one thread.
fn send_wrapped(act: impl Fn() + Send + Sync + 'static) -> Callback<()> {
    Callback::new(move |()| act())
}

fn is_closed(receipt: &Receipt) -> bool {
    receipt.state == ReceiptState::Closed
}

#[component]
fn ReceiptTable(rows: Memo<Vec<Arc<Receipt>>>) -> impl IntoView {
    let navigate = use_navigate();
    let columns = vec![
        Column::new(|| t!("receiving-delivery"), 7),
        Column::new(|| t!("word-warehouse"), 7).fixed().low(),
        Column::new(|| t!("receiving-progress"), 7).fixed().number(),
        Column::new(|| t!("receiving-opened"), 9).fixed().low(),
        Column::new(|| t!("word-status"), 8).fixed(),
    ];
    let cells = move |at: usize| rows.with(|rows| rows.get(at).map(|receipt| cells_of(receipt)).unwrap_or_default());
    let open = Callback::new(move |at: usize| {
        if let Some(id) = rows.with_untracked(|rows| rows.get(at).map(|receipt| receipt.id)) {
            navigate(&routes::receipt(id), Default::default());
        }
    });
    view! {
        <DataTable label=move || t!("receiving-title") on_phones="tall" columns=columns len=Signal::derive(move || rows.read().len())
            key=move |at: usize| rows.with(|rows| rows.get(at).map(|receipt| receipt.id.to_string())) cells=cells on_open=open
            empty=move || view! {
                <EmptyState title=t!("receiving-none") note=t!("receiving-none-note") icon=Glyph::Receive>
                    <LinkButton label=move || t!("receiving-new") href=routes::NEW_RECEIPT kind=ButtonKind::Primary/>
                </EmptyState>
            }/>
    }
}

fn cells_of(receipt: &Receipt) -> Vec<AnyView> {
    let (state, opened, (here, announced)) = (receipt.state, receipt.opened_at, progress(receipt));
    let units: u64 = receipt.lines.iter().map(|line| u64::from(line.received.get())).sum();
    let name = receipt.reference.to_string();
    let lines = receipt.lines.len();
    let href = routes::receipt(receipt.id);
    vec![
        view! {
            <a class="goods" href=href><span class="goods-words">
                <span class="clip">{move || if name.is_empty() { t!("receiving-no-reference") } else { name.clone() }}</span>
                <span class="t3">{move || t!("n-lines", n = lines)}</span>
            </span></a>
        }
        .into_any(),
        view! { <span class="mono">{receipt.warehouse.to_string()}</span> }.into_any(),
        view! {
            {move || if announced == 0 { format::number(units as i64) } else { t!("n-of-m", n = here as i64, m = announced as i64) }}
        }
        .into_any(),
        view! { <span title=move || format::date_time(opened)>{move || format::relative(opened, engine::now())}</span> }.into_any(),
        view! { <StateTag state/> }.into_any(),
    ]
}

/// The state of a delivery in a word.
#[component]
pub fn StateTag(#[prop(into)] state: Signal<ReceiptState>) -> impl IntoView {
    let tone = move || match state.get() {
        ReceiptState::Expected => Tone::Quiet,
        ReceiptState::Arriving => Tone::Info,
        ReceiptState::Closed => Tone::Good,
    };
    view! { <Tag label=move || words::receipt_state(language(), state.get()) tone=Signal::derive(tone)/> }
}
