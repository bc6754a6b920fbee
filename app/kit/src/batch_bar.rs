//! The batch bar: what can be done with the selected rows. It takes the place of the toolbar, so nothing moves.

use crate::{Glyph, IconButton, Selection, Text};
use leptos::prelude::*;

/// Shown while something is selected.
#[component]
pub fn BatchBar(
    /// The selection of the table.
    selection: Selection,
    /// How many are selected, in words.
    #[prop(into)]
    count_label: Text,
    /// Name of the button that selects nothing.
    #[prop(into)]
    clear_label: Text,
    /// The toolbar that stands here while nothing is selected.
    #[prop(into, optional)]
    toolbar: ViewFn,
    /// Actions on the selected rows.
    children: ChildrenFn,
) -> impl IntoView {
    let some = Memo::new(move |_| !selection.is_empty());
    view! {
        <div class="toolbar" class:batch=some>
            {move || if some.get() {
                view! {
                    <IconButton label=clear_label icon=Glyph::Cross on_press=move || selection.clear()/>
                    <strong class="batch-count">{move || count_label.get()}</strong>
                    {children()}
                }.into_any()
            } else {
                toolbar.run()
            }}
            <span class="visually-hidden" role="status">{move || some.get().then(|| count_label.get())}</span>
        </div>
    }
}
