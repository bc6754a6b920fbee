//! Empty states and skeletons: what stands where nothing is yet.

use crate::{Glyph, Icon, Text};
use leptos::prelude::*;

/// What this place is for, why it is empty, and the one thing to do about it.
#[component]
pub fn EmptyState(
    /// What would be here.
    #[prop(into)]
    title: Text,
    /// Why there is nothing, and what brings something.
    #[prop(into, optional)]
    note: Text,
    /// The drawing.
    #[prop(optional, default = Glyph::Inbox)]
    icon: Glyph,
    /// The one primary action, and perhaps a link to learn more.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <span class="empty-mark"><Icon glyph=icon/></span>
            <p class="empty-title">{move || title.get()}</p>
            {move || (!note.read().is_empty()).then(|| view! { <p class="empty-note">{move || note.get()}</p> })}
            {children.map(|children| view! { <div class="empty-actions">{children()}</div> })}
        </div>
    }
}

/// Grey lines in the place of text that is being read from disk.
#[component]
pub fn Skeleton(
    /// How many lines.
    #[prop(optional, default = 3)]
    lines: usize,
    /// What is being loaded, for those who cannot see it.
    #[prop(into)]
    label: Text,
) -> impl IntoView {
    view! {
        <div class="skeleton" role="status" aria-label=move || label.get()>
            {(0..lines).map(|_| view! { <span class="skeleton-line"></span> }).collect_view()}
        </div>
    }
}
