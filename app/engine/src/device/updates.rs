//! The service worker: registered once, and a newer version of the app is offered, never forced.

use super::clock;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::sync::OnceLock;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_futures::spawn_local;

thread_local! {
    static REGISTRATION: RefCell<Option<web_sys::ServiceWorkerRegistration>> = const { RefCell::new(None) };
    static APPLYING: Cell<bool> = const { Cell::new(false) };
    static OPEN_JOBS: Cell<u32> = const { Cell::new(0) };
}

/// A tab that stays open for days asks for a newer app this often.
const LOOK_EVERY_MS: u32 = 60 * 60 * 1000;

fn ready() -> ArcRwSignal<bool> {
    static READY: OnceLock<ArcRwSignal<bool>> = OnceLock::new();
    READY.get_or_init(|| ArcRwSignal::new(false)).clone()
}

/// A newer app is here and waits.
pub fn update_ready() -> Signal<bool> {
    ready().into()
}

/// A job (pick, pack, count) was opened or closed; while one is open no update is applied.
pub fn job_open(open: bool) {
    OPEN_JOBS.with(|jobs| jobs.set(if open { jobs.get() + 1 } else { jobs.get().saturating_sub(1) }));
}

/// Changes to the newer app and loads it. Says no while a job is open.
pub fn apply_update() -> bool {
    if OPEN_JOBS.with(Cell::get) > 0 {
        return false;
    }
    let waiting =
        REGISTRATION.with(|kept| kept.borrow().as_ref().and_then(web_sys::ServiceWorkerRegistration::waiting));
    let Some(worker) = waiting else { return false };
    APPLYING.with(|applying| applying.set(true));
    let message = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&message, &"type".into(), &"apply".into());
    worker.post_message(&message).is_ok()
}

/// Changes to the newest app: the one that waits, or whatever the office has now. Says no while a job is open.
pub fn load_newest() -> bool {
    if OPEN_JOBS.with(Cell::get) > 0 {
        return false;
    }
    if !apply_update()
        && let Some(window) = web_sys::window()
    {
        let _ = window.location().reload();
    }
    true
}

pub(crate) fn register() {
    spawn_local(async {
        // Without a service worker (plain http on another host) the app works, it only cannot start without a connection.
        let _ = watch_registration().await;
    });
}

async fn watch_registration() -> Result<(), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let navigator = window.navigator();
    if !js_sys::Reflect::has(&navigator, &"serviceWorker".into())? {
        return Ok(());
    }
    let container = navigator.service_worker();
    let options = web_sys::RegistrationOptions::new();
    options.set_update_via_cache(web_sys::ServiceWorkerUpdateViaCache::None);
    let registration = JsFuture::from(container.register_with_options("/sw.js", &options)).await?;
    let registration: web_sys::ServiceWorkerRegistration = registration.dyn_into()?;
    REGISTRATION.with(|kept| *kept.borrow_mut() = Some(registration.clone()));

    registration.set_onupdatefound(Some(Closure::<dyn Fn()>::new(follow_installing).into_js_value().unchecked_ref()));
    container.set_oncontrollerchange(Some(Closure::<dyn Fn()>::new(reload_if_wanted).into_js_value().unchecked_ref()));
    super::listen("focus", |_| look_for_waiting());
    look_for_waiting();
    loop {
        clock::sleep(LOOK_EVERY_MS).await;
        look_now();
    }
}

/// Asks the office for a newer app.
pub(crate) fn look_now() {
    let Some(registration) = REGISTRATION.with(|kept| kept.borrow().clone()) else { return };
    spawn_local(async move {
        if let Ok(promise) = registration.update() {
            // Offline: asked again in an hour.
            let _ = JsFuture::from(promise).await;
        }
        look_for_waiting();
    });
}

/// A newer worker is being installed: when it is done, it waits.
fn follow_installing() {
    let installing =
        REGISTRATION.with(|kept| kept.borrow().as_ref().and_then(web_sys::ServiceWorkerRegistration::installing));
    if let Some(worker) = installing {
        worker.set_onstatechange(Some(Closure::<dyn Fn()>::new(look_for_waiting).into_js_value().unchecked_ref()));
    }
}

fn look_for_waiting() {
    let waiting =
        REGISTRATION.with(|kept| kept.borrow().as_ref().is_some_and(|registration| registration.waiting().is_some()));
    // The very first worker of a device waits for nobody and is no news.
    let controlled = web_sys::window().is_some_and(|window| window.navigator().service_worker().controller().is_some());
    if ready().get_untracked() != (waiting && controlled) {
        ready().set(waiting && controlled);
    }
}

/// Another tab may have applied the update: this one goes on with what it has until its person wants it.
fn reload_if_wanted() {
    if APPLYING.with(Cell::get)
        && let Some(window) = web_sys::window()
    {
        let _ = window.location().reload();
    }
}
