//! An outbox that the browser has cleared while the app was open. This tab still knows what was in it: that is put back
//! before anything else is taken or sent.

use crate::device::{ids, preferences};
use crate::kept;
use crate::ledger::Slip;
use crate::opening;
use crate::person::Person;
use crate::storage::Stored;
use crate::tab::{Tab, here};
use shared::base::ClientId;
use shared::engine::{Command, Envelope};
use shared::sync::outbox::{Draft, Entry, Standing};
use std::sync::Arc;

/// Looks whether the outbox is still the one that this tab knows, and puts back what it has lost.
pub(crate) async fn look() {
    let (person, known, outbox) =
        here(|tab| (tab.person.borrow().clone(), tab.footing.borrow().known_seq, tab.outbox.clone()));
    let Some(person) = person.filter(|_| known > 0) else { return };
    // An outbox that cannot be read is looked at again at the next errand.
    if outbox.knows(&person, known).await.is_ok_and(|knows| !knows) {
        let put = put_back(&person).await;
        here(|tab| tab.facts.change(|facts| facts.cannot_save = put.is_err()));
    }
}

/// Writes down again what this tab remembers, and goes on with what is there now. Returns whose they are.
pub(crate) async fn put_back(person: &Person) -> Stored<Person> {
    let generation = here(|tab| tab.generation.get());
    let rescued = write(person, ids::client_id()).await?;
    // Somebody else works here meanwhile: it is kept for when its own person comes back.
    if here(|tab| tab.generation.get()) == generation {
        opening::renumber(person, rescued.clone()).await;
    }
    Ok(rescued)
}

/// Writes down again what this tab remembers: under the client that another tab has begun meanwhile, else under `spare`.
pub(crate) async fn write(person: &Person, spare: ClientId) -> Stored<Person> {
    let outbox = here(|tab| tab.outbox.clone());
    let entries = here(|tab| remembered(tab, person))?;
    let rescued = outbox.rescue(person, &entries, spare).await?;
    kept::forget(person.client);
    Ok(rescued)
}

/// What waits or needs somebody, and what the office has answered while its effects have not come back: it recognises
/// that. A command that this app cannot read is not in memory, so it is not among them.
pub(crate) fn remembered(tab: &Tab, person: &Person) -> Stored<Vec<Entry>> {
    let ledger = tab.ledger.borrow();
    let open = ledger.iter().filter(|(seq, slip)| match slip.standing {
        Standing::Waiting | Standing::NeedsYou => true,
        Standing::Done => tab.replica.borrow().is_pending(*seq),
        Standing::Settled => false,
    });
    let mut entries = Vec::new();
    for (seq, slip) in open {
        if let Some(command) = slip.command.clone().or_else(|| tab.pending_command(seq)) {
            entries.push(entry(person, seq, slip, command)?);
        }
    }
    Ok(entries)
}

fn entry(person: &Person, seq: u64, slip: &Slip, command: Arc<Command>) -> Stored<Entry> {
    let envelope = Envelope { op: slip.op, occurred_at: slip.occurred_at, command: Arc::unwrap_or_clone(command) };
    let draft = Draft { envelope, by: slip.by.clone(), device: preferences::device_name() };
    Ok(Entry::new(person.client, seq, &draft)?)
}
