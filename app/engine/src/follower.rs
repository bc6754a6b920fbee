//! What a tab does about the news of another one.

use crate::courier;
use crate::first_page;
use crate::ledger::RECENT;
use crate::opening;
use crate::outbox_reader;
use crate::person::Person;
use crate::tab::{Tab, here};
use crate::tabs::channel::{Contact, Laid};
use shared::base::{ClientId, Moment};
use shared::engine::codec::decode_segment;
use shared::engine::{Key, Kind};
use shared::sync::footing::{ChunkKey, withdraw_refused};
use shared::sync::outbox::{Standing, standing_after};
use shared::sync::patch::Patch;
use shared::sync::protocol::Answer;
use wasm_bindgen_futures::spawn_local;

/// Whether the news is about the books of this tab. If not, whoever works here may have another client by now, and the
/// tab that renewed it may have died before saying so.
fn is_mine(client: ClientId) -> bool {
    let mine = here(|tab| tab.person.borrow().as_ref().map(|person| person.client));
    if mine.is_some_and(|mine| mine != client) {
        person_changed();
    }
    mine == Some(client)
}

/// Another tab has put something into the outbox: read it and show it here too.
pub(crate) fn appended(client: ClientId) {
    if is_mine(client) {
        courier::poke();
        outbox_reader::read();
        first_page::keep_soon();
    }
}

pub(crate) fn answered(client: ClientId, answers: &[(u64, Answer)], at: Moment) {
    if is_mine(client) {
        here(|tab| note_answers(tab, answers, at));
    }
}

/// Writes answers into the ledger; what was refused is taken off the books of this device.
pub(crate) fn note_answers(tab: &Tab, answers: &[(u64, Answer)], at: Moment) {
    {
        let mut ledger = tab.ledger.borrow_mut();
        // Only the latest are shown later; the words of those that need a person are always kept.
        let latest = answers.len().saturating_sub(RECENT);
        for (n, (seq, answer)) in answers.iter().enumerate() {
            if !ledger.contains(*seq) {
                tab.footing.borrow_mut().answered_early(*seq, answer, at);
                continue;
            }
            let standing = standing_after(answer);
            let keeps_words = standing == Standing::NeedsYou || n >= latest;
            let command = keeps_words.then(|| tab.pending_command(*seq)).flatten();
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
    let changed = tab.lay(|replica, _| withdraw_refused(replica, answers));
    tab.changed(&changed);
    tab.ledger_changed();
}

pub(crate) fn settled(client: ClientId, seq: u64) {
    if is_mine(client) {
        here(|tab| {
            if tab.ledger.borrow_mut().remove(seq).is_none() {
                tab.footing.borrow_mut().settled_early(seq);
            }
            tab.ledger_changed();
        });
    }
}

/// The tab that leads has laid confirmed records into its copy.
pub(crate) fn laid(laid: Laid, bytes: Option<&[u8]>) {
    if !is_mine(laid.client) {
        return;
    }
    let Some(entries) = bytes.and_then(|bytes| decode_segment(bytes).ok()) else { return };
    let Laid { last_seq, dropped, place, epoch, .. } = laid;
    here(|tab| {
        let patch = Patch { entries, dropped };
        let changed = tab.lay(|replica, footing| footing.lay(replica, &patch, last_seq, place, &epoch));
        tab.changed(&changed);
    });
    look_for_what_was_missed();
}

/// Something of the disk may have to be read now: what came shows that it is there.
pub(crate) fn look_for_what_was_missed() {
    let (reads_outbox, has_missed) = here(|tab| {
        let footing = tab.footing.borrow();
        (footing.has_to_read_again() || outbox_reader::is_overdue(tab, &footing), footing.has_missed)
    });
    if reads_outbox {
        outbox_reader::read();
    }
    if has_missed {
        opening::catch_up();
    }
}

pub(crate) fn compacted(before: Option<ChunkKey>, chunk: ChunkKey) {
    here(|tab| tab.footing.borrow_mut().compacted(before, chunk));
    look_for_what_was_missed();
}

/// What comes from now on is of these books.
pub(crate) fn began(epoch: &str) {
    here(|tab| {
        let before = tab.footing.borrow().clearings;
        tab.lay(|replica, footing| footing.begin_anew(replica, epoch));
        show_clearing(tab, before);
    });
}

/// If everything confirmed was forgotten since: only what waits here is shown, and the outbox is read again.
pub(crate) fn show_clearing(tab: &Tab, clearings_before: u32) {
    if tab.footing.borrow().clearings == clearings_before {
        return;
    }
    // Rows of another sight of the same books have the same versions.
    tab.forget_fresh_rows();
    {
        let mut orders = tab.orders.borrow_mut();
        orders.clear();
        orders.set_complete(true);
    }
    let ids: Vec<_> = tab.replica.borrow().ids(Kind::Order).map(str::to_owned).collect();
    for id in ids {
        tab.index_order(&Key { kind: Kind::Order, id });
    }
    tab.watchers.all_changed();
    outbox_reader::read();
}

pub(crate) fn contact(contact: Contact) {
    let is_expired = contact == Contact::Expired;
    here(|tab| {
        tab.contact(contact == Contact::Reached);
        tab.facts.change(|facts| {
            facts.expired = is_expired;
            facts.too_old = contact == Contact::TooOld;
        });
        if is_expired {
            tab.expire();
        }
    });
}

/// Somebody else works here now, or the same person again: open whatever the outbox remembers.
pub(crate) fn person_changed() {
    spawn_local(async {
        let outbox = here(|tab| tab.outbox.clone());
        let Ok(remembered) = outbox.remembered().await else { return };
        let is_same = |person: &Person| {
            here(|tab| tab.person.borrow().as_ref().is_some_and(|here| here.bearer() == person.bearer()))
        };
        match remembered.person {
            Some(person) if is_same(&person) => here(|tab| {
                tab.session.set(person.session(false));
                tab.facts.change(|facts| facts.expired = false);
                *tab.person.borrow_mut() = Some(person);
            }),
            person => opening::open_books(person).await,
        }
        courier::greet_again();
    });
}
