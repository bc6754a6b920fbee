//! Installing the app on the home screen: the browser's offer is kept until somebody wants it.

use leptos::prelude::*;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

thread_local! {
    static OFFER: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

fn ready() -> ArcRwSignal<bool> {
    static READY: std::sync::OnceLock<ArcRwSignal<bool>> = std::sync::OnceLock::new();
    READY.get_or_init(|| ArcRwSignal::new(false)).clone()
}

/// Whether the browser would install the app now.
pub fn can_install() -> Signal<bool> {
    ready().into()
}

/// Whether this window already is the installed app.
pub fn is_installed() -> bool {
    let query = "(display-mode: standalone), (display-mode: fullscreen), (display-mode: minimal-ui)";
    web_sys::window().and_then(|window| window.match_media(query).ok().flatten()).is_some_and(|list| list.matches())
}

/// Shows the browser's own question. It can be asked once per offer.
pub fn install() {
    let Some(offer) = OFFER.with(|kept| kept.borrow_mut().take()) else { return };
    ready().set(false);
    if let Ok(prompt) = js_sys::Reflect::get(&offer, &"prompt".into()).and_then(JsCast::dyn_into::<js_sys::Function>) {
        // The answer comes as another event; a refusal needs nothing from us.
        let _ = prompt.call0(&offer);
    }
}

pub(crate) fn listen() {
    super::listen("beforeinstallprompt", |event| {
        event.prevent_default();
        OFFER.with(|kept| *kept.borrow_mut() = Some(event.into()));
        ready().set(true);
    });
    super::listen("appinstalled", |_| {
        OFFER.with(|kept| *kept.borrow_mut() = None);
        ready().set(false);
    });
}
