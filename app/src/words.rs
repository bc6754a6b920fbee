//! The words on screens: texts of the catalogue in the language of the person at this device.
//!
//! `t!("orders-new")` and `t!("n-orders", n = 3)` give the text now, and follow the language when they stand in a
//! closure: `label=move || t!("orders-new")`.

use crate::t;
use engine::{NetError, preferences};
use kit::{Toast, Toasts, Tone};
use leptos::prelude::*;
use leptos::reactive::graph::Observer;
use leptos::task::spawn_local;
use shared::people::Language;
use shared::text;
use std::cell::Cell;
use std::sync::OnceLock;

/// After so long the texts are asked for again.
const AGAIN_MS: u32 = 2_000;

thread_local! {
    /// What was chosen last.
    static WANTED: Cell<Option<Language>> = const { Cell::new(None) };
}

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

/// Loads the texts of a language; the app brings none with it.
async fn learn(language: Language) -> Result<(), NetError> {
    if !text::speaks(language) {
        text::teach(language, &engine::load_texts(language).await?);
    }
    Ok(())
}

/// Speaks the language of this device, and nothing before its texts are here. While they cannot be loaded the page says so
/// by itself and tries again.
pub async fn begin() {
    let language = preferences::language();
    while learn(language).await.is_err() {
        kit::show_boot_problem();
        engine::sleep(AGAIN_MS).await;
    }
    speak(language);
}

/// Speaks another language from now on, and on this device from the next start. Without its texts it stays with the old
/// one and says so.
pub fn choose_language(chosen: Language, toasts: Toasts) {
    WANTED.set(Some(chosen));
    spawn_local(async move {
        let learnt = learn(chosen).await;
        // Somebody was faster than the connection.
        if WANTED.get() != Some(chosen) {
            return;
        }
        match learnt {
            Ok(()) => {
                preferences::set_language(chosen);
                speak(chosen);
            }
            Err(_) => toasts.show(Toast::new(t!("language-not-here")).tone(Tone::Warn)),
        }
    });
}

fn speak(language: Language) {
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
