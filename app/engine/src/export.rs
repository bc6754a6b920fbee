//! What is not with the office, under seal: the way out when a device cannot send any more. As a file that somebody
//! carries to another device, or handed in by the device itself when it was signed out from elsewhere.

use crate::device::{clock, preferences, seal};
use crate::network;
use crate::person::Person;
use crate::problems::NetError;
use crate::storage::outbox::Outbox;
use crate::tab::here;
use gloo_net::http::Method;
use shared::sync::hand_in::{Enclosed, FORMAT, HandIn, HandedIn, Share};
use shared::sync::outbox::{Standing, push_bodies};

/// Of everybody who has worked on this device. Never fails: what cannot be read is left out.
pub(crate) async fn unsent() -> HandIn {
    let outbox = here(|tab| tab.outbox.clone());
    let people = outbox.remembered().await.map(|remembered| remembered.people).unwrap_or_default();
    let mut shares = Vec::new();
    for person in people {
        let share = share(&outbox, &person).await;
        if share.changes > 0 {
            shares.push(share);
        }
    }
    HandIn { format: FORMAT, exported_at: clock::now(), device: preferences::device_name(), shares }
}

async fn share(outbox: &Outbox, person: &Person) -> Share {
    let waiting = outbox.standing(person.client, Standing::Waiting, u32::MAX).await.unwrap_or_default();
    let key = outbox.seal(person).await.ok().flatten();
    let mut share = Share {
        tenant: person.tenant,
        member: person.member,
        client: person.client,
        changes: waiting.len(),
        pushes: Vec::new(),
    };
    for body in push_bodies(person.client, &preferences::device_name(), &waiting) {
        let sealed = match &key {
            Some(key) => seal::close(key, &share.bond(), &body).await,
            None => None,
        };
        // Better open than lost: an owner can vouch for it.
        share.pushes.push(sealed.map_or(Enclosed::Open(body), Enclosed::Sealed));
    }
    share
}

/// A file that [`unsent`] has made on some device, as it was saved.
pub(crate) async fn hand_in(file: String) -> Result<HandedIn, NetError> {
    network::tell_text(Method::POST, "/api/sync/hand-in", file).await
}

/// This device was signed out. If that was done from elsewhere, the office holds what it hands in for an owner; it stays
/// here all the same, and is sent when somebody signs in. What was handed in is not handed in again as long as nothing is
/// added.
pub(crate) async fn hand_in_once() {
    let waiting = here(|tab| tab.ledger.borrow().waiting());
    if here(|tab| tab.handed_in.replace(waiting)) != waiting && hand_in_by_itself().await.is_err() {
        here(|tab| tab.handed_in.set(0));
    }
}

async fn hand_in_by_itself() -> Result<(), NetError> {
    let mut file = unsent().await;
    let is_sealed = |share: &Share| share.pushes.iter().all(|push| matches!(push, Enclosed::Sealed(_)));
    file.shares.retain(is_sealed);
    if file.shares.is_empty() {
        return Ok(());
    }
    let text = serde_json::to_string(&file).map_err(|_| NetError::Garbage)?;
    hand_in(text).await.map(|_| ())
}
