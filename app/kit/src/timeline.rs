//! Timelines and steppers: what happened, and how far it is.

use crate::{Each, Glyph, Icon, Text, Tone};
use leptos::prelude::*;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct TimelineEntry {
    /// When, as it is read.
    pub when: String,
    /// The whole moment, machine-readable, for `datetime`.
    pub datetime: String,
    /// What happened.
    pub title: String,
    /// More about it.
    pub detail: String,
    /// Who did it and on which device.
    pub who: String,
    /// What it means.
    pub tone: Tone,
    /// A drawing that fits better than the one of the tone.
    pub glyph: Option<Glyph>,
}

/// What happened, in the order given.
#[component]
pub fn Timeline(
    /// What it is the history of.
    #[prop(into)]
    label: Text,
    /// The entries, newest first.
    #[prop(into)]
    entries: Signal<Vec<TimelineEntry>>,
) -> impl IntoView {
    // By their place from the oldest: a new one is put in front, and those that were there stay as they are drawn.
    let placed = move || {
        let entries = entries.get();
        let count = entries.len();
        entries.into_iter().enumerate().map(|(at, entry)| (count - at, entry)).collect::<Vec<_>>()
    };
    let line = |(_, entry): (usize, TimelineEntry)| {
        view! {
            <li class="event" data-tone=entry.tone.name()>
                <span class="event-mark"><Icon glyph=entry.glyph.unwrap_or(entry.tone.glyph())/></span>
                <div class="event-body">
                    <p class="event-title">{entry.title}</p>
                    {(!entry.detail.is_empty()).then(|| view! { <p class="event-detail">{entry.detail}</p> })}
                    {(!entry.who.is_empty()).then(|| view! { <p class="event-who">{entry.who}</p> })}
                </div>
                <time class="event-when" datetime=(!entry.datetime.is_empty()).then_some(entry.datetime)>{entry.when}</time>
            </li>
        }
    };
    view! {
        <ol class="timeline" aria-label=move || label.get()>
            <Each each=placed key=Clone::clone children=line/>
        </ol>
    }
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Behind us.
    Done,
    /// Here.
    Current,
    /// Ahead.
    Ahead,
    /// Went wrong here.
    Failed,
}

impl StepState {
    const fn name(self) -> &'static str {
        match self {
            StepState::Done => "done",
            StepState::Current => "current",
            StepState::Ahead => "ahead",
            StepState::Failed => "failed",
        }
    }
}

/// One step with its word.
pub type StepLabel = (String, StepState);

/// A few steps on the way to something, in one bar.
#[component]
pub fn Stepper(
    /// The way.
    #[prop(into)]
    label: Text,
    /// The steps, in order.
    #[prop(into)]
    steps: Signal<Vec<StepLabel>>,
) -> impl IntoView {
    let line = move || {
        steps
            .get()
            .into_iter()
            .map(|(word, state)| {
                view! {
                    <li data-step=state.name() aria-current=(state == StepState::Current).then_some("step")>
                        {match state {
                            StepState::Done => Some(view! { <Icon glyph=Glyph::Check/> }),
                            StepState::Failed => Some(view! { <Icon glyph=Glyph::Cross/> }),
                            _ => None,
                        }}
                        <span>{word}</span>
                    </li>
                }
            })
            .collect_view()
    };
    view! { <ol class="stepper" aria-label=move || label.get()>{line}</ol> }
}
