//! A box for an address as people send it in a chat or a mail. It is read at once; the fields below show what was read.

use crate::t;
use kit::{Field, FieldKind};
use leptos::prelude::*;
use shared::base::address_paste::{self, Pasted};

#[component]
pub fn PasteBox(
    /// Country of addresses that name none.
    country: RwSignal<String>,
    /// Told what was read whenever the text changes.
    #[prop(into)]
    on_read: Callback<Pasted>,
    #[prop(optional)] autofocus: bool,
) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let read = RwSignal::new(None::<Pasted>);
    let pasted = move |typed: String| {
        let found = (!typed.trim().is_empty()).then(|| address_paste::read(&typed, &country.get_untracked()));
        text.set(typed);
        if let Some(found) = found.clone() {
            on_read.run(found);
        }
        read.set(found);
    };
    let answer = move || {
        let Some(found) = read.get() else { return String::new() };
        if found.address.is_blank() && found.name.is_empty() && found.phone.is_none() {
            return t!("paste-nothing");
        }
        let phone = found.phone.as_ref().map(|phone| phone.e164()).unwrap_or_default();
        let parts = [found.name, phone, found.address.one_line()];
        t!("paste-read", what = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "))
    };
    let leftover = move || read.get().map(|found| found.leftover).filter(|left| !left.trim().is_empty());
    view! {
        <div class="stack-tight">
            <Field label=move || t!("paste-label") hint=move || t!("paste-hint") kind=FieldKind::Area { rows: 2 } value=text on_input=pasted
                max_length=2000 autofocus/>
            <div role="status">
                <Show when=move || read.read().is_some()><p class="t2">{answer}</p></Show>
                {move || leftover().map(|left| view! { <p class="tone-warn">{t!("paste-leftover", text = left)}</p> })}
            </div>
        </div>
    }
}
