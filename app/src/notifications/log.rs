//! The log of messages: one line for each, newest first.

use super::page::Show;
use crate::words::language;
use crate::{format, routes, t};
use kit::{Column, DataTable, EmptyState, Glyph, Tag, Tone};
use leptos::prelude::*;
use shared::notifications::{Notice, NoticeState};
use shared::text::words;
use std::sync::Arc;

/// What a state means.
pub fn tone_of(state: NoticeState) -> Tone {
    match state {
        NoticeState::Queued => Tone::Info,
        NoticeState::Retrying => Tone::Warn,
        NoticeState::Accepted => Tone::Good,
        NoticeState::Failed => Tone::Bad,
        NoticeState::Skipped { .. } => Tone::Quiet,
    }
}

/// To whom it goes. Those who do not serve customers see enough to recognise the address, and no more.
pub fn recipient(notice: &Notice, whole: bool) -> String {
    match &notice.to {
        Some(email) if whole => email.to_string(),
        Some(email) => email.masked(),
        None => "—".to_owned(),
    }
}

#[component]
pub fn Log(
    rows: Memo<Vec<Arc<Notice>>>,
    whole: Signal<bool>,
    opened: RwSignal<Option<String>>,
    show: Memo<Show>,
) -> impl IntoView {
    let columns = vec![
        Column::new(|| t!("word-order"), 7).fixed(),
        Column::new(|| t!("messages-to"), 12).low(),
        Column::new(|| t!("word-customer"), 9).fixed().low(),
        Column::new(|| t!("messages-tries"), 6).fixed().number().low(),
        Column::new(|| t!("messages-last"), 8).fixed().low(),
        Column::new(|| t!("word-status"), 17).fixed(),
    ];
    let cells =
        move |at: usize| rows.with(|rows| rows.get(at).map(|notice| cells_of(notice, whole.get())).unwrap_or_default());
    let open = move |at: usize| opened.set(rows.with_untracked(|rows| rows.get(at).map(|notice| notice.id.clone())));
    let empty = move || {
        let (title, note) = match show.get() {
            Show::All => ("messages-none", "messages-none-note"),
            Show::Failed => ("messages-none-failed", "messages-none-failed-note"),
            _ => ("messages-none-here", "messages-none-here-note"),
        };
        view! { <EmptyState title=t!(title) note=t!(note) icon=Glyph::Mail/> }
    };
    view! {
        <DataTable label=move || t!("messages-title") on_phones="cards message-cards" columns=columns len=Signal::derive(move || rows.read().len())
            key=move |at: usize| rows.with(|rows| rows.get(at).map(|notice| notice.id.clone())) cells=cells on_open=open empty=empty/>
    }
}

fn cells_of(notice: &Arc<Notice>, whole: bool) -> Vec<AnyView> {
    let (state, tries) = (notice.state, notice.attempts.len());
    let last = notice.attempts.last().map_or(notice.created_at, |attempt| attempt.at);
    vec![
        view! { <a class="mono" href=routes::order(notice.order)>{notice.order_number.clone()}</a> }.into_any(),
        view! { {recipient(notice, whole)} }.into_any(),
        view! { {notice.customer.clone()} }.into_any(),
        view! { {move || format::number(tries as i64)} }.into_any(),
        view! { <time datetime=last.iso() title=move || format::date_time(last)>{move || format::relative(last, engine::now())}</time> }.into_any(),
        view! { <Tag label=move || words::notice_state(language(), state) tone=tone_of(state)/> }.into_any(),
    ]
}
