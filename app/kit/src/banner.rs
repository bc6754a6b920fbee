//! Banners: something a whole screen has to know, in the flow of the page, never over it.

use crate::{Glyph, Icon, IconButton, Text, Tone};
use leptos::prelude::*;

/// A line across the screen. `Bad` is spoken at once, the others when there is a pause.
#[component]
pub fn Banner(
    /// What happened.
    #[prop(into)]
    title: Text,
    /// What it means and what to do.
    #[prop(into, optional)]
    note: Text,
    /// What it means.
    #[prop(into, optional)]
    tone: Signal<Tone>,
    /// Closes it; without this it stays as long as it is true.
    #[prop(into, optional)]
    on_close: Option<Callback<()>>,
    /// Name of the closing button.
    #[prop(into, optional)]
    close_label: Text,
    /// Buttons at its end, at most two.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let glyph = Signal::derive(move || tone.get().glyph());
    view! {
        <div class="banner" data-tone=move || tone.get().name()
            role=move || if tone.get() == Tone::Bad { "alert" } else { "status" }>
            <Icon glyph/>
            <div class="banner-text">
                <strong>{move || title.get()}</strong>
                {move || (!note.read().is_empty()).then(|| view! { <span>{move || note.get()}</span> })}
            </div>
            <div class="banner-actions">
                {children.map(|children| children())}
                {on_close.map(|on_close| view! { <IconButton label=close_label icon=Glyph::Cross on_press=on_close/> })}
            </div>
        </div>
    }
}
