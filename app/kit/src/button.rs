//! Buttons: the things a person presses, and links that look like them.

use crate::{Glyph, Icon, Kbd, Text};
use leptos::prelude::*;

/// How much a button asks to be pressed. One `Primary` a screen: the next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// The next step.
    Primary,
    /// An ordinary action.
    #[default]
    Secondary,
    /// An action in a quiet place: toolbars, table heads, cards.
    Ghost,
    /// An action that takes something away.
    Danger,
}

impl ButtonKind {
    /// Value of `data-kind`, which the style sheet reads.
    pub const fn name(self) -> &'static str {
        match self {
            ButtonKind::Primary => "primary",
            ButtonKind::Secondary => "secondary",
            ButtonKind::Ghost => "ghost",
            ButtonKind::Danger => "danger",
        }
    }
}

/// A button with a word, and perhaps a drawing and a keyboard hint.
#[component]
pub fn Button(
    /// What pressing it does, as a verb.
    #[prop(into)]
    label: Text,
    /// Runs when pressed; never while disabled or busy.
    #[prop(into, optional)]
    on_press: Option<Callback<()>>,
    /// How much it asks to be pressed.
    #[prop(optional)]
    kind: ButtonKind,
    /// Drawing before the word.
    #[prop(into, optional)]
    icon: Signal<Option<Glyph>>,
    /// Keyboard hint after the word.
    #[prop(into, optional)]
    keys: Text,
    /// Cannot be pressed.
    #[prop(into, optional)]
    disabled: Signal<bool>,
    /// Is at work: keeps the focus, takes no second press.
    #[prop(into, optional)]
    busy: Signal<bool>,
    /// Sends the form around it.
    #[prop(optional)]
    submit: bool,
    /// As wide as its container.
    #[prop(optional)]
    wide: bool,
) -> impl IntoView {
    let press = move |event: leptos::ev::MouseEvent| {
        if busy.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class="btn"
            class:wide=wide
            data-kind=kind.name()
            disabled=move || disabled.get()
            aria-busy=move || busy.get().then_some("true")
            aria-disabled=move || busy.get().then_some("true")
            on:click=press
        >
            <Face label icon busy keys/>
        </button>
    }
}

/// A link that looks like a button: it goes somewhere instead of doing something.
#[component]
pub fn LinkButton(
    /// Where it goes, said as an action.
    #[prop(into)]
    label: Text,
    /// Address.
    #[prop(into)]
    href: Text,
    /// How much it asks to be pressed.
    #[prop(optional)]
    kind: ButtonKind,
    /// Drawing before the word.
    #[prop(into, optional)]
    icon: Signal<Option<Glyph>>,
    /// Keyboard hint after the word.
    #[prop(into, optional)]
    keys: Text,
    /// File name: the address is saved instead of opened.
    #[prop(into, optional)]
    download: Option<String>,
) -> impl IntoView {
    let busy = Signal::stored(false);
    view! {
        <a class="btn" data-kind=kind.name() href=move || href.get() download=download>
            <Face label icon busy keys/>
        </a>
    }
}

/// A button that shows only a drawing; its name is spoken and shown as a tooltip.
#[component]
pub fn IconButton(
    /// What pressing it does.
    #[prop(into)]
    label: Text,
    /// The drawing.
    #[prop(into)]
    icon: Signal<Glyph>,
    /// Runs when pressed.
    #[prop(into)]
    on_press: Callback<()>,
    /// How much it asks to be pressed.
    #[prop(optional, default = ButtonKind::Ghost)]
    kind: ButtonKind,
    /// Cannot be pressed.
    #[prop(into, optional)]
    disabled: Signal<bool>,
    /// For switches such as the torch: whether it is on.
    #[prop(into, optional)]
    pressed: Signal<Option<bool>>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="btn btn-icon"
            data-kind=kind.name()
            aria-label=move || label.get()
            title=move || label.get()
            aria-pressed=move || pressed.get().map(|on| if on { "true" } else { "false" })
            disabled=move || disabled.get()
            on:click=move |_| on_press.run(())
        >
            <Icon glyph=icon/>
        </button>
    }
}

/// Drawing, word and keyboard hint of a button; the drawing turns while it is at work.
#[component]
fn Face(label: Text, icon: Signal<Option<Glyph>>, busy: Signal<bool>, keys: Text) -> impl IntoView {
    let drawing = move || {
        if busy.get() {
            Some(view! { <Icon glyph=Glyph::Loader class="spin"/> })
        } else {
            icon.get().map(|glyph| view! { <Icon glyph=glyph class=""/> })
        }
    };
    view! {
        {drawing}
        <span class="btn-word">{move || label.get()}</span>
        {move || (!keys.read().is_empty()).then(|| view! { <Kbd keys/> })}
    }
}
