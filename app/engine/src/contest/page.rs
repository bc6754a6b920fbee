//! The page that the bench opens: where it is, and what it tells about a cold open.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;

const PAGE: &str = "/bench";

/// What is wanted of the page that was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Another address: the app, as always.
    App,
    /// Only `window.bench`.
    Calls,
    /// The app on its list, and word of when it stood.
    ColdOpen,
}

/// By the address.
pub fn wanted() -> Wanted {
    let Some(location) = web_sys::window().map(|window| window.location()) else { return Wanted::App };
    if !location.pathname().is_ok_and(|path| path.starts_with(PAGE)) {
        Wanted::App
    } else if location.search().is_ok_and(|search| search.contains("cold")) {
        Wanted::ColdOpen
    } else {
        Wanted::Calls
    }
}

/// Whether the bench says that there is an office behind this page.
pub fn has_office() -> bool {
    let search = web_sys::window().and_then(|window| window.location().search().ok());
    search.is_some_and(|search| search.contains("sync"))
}

/// From here on the router shows what is at `address`, as if a person had come to it.
pub fn go_to(address: &str) {
    let history = web_sys::window().and_then(|window| window.history().ok());
    let went = history.map(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(address)));
    if let Some(Err(error)) = went {
        tell_failed(&error);
    }
}

/// Milliseconds since the page was opened.
pub fn since_opened() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

/// When the browser draws next.
pub async fn next_frame() {
    let drawn = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            // Refused only by a window that is being closed.
            let _ = window.request_animation_frame(&resolve);
        }
    });
    let _ = wasm_bindgen_futures::JsFuture::from(drawn).await;
}

/// Steps of a cold open and when they were done, and the ids of what stands on the screen.
pub fn tell_cold(steps: &[(&str, f64)], ids: impl Iterator<Item = String>) {
    let cold = Object::new();
    for (name, at) in steps {
        set(&cold, name, &(*at).into());
    }
    let ids: Array = ids.map(JsValue::from).collect();
    set(&cold, "ids", &ids);
    tell(&cold);
}

pub(super) fn tell_failed(error: &JsValue) {
    let cold = Object::new();
    set(&cold, "error", &format!("{error:?}").into());
    tell(&cold);
}

fn tell(cold: &Object) {
    if let Some(window) = web_sys::window() {
        set(&window, "__cold", cold);
    }
}

fn set(object: &JsValue, name: &str, value: &JsValue) {
    // Refused only by a frozen object.
    let _ = Reflect::set(object, &name.into(), value);
}
