//! The device's clock, and waiting. The only place in the browser that reads the time.

use futures::future::select;
use shared::base::Moment;
use std::pin::pin;

/// Now, as the device's clock says.
#[cfg(target_arch = "wasm32")]
pub fn now() -> Moment {
    // Milliseconds since 1970 fit an f64 exactly for the next 280,000 years.
    #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds")]
    Moment(js_sys::Date::now() as i64)
}

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::disallowed_methods, reason = "tests run outside a browser")]
pub fn now() -> Moment {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Moment(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// Lets the browser draw and answer for at least `milliseconds`.
pub async fn sleep(milliseconds: u32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let milliseconds = i32::try_from(milliseconds).unwrap_or(i32::MAX);
        if let Some(window) = web_sys::window() {
            // Refused only by a window that is being closed; then nothing waits any more.
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
        }
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

/// Lets the browser draw and answer, then goes on at once. Unlike a timeout this is not slowed down in a tab that
/// nobody looks at.
pub async fn breathe() {
    let Ok(channel) = web_sys::MessageChannel::new() else { return sleep(0).await };
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        channel.port1().set_onmessage(Some(&resolve));
        let _ = channel.port2().post_message(&wasm_bindgen::JsValue::NULL);
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
    channel.port1().set_onmessage(None);
    channel.port1().close();
}

/// Until the browser has drawn what was changed; not longer than `milliseconds`, because a tab that nobody looks at is not
/// drawn at all.
pub async fn drawn(milliseconds: u32) {
    let next = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            // Refused only by a window that is being closed.
            let _ = window.request_animation_frame(&resolve);
        }
    });
    select(pin!(wasm_bindgen_futures::JsFuture::from(next)), pin!(sleep(milliseconds))).await;
    // The callback comes before the drawing, this behind it.
    breathe().await;
}
