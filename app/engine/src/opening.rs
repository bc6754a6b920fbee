//! Opening the books of a person on this device: what the cache holds, then what waits in the outbox on top of it. What
//! is read and in which order `shared::sync::opening` says; here it is read.

use crate::counter;
use crate::courier;
use crate::device::clock;
use crate::first_page::{self, Beside, RowsShown};
use crate::index::OrderIndex;
use crate::kept;
use crate::ledger::{Ledger, RECENT};
use crate::outbox_reader::{self, AT_A_TIME};
use crate::person::{Person, Session};
use crate::storage::Stored;
use crate::tab::{Tab, here};
use crate::tabs::channel::{self, News};
use crate::watch::Watched;
use futures::FutureExt;
use futures::future::LocalBoxFuture;
use shared::base::OrderId;
use shared::sync::footing::Footing;
use shared::sync::opening::{Ask, Found, Opening};
use shared::sync::outbox::Standing;
use shared::sync::replica::Replica;
use wasm_bindgen_futures::spawn_local;

/// So many order rows are made before the browser may draw again.
const ROWS_AT_A_TIME: usize = 1_000;
/// So many are only compared with their orders.
const ROWS_LOOKED_AT: usize = 10_000;

/// Books that are being opened.
pub(crate) struct Ahead {
    generation: u64,
    person: Person,
    reading: Reading,
}

/// An opening and what it wants next. It has begun before anything is waited for: what other tabs tell meanwhile is laid
/// over the chunks that are still to be read.
struct Reading {
    opening: Opening,
    ask: Ask,
}

impl Reading {
    fn begin(mut opening: Opening) -> Reading {
        let ask = here(|tab| go_on(tab, &mut opening, Found::Begin, None));
        Reading { opening, ask }
    }
}

/// Exchanges the books of this tab for those of `person`; for nobody's, when none.
pub(crate) async fn open_books(person: Option<Person>) {
    if let Some(ahead) = begin(person) {
        ahead.read().await;
    }
}

/// The beginning of it: whose books they are. Screens can be drawn, and show that something is still to come.
pub(crate) fn begin(person: Option<Person>) -> Option<Ahead> {
    let generation = here(|tab| start_anew(tab, person.clone()));
    courier::forget_errand();
    let Some(person) = person else {
        here(|tab| {
            tab.facts.change(|facts| facts.is_read = true);
            tab.watchers.all_changed();
        });
        return None;
    };
    let reading = Reading::begin(Opening::new(person.bearer()));
    Some(Ahead { generation, person, reading })
}

impl Ahead {
    /// What the first screen needs, if it lies ready; then the rest.
    pub async fn read(self) {
        let Ahead { generation, person, reading } = self;
        let beside = first_page::show(&person, || is_current(generation)).await;
        read(generation, &person, reading, beside.shown()).await;
        if !is_current(generation) {
            return;
        }
        here(|tab| {
            tab.ledger.borrow_mut().trim();
            tab.ledger_changed();
            let is_lacking = matches!(beside, Beside::Lacking);
            tab.lacks_rows.set(is_lacking && tab.footing.borrow().chunk > 0);
        });
        kept::note();
        // With half of the lists nothing can be done: what is saved would not be seen.
        if beside.shown().is_none() {
            return finish(generation).await;
        }
        here(all_is_read);
        spawn_local(finish(generation));
    }
}

/// Screens and commands need not wait any longer.
fn all_is_read(tab: &Tab) {
    tab.facts.change(|facts| facts.is_read = true);
    tab.watchers.all_changed();
}

/// Every order gets its row. Boxed: the app carries it once.
fn finish(generation: u64) -> LocalBoxFuture<'static, ()> {
    finish_rows(generation).boxed_local()
}

