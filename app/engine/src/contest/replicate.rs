//! A device of the bench that has an office: how long until it holds what the office holds, and when it hears of what another
//! device has done. Everything in between is the engine's own: the errand, the cache, the outbox, the live channel.

use super::{Failed, failed};
use crate::courier;
use crate::desk;
use crate::device::{clock, ids};
use crate::network::gate::{self, Who};
use crate::person::Person;
use crate::tab::{Tab, here};
use js_sys::Function;
use shared::base::OrderId;
use shared::contest;
use shared::engine::{Key, Kind};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

/// Between two looks at whether the first errand is over; as short as a browser lets it be.
const LOOK_EVERY_MS: u32 = 1;

thread_local! {
    /// Whom the office has let in, and who does not work here yet.
    static WHO: RefCell<Option<Who>> = const { RefCell::new(None) };
    /// Wants to hear of every order that changes.
    static WATCHER: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Before the clock runs: the others have nobody who signs in.
pub async fn sign_in() -> Result<(), Failed> {
    let who = gate::sign_in(contest::EMAIL, contest::PASSWORD).await.map_err(failed)?;
    WHO.with(|kept| *kept.borrow_mut() = Some(who));
    Ok(())
}

/// Opens this device, which is empty, and waits until everything of the office lies on its disk and can be asked for.
pub async fn start() -> Result<(), Failed> {
    let who = WHO.with(|kept| kept.borrow_mut().take()).ok_or_else(|| failed("nobody has signed in"))?;
    let Who { tenant, member, name, role } = who;
    let person = Person { tenant, member, name, role, client: ids::client_id() };
    here(|tab| tab.outbox.clone()).remember(Some(&person)).await.map_err(failed)?;
    desk::open().await;
    while !here(holds_everything) {
        clock::sleep(LOOK_EVERY_MS).await;
    }
    Ok(())
}

/// An errand has come to its end, and every order that it brought has its row.
fn holds_everything(tab: &Tab) -> bool {
    let facts = tab.facts.get();
    let orders = tab.orders.borrow();
    courier::is_live()
        && facts.has_books
        && facts.filling.is_none()
        && orders.is_complete()
        && orders.len() == tab.replica.borrow().count(Kind::Order)
}

pub fn watch(watcher: Function) {
    WATCHER.with(|kept| *kept.borrow_mut() = Some(watcher));
}

/// Whoever looks at these records was told.
pub fn changed(tab: &Tab, keys: &[Key]) {
    let Some(watcher) = WATCHER.with(|kept| kept.borrow().clone()) else { return };
    let orders = tab.orders.borrow();
    for id in keys.iter().filter(|key| key.kind == Kind::Order).filter_map(|key| key.id.parse::<OrderId>().ok()) {
        let Some(row) = orders.row(id) else { continue };
        let status = contest::their_name(row.status);
        // What the bench throws is its own affair.
        let _ = watcher.call2(&JsValue::NULL, &id.to_string().into(), &status.into());
    }
}
