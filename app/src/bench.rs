//! The page `/bench/` that a bench of browser stores opens, only in builds with the feature `bench`. With `?cold=1` it is the
//! app itself on its Orders screen, and says when it was opened, read and drawn; else it only offers `window.bench`.

use crate::orders;
use engine::Desk;
use engine::contest::{newest_query, next_frame};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::orders::{OrderRow, View};
use std::cell::Cell;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

const PAGE: &str = "/bench";
/// So many of the newest the bench wants to know.
const NEWEST: usize = 50;
/// The tab of the screen that holds what the bench calls confirmed.
const VIEW: View = View::WaitingForStock;

thread_local! {
    static BOOT: Cell<f64> = const { Cell::new(0.0) };
}

/// At the bench's address: offers what it asks for. Says whether the app is to be drawn.
pub fn begin() -> bool {
    let location = window().location();
    if !location.pathname().is_ok_and(|path| path.starts_with(PAGE)) {
        return true;
    }
    BOOT.with(|boot| boot.set(now()));
    if let Err(error) = engine::contest::offer() {
        tell(&error);
        return false;
    }
    let is_cold = location.search().is_ok_and(|search| search.contains("cold"));
    if is_cold {
        let address = format!("{}&sort=-placed", orders::list_href(VIEW));
        // From here on the router shows that screen as if a person had come to it.
        let went =
            window().history().and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(&address)));
        went.unwrap_or_else(|error| tell(&error));
    }
    is_cold
}

fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// The desk is open; the screens come next.
pub fn note_opened(desk: Desk) {
    let opened = now();
    spawn_local(async move {
        while !desk.read(|books| books.orders().is_complete()) {
            engine::breathe().await;
        }
        let read = now();
        let newest = desk.read(|books| books.orders().page(&newest_query(VIEW), engine::now(), 0, NEWEST).0);
        while !is_drawn(&newest) {
            next_frame().await;
        }
        next_frame().await;
        next_frame().await;
        let cold = js_sys::Object::new();
        for (name, at) in [("boot", BOOT.with(Cell::get)), ("opened", opened), ("read", read), ("painted", now())] {
            set(&cold, name, &at.into());
        }
        let ids: js_sys::Array = newest.iter().map(|row| JsValue::from(row.id.to_string())).collect();
        set(&cold, "ids", &ids);
        set(&window(), "__cold", &cold);
    });
}

/// The table shows the newest: the rows in view, as for everybody.
fn is_drawn(newest: &[Arc<OrderRow>]) -> bool {
    let drawn = document().query_selector(".data-table tbody tr[id]").ok().flatten();
    let text = drawn.and_then(|row| row.text_content()).unwrap_or_default();
    newest.first().is_some_and(|row| text.contains(&row.number))
}

fn set(object: &JsValue, name: &str, value: &JsValue) {
    // Refused only by a frozen object.
    let _ = js_sys::Reflect::set(object, &name.into(), value);
}

fn tell(error: &JsValue) {
    let cold = js_sys::Object::new();
    set(&cold, "error", &format!("{error:?}").into());
    set(&window(), "__cold", &cold);
}
