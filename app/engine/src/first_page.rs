//! The first screen before the books are read: first the beginning of every list, then the rows of all orders, and the shop.
//! Both lie beside the chunks. Everything else is read behind them.

use crate::courier;
use crate::device::{self, clock};
use crate::index::Begun;
use crate::person::Person;
use crate::storage::Stored;
use crate::storage::cache::{FirstPage, Part, Piece};
use crate::tab::{Tab, here};
use crate::tabs::lead;
use futures::FutureExt;
use futures::future::{LocalBoxFuture, join};
use shared::base::OrderId;
use shared::engine::codec::Entry;
use shared::engine::{Kind, Recorded};
use shared::people::Merchant;
use shared::sync::footing::{ChunkKey, Head};
use shared::sync::opening::Page;
use shared::sync::patch::Patch;
use shared::sync::rows::{Beginning, RowSegment};
use std::cell::{Cell, RefCell};
use wasm_bindgen_futures::spawn_local;

/// A screen that cannot be drawn (nobody looks) is not waited for any longer.
const DRAWN_MS: u32 = 100;
/// What was kept is written anew so long after something has changed, or when nobody looks any more: a busy shop must not
/// wear out the disk of a tablet.
const QUIET_MS: u32 = 30_000;
/// With more orders than this that wait in the outbox the books are read first: what is written again and again stays small.
const MOST_UNSENT: usize = 5_000;

thread_local! {
    static IS_DUE: Cell<bool> = const { Cell::new(false) };
    /// What was kept last.
    static KEPT: RefCell<Option<Stand>> = const { RefCell::new(None) };
}

/// What lies beside the chunks of a device that opens.
pub(crate) enum Beside {
    /// The rows of all orders, and they are on the screen.
    Shown(RowsShown),
    /// Rows of something else than is to be seen now.
    NotTrue,
    /// There are none, or they are of another make: they are to be written anew.
    Lacking,
}

impl Beside {
    pub fn shown(&self) -> Option<&RowsShown> {
        match self {
            Beside::Shown(shown) => Some(shown),
            Beside::NotTrue | Beside::Lacking => None,
        }
    }
}

/// What the rows on the screen were made of.
#[derive(PartialEq)]
pub(crate) struct RowsShown {
    head: Head,
    last: ChunkKey,
}

impl RowsShown {
    /// Whether the rows of these chunks are on the screen already. If not, something has been written since.
    pub fn contains(&self, page: &Page) -> bool {
        page.head.as_ref() == Some(&self.head) && page.chunks.iter().all(|(key, _)| *key <= self.last)
    }
}

/// Of what a beginning was kept. What else the head says of the chunks changes no list.
#[derive(PartialEq)]
struct Stand {
    last: ChunkKey,
    contained: u64,
    known_seq: u64,
    /// What is laid over the chunks.
    pending: usize,
}

/// What is read from the disk for a screen, and what it has to be compared with.
struct Found {
    /// The last number of the outbox, and how many of its commands wait.
    last_seq: u64,
    waiting: u64,
    page: FirstPage,
}

impl Found {
    fn is_told_by(&self, beginning: &Beginning) -> bool {
        beginning.is_true(self.last_seq, self.waiting, self.page.head.last_seq)
    }

    fn beginning(&self) -> Option<Beginning> {
        let beginning = Beginning::from_bytes(self.page.rows.first()?)?;
        self.is_told_by(&beginning).then_some(beginning)
    }
}

/// Shows what lies ready. `is_current`: the books that are being opened are still these.
pub(crate) async fn show(person: &Person, is_current: impl Fn() -> bool) -> Beside {
    let clearings = clearings();
    // What another tab throws away meanwhile is not to be seen again.
    let is_current = || is_current() && self::clearings() == clearings;
    let found = find(person, Part::Beginning).await.ok().flatten();
    let begun = found.and_then(|found| Some((found.page.last, found.beginning()?)));
    let mut kept = None;
    if let Some((last, mut beginning)) = begun.filter(|_| is_current()) {
        let lists = std::mem::take(&mut beginning.lists);
        here(|tab| begin(tab, lists));
        kept = Some((last, beginning));
        clock::drawn(DRAWN_MS).await;
    }
    let Ok(found) = find(person, Part::Rows).await else { return Beside::NotTrue };
    // From here on nothing is waited for: news that came in between would be written over.
    let Some(found) = found else { return Beside::Lacking };
    // What was done here and is not in the chunks would be missing on the screen.
    let unsent = kept
        .filter(|(last, beginning)| *last == found.page.last && found.is_told_by(beginning))
        .map(|(_, beginning)| beginning.unsent);
    let Found { last_seq, page, .. } = found;
    let is_true = unsent.is_some() || last_seq <= page.head.last_seq;
    if !is_true || !is_current() {
        return Beside::NotTrue;
    }
    let FirstPage { head, last, rows } = page;
    // One after the other: the bytes of one are given back before the next is read.
    let segments: Option<Vec<RowSegment>> = rows.into_iter().map(|bytes| RowSegment::from_bytes(&bytes)).collect();
    let Some(segments) = segments else { return Beside::Lacking };
    let shop = segments.iter().flat_map(|segment| segment.shop.iter().cloned()).collect();
    here(|tab| {
        {
            let mut orders = tab.orders.borrow_mut();
            orders.fill(segments.into_iter());
            orders.lay_over(unsent.unwrap_or_default());
            orders.set_complete(true);
        }
        know_shop(tab, shop);
    });
    Beside::Shown(RowsShown { head, last })
}