async fn finish_rows(generation: u64) {
    here(|tab| tab.mending.set(true));
    mend_rows(generation).await;
    // Whoever opens other books meanwhile, or the same under other numbers, does this anew.
    if is_current(generation) {
        here(|tab| {
            tab.mending.set(false);
            if !tab.facts.get().is_read {
                all_is_read(tab);
            }
        });
        first_page::keep_soon();
    }
}

/// The same person goes on under other numbers: opens the books on them, here and in the other tabs.
pub(crate) async fn begin_anew(old: &Person, person: Person) {
    kept::forget(old.client);
    open_books(Some(person)).await;
    channel::tell(&News::PersonChanged);
    courier::greet_again();
}

/// The browser has cleared the outbox, and what this tab knew of it lies there again under other numbers. What the office
/// has confirmed is in memory and is as good as before, also where the office cannot be reached.
pub(crate) async fn renumber(old: &Person, person: Person) {
    // Books that are being opened may be half of what they are.
    if here(|tab| tab.reading.get() || tab.footing.borrow().head.is_none()) {
        return begin_anew(old, person).await;
    }
    kept::forget(old.client);
    let (generation, changed) = here(|tab| {
        let generation = tab.generation.get() + 1;
        tab.generation.set(generation);
        tab.sending.set((0, 0));
        tab.facts.change(|facts| facts.filling = None);
        *tab.ledger.borrow_mut() = Ledger::default();
        let changed = tab.lay(|replica, footing| {
            footing.renumber(&person.bearer());
            *tab.person.borrow_mut() = Some(person);
            replica.let_go_of_pending()
        });
        (generation, changed)
    });
    courier::renumber();
    here(|tab| {
        tab.changed(&changed);
        tab.ledger_changed();
    });
    outbox_reader::read();
    spawn_local(finish(generation));
    channel::tell(&News::PersonChanged);
    courier::greet_again();
}

fn start_anew(tab: &Tab, person: Option<Person>) -> u64 {
    let generation = tab.generation.get() + 1;
    tab.generation.set(generation);
    tab.session.set(person.as_ref().map_or(Session::SignedOut, |person| person.session(true)));
    tab.reading.set(person.is_some());
    tab.lacks_rows.set(false);
    tab.forget_fresh_rows();
    *tab.person.borrow_mut() = person;
    *tab.replica.borrow_mut() = Replica::default();
    *tab.footing.borrow_mut() = Footing::default();
    *tab.orders.borrow_mut() = OrderIndex::default();
    *tab.ledger.borrow_mut() = Ledger::default();
    tab.sending.set((0, 0));
    tab.facts.change(|facts| {
        facts.is_read = false;
        facts.has_books = false;
        facts.filling = None;
        facts.expired = false;
    });
    tab.ledger_changed();
    generation
}

fn is_current(generation: u64) -> bool {
    here(|tab| tab.generation.get() == generation)
}

/// Reads what the cache has gained, unless something is being read: then it is done after that.
pub(crate) fn catch_up() {
    let Some(person) = here(|tab| tab.person.borrow().clone()) else { return };
    if here(|tab| tab.reading.replace(true)) {
        return;
    }
    spawn_local(async move {
        let generation = here(|tab| tab.generation.get());
        read(generation, &person, Reading::begin(Opening::catching_up(person.bearer())), None).await;
    });
}

/// Reads until nothing more has to be read. Boxed: the app carries it once.
fn read<'a>(
    generation: u64,
    person: &'a Person,
    reading: Reading,
    shown: Option<&'a RowsShown>,
) -> LocalBoxFuture<'a, ()> {
    read_all(generation, person, reading, shown).boxed_local()
}

async fn read_all(generation: u64, person: &Person, mut reading: Reading, shown: Option<&RowsShown>) {
    loop {
        let is_catching_up = reading.opening.is_catching_up();
        run(generation, person, reading, shown).await;
        if !is_current(generation) {
            return;
        }
        let has_missed = here(|tab| tab.footing.borrow().has_missed);
        if !has_missed && courier::has_caught_up(is_catching_up) {
            break;
        }
        reading = Reading::begin(Opening::catching_up(person.bearer()));
    }
    here(|tab| tab.reading.set(false));
    courier::hurry();
}

