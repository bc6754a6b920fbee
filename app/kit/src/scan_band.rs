//! The scan band: the answer to a scan, as wide as the screen: a drawing, a word, and the thing itself.

use crate::{Glyph, Icon, Text};
use leptos::prelude::*;

/// What a scan was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScanKind {
    /// Waiting for a scan.
    Ready,
    /// Right, and more of it to come.
    Right,
    /// Right, and the line is done.
    LineDone,
    /// A thing that does not belong here. The band stays until it is put right.
    Wrong,
    /// A code that nobody knows.
    Unknown,
}

impl ScanKind {
    const fn name(self) -> &'static str {
        match self {
            ScanKind::Ready => "ready",
            ScanKind::Right => "right",
            ScanKind::LineDone => "done",
            ScanKind::Wrong => "wrong",
            ScanKind::Unknown => "unknown",
        }
    }

    const fn glyph(self) -> Glyph {
        match self {
            ScanKind::Ready => Glyph::Scan,
            ScanKind::Right => Glyph::Check,
            ScanKind::LineDone => Glyph::Done,
            ScanKind::Wrong => Glyph::Failed,
            ScanKind::Unknown => Glyph::Help,
        }
    }

    const fn is_error(self) -> bool {
        matches!(self, ScanKind::Wrong | ScanKind::Unknown)
    }
}

/// The answer to a scan. Errors are spoken at once, the rest when there is a pause.
#[component]
pub fn ScanBand(
    /// What it was.
    #[prop(into)]
    kind: Signal<ScanKind>,
    /// The word for it.
    #[prop(into)]
    title: Text,
    /// The thing, or what to do.
    #[prop(into, optional)]
    detail: Text,
    /// How many scans were taken; a change shows that the same answer came again.
    #[prop(into, optional)]
    count: Text,
    /// Ways on, for example "Remove it".
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let glyph = Signal::derive(move || kind.get().glyph());
    let spoken = move || {
        let (title, detail) = (title.get(), detail.get());
        if detail.is_empty() { title } else { format!("{title}. {detail}") }
    };
    let aloud = move || if kind.get().is_error() { spoken() } else { String::new() };
    let in_a_pause = move || if kind.get().is_error() { String::new() } else { spoken() };
    view! {
        <div class="scan-band" data-scan-kind=move || kind.get().name()>
            <Icon glyph/>
            <div class="scan-words" aria-hidden="true">
                <strong>{move || title.get()}</strong>
                <span>{move || detail.get()}</span>
            </div>
            {children.map(|children| view! { <div class="scan-actions">{children()}</div> })}
            <span class="scan-count" aria-hidden="true">{move || count.get()}</span>
            <span class="visually-hidden" aria-live="assertive" role="alert">{aloud}</span>
            <span class="visually-hidden" aria-live="polite" role="status">{in_a_pause}</span>
        </div>
    }
}
