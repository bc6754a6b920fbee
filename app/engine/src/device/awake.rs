//! The screen of a tablet at work: it stays on, and what it shows can be put on paper.

use super::listen_document;
use std::cell::Cell;
use wasm_bindgen::prelude::*;

thread_local! {
    static WANTED: Cell<bool> = const { Cell::new(false) };
}

/// Keeps the screen on until the tab is closed. Browsers let go of it whenever the tab is hidden, so it is asked for
/// again whenever the tab is shown. Without the feature nothing happens.
pub fn keep_awake() {
    if !WANTED.replace(true) {
        listen_document("visibilitychange", |_| ask());
    }
    ask();
}

/// `navigator.wakeLock.request("screen")`, looked up by name because it is young.
fn ask() {
    let Some(navigator) = web_sys::window().map(|window| window.navigator()) else { return };
    let Ok(lock) = js_sys::Reflect::get(&navigator, &"wakeLock".into()) else { return };
    let request = js_sys::Reflect::get(&lock, &"request".into())
        .ok()
        .and_then(|request| request.dyn_into::<js_sys::Function>().ok());
    let asked = request.and_then(|request| request.call1(&lock, &"screen".into()).ok());
    if let Some(promise) = asked.and_then(|promise| promise.dyn_into::<js_sys::Promise>().ok()) {
        // A refusal (low battery, hidden tab) is no reason to bother anybody.
        wasm_bindgen_futures::spawn_local(async move {
            let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
        });
    }
}

/// Opens the print dialog.
pub fn print_page() {
    if let Some(window) = web_sys::window() {
        // Refused only in a sandboxed frame.
        let _ = window.print();
    }
}
