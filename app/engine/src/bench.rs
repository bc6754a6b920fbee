//! How long acts take until the screen shows them, for the bench: only when the address says `?bench`.

use wasm_bindgen::prelude::*;

/// Milliseconds of every act, for whoever measures.
const LIST: &str = "__waybill_acts";

pub(crate) struct Stopwatch(Option<f64>);

impl Stopwatch {
    pub fn start() -> Stopwatch {
        Stopwatch(is_wanted().then(now).flatten())
    }

    /// Stops when the browser draws next.
    pub fn stop(self) {
        let Some(started) = self.0 else { return };
        let drawn = Closure::once_into_js(move |_: JsValue| {
            if let Some(ended) = now() {
                note(ended - started);
            }
        });
        if let Some(window) = web_sys::window() {
            // Refused only by a window that is being closed.
            let _ = window.request_animation_frame(drawn.unchecked_ref());
        }
    }
}

/// Looks at the address while it is still the one the app was opened with: screens change it later.
pub(crate) fn open() {
    is_wanted();
}

fn is_wanted() -> bool {
    thread_local! {
        static WANTED: bool = web_sys::window().and_then(|window| window.location().search().ok()).is_some_and(|search| search.contains("bench"));
    }
    WANTED.with(|wanted| *wanted)
}

fn now() -> Option<f64> {
    web_sys::window()?.performance().map(|performance| performance.now())
}

fn note(milliseconds: f64) {
    let Some(window) = web_sys::window() else { return };
    let list = js_sys::Reflect::get(&window, &LIST.into()).ok().and_then(|list| list.dyn_into::<js_sys::Array>().ok());
    let list = list.unwrap_or_default();
    list.push(&milliseconds.into());
    let _ = js_sys::Reflect::set(&window, &LIST.into(), &list);
}
