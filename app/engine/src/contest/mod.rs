//! What a bench of browser stores asks of a page: `window.bench`, answered by the same engine that the screens use. Only
//! in builds with the feature `bench`, which users never get.

mod load;
pub mod page;
pub(crate) mod replicate;

use crate::courier;
use crate::desk::{self, Desk};
use crate::device::{clock, ids};
use crate::index::{Filters, OrderIndex, OrderQuery, SortBy};
use crate::person::Person;
use crate::tab::here;
use js_sys::{Array, Function, Object, Promise, Reflect};
use shared::base::{MemberId, OrderId, TenantId};
use shared::contest;
use shared::engine::Command;
use shared::orders::record_payment::RecordPayment;
use shared::orders::release::Release;
use shared::orders::set_stage::SetStage;
use shared::orders::{HoldKind, Order, OrderRow, PaymentMethod, Status, View};
use shared::people::Role;
use std::future::Future;
use std::sync::Arc;
use uuid::Uuid;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

/// Words for whoever runs the bench.
#[derive(Debug)]
pub struct Failed(String);

fn failed(why: impl std::fmt::Debug) -> Failed {
    Failed(format!("{why:?}"))
}

impl From<Failed> for JsValue {
    fn from(failed: Failed) -> JsValue {
        js_sys::Error::new(&failed.0).into()
    }
}

/// Hangs `window.bench` up.
pub fn offer() {
    hang_up().unwrap_or_else(|error| page::tell_failed(&error));
}

fn hang_up() -> Result<(), JsValue> {
    let bench = Object::new();
    // Every write of the outbox is strict; there is no other way.
    Reflect::set(&bench, &"modes".into(), &Array::of1(&"strict".into()))?;
    add(&bench, "open", |_, _| async { open().await.map(|()| JsValue::UNDEFINED) })?;
    add(&bench, "syncStart", |_, _| async { replicate::start().await.and_then(|()| pulled()) })?;
    add(&bench, "watch", |watcher, _| async move {
        replicate::watch(watcher.unchecked_into());
        Ok(JsValue::UNDEFINED)
    })?;
    add(&bench, "close", |_, _| async { Ok(JsValue::UNDEFINED) })?;
    add(&bench, "bulkLoad", |theirs, _| async move {
        load::load(&theirs.unchecked_into()).await.map(|()| JsValue::UNDEFINED)
    })?;
    add(&bench, "newestByStatus", |status, n| async move {
        whole().await;
        newest(&text(&status)?, number(&n)).map(JsValue::from)
    })?;
    add(&bench, "byCustomerPhone", |phone, _| async move {
        whole().await;
        of_phone(&text(&phone)?).map(JsValue::from)
    })?;
    add(&bench, "setStatus", |id, status| async move {
        whole().await;
        set_status(&text(&id)?, &text(&status)?).await.map(|()| JsValue::UNDEFINED)
    })?;
    add(&bench, "countByStatus", |_, _| async { counts() })?;
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    Reflect::set(&window, &"bench".into(), &bench)?;
    Ok(())
}

