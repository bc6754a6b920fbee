//! The device itself: clock, ids, preferences, scanner, sounds, installing and updating the app.

pub mod awake;
pub mod clock;
pub mod ids;
pub mod install;
pub mod letters;
pub mod preferences;
pub mod scanner;
pub(crate) mod seal;
pub mod sounds;
pub mod updates;
mod wedge;

use wasm_bindgen::prelude::*;

/// Whether somebody may be looking at this tab.
pub(crate) fn is_seen() -> bool {
    web_sys::window().and_then(|window| window.document()).is_some_and(|document| !document.hidden())
}

/// Listens on the window for as long as the tab lives.
pub(crate) fn listen(event: &str, handler: impl Fn(web_sys::Event) + 'static) {
    let handler = Closure::<dyn Fn(web_sys::Event)>::new(handler);
    if let Some(window) = web_sys::window() {
        // Fails only for a listener that is no function.
        let _ = window.add_event_listener_with_callback(event, handler.as_ref().unchecked_ref());
    }
    handler.forget();
}

/// The same on the document.
pub(crate) fn listen_document(event: &str, handler: impl Fn(web_sys::Event) + 'static) {
    let handler = Closure::<dyn Fn(web_sys::Event)>::new(handler);
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        let _ = document.add_event_listener_with_callback(event, handler.as_ref().unchecked_ref());
    }
    handler.forget();
}
