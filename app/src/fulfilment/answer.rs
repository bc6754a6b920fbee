//! The answer to a scan: what the band shows and what is heard. Never colour or sound alone.

use kit::ScanKind;
use leptos::prelude::*;

/// What the band says now.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    pub kind: ScanKind,
    pub title: String,
    pub detail: String,
}

/// The band of a job, and how many scans it has answered.
#[derive(Clone, Copy)]
pub struct Answers {
    pub now: RwSignal<Answer>,
    pub count: RwSignal<u32>,
}

impl Answers {
    pub fn new(title: String, detail: String) -> Answers {
        Answers { now: RwSignal::new(Answer { kind: ScanKind::Ready, title, detail }), count: RwSignal::new(0) }
    }

    /// Shows and sounds an answer.
    pub fn give(self, kind: ScanKind, title: String, detail: String) {
        match kind {
            ScanKind::Ready => {}
            ScanKind::Right => engine::sounds::ok(),
            ScanKind::LineDone => engine::sounds::done(),
            ScanKind::Wrong => engine::sounds::wrong(),
            ScanKind::Unknown => engine::sounds::unknown(),
        }
        self.count.update(|count| *count += 1);
        self.now.set(Answer { kind, title, detail });
    }
}

/// The band itself.
#[component]
pub fn AnswerBand(answers: Answers) -> impl IntoView {
    let kind = Signal::derive(move || answers.now.read().kind);
    let title = move || answers.now.read().title.clone();
    let detail = move || answers.now.read().detail.clone();
    let count = move || match answers.count.get() {
        0 => String::new(),
        count => crate::t!("floor-scans", n = count),
    };
    view! { <kit::ScanBand kind title detail count/> }
}