fn add<F>(bench: &Object, name: &str, work: impl Fn(JsValue, JsValue) -> F + 'static) -> Result<(), JsValue>
where
    F: Future<Output = Result<JsValue, Failed>> + 'static,
{
    let call = move |one: JsValue, other: JsValue| -> Promise {
        let work = work(one, other);
        future_to_promise(async move { Ok(work.await?) })
    };
    let call: Function = Closure::<dyn Fn(JsValue, JsValue) -> Promise>::new(call).into_js_value().unchecked_into();
    Reflect::set(bench, &name.into(), &call)?;
    Ok(())
}

fn text(value: &JsValue) -> Result<String, Failed> {
    value.as_string().ok_or_else(|| failed("a text was expected"))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small count")]
fn number(value: &JsValue) -> usize {
    value.as_f64().unwrap_or_default() as usize
}

/// When everything was there: on the disk and in memory at once, because every segment is kept before it is laid.
fn pulled() -> Result<JsValue, Failed> {
    let told = Object::new();
    Reflect::set(&told, &"pulled".into(), &page::since_opened().into()).map_err(failed)?;
    Ok(told.into())
}

/// Opens the device and waits until every query can be answered. A device with an office is opened when the clock runs.
async fn open() -> Result<(), Failed> {
    if page::has_office() {
        return replicate::sign_in().await;
    }
    sign_in().await?;
    desk::open().await;
    while !is_open() {
        // Looks again when the browser has done what it has to do.
        clock::breathe().await;
    }
    Ok(())
}

/// The screen may stand on rows alone; whoever asks for whole orders waits until they are read, as the other screens do.
async fn whole() {
    while !here(|tab| tab.facts.get().is_read) {
        clock::breathe().await;
    }
}

/// This tab leads, has read the cache, and has a row of every order.
fn is_open() -> bool {
    courier::leader().is_some()
        && here(|tab| tab.ready.get() && !tab.reading.get() && tab.orders.borrow().is_complete())
}

/// Somebody works here, without an office that says so.
async fn sign_in() -> Result<(), Failed> {
    let outbox = here(|tab| tab.outbox.clone());
    if outbox.remembered().await.map_err(failed)?.person.is_some() {
        return Ok(());
    }
    let person = Person {
        tenant: TenantId(Uuid::from_u128(1)),
        member: MemberId(Uuid::from_u128(2)),
        name: "Bench".to_owned(),
        role: Role::Owner,
        client: ids::client_id(),
    };
    outbox.remember(Some(&person)).await.map_err(failed)
}

fn stage(theirs: &str) -> Result<Status, Failed> {
    contest::stage(theirs).ok_or_else(|| failed(theirs))
}

/// The list that the Orders screen shows, newest first.
pub fn newest_query(view: View) -> OrderQuery {
    OrderQuery { view, sort: SortBy::PlacedAt, descending: true, ..OrderQuery::default() }
}

fn newest(theirs: &str, n: usize) -> Result<Array, Failed> {
    let status = stage(theirs)?;
    let filters = Filters { status: Some(status), ..Filters::default() };
    let query = OrderQuery { filters, ..newest_query(view_of(status)) };
    rows(|index| index.page(&query, clock::now(), 0, n).0)
}

/// The tab of the screen that holds these.
fn view_of(status: Status) -> View {
    match status {
        Status::OnHold => View::OnHold,
        Status::ToReserve => View::WaitingForStock,
        Status::Shipped | Status::Delivered => View::Shipped,
        Status::Cancelled => View::Cancelled,
        _ => View::ToShip,
    }
}

/// What somebody finds who types the number into the search of the list.
fn of_phone(theirs: &str) -> Result<Array, Failed> {
    let search = contest::phone(theirs).map_err(failed)?;
    let query = OrderQuery { search, ..newest_query(View::All) };
    rows(|index| index.page(&query, clock::now(), 0, usize::MAX).0)
}

/// Whole orders, as the other contestants read them, each told by a few of its fields.
fn rows(find: impl FnOnce(&OrderIndex) -> Vec<Arc<OrderRow>>) -> Result<Array, Failed> {
    let found: Vec<Arc<Order>> = Desk.read(|books| {
        let found = find(books.orders());
        found.iter().filter_map(|row| books.order(row.id)).collect()
    });
    let list = Array::new();
    let names = ["id", "number", "customer", "address", "status"].map(JsValue::from);
    for order in found {
        let row = Object::new();
        let values = [
            order.id.to_string(),
            order.number.to_string(),
            order.customer.name.to_string(),
            order.ship_to.one_line(),
            order.status().name().to_owned(),
        ];
        for (name, value) in names.iter().zip(values) {
            Reflect::set(&row, name, &value.into()).map_err(failed)?;
        }
        list.push(&row);
    }
    Ok(list)
}

/// Done by a real command where one leads there; the trade knows no way from, say, delivered to confirmed.
async fn set_status(id: &str, theirs: &str) -> Result<(), Failed> {
    let (id, stage): (OrderId, _) = (id.parse().map_err(failed)?, stage(theirs)?);
    let order = Desk.read(|books| books.order(id)).ok_or_else(|| failed("no such order"))?;
    Desk.act(way_to(&order, stage)).await.map(|_outcome| ()).map_err(failed)
}

fn way_to(order: &Order, stage: Status) -> Command {
    let holds: Vec<HoldKind> = order.holds.iter().map(|hold| hold.kind).collect();
    match (stage, holds.as_slice()) {
        (Status::ToReserve, [HoldKind::Manual]) => Release { order: order.id, kind: HoldKind::Manual }.into(),
        (Status::ToReserve, [HoldKind::Payment]) => {
            let (amount, method) = (order.due(), PaymentMethod::WechatPay);
            RecordPayment { order: order.id, amount, method, reference: Default::default() }.into()
        }
        _ => SetStage { order: order.id, stage }.into(),
    }
}

fn counts() -> Result<JsValue, Failed> {
    let counts = Desk.read(|books| books.orders().count_by_status());
    let told = Object::new();
    for (status, count) in counts {
        let count = u32::try_from(count).map_err(failed)?;
        Reflect::set(&told, &status.name().into(), &count.into()).map_err(failed)?;
    }
    Ok(told.into())
}
