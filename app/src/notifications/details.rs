//! One message: to whom, how it stands, every attempt with what the mail server said, and sending it again.

use super::log::{recipient, tone_of};
use crate::desk::use_doing;
use crate::words::language;
use crate::{format, routes, t};
use kit::{
    Button, ButtonKind, EmptyState, Fact, Facts, Glyph, LinkButton, SidePanel, Tag, Timeline, TimelineEntry, Tone,
};
use leptos::prelude::*;
use shared::notifications::resend::Resend;
use shared::notifications::{Attempt, AttemptResult, Notice, NoticeState};
use shared::people::Right;
use shared::text::words;
use std::sync::Arc;

#[component]
pub fn Details(
    /// Id of the message that is shown.
    opened: RwSignal<Option<String>>,
) -> impl IntoView {
    let doing = use_doing();
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(opened.read().is_some()));
    let notice = doing.desk.watch(move |books| opened.get().and_then(|id| books.get::<Notice>(id)));
    let may_resend = move || {
        let settled = notice
            .read()
            .as_ref()
            .is_some_and(|notice| !matches!(notice.state, NoticeState::Queued | NoticeState::Retrying));
        settled && doing.may(Right::Serve)
    };
    let resend = move || {
        if let Some(notice) = opened.get_untracked() {
            doing.act(Resend { notice }, move |_| doing.tell(t!("messages-resent")));
        }
    };
    let footer = move || {
        view! {
            {move || notice.get().map(|notice| view! { <LinkButton label=move || t!("exceptions-see-order") href=routes::order(notice.order)/> })}
            <Show when=may_resend>
                <Button label=move || t!("messages-resend") kind=ButtonKind::Primary icon=Glyph::Send on_press=resend/>
            </Show>
        }
    };
    let whole = Signal::derive(move || doing.may(Right::Serve));
    view! {
        <SidePanel open title=move || t!("messages-shipped-mail") close_label=move || t!("close") footer=footer
            on_close=move || opened.set(None)>
            {move || match notice.get() {
                Some(notice) => view! { <About notice whole/> }.into_any(),
                None => view! { <EmptyState title=t!("messages-gone") icon=Glyph::Help/> }.into_any(),
            }}
        </SidePanel>
    }
}

#[component]
fn About(notice: Arc<Notice>, whole: Signal<bool>) -> impl IntoView {
    let (state, created) = (notice.state, notice.created_at);
    let (to, attempts, speaks) = (notice.clone(), notice.clone(), notice.language);
    let (number, customer) = (notice.order_number.clone(), notice.customer.clone());
    let why = move || match state {
        NoticeState::Skipped { reason } => {
            t!("messages-skipped-because", reason = words::skip_reason(language(), reason))
        }
        NoticeState::Queued => t!("messages-queued-note"),
        NoticeState::Accepted => t!("messages-accepted-note"),
        NoticeState::Failed => t!("messages-failed-note"),
        NoticeState::Retrying => t!("messages-retrying-note"),
    };
    let entries = move || attempts.attempts.iter().rev().map(entry).collect::<Vec<_>>();
    view! {
        <Facts>
            <Fact name=move || t!("word-status")><Tag label=move || words::notice_state(language(), state) tone=tone_of(state)/></Fact>
            <Fact name=move || t!("word-order")><span class="mono">{number}</span></Fact>
            <Fact name=move || t!("word-customer")>{customer}</Fact>
            <Fact name=move || t!("messages-to")>{move || recipient(&to, whole.get())}</Fact>
            <Fact name=move || t!("messages-channel")>{move || t!("word-email")}</Fact>
            <Fact name=move || t!("language")>{move || t!(&format!("language-{}", speaks.tag()))}</Fact>
            <Fact name=move || t!("messages-created")>{move || format::date_time(created)}</Fact>
        </Facts>
        <p class="t2">{why}</p>
        <Timeline label=move || t!("messages-tries") entries=Signal::derive(entries)/>
    }
}

fn entry(attempt: &Attempt) -> TimelineEntry {
    TimelineEntry {
        when: format::date_time(attempt.at),
        datetime: attempt.at.iso(),
        title: t!("messages-try", n = attempt.number, result = words::attempt(language(), attempt.result)),
        detail: attempt.detail.clone(),
        who: String::new(),
        tone: match attempt.result {
            AttemptResult::Accepted => Tone::Good,
            AttemptResult::Transient | AttemptResult::Ambiguous => Tone::Warn,
            AttemptResult::Recipient => Tone::Bad,
        },
        glyph: None,
    }
}
