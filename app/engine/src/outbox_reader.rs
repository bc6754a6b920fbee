//! Reads what other tabs have put into the outbox, and what became of commands whose answers must be there by now. One
//! reading at a time.

use crate::counter;
use crate::person::Person;
use crate::storage::Stored;
use crate::tab::{Tab, here};
use shared::base::ClientId;
use shared::sync::footing::Footing;
use shared::sync::outbox::{Entry, Standing};
use std::cell::Cell;
use wasm_bindgen_futures::spawn_local;

/// So many stored commands are in memory twice while they are read.
pub(crate) const AT_A_TIME: u32 = 400;

thread_local! {
    static WANTED: Cell<bool> = const { Cell::new(false) };
    static READING: Cell<bool> = const { Cell::new(false) };
}

/// The outbox has something that this tab has to read.
pub(crate) fn read() {
    WANTED.with(|wanted| wanted.set(true));
    if READING.with(|reading| reading.replace(true)) {
        return;
    }
    spawn_local(async {
        while WANTED.with(|wanted| wanted.replace(false)) {
            // If it cannot be read now, the next news or the next start does it.
            let _ = read_once().await;
        }
        READING.with(|reading| reading.set(false));
    });
}

/// Commands that this tab says are waiting although their effects are here: the tab that led died before it told of the
/// answers.
fn overdue(tab: &Tab, footing: &Footing) -> Option<(u64, u64)> {
    let ledger = tab.ledger.borrow();
    let contained = ledger.iter().take_while(|(seq, _)| *seq <= footing.last_seq);
    let mut waiting = contained.filter(|(_, slip)| slip.standing == Standing::Waiting).map(|(seq, _)| seq);
    let first = waiting.next()?;
    Some((first, waiting.last().unwrap_or(first)))
}

pub(crate) fn is_overdue(tab: &Tab, footing: &Footing) -> bool {
    overdue(tab, footing).is_some()
}

async fn read_once() -> Stored<()> {
    let Some(person) = here(|tab| tab.person.borrow().clone()) else { return Ok(()) };
    let (generation, overdue) = here(|tab| (tab.generation.get(), overdue(tab, &tab.footing.borrow())));
    let is_current = || here(|tab| tab.generation.get() == generation);
    if let Some((first, last)) = overdue {
        read_answers(person.client, first, last, is_current).await?;
    }
    if !is_current() {
        return Ok(());
    }
    let (after, again) = here(|tab| tab.footing.borrow_mut().reads_after());
    let read = read_behind(&person, after, again, is_current).await;
    if read.is_err() && again && is_current() {
        // It still has to be read again.
        here(|tab| tab.footing.borrow_mut().has_forgotten = true);
    }
    read
}

/// Everything behind this number; with `again` also what was shown before and is open now.
async fn read_behind(person: &Person, mut after: u64, again: bool, is_current: impl Fn() -> bool) -> Stored<()> {
    let outbox = here(|tab| tab.outbox.clone());
    loop {
        let entries = outbox.after(person.client, after, AT_A_TIME).await?;
        let Some(last) = entries.last().map(|entry| entry.seq).filter(|_| is_current()) else { return Ok(()) };
        here(|tab| show(tab, person, entries, again));
        after = last;
    }
}

/// What became of the commands from `first` to `last`.
async fn read_answers(client: ClientId, first: u64, last: u64, is_current: impl Fn() -> bool) -> Stored<()> {
    let outbox = here(|tab| tab.outbox.clone());
    let mut after = first - 1;
    while after < last && is_current() {
        let entries = outbox.after(client, after, AT_A_TIME).await?;
        let Some(latest) = entries.last().map(|entry| entry.seq).filter(|_| is_current()) else { return Ok(()) };
        after = latest;
        here(|tab| {
            for entry in entries {
                tab.ledger.borrow_mut().change(entry.seq, |slip| {
                    if slip.standing < entry.standing {
                        slip.standing = entry.standing;
                        slip.refusal = entry.refusal();
                        slip.answered_at = entry.answered_at;
                    }
                });
            }
            tab.ledger.borrow_mut().trim();
            tab.ledger_changed();
        });
    }
    Ok(())
}

fn show(tab: &Tab, person: &Person, entries: Vec<Entry>, again: bool) {
    let last = entries.last().map_or(0, |entry| entry.seq);
    let is_new = |entry: &Entry| {
        let is_open_again = || tab.footing.borrow().is_open_again(&tab.replica.borrow(), entry);
        !tab.ledger.borrow().contains(entry.seq) && (!again || entry.seq > tab.footing.borrow().known_seq)
            || again && is_open_again()
    };
    let fresh = entries.into_iter().filter(is_new).collect();
    counter::show(tab, person, counter::known(fresh));
    let mut footing = tab.footing.borrow_mut();
    footing.known_seq = footing.known_seq.max(last);
}
