//! What is not with the office, under seal: the way out when a device cannot send any more. As a file that somebody
//! carries to another device, or handed in by the device itself when it was signed out from elsewhere.

use crate::device::{clock, preferences, seal};
use crate::network::sync;
use crate::person::Person;
use crate::problems::NetError;
use crate::storage::Stored;
use crate::storage::outbox::Outbox;
use crate::tab::here;
use shared::base::ClientId;
use shared::sync::hand_in::{Enclosed, FORMAT, HandIn, HandedIn, Share};
use shared::sync::outbox::{Standing, push_bodies};

/// How long a device leaves the office alone with what it did not want.
const AGAIN_MS: i64 = 3_600_000;

/// Of everybody who has worked on this device.
pub(crate) async fn unsent() -> Stored<HandIn> {
    let outbox = here(|tab| tab.outbox.clone());
    let mut shares = Vec::new();
    for person in outbox.remembered().await?.people {
        shares.extend(share(&outbox, &person).await?);
    }
    Ok(file(shares))
}

fn file(shares: Vec<Share>) -> HandIn {
    HandIn { format: FORMAT, exported_at: clock::now(), device: preferences::device_name(), shares }
}

async fn share(outbox: &Outbox, person: &Person) -> Stored<Option<Share>> {
    let waiting = outbox.standing(person.client, Standing::Waiting, u32::MAX).await?;
    if waiting.is_empty() {
        return Ok(None);
    }
    let key = outbox.seal(person).await?;
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
    Ok(Some(share))
}

/// A file that [`unsent`] has made on some device, as it was saved.
pub(crate) async fn hand_in(file: String) -> Result<HandedIn, NetError> {
    sync::hand_in_file(file).await
}

/// What this device cannot send: that of people who are not signed in on it. If they have left, or were signed out from
/// elsewhere, the office holds it for an owner; it stays here all the same, and is sent when they sign in. What the office
/// has taken is not handed in again, and what it did not want not before an hour has passed.
pub(crate) async fn hand_in_by_itself() {
    // Whoever the office still knows sends by themselves.
    let is_known = here(|tab| !tab.facts.get().expired);
    let sender = here(|tab| tab.person.borrow().as_ref().filter(|_| is_known).map(|person| person.client));
    let outbox = here(|tab| tab.outbox.clone());
    let people = outbox.remembered().await.map(|remembered| remembered.people).unwrap_or_default();
    for person in people.iter().filter(|person| Some(person.client) != sender) {
        // Asked before anything is read and sealed: this is looked at again every minute.
        let Ok(last) = outbox.last_seq(person.client).await else { continue };
        if rests(person.client, last) {
            continue;
        }
        if let Ok(Some(share)) = share(&outbox, person).await {
            hand_in_share(&share, last).await;
        }
    }
}

/// `last` is the number of the newest change of this client, as far as the office hears of it.
async fn hand_in_share(share: &Share, last: u64) {
    if share.pushes.iter().any(|push| matches!(push, Enclosed::Open(_))) {
        return;
    }
    rest(share.client, last, clock::now().0.saturating_add(AGAIN_MS));
    let mut is_taken = true;
    // One after the other: together they may be more than the office reads at once.
    for push in &share.pushes {
        let part = Share { pushes: vec![push.clone()], ..share.clone() };
        let Ok(text) = serde_json::to_string(&file(vec![part])) else { return };
        let answer = sync::hand_in_part(text).await;
        is_taken &= answer.is_ok_and(|sum| sum.held + sum.known > 0);
    }
    if is_taken {
        rest(share.client, last, i64::MAX);
    }
}

fn rests(client: ClientId, last: u64) -> bool {
    let now = clock::now().0;
    here(|tab| tab.handed_in.borrow().iter().any(|one| (one.0, one.1) == (client, last) && now < one.2))
}

fn rest(client: ClientId, last: u64, until: i64) {
    here(|tab| {
        let mut handed_in = tab.handed_in.borrow_mut();
        handed_in.retain(|one| one.0 != client);
        handed_in.push((client, last, until));
    });
}
