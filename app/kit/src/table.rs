//! The plain table, for lists that fit on a page.

use crate::Text;
use leptos::prelude::*;

/// A real `<table>` in a frame that scrolls sideways when it must. Write `<thead>` and `<tbody>` inside;
/// class `end` for numbers, `lo` for cells that narrow screens leave out.
#[component]
pub fn Table(
    /// What the rows are.
    #[prop(into)]
    label: Text,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-label=move || label.get()>
            <table class="table" aria-label=move || label.get()>{children()}</table>
        </div>
    }
}
