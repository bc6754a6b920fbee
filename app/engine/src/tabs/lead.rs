//! Which tab leads: the one that holds the browser's lock. A leader that the browser has put to sleep and that does not
//! answer loses it.

use crate::courier;
use crate::device::clock;
use crate::tabs::channel::{self, News};
use shared::base::Moment;
use std::cell::Cell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_futures::spawn_local;

const LOCK: &str = "waybill-leader";
/// A leader that is awake answers within milliseconds.
const ANSWER_WITHIN_MS: u32 = 4000;

/// Before the lead is taken back.
const TAKE_BACK_AFTER_MS: u32 = 1000;

thread_local! {
    static LEADS: Cell<bool> = const { Cell::new(false) };
    /// The browser has given this tab the lock and has not taken it back.
    static HOLDS: Cell<bool> = const { Cell::new(false) };
    static HEARD: Cell<bool> = const { Cell::new(false) };
    static CHECKED: Cell<Moment> = const { Cell::new(Moment(0)) };
}

/// A tab that works while another one leads looks after it this often.
const CHECK_EVERY_MS: i64 = 30_000;

pub(crate) fn leads() -> bool {
    LEADS.with(Cell::get)
}

/// Waits in line for the lead. A browser without locks has one leader per tab; the office tells doubles apart.
pub(crate) fn stand_in_line() {
    match locks() {
        Some(locks) => spawn_local(hold(locks, false)),
        None => begin(),
    }
}

fn locks() -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    let locks = js_sys::Reflect::get(&navigator, &"locks".into()).ok()?;
    (!locks.is_undefined()).then_some(locks)
}

/// Holds the lock until the tab is closed or another tab takes it.
async fn hold(locks: JsValue, mut steal: bool) {
    loop {
        let taken = request(&locks, std::mem::take(&mut steal));
        let Ok(promise) = taken else { return begin() };
        // Only ever ends when the lock is taken away from this tab.
        let _ = JsFuture::from(promise).await;
        HOLDS.with(|holds| holds.set(false));
        step_down();
    }
}

fn request(locks: &JsValue, steal: bool) -> Result<js_sys::Promise, JsValue> {
    let options = js_sys::Object::new();
    js_sys::Reflect::set(&options, &"mode".into(), &"exclusive".into())?;
    js_sys::Reflect::set(&options, &"steal".into(), &steal.into())?;
    let granted = Closure::once_into_js(|_lock: JsValue| {
        HOLDS.with(|holds| holds.set(true));
        begin();
        js_sys::Promise::new(&mut |_, _| {})
    });
    let request: js_sys::Function = js_sys::Reflect::get(locks, &"request".into())?.dyn_into()?;
    request.call3(locks, &LOCK.into(), &options, &granted)?.dyn_into()
}

fn begin() {
    LEADS.with(|leads| leads.set(true));
    channel::tell(&News::ILead);
    courier::begin_to_lead();
}

/// The cache says that another tab leads: one that was asleep has woken up and taken it. Whoever holds the lock takes it
/// back; a moment later, so that two that wake up together do not take turns.
pub(crate) fn deposed() {
    step_down();
    if HOLDS.with(Cell::get) {
        spawn_local(async {
            clock::sleep(TAKE_BACK_AFTER_MS).await;
            if HOLDS.with(Cell::get) && !leads() {
                begin();
            }
        });
    }
}

fn step_down() {
    LEADS.with(|leads| leads.set(false));
    courier::stop_leading();
}

/// Somebody asks.
pub(crate) fn answer() {
    if leads() {
        channel::tell(&News::ILead);
    }
}

/// Some tab leads and is awake.
pub(crate) fn noticed() {
    HEARD.with(|heard| heard.set(true));
}

/// Somebody works in this tab.
pub(crate) fn check_now_and_then() {
    let now = clock::now();
    if !leads() && now.0 - CHECKED.with(Cell::get).0 > CHECK_EVERY_MS {
        CHECKED.with(|checked| checked.set(now));
        check();
    }
}

/// A tab that somebody looks at wants its work sent: if the leader sleeps, take its place.
pub(crate) fn check() {
    let Some(locks) = locks().filter(|_| !leads()) else { return };
    spawn_local(async move {
        for _ in 0..2 {
            HEARD.with(|heard| heard.set(false));
            channel::tell(&News::WhoLeads);
            clock::sleep(ANSWER_WITHIN_MS).await;
            if leads() || HEARD.with(Cell::get) {
                return;
            }
        }
        hold(locks, true).await;
    });
}
