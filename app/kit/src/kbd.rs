//! Keyboard hints: how a shortcut is shown beside the thing it does.

use crate::Text;
use leptos::prelude::*;

/// The keys of a shortcut, for example `N` or `Ctrl K`. Decoration: the shortcut sheet names them for everybody.
#[component]
pub fn Kbd(
    /// Keys as they are read on the keyboard.
    #[prop(into)]
    keys: Text,
) -> impl IntoView {
    view! { <kbd aria-hidden="true">{move || keys.get()}</kbd> }
}

/// `⌘` on Apple machines, `Ctrl` elsewhere.
pub fn command_key() -> &'static str {
    let agent = window().navigator().user_agent().unwrap_or_default();
    if agent.contains("Mac") || agent.contains("iPhone") || agent.contains("iPad") { "⌘" } else { "Ctrl" }
}
