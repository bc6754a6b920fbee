//! What belongs to the person at this device: language, theme, signing out.

use super::sign_out::SignOut;
use super::use_desk;
use crate::words::{choose_language, language};
use crate::{routes, t};
use engine::Session;
use engine::preferences::{self, Theme};
use kit::{Glyph, Menu, MenuItem};
use leptos::prelude::*;
use shared::people::Language;

/// Keeps the manifest in the language of the screens, so that what is installed has its names in it. The page cannot do
/// this by itself: it carries no script of its own.
pub fn follow_language() {
    Effect::new(|_| {
        let href = match language() {
            Language::Chinese => "/manifest.zh-CN.webmanifest",
            Language::English => "/manifest.webmanifest",
        };
        if let Ok(Some(link)) = document().query_selector("link[rel=manifest]") {
            // Refused only by a document that is being torn down.
            let _ = link.set_attribute("href", href);
        }
    });
}

/// The languages of the screens.
#[component]
pub fn LanguageMenu() -> impl IntoView {
    let toasts = kit::use_toasts();
    let items = Signal::derive(move || {
        let now = language();
        Language::ALL
            .iter()
            .map(|each| MenuItem::new(each.own_name(), move || choose_language(*each, toasts)).checked(*each == now))
            .collect()
    });
    view! { <Menu label=move || t!("language") items icon=Glyph::Languages compact=true kind=kit::ButtonKind::Ghost/> }
}

/// Light, dark, or what the device says.
#[component]
pub fn ThemeMenu() -> impl IntoView {
    let theme = RwSignal::new(preferences::theme());
    let choose = move |chosen: Theme| {
        preferences::set_theme(chosen);
        theme.set(chosen);
    };
    let items = Signal::derive(move || {
        Theme::ALL
            .iter()
            .map(|each| {
                let word = t!(&format!("theme-{}", each.name()));
                MenuItem::new(word, move || choose(*each)).checked(*each == theme.get())
            })
            .collect::<Vec<_>>()
    });
    view! { <Menu label=move || t!("theme") items icon=Glyph::Moon compact=true kind=kit::ButtonKind::Ghost/> }
}

/// The person: who is signed in, shortcuts, settings, the way out.
#[component]
pub fn Account() -> impl IntoView {
    let session = use_desk().session();
    let leaving = RwSignal::new(false);
    let name = move || match session.get() {
        Session::SignedIn { name, role, .. } => {
            t!("account-label", name = name, role = t!(&format!("role-{}", role.name())))
        }
        _ => String::new(),
    };
    let go = super::use_go();
    let items = Signal::derive(move || {
        vec![
            MenuItem::new(t!("nav-settings"), move || go.to(routes::SETTINGS)).glyph(Glyph::Settings),
            MenuItem::new(t!("nav-floor"), move || go.to(routes::FLOOR)).glyph(Glyph::Tablet),
            MenuItem::new(t!("sign-out"), move || leaving.set(true)).glyph(Glyph::LogOut),
        ]
    });
    view! {
        <Menu label=name items icon=Glyph::User compact=true kind=kit::ButtonKind::Ghost/>
        <SignOut wanted=leaving/>
    }
}
