//! The shell of the floor: larger type and targets, no rail, nothing between a person and the job.

use crate::desk::{ShopHere, SignedIn, Warnings};
use leptos::prelude::*;
use leptos_router::components::Outlet;

/// Around every screen of the floor.
#[component]
pub fn Floor() -> impl IntoView {
    mark_root("floor");
    on_cleanup(|| mark_root("desk"));
    view! {
        <SignedIn>
            <div class="floor-warnings"><Warnings/></div>
            <main class="floor">
                <ShopHere><Outlet/></ShopHere>
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
