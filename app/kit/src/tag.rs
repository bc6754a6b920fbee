//! Tags: a state in one word, always with a drawing, so that colour never speaks alone.

use crate::{Glyph, Icon, Text};
use leptos::prelude::*;

/// What a colour means. Colour is never decoration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash)]
pub enum Tone {
    /// Nothing to do.
    #[default]
    Quiet,
    /// Under way.
    Info,
    /// Done.
    Good,
    /// Somebody has to decide.
    Warn,
    /// Cannot, late, lost.
    Bad,
}

impl Tone {
    /// Value of `data-tone`, which the style sheet reads.
    pub const fn name(self) -> &'static str {
        match self {
            Tone::Quiet => "quiet",
            Tone::Info => "info",
            Tone::Good => "good",
            Tone::Warn => "warn",
            Tone::Bad => "bad",
        }
    }

    /// The drawing that stands for the tone when none fits better.
    pub const fn glyph(self) -> Glyph {
        match self {
            Tone::Quiet => Glyph::Open,
            Tone::Info => Glyph::Info,
            Tone::Good => Glyph::Done,
            Tone::Warn => Glyph::Attention,
            Tone::Bad => Glyph::Failed,
        }
    }
}

/// A state in one or two words.
#[component]
pub fn Tag(
    /// The word.
    #[prop(into)]
    label: Text,
    /// What it means.
    #[prop(into, optional)]
    tone: Signal<Tone>,
    /// A drawing that fits better than the one of the tone.
    #[prop(into, optional)]
    icon: Signal<Option<Glyph>>,
) -> impl IntoView {
    let glyph = Signal::derive(move || icon.get().unwrap_or(tone.get().glyph()));
    view! {
        <span class="tag" data-tone=move || tone.get().name()>
            <Icon glyph/>
            <span>{move || label.get()}</span>
        </span>
    }
}
