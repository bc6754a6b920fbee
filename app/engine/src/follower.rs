//! What a tab does about the news of another one.

use crate::counter;
use crate::courier;
use crate::entry::standing_after;
use crate::ledger::{RECENT, Standing};
use crate::opening;
use crate::person::Person;
use crate::tab::{Tab, here};
use shared::base::{ClientId, Moment};
use shared::engine::Scope;
use shared::engine::codec::decode_segment;
use shared::sync::patch::Patch;
use shared::sync::protocol::Answer;
use wasm_bindgen_futures::spawn_local;

/// The person of this tab, if it is the one the news is about.
fn mine(client: ClientId) -> Option<Person> {
    here(|tab| tab.person.borrow().clone()).filter(|person| person.client == client)
}

/// Another tab has put something into the outbox: read it and show it here too.
pub(crate) fn appended(client: ClientId) {
    let Some(person) = mine(client) else { return };
    courier::poke();
    spawn_local(async move {
        let (outbox, generation, known) = here(|tab| (tab.outbox.clone(), tab.generation.get(), tab.known_seq.get()));
        // If it cannot be read now, the next news or the next start does it.
        let Ok(entries) = outbox.after(client, known, u32::MAX).await else { return };
        here(|tab| {
            if tab.generation.get() == generation {
                let fresh: Vec<_> =
                    entries.iter().filter(|entry| !tab.ledger.borrow().contains(entry.seq)).cloned().collect();
                counter::show(tab, &person, counter::known(fresh));
                tab.known_seq.set(entries.last().map_or(known, |entry| entry.seq).max(tab.known_seq.get()));
            }
        });
    });
}

pub(crate) fn answered(client: ClientId, answers: &[(u64, Answer)], at: Moment) {
    if mine(client).is_some() {
        here(|tab| note_answers(tab, answers, at));
    }
}

/// Writes answers into the ledger; what was refused is taken off the books of this device.
pub(crate) fn note_answers(tab: &Tab, answers: &[(u64, Answer)], at: Moment) {
    let mut refused = Vec::new();
    {
        let mut ledger = tab.ledger.borrow_mut();
        // Only the latest are shown later; the words of those that need a person are always kept.
        let latest = answers.len().saturating_sub(RECENT);
        for (n, (seq, answer)) in answers.iter().enumerate() {
            let standing = standing_after(answer);
            let keeps_words = standing == Standing::NeedsYou || n >= latest;
            let command = keeps_words.then(|| tab.pending_command(*seq)).flatten();
            if standing == Standing::NeedsYou {
                refused.push(*seq);
            }
            ledger.change(*seq, |slip| {
                slip.standing = standing;
                slip.command = command.or(slip.command.take());
                slip.answered_at = Some(at);
                slip.refusal = match answer {
                    Answer::Refused(refusal) => Some(refusal.clone()),
                    Answer::Accepted(_) | Answer::Unreadable => None,
                };
            });
        }
        ledger.trim();
    }
    if !refused.is_empty() {
        let changed = tab.replica.borrow_mut().withdraw(&refused);
        tab.changed(&changed);
    }
    tab.ledger_changed();
}

pub(crate) fn settled(client: ClientId, seq: u64) {
    if mine(client).is_some() {
        here(|tab| {
            tab.ledger.borrow_mut().remove(seq);
            tab.ledger_changed();
        });
    }
}

pub(crate) fn patched(client: ClientId, last_seq: u64, dropped: Vec<Scope>, chunk: Option<f64>, bytes: Option<&[u8]>) {
    if mine(client).is_none() {
        return;
    }
    let Some(entries) = bytes.and_then(|bytes| decode_segment(bytes).ok()) else { return };
    here(|tab| {
        let last_seq = last_seq.max(tab.last_seq.get());
        tab.last_seq.set(last_seq);
        let changed = tab.replica.borrow_mut().apply(&Patch { entries, dropped }, last_seq);
        if let Some(chunk) = chunk {
            tab.chunk.set(chunk);
        }
        tab.changed(&changed);
    });
}

pub(crate) fn compacted(before: f64, chunk: f64) {
    here(|tab| {
        if tab.chunk.get() >= before {
            tab.chunk.set(chunk);
        }
    });
}

pub(crate) fn cleared() {
    here(clear_confirmed);
}

/// Forgets what the office has confirmed; what waits here stays and is shown.
pub(crate) fn clear_confirmed(tab: &Tab) {
    tab.replica.borrow_mut().clear_confirmed();
    *tab.head.borrow_mut() = None;
    tab.chunk.set(0.0);
    tab.last_seq.set(0);
    let mut orders = tab.orders.borrow_mut();
    orders.clear();
    orders.set_complete(true);
    drop(orders);
    let ids: Vec<_> = tab.replica.borrow().ids(shared::engine::Kind::Order).map(str::to_owned).collect();
    for id in ids {
        tab.index_order(&shared::engine::Key { kind: shared::engine::Kind::Order, id });
    }
    tab.watchers.all_changed();
}

pub(crate) fn contact(reached: bool, expired: bool) {
    here(|tab| {
        tab.contact(reached);
        tab.facts.change(|facts| facts.expired = expired);
        if expired {
            tab.expire();
        }
    });
}

/// Somebody else works here now, or the same person again: open whatever the outbox remembers.
pub(crate) fn person_changed() {
    spawn_local(async {
        let outbox = here(|tab| tab.outbox.clone());
        if let Ok(remembered) = outbox.remembered().await {
            // A cache that cannot be read is filled again by the leading tab.
            let _ = opening::open_books(remembered.person).await;
            courier::greet_again();
        }
    });
}
