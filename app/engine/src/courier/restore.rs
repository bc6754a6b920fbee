//! When the office's books are not the ones this device knows: they were restored from a backup, or lost what this
//! client has sent. Caches are thrown away; what was done on this device is offered again.

use super::courier;
use crate::device::ids;
use crate::entry::Entry;
use crate::follower;
use crate::kept;
use crate::ledger::Standing;
use crate::opening;
use crate::person::Person;
use crate::problems::NetError;
use crate::storage::cache::Head;
use crate::tab::here;
use crate::tabs::channel::{self, News};
use shared::engine::codec::SCHEMA;
use shared::sync::protocol::HelloReply;

/// Makes the device fit the office. False when the client is another one now and has to introduce itself.
pub(super) async fn check(person: &Person, reply: &HelloReply) -> Result<bool, NetError> {
    if here(|tab| tab.head.borrow().as_ref().is_none_or(|head| head.epoch != reply.epoch)) {
        start_cache(person, reply).await;
    }
    if knows_all(person, reply).await? {
        return Ok(true);
    }
    offer_again(person).await?;
    Ok(false)
}

/// An empty cache for this epoch.
async fn start_cache(person: &Person, reply: &HelloReply) {
    let had_other = here(|tab| tab.head.borrow().is_some());
    let cache = here(|tab| tab.cache.clone());
    // A disk that cannot clear cannot write either: the old cache is written over as a whole as soon as it can.
    if cache.clear().await.is_err() {
        courier(|courier| courier.pull.fall_behind());
    }
    here(|tab| {
        if had_other {
            follower::clear_confirmed(tab);
        }
        let head = Head {
            schema: SCHEMA,
            epoch: reply.epoch.clone(),
            tenant: person.tenant,
            member: person.member,
            since: Vec::new(),
            last_seq: 0,
        };
        *tab.head.borrow_mut() = Some(head);
    });
    if had_other {
        channel::tell(&News::Cleared);
    }
}

/// Whether the office has an answer for everything that this device thinks was answered, and expects what comes next.
async fn knows_all(person: &Person, reply: &HelloReply) -> Result<bool, NetError> {
    let outbox = here(|tab| tab.outbox.clone());
    let unreadable = |_| NetError::Offline;
    let last = outbox.last_seq(person.client).await.map_err(unreadable)?;
    if last == reply.last_seq {
        return Ok(true);
    }
    let next = outbox.get(person.client, reply.last_seq + 1).await.map_err(unreadable)?;
    Ok(next.is_some_and(|entry| entry.standing == Standing::Waiting))
}

/// Everything of the last month, once more, from the beginning of a new sequence. The office recognizes what it has by
/// the op and answers as before.
async fn offer_again(person: &Person) -> Result<(), NetError> {
    let outbox = here(|tab| tab.outbox.clone());
    let all = outbox.after(person.client, 0, u32::MAX).await.map_err(|_| NetError::Offline)?;
    let entries: Vec<Entry> = all.into_iter().filter(|entry| entry.standing != Standing::Settled).collect();
    let renewed = Person { client: ids::client_id(), ..person.clone() };
    outbox.offer_again(person.client, &renewed, entries).await.map_err(|_| NetError::Offline)?;
    kept::forget(person.client);
    // The cache was made for the former client's numbers.
    let cache = here(|tab| tab.cache.clone());
    let _ = cache.clear().await;
    let _ = opening::open_books(Some(renewed)).await;
    channel::tell(&News::PersonChanged);
    super::greet_again();
    Ok(())
}
