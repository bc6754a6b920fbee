//! The words on screens: texts of the catalogue in the language of the person at this device.
//!
//! `t!("orders-new")` and `t!("n-orders", n = 3)` give the text now, and follow the language when they stand in a
//! closure: `label=move || t!("orders-new")`.

use leptos::prelude::*;
use leptos::reactive::graph::Observer;
use shared::people::Language;
use std::sync::OnceLock;

/// One language for the whole page. It lives outside the owner tree because event handlers speak too.
fn signal() -> &'static ArcRwSignal<Language> {
    static LANGUAGE: OnceLock<ArcRwSignal<Language>> = OnceLock::new();
    LANGUAGE.get_or_init(|| ArcRwSignal::new(Language::English))
}

/// The language of the screens; whoever reads it in a closure follows it.
pub fn language() -> Language {
    // Handlers and formatting outside of a closure ask too; they follow nothing.
    if Observer::get().is_some() {
        signal().track();
    }
    signal().get_untracked()
}

/// Speaks `language` from now on, everywhere at once.
pub fn set_language(language: Language) {
    if signal().get_untracked() != language {
        signal().set(language);
    }
    if let Some(root) = document().document_element() {
        // Refused only by a document that is being torn down.
        let _ = root.set_attribute("lang", language.tag());
    }
}

/// The text of a key of the catalogue in the language of the screens.
#[macro_export]
macro_rules! t {
    ($key:expr) => {
        shared::text::t($crate::words::language(), $key)
    };
    ($key:expr, $($name:ident = $value:expr),+ $(,)?) => {
        shared::text::say($crate::words::language(), $key, &[$((stringify!($name), shared::text::Arg::from($value))),+])
    };
}
