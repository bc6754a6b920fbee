//! The first screen before the books are read: the rows of all orders and the shop, from beside the chunks. Everything else
//! is read behind it.

use crate::person::Person;
use crate::storage::Stored;
use crate::storage::cache::FirstPage;
use crate::tab::here;
use futures::future::join;
use shared::sync::footing::{ChunkKey, Head};
use shared::sync::opening::Page;
use shared::sync::patch::Patch;
use shared::sync::rows::RowSegment;

/// What the rows on the screen were made of.
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

/// None if it cannot be shown: the chunks have to be read first.
pub(crate) async fn show(person: &Person, is_current: impl Fn() -> bool) -> Option<RowsShown> {
    let page = find(person).await.ok().flatten()?;
    let FirstPage { head, last, rows } = page;
    // One after the other: the bytes of one are given back before the next is read.
    let segments: Vec<RowSegment> =
        rows.into_iter().map(|bytes| RowSegment::from_bytes(&bytes)).collect::<Option<_>>()?;
    if !is_current() {
        return None;
    }
    let entries = segments.iter().flat_map(|segment| segment.shop.iter().cloned()).collect();
    here(|tab| {
        let mut orders = tab.orders.borrow_mut();
        orders.fill(segments.into_iter());
        orders.set_complete(true);
        tab.replica.borrow_mut().apply(&Patch { entries, dropped: Vec::new() }, 0);
        drop(orders);
        tab.watchers.all_changed();
    });
    Some(RowsShown { head, last })
}

async fn find(person: &Person) -> Stored<Option<FirstPage>> {
    let (cache, outbox) = here(|tab| (tab.cache.clone(), tab.outbox.clone()));
    let (last, page) = join(outbox.last_seq(person.client), cache.first_page()).await;
    let last = last?;
    // What was done here and is not in the chunks would be missing on the screen.
    let is_true = |page: &FirstPage| page.head.fits(&person.bearer()) && last <= page.head.last_seq;
    Ok(page?.filter(is_true))
}