async fn run(generation: u64, person: &Person, reading: Reading, shown: Option<&RowsShown>) {
    let Reading { mut opening, mut ask } = reading;
    while is_current(generation) {
        let found = match ask {
            Ask::Over => return,
            Ask::Show(entries) => {
                here(|tab| counter::show(tab, person, counter::known(entries)));
                clock::breathe().await;
                Found::Shown
            }
            ask => look_up(person, &ask).await.unwrap_or(Found::Failed),
        };
        if !is_current(generation) {
            return;
        }
        ask = here(|tab| go_on(tab, &mut opening, found, shown));
    }
}

fn go_on(tab: &Tab, opening: &mut Opening, found: Found, shown: Option<&RowsShown>) -> Ask {
    let has_rows = matches!((&found, shown), (Found::Chunks(page), Some(shown)) if shown.contains(page));
    let ask = tab.lay(|replica, footing| opening.next(replica, footing, found));
    // Without rows they are made when everything is read. What has its row already looks the same, unless news came between
    // the two: at the end every row is compared with its order. What is caught up with then may be behind those compared.
    let is_seen = opening.is_catching_up() || tab.orders.borrow().is_complete();
    if !opening.changed.is_empty() && !has_rows && is_seen {
        tab.changed(&opening.changed);
    }
    ask
}

async fn look_up(person: &Person, ask: &Ask) -> Stored<Found> {
    let (cache, outbox) = here(|tab| (tab.cache.clone(), tab.outbox.clone()));
    let client = person.client;
    Ok(match ask {
        Ask::Head => Found::Head(cache.head().await?),
        Ask::Chunks(after) => {
            clock::breathe().await;
            Found::Chunks(cache.chunks(*after).await?)
        }
        Ask::LastSeq => Found::LastSeq(outbox.last_seq(client).await?),
        Ask::Aside => {
            let mut aside = outbox.latest(client, Standing::Done, RECENT).await?;
            aside.extend(outbox.standing(client, Standing::NeedsYou, u32::MAX).await?);
            Found::Entries(aside)
        }
        Ask::FirstWaiting => Found::Entries(outbox.standing(client, Standing::Waiting, 1).await?),
        Ask::After(after) => Found::Entries(outbox.after(client, *after, AT_A_TIME).await?),
        Ask::Show(_) | Ask::Over => Found::Shown,
    })
}

/// Makes the rows that are missing, or are of another state than their order: what was read first may be older than the
/// books, and news that came meanwhile was of orders that were not here yet. A few at a time. While there are no whole lists,
/// screens hear of it once, at the end: queries that ran again after every few rows would take longer than the rows do.
async fn mend_rows(generation: u64) {
    let mut behind = String::new();
    loop {
        let (last, wrong) = here(|tab| tab.wrong_rows(&behind, ROWS_LOOKED_AT));
        for few in wrong.chunks(ROWS_AT_A_TIME) {
            here(|tab| tab.index_orders(few));
            clock::breathe().await;
            if !is_current(generation) {
                return;
            }
        }
        let Some(last) = last else { break };
        behind = last;
        clock::breathe().await;
        if !is_current(generation) {
            return;
        }
    }
    let ids: Vec<OrderId> = here(|tab| tab.orders.borrow().order_ids().collect());
    for some in ids.chunks(ROWS_LOOKED_AT) {
        here(|tab| tab.take_off_strangers(some));
        clock::breathe().await;
        if !is_current(generation) {
            return;
        }
    }
    here(|tab| {
        if !tab.orders.borrow().is_complete() {
            tab.orders.borrow_mut().set_complete(true);
            tab.watchers.changed(&[], &[Watched::Orders]);
        }
    });
}
