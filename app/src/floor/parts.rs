//! What every job on the floor has: a head with the way back and the state of the work, a foot for thumbs.

use crate::desk::Pill;
use crate::t;
use kit::{Glyph, Icon, Text};
use leptos::prelude::*;

/// Back top left, what this is, the state of the work top right.
#[component]
pub fn FloorHead(
    #[prop(into)] title: Text,
    /// Where Back leads.
    back: &'static str,
    #[prop(into, optional)] note: Text,
    #[prop(into, optional)] marks: ViewFn,
) -> impl IntoView {
    view! {
        <header class="floor-head">
            <a class="btn btn-icon" data-kind="ghost" href=back aria-label=move || t!("back") title=move || t!("back")>
                <Icon glyph=Glyph::Back/>
            </a>
            <h1>{move || title.get()}</h1>
            <span class="floor-note">{move || note.get()}</span>
            {marks.run()}
            <span class="push"></span>
            <Pill/>
        </header>
    }
}

/// The bottom edge.
#[component]
pub fn FloorFoot(children: Children) -> impl IntoView {
    view! { <footer class="floor-foot">{children()}</footer> }
}

/// While this is on the screen, a new version waits.
#[component]
pub fn JobIsOpen() -> impl IntoView {
    engine::updates::job_open(true);
    on_cleanup(|| engine::updates::job_open(false));
}
