//! The courier of the leading tab: carries commands to the office and confirmed records back. Runs for ever, one errand
//! at a time; when the office cannot be reached it waits longer and longer, and goes at once when there is a reason.

mod compaction;
mod errand;
mod spread;

use crate::device::{self, clock};
use crate::export;
use crate::first_page;
use crate::follower;
use crate::network::live::Live;
use crate::problems::NetError;
use crate::tab::here;
use crate::tabs::channel::{self, Contact, News};
use crate::tabs::lead;
use futures::channel::mpsc;
use futures::future::{Either, select};
use futures::{FutureExt, StreamExt, pin_mut};
use std::cell::{Cell, RefCell};
use wasm_bindgen_futures::spawn_local;

/// Without news the office is asked this often: the live channel may be dead without anybody noticing.
const POLL_MS: u32 = 30_000;
const FIRST_RETRY_MS: u32 = 1_000;
const LONGEST_RETRY_MS: u32 = 30_000;
/// An app that is too old, or nobody signed in: only a person can change that.
const RESTING_MS: u32 = 60_000;

/// Why the courier is woken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Call {
    /// There is something to carry.
    Work,
    /// Something says that the office can be reached now; do not wait any longer.
    Hurry,
}

#[derive(Default)]
struct Courier {
    calls: RefCell<Option<mpsc::UnboundedSender<Call>>>,
    /// What the rules of an errand remember from one to the next.
    machine: RefCell<errand::Machine>,
    /// Counts the times this tab began and ceased to lead: an errand of before is void.
    term: Cell<u64>,
    /// The number for the cache is taken, or could not be.
    has_begun: Cell<bool>,
    /// What others wrote to the cache before is read.
    is_ready: Cell<bool>,
    /// Counts how often a new hello was wanted: one that is on its way already does not count for it.
    greetings: Cell<u64>,
    live: RefCell<Option<Live>>,
    /// An errand is under way.
    is_out: Cell<bool>,
    contact_written: Cell<i64>,
}

thread_local! {
    static COURIER: Courier = Courier::default();
}

fn courier<T>(look: impl FnOnce(&Courier) -> T) -> T {
    COURIER.with(look)
}

/// Begins; does nothing until this tab leads.
pub(crate) fn open() {
    let (sender, calls) = mpsc::unbounded();
    courier(|courier| *courier.calls.borrow_mut() = Some(sender));
    spawn_local(run(calls));
    device::listen("online", |_| hurry());
    device::listen("pageshow", |_| hurry());
    device::listen("focus", |_| look_after());
    device::listen_document("visibilitychange", |_| look_after());
}

/// There is something to carry.
pub(crate) fn poke() {
    call(Call::Work);
}

/// Try at once.
pub(crate) fn hurry() {
    call(Call::Hurry);
}

/// Try at once, whichever tab leads.
pub(crate) fn sync_now() {
    if lead::leads() {
        hurry();
    } else {
        channel::tell(&News::SyncNow);
        lead::check();
    }
}

/// Somebody looks at this tab again, or nobody does: it may be closed now.
fn look_after() {
    if device::is_seen() {
        sync_now();
    } else {
        spawn_local(first_page::keep());
    }
}

fn call(call: Call) {
    courier(|courier| {
        if let Some(calls) = &*courier.calls.borrow() {
            // Fails only when the tab is being closed.
            let _ = calls.unbounded_send(call);
        }
    });
}

/// This tab leads now. What others have written is read first.
pub(crate) fn begin_to_lead() {
    let term = new_term();
    spawn_local(async move {
        let cache = here(|tab| tab.cache.clone());
        let leader = cache.take_lead(clock::now()).await.ok();
        if courier(|courier| courier.term.get()) != term {
            return;
        }
        courier(|courier| {
            courier.machine.borrow_mut().begin(leader);
            courier.has_begun.set(true);
        });
        crate::opening::catch_up();
        hurry();
    });
}

pub(crate) fn stop_leading() {
    new_term();
    courier(|courier| {
        courier.machine.borrow_mut().end();
        courier.live.borrow_mut().take();
    });
}

/// The number under which this tab may write the cache, once it has one.
pub(crate) fn leader() -> Option<u64> {
    courier(|courier| courier.machine.borrow().leader)
}

