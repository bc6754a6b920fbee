//! When the browser has cleared the outbox under the open app: this tab still knows what was in it, and writes it down
//! again, under the same numbers, before anything else is taken or sent.

use crate::device::preferences;
use crate::entry::{Draft, Entry};
use crate::ledger::{Slip, Standing};
use crate::person::Person;
use crate::storage::{StoreError, Stored};
use crate::tab::{Tab, here};
use shared::engine::{Command, Envelope};
use shared::sync::protocol::Answer;
use std::sync::Arc;

/// Looks whether the outbox still knows the numbers that were given out, and puts back what it has lost.
pub(crate) async fn look() {
    let (person, known, outbox) = here(|tab| (tab.person.borrow().clone(), tab.known_seq.get(), tab.outbox.clone()));
    let Some(person) = person.filter(|_| known > 0) else { return };
    // An outbox that cannot be read is looked at again at the next errand.
    if outbox.last_seq(person.client).await.is_ok_and(|last| last < known) {
        let put = put_back().await;
        here(|tab| tab.facts.change(|facts| facts.cannot_save = put.is_err()));
    }
}

/// Writes down again what this tab remembers.
pub(crate) async fn put_back() -> Stored<()> {
    let (person, known, outbox) = here(|tab| (tab.person.borrow().clone(), tab.known_seq.get(), tab.outbox.clone()));
    let person = person.ok_or(StoreError::Emptied)?;
    let entries = here(|tab| remembered(tab, &person))?;
    outbox.put_back(&person, known, &entries).await
}

/// What waits or needs somebody. A command that this app cannot read is not in memory, so it is not among them.
pub(crate) fn remembered(tab: &Tab, person: &Person) -> Stored<Vec<Entry>> {
    let ledger = tab.ledger.borrow();
    let open = ledger.iter().filter(|(_, slip)| matches!(slip.standing, Standing::Waiting | Standing::NeedsYou));
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
    let mut entry = Entry::new(person.client, seq, &draft)?;
    if slip.standing == Standing::NeedsYou {
        let answer = slip.refusal.clone().map_or(Answer::Unreadable, Answer::Refused);
        entry.take(&answer, slip.answered_at.unwrap_or(slip.occurred_at))?;
    }
    Ok(entry)
}
