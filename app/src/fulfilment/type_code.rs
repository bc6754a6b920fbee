//! Typing a code where no scanner reads it.

use crate::t;
use kit::{Button, ButtonKind, Dialog, Field};
use leptos::prelude::*;

/// A dialog with one field. `on_code` is told the text, as if it had been scanned.
#[component]
pub fn TypeCode(open: RwSignal<bool>, #[prop(into)] on_code: Callback<String>) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let take = move |code: String| {
        if !code.trim().is_empty() {
            open.set(false);
            text.set(String::new());
            on_code.run(code);
        }
    };
    view! {
        <Dialog open title=move || t!("floor-type-title") close_label=move || t!("close")
            footer=move || view! {
                <Button label=move || t!("floor-type-take") kind=ButtonKind::Primary on_press=move |()| take(text.get_untracked())/>
            }>
            <Field label=move || t!("floor-type-label") value=text on_input=move |typed: String| text.set(typed)
                on_commit=move |typed: String| take(typed) hint=move || t!("floor-type-hint") autofocus=true/>
        </Dialog>
    }
}
