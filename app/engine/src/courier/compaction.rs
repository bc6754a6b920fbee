//! Writes everything confirmed in whole chunks in the place of what is in the cache.

use crate::device::clock;
use crate::storage::cache::Chunk;
use crate::storage::{StoreError, Stored};
use crate::tab::here;
use shared::engine::codec::{Entry, encode_segment};
use shared::sync::footing::{CHUNK_RECORDS, ChunkKey, Head};

/// Returns the key of the last chunk. The browser may draw between two of them; when everything is forgotten meanwhile
/// (`clearings` counts that), what is left is not what `head` says.
pub(super) async fn compact(leader: u64, head: &Head, clearings: u32) -> Stored<Option<ChunkKey>> {
    let mut chunks: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
    let keys = here(|tab| tab.replica.borrow().to_keep(&head.since));
    for some in keys.chunks(CHUNK_RECORDS) {
        let entries: Vec<Entry> = here(|tab| {
            let replica = tab.replica.borrow();
            some.iter().filter_map(|key| replica.entry(key)).collect()
        });
        let bytes = encode_segment(&entries);
        chunks.push((bytes, here(|tab| tab.rows_of(&entries))));
        clock::breathe().await;
        if here(|tab| tab.footing.borrow().clearings) != clearings {
            return Err(StoreError::Other("forgotten meanwhile".to_owned()));
        }
    }
    let views: Vec<Chunk<'_>> = chunks.iter().map(|(bytes, rows)| Chunk { bytes, rows }).collect();
    let cache = here(|tab| tab.cache.clone());
    cache.replace(leader, head, &views).await
}
