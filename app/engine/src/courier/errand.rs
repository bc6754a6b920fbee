//! One errand: say hello if need be, carry everything out, bring everything back, and leave the live channel open.

use super::{courier, pull, push, restore};
use crate::device::{clock, preferences};
use crate::network::live::Live;
use crate::network::{gate, sync};
use crate::person::Person;
use crate::problems::NetError;
use crate::rescue;
use crate::session;
use crate::tab::here;
use crate::tabs::channel::{self, News};
use shared::sync::protocol::{Hello, HelloReply, PROTOCOL};

/// Results are brought back this often while a queue goes out; less often for a long one, which is replayed each time.
const PULL_EVERY_MS: i64 = 3_000;
const PULL_SELDOM_MS: i64 = 15_000;
const LONG_QUEUE: usize = 1_000;

pub(super) async fn run() -> Result<(), NetError> {
    settle_sign_out().await?;
    let Some(person) = here(|tab| tab.person.borrow().clone()) else { return Ok(()) };
    rescue::look().await;
    if !courier(|courier| courier.greeted.get()) && !greet(&person).await? {
        return Ok(());
    }
    let mut last_pull = clock::now();
    while push::next(&person).await? {
        reached();
        let every = if here(|tab| tab.ledger.borrow().waiting()) > LONG_QUEUE { PULL_SELDOM_MS } else { PULL_EVERY_MS };
        if clock::now().0 - last_pull.0 > every {
            pull::all(&person).await?;
            last_pull = clock::now();
        }
    }
    pull::all(&person).await?;
    reached();
    keep_live_open();
    pull::tidy(&person).await;
    Ok(())
}

/// The office answered.
fn reached() {
    here(|tab| {
        tab.contact(true);
        tab.facts.change(|facts| facts.expired = false);
    });
    channel::tell(&News::Contact { reached: true, expired: false });
}

/// Somebody signed out without a connection: the office is told before anything else.
async fn settle_sign_out() -> Result<(), NetError> {
    let outbox = here(|tab| tab.outbox.clone());
    let owed = outbox.remembered().await.is_ok_and(|remembered| remembered.sign_out_owed);
    if owed {
        gate::sign_out().await?;
        // If this cannot be written the office is told again, which does no harm.
        let _ = outbox.owe_sign_out(false).await;
    }
    Ok(())
}

/// Introduces this client. False when that changed who works here; then the next errand goes on.
async fn greet(person: &Person) -> Result<bool, NetError> {
    let hello = Hello { client: person.client, protocol: PROTOCOL, device: preferences::device_name() };
    let reply = sync::hello(&hello).await?;
    if !person.is(reply.tenant, reply.member) {
        // If it cannot be remembered, the next start asks again.
        let _ = session::become_person(&gate::Who::of(&reply)).await;
        return Ok(false);
    }
    note(person, &reply).await;
    if !restore::check(person, &reply).await? {
        return Ok(false);
    }
    courier(|courier| {
        courier.greeted.set(true);
        courier.pull.grant(reply.scopes);
    });
    Ok(true)
}

/// Name and role may have changed since this device heard of them.
async fn note(person: &Person, reply: &HelloReply) {
    if person.name == reply.name && person.role == reply.role {
        return;
    }
    let now = Person { name: reply.name.clone(), role: reply.role, ..person.clone() };
    let outbox = here(|tab| tab.outbox.clone());
    // What cannot be written now is written at the next hello.
    let _ = outbox.remember(Some(&now)).await;
    here(|tab| {
        tab.session.set(now.session(false));
        *tab.person.borrow_mut() = Some(now);
    });
}

fn keep_live_open() {
    courier(|courier| {
        let mut live = courier.live.borrow_mut();
        if live.as_ref().is_none_or(Live::is_closed) {
            *live = Live::open(super::poke);
        }
    });
}
