//! The shell of the floor: larger type and targets, no rail, nothing between a person and the job.

use crate::desk::{SignedIn, use_desk};
use crate::t;
use kit::Skeleton;
use leptos::prelude::*;
use leptos_router::components::Outlet;

/// Around every screen of the floor.
#[component]
pub fn Floor() -> impl IntoView {
    let whole = use_desk().is_whole();
    mark_root("floor");
    on_cleanup(|| mark_root("desk"));
    view! {
        <SignedIn>
            <main class="floor">
                <Show when=move || whole.get() fallback=|| view! { <Skeleton lines=6 label=move || t!("loading")/> }>
                    <Outlet/>
                </Show>
            </main>
        </SignedIn>
    }
}

/// Tells the style sheet which of the two shells is shown.
fn mark_root(app: &str) {
    if let Some(root) = document().document_element() {
        // Refused only by a document that is being torn down.
        let _ = root.set_attribute("data-app", app);
    }
}