/// Whether an errand is under way: what it has brought may not be on every list yet.
pub(crate) fn is_out() -> bool {
    courier(|courier| courier.is_out.get())
}

/// Whether an errand has come to its end, and the live channel is open.
#[cfg(feature = "bench")]
pub(crate) fn is_live() -> bool {
    courier(|courier| courier.live.borrow().is_some())
}

fn new_term() -> u64 {
    courier(|courier| {
        courier.has_begun.set(false);
        courier.is_ready.set(false);
        courier.term.set(courier.term.get() + 1);
        courier.term.get()
    })
}

/// Something was read to its end. False: before this tab can lead it has to read what the cache has gained.
pub(crate) fn has_caught_up(has_read_all: bool) -> bool {
    courier(|courier| {
        if courier.has_begun.get() && has_read_all {
            courier.is_ready.set(true);
        }
        !courier.has_begun.get() || courier.is_ready.get()
    })
}

/// Other books are open: the errand for those of before is void.
pub(crate) fn forget_errand() {
    courier(|courier| courier.machine.borrow_mut().forget());
}

/// The same books are open under other numbers.
pub(crate) fn renumber() {
    courier(|courier| courier.machine.borrow_mut().renumber());
}

/// Whoever works here, or the books of the office, may be others now: introduce this client again.
pub(crate) fn greet_again() {
    courier(|courier| {
        courier.machine.borrow_mut().greeted = false;
        courier.greetings.set(courier.greetings.get().wrapping_add(1));
        courier.live.borrow_mut().take();
    });
    hurry();
}

async fn run(mut calls: mpsc::UnboundedReceiver<Call>) {
    let mut failures: u32 = 0;
    let mut wait = POLL_MS;
    loop {
        wait_for_call(&mut calls, wait, failures > 0).await;
        if !lead::leads() || !here(|tab| tab.is_open()) {
            wait = POLL_MS;
            continue;
        }
        courier(|courier| courier.is_out.set(true));
        let done = errand::run().await;
        courier(|courier| courier.is_out.set(false));
        first_page::keep_soon();
        match done {
            Ok(()) => {
                failures = 0;
                wait = POLL_MS;
            }
            Err(error) => {
                failures += 1;
                wait = after_failure(&error, failures);
            }
        }
    }
}

/// Until the time is over or somebody calls. While the office cannot be reached, more work is no reason to try.
async fn wait_for_call(calls: &mut mpsc::UnboundedReceiver<Call>, milliseconds: u32, is_backing_off: bool) {
    let alarm = clock::sleep(milliseconds).fuse();
    pin_mut!(alarm);
    loop {
        let next = calls.next();
        match select(next, &mut alarm).await {
            Either::Left((Some(Call::Work), _)) if is_backing_off => {}
            Either::Left(_) | Either::Right(_) => return,
        }
    }
}

/// Notes what is wrong and says how long to wait.
fn after_failure(error: &NetError, failures: u32) -> u32 {
    courier(|courier| courier.machine.borrow_mut().greeted = false);
    let contact = match error {
        NetError::SignedOut => Contact::Expired,
        NetError::TooOld => Contact::TooOld,
        _ => Contact::NotReached,
    };
    follower::contact(contact);
    channel::tell(&News::Contact(contact));
    match error {
        NetError::SignedOut => {
            spawn_local(export::hand_in_by_itself());
            RESTING_MS
        }
        NetError::TooOld => {
            device::updates::look_now();
            RESTING_MS
        }
        NetError::Busy { retry_after_seconds } => {
            jitter(retry_after_seconds.saturating_mul(1000).clamp(FIRST_RETRY_MS, RESTING_MS))
        }
        NetError::Offline | NetError::Problem(_) | NetError::Garbage => {
            jitter(FIRST_RETRY_MS.saturating_mul(1 << failures.min(6)).min(LONGEST_RETRY_MS))
        }
    }
}

/// Between half and all of it, so that fifty tablets do not come back in the same moment.
fn jitter(milliseconds: u32) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
    let thousandths = (js_sys::Math::random() * 1000.0) as u32;
    let half = milliseconds / 2;
    half + half.saturating_mul(thousandths) / 1000
}
