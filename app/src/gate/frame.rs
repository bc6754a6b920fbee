//! The frame of the screens before the desk: the brand, one card, language and appearance.

use crate::t;
use crate::words::{choose_language, language};
use kit::{BrandMark, Choice, Segmented, Text, use_toasts};
use leptos::prelude::*;
use shared::people::Language;

#[component]
pub fn Frame(
    #[prop(into)] title: Text,
    /// Links under the card.
    #[prop(into)]
    foot: ViewFn,
    children: Children,
) -> impl IntoView {
    Effect::new(move |_| document().set_title(&format!("{} · Waybill", title.get())));
    view! {
        <main class="auth">
            <div class="auth-card">
                <p class="auth-brand"><BrandMark/><span>"Waybill"</span></p>
                <h1>{move || title.get()}</h1>
                {children()}
            </div>
            <div class="auth-foot">
                {foot.run()}
                <LanguageSwitch/>
            </div>
        </main>
    }
}

/// The languages by their own names; the page changes at once.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let choices =
        || Language::ALL.iter().map(|language| Choice::new(language.tag(), language.own_name())).collect::<Vec<_>>();
    let toasts = use_toasts();
    let change = move |tag: String| {
        if let Some(language) = Language::from_tag(&tag) {
            choose_language(language, toasts);
        }
    };
    view! {
        <Segmented label=move || t!("language") label_hidden=true choices=Signal::derive(choices)
            value=move || language().tag().to_owned() on_change=change/>
    }
}
