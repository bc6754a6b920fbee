//! The first screen before the books are read: first the beginning of every list, then the rows of all orders, and the shop.
//! Both lie beside the chunks. Everything else is read behind them.

use crate::courier;
use crate::device::clock;
use crate::index::Begun;
use crate::person::Person;
use crate::storage::cache::{FirstPage, Part, Piece};
use crate::tab::{Tab, here};
use crate::tabs::lead;
use futures::future::join;
use shared::engine::Recorded;
use shared::engine::codec::Entry;
use shared::people::Merchant;
use shared::sync::footing::{ChunkKey, Head};
use shared::sync::opening::Page;
use shared::sync::patch::Patch;
use shared::sync::rows::RowSegment;
use std::cell::{Cell, RefCell};
use wasm_bindgen_futures::spawn_local;

/// A screen that cannot be drawn (nobody looks) is not waited for any longer.
const DRAWN_MS: u32 = 100;
/// What was kept is written anew so long after an errand, or when nobody looks any more: a busy shop must not wear out the
/// disk of a tablet.
const QUIET_MS: u32 = 10_000;

thread_local! {
    static IS_DUE: Cell<bool> = const { Cell::new(false) };
    /// What was kept last, and of which chunks.
    static KEPT: RefCell<Option<RowsShown>> = const { RefCell::new(None) };
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

/// None if the rows cannot be shown: the chunks have to be read first.
pub(crate) async fn show(person: &Person, is_current: impl Fn() -> bool) -> Option<RowsShown> {
    let (cache, outbox) = here(|tab| (tab.cache.clone(), tab.outbox.clone()));
    let (last_seq, beginning) = join(outbox.last_seq(person.client), cache.first_page(Part::Beginning)).await;
    let last_seq = last_seq.ok()?;
    // What was done here and is not in the chunks would be missing on the screen.
    let is_true = |page: &FirstPage| page.head.fits(&person.bearer()) && last_seq <= page.head.last_seq;
    let beginning =
        beginning.ok().flatten().filter(is_true).and_then(|page| RowSegment::from_bytes(page.rows.first()?));
    if let Some(segment) = beginning.filter(|_| is_current()) {
        here(|tab| begin(tab, segment));
        clock::drawn(DRAWN_MS).await;
    }
    let (last_seq, page) = join(outbox.last_seq(person.client), cache.first_page(Part::Rows)).await;
    let last_seq = last_seq.ok()?;
    // From here on nothing is waited for: news that came in between would be written over.
    let is_true = |page: &FirstPage| page.head.fits(&person.bearer()) && last_seq <= page.head.last_seq;
    let FirstPage { head, last, rows } = page.ok().flatten().filter(is_true)?;
    // One after the other: the bytes of one are given back before the next is read.
    let segments: Vec<RowSegment> =
        rows.into_iter().map(|bytes| RowSegment::from_bytes(&bytes)).collect::<Option<_>>()?;
    if !is_current() {
        return None;
    }
    let shop = segments.iter().flat_map(|segment| segment.shop.iter().cloned()).collect();
    here(|tab| {
        {
            let mut orders = tab.orders.borrow_mut();
            orders.fill(segments.into_iter());
            orders.set_complete(true);
        }
        know_shop(tab, shop);
    });
    Some(RowsShown { head, last })
}

fn begin(tab: &Tab, segment: RowSegment) {
    tab.orders.borrow_mut().begin(Begun::of(segment.rows));
    know_shop(tab, segment.shop);
}

/// Its clock, its currency. Every screen draws anew.
fn know_shop(tab: &Tab, entries: Vec<Entry>) {
    tab.replica.borrow_mut().apply(&Patch { entries, dropped: Vec::new() }, 0);
    tab.watchers.all_changed();
}

/// An errand is over: what it has changed belongs into the beginning that the next opening finds.
pub(crate) fn keep_soon() {
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
    let Some((stand, segment)) = here(make) else { return };
    let (cache, Ok(rows)) = (here(|tab| tab.cache.clone()), segment.to_bytes()) else { return };
    // Whoever finds none reads the rows.
    let kept = cache.keep(leader, &stand.head, Piece::Beginning { last: stand.last, rows: &rows }).await;
    if kept.is_ok() {
        KEPT.set(Some(stand));
    }
}

/// None if the lists are not what the chunks say, or are kept already.
fn make(tab: &Tab) -> Option<(RowsShown, RowSegment)> {
    let (footing, orders, replica) = (tab.footing.borrow(), tab.orders.borrow(), tab.replica.borrow());
    let stand = RowsShown { head: footing.head.clone()?, last: footing.chunk };
    let is_kept = KEPT.with_borrow(|kept| kept.as_ref() == Some(&stand));
    if is_kept || stand.last == 0 || tab.reading.get() || !orders.is_complete() || !replica.pending().is_empty() {
        return None;
    }
    let shop = replica.entry(&Merchant::key_of(Merchant::ID)).into_iter().collect();
    Some((stand, RowSegment { rows: orders.beginning(), gone: Vec::new(), shop }))
}
