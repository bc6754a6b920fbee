//! Opening the books of a person on this device: what the cache holds, then what waits in the outbox on top of it.

use crate::counter;
use crate::courier;
use crate::device::clock;
use crate::entry::Entry;
use crate::index::OrderIndex;
use crate::kept;
use crate::ledger::{Ledger, RECENT, Standing};
use crate::person::{Person, Session};
use crate::storage::Stored;
use crate::storage::cache::Head;
use crate::tab::{Tab, here};
use crate::watch::Watched;
use shared::engine::Kind;
use shared::engine::codec::{SCHEMA, decode_segment};
use shared::orders::Order;
use shared::sync::patch::Patch;
use shared::sync::replica::Replica;
use wasm_bindgen_futures::spawn_local;

/// So many order rows are made before the browser may draw again.
const ROWS_AT_A_TIME: usize = 400;
/// So many stored commands are in memory twice while they are read.
const ENTRIES_AT_A_TIME: u32 = 400;

/// Exchanges the books of this tab for those of `person`; for nobody's, when none.
pub(crate) async fn open_books(person: Option<Person>) -> Stored<()> {
    let generation = here(|tab| start_anew(tab, person.clone()));
    let Some(person) = person else {
        here(|tab| tab.watchers.all_changed());
        return Ok(());
    };
    let cached = load_cache(&person, generation).await;
    let waiting = load_outbox(&person, generation).await;
    here(|tab| {
        tab.ledger_changed();
        tab.watchers.all_changed();
    });
    kept::note();
    spawn_local(index_orders(generation));
    cached.and(waiting)
}

fn start_anew(tab: &Tab, person: Option<Person>) -> u64 {
    let generation = tab.generation.get() + 1;
    tab.generation.set(generation);
    tab.session.set(person.as_ref().map_or(Session::SignedOut, |person| person.session(true)));
    *tab.person.borrow_mut() = person;
    *tab.replica.borrow_mut() = Replica::default();
    *tab.orders.borrow_mut() = OrderIndex::default();
    *tab.ledger.borrow_mut() = Ledger::default();
    *tab.head.borrow_mut() = None;
    tab.last_seq.set(0);
    tab.known_seq.set(0);
    tab.chunk.set(0.0);
    tab.sending.set((0, 0));
    tab.filling.set(None);
    tab.facts.change(|facts| facts.expired = false);
    tab.ledger_changed();
    generation
}

fn is_current(generation: u64) -> bool {
    here(|tab| tab.generation.get() == generation)
}

/// A cache of another layout, another shop or another person is as good as none.
pub(crate) fn fits(head: &Head, person: &Person) -> bool {
    head.schema == SCHEMA && person.is(head.tenant, head.member)
}

async fn load_cache(person: &Person, generation: u64) -> Stored<()> {
    let cache = here(|tab| tab.cache.clone());
    let Some(head) = cache.head().await?.filter(|head| fits(head, person)) else { return Ok(()) };
    let chunks = cache.count().await?;
    if !is_current(generation) {
        return Ok(());
    }
    here(|tab| {
        tab.last_seq.set(head.last_seq);
        *tab.head.borrow_mut() = Some(head);
    });
    catch_up_with_cache(generation).await?;
    courier::found_chunks(chunks, here(|tab| Kind::ALL.iter().map(|kind| tab.replica.borrow().count(*kind)).sum()));
    Ok(())
}

/// Takes the chunks that this tab has not read yet.
pub(crate) async fn catch_up_with_cache(generation: u64) -> Stored<()> {
    let cache = here(|tab| tab.cache.clone());
    loop {
        let chunks = cache.chunks(here(|tab| tab.chunk.get())).await?;
        if chunks.is_empty() || !is_current(generation) {
            return Ok(());
        }
        for (key, bytes) in chunks {
            here(|tab| {
                // A broken chunk is left out; what it held comes again when it changes, or with the next full filling.
                let changed = decode_segment(&bytes).map(|entries| {
                    let patch = Patch { entries, dropped: Vec::new() };
                    tab.replica.borrow_mut().apply(&patch, tab.last_seq.get())
                });
                tab.chunk.set(key);
                // While the books are opened everything is new; rows are made afterwards.
                if tab.orders.borrow().is_complete() {
                    tab.changed(&changed.unwrap_or_default());
                }
            });
        }
        clock::breathe().await;
    }
}

/// Lays what is not in the cache over it, in the order of the outbox and a few at a time: a device that was long without
/// a connection may hold tens of thousands.
async fn load_outbox(person: &Person, generation: u64) -> Stored<()> {
    let (outbox, client) = (here(|tab| tab.outbox.clone()), person.client);
    let last = outbox.last_seq(client).await?;
    let show = |entries: Vec<Entry>| here(|tab| counter::show(tab, person, counter::known(entries)));
    let mut aside = outbox.latest(client, Standing::Done, RECENT).await?;
    aside.extend(outbox.standing(client, Standing::NeedsYou, u32::MAX).await?);
    // Taken by the office, but their effects are not in the cache: they are still shown from here. Without a cache there
    // is nothing to lay them over; the office sends everything.
    let contained = here(|tab| tab.head.borrow().as_ref().map(|head| head.last_seq));
    let first_waiting = outbox.standing(client, Standing::Waiting, 1).await?.first().map(|entry| entry.seq - 1);
    let mut after = contained.into_iter().chain(first_waiting).min().unwrap_or(last);
    aside.retain(|entry| entry.seq <= after);
    if is_current(generation) {
        show(aside);
    }
    while is_current(generation) {
        let mut entries = outbox.after(client, after, ENTRIES_AT_A_TIME).await?;
        let Some(latest) = entries.last().map(|entry| entry.seq) else { break };
        after = latest;
        entries.retain(|entry| match entry.standing {
            Standing::Waiting | Standing::NeedsYou => true,
            Standing::Done => contained.is_some_and(|contained| entry.seq > contained),
            Standing::Settled => false,
        });
        if is_current(generation) {
            show(entries);
            clock::breathe().await;
        }
    }
    if is_current(generation) {
        here(|tab| {
            tab.known_seq.set(tab.known_seq.get().max(last));
            tab.ledger.borrow_mut().trim();
        });
    }
    Ok(())
}

/// Makes the rows of all orders, a few at a time.
async fn index_orders(generation: u64) {
    let ids: Vec<String> = here(|tab| tab.replica.borrow().ids(Kind::Order).map(str::to_owned).collect());
    for some in ids.chunks(ROWS_AT_A_TIME) {
        if !is_current(generation) {
            return;
        }
        here(|tab| {
            for id in some {
                tab.index_order(&<Order as shared::engine::Recorded>::key_of(id));
            }
            tab.watchers.changed(&[], &[Watched::Orders]);
        });
        clock::breathe().await;
    }
    if is_current(generation) {
        here(|tab| {
            tab.orders.borrow_mut().set_complete(true);
            tab.watchers.changed(&[], &[Watched::Orders]);
        });
    }
}