fn clearings() -> u32 {
    here(|tab| tab.footing.borrow().clearings)
}

/// None if there is nothing of the kind, or of the books of somebody else. Boxed: the app carries it once.
fn find(person: &Person, part: Part) -> LocalBoxFuture<'_, Stored<Option<Found>>> {
    let (cache, outbox) = here(|tab| (tab.cache.clone(), tab.outbox.clone()));
    async move {
        let (extent, page) = join(outbox.extent(person.client), cache.first_page(part)).await;
        let (last_seq, waiting) = extent?;
        Ok(page?.filter(|page| page.head.fits(&person.bearer())).map(|page| Found { last_seq, waiting, page }))
    }
    .boxed_local()
}

fn begin(tab: &Tab, lists: RowSegment) {
    tab.orders.borrow_mut().begin(Begun::of(lists.rows));
    know_shop(tab, lists.shop);
}

/// Its clock, its currency. Every screen draws anew.
fn know_shop(tab: &Tab, entries: Vec<Entry>) {
    tab.replica.borrow_mut().apply(&Patch { entries, dropped: Vec::new() }, 0);
    tab.watchers.all_changed();
}

/// Something has changed: it belongs into the beginning that the next opening finds.
pub(crate) fn keep_soon() {
    // A tab that nobody looks at may be closed at any moment; when it was hidden an errand may have been in the way.
    if !device::is_seen() {
        return spawn_local(keep());
    }
    if IS_DUE.replace(true) {
        return;
    }
    spawn_local(async {
        clock::sleep(QUIET_MS).await;
        IS_DUE.set(false);
        keep().await;
    });
}

/// Keeps the beginning of every list beside the chunks, if this tab leads and is not in the middle of something.
pub(crate) async fn keep() {
    let Some(leader) = courier::leader().filter(|_| lead::leads() && !courier::is_out()) else { return };
    let Some((stand, head, beginning)) = here(make) else { return };
    let (cache, Ok(rows)) = (here(|tab| tab.cache.clone()), beginning.to_bytes()) else { return };
    // Whoever finds none reads the rows.
    let kept = cache.keep(leader, &head, Piece::Beginning { last: stand.last, rows: &rows }).await;
    if kept.is_ok() {
        KEPT.set(Some(stand));
    }
}

/// None if the lists are not what chunks and outbox say, or are kept already.
fn make(tab: &Tab) -> Option<(Stand, Head, Beginning)> {
    let (footing, orders, replica) = (tab.footing.borrow(), tab.orders.borrow(), tab.replica.borrow());
    let head = footing.head.clone()?;
    let pending = replica.pending().len();
    let stand = Stand { last: footing.chunk, contained: head.last_seq, known_seq: footing.known_seq, pending };
    let is_busy = tab.reading.get() || tab.mending.get() || footing.has_to_read_again();
    let is_kept = KEPT.with_borrow(|kept| kept.as_ref() == Some(&stand));
    if is_kept || is_busy || stand.last == 0 || !orders.is_complete() {
        return None;
    }
    let mut unsent = RowSegment::default();
    for key in replica.unsent(Kind::Order) {
        let id: OrderId = key.id.parse().ok()?;
        match orders.row(id) {
            Some(row) => unsent.rows.push((0, (*row).clone())),
            None => unsent.gone.push((0, id)),
        }
    }
    if unsent.rows.len() + unsent.gone.len() > MOST_UNSENT {
        return None;
    }
    let shop = replica.entry(&Merchant::key_of(Merchant::ID)).into_iter().collect();
    let lists = RowSegment { rows: orders.beginning(), gone: Vec::new(), shop };
    let waiting = tab.ledger.borrow().waiting() as u64;
    let beginning = Beginning { contained: stand.contained, known_seq: stand.known_seq, waiting, lists, unsent };
    Some((stand, head, beginning))
}
