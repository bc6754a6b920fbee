//! The cache: confirmed records as they came from the office, in chunks, and how far they go. Relaxed, disposable,
//! written by the leading tab only.

use super::migrations::{CHUNKS, META, ROWS};
use super::{Connection, StoreError, Stored, Which, reading, writing};
use crate::device::clock;
use indexed_db_futures::KeyRange;
use indexed_db_futures::cursor::CursorDirection;
use indexed_db_futures::database::Database;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{Transaction, TransactionDurability};
use js_sys::Uint8Array;
use serde::Serialize;
use shared::base::Moment;
use shared::sync::footing::{ChunkKey, Fenced, Head, fence, first_chunk, next_leader};
use shared::sync::opening::Page;
use wasm_bindgen::{JsCast, JsValue};

/// How far the chunks go, and whose they are.
const HEAD: &str = "head";
/// Raised by every tab that begins to lead.
const LEADER: &str = "leader";
/// Chunks are read so many at a time, so that a big cache is never twice in memory.
const PAGE: u32 = 16;

/// A chunk and what lies beside it (`shared::sync::rows`).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chunk<'a> {
    pub bytes: &'a [u8],
    pub rows: &'a [u8],
}

/// What is written in one transaction.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Piece<'a> {
    Chunk(Chunk<'a>),
    /// The beginning of every list as it is with the chunks up to `last`; only while these are the chunks.
    Beginning {
        last: ChunkKey,
        rows: &'a [u8],
    },
}

/// How much of what lies beside the chunks is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The beginning of every list.
    Beginning,
    /// The rows of every chunk.
    Rows,
}

/// What the first screen needs, as it was at one moment.
#[derive(Debug, Clone)]
pub(crate) struct FirstPage {
    pub head: Head,
    /// The last chunk that there was.
    pub last: ChunkKey,
    /// Of every chunk, in their order; of a beginning only that one.
    pub rows: Vec<Vec<u8>>,
}

#[derive(Clone)]
pub(crate) struct Cache(Connection);

impl Default for Cache {
    fn default() -> Self {
        Cache(Connection::new(Which::Cache))
    }
}

impl Cache {
    /// So that whoever reads it does not have to wait for that.
    pub async fn open(&self) -> Stored<()> {
        self.0.with(async |_| Ok(())).await
    }

    pub async fn head(&self) -> Stored<Option<Head>> {
        self.0
            .with(async |database| {
                let tx = reading(database, &[META])?;
                get_meta(&tx.object_store(META)?, HEAD).await
            })
            .await
    }

    /// The next few chunks behind `after`, in order, with what the cache says of itself at the same moment.
    pub async fn chunks(&self, after: ChunkKey) -> Stored<Page> {
        self.0
            .with(async |database| {
                let tx = reading(database, &[CHUNKS, META])?;
                let store = tx.object_store(CHUNKS)?;
                let behind = || KeyRange::LowerBound(js_number(after), true);
                let keys = store.get_all_keys::<f64>().with_query::<f64, _>(behind()).with_limit(PAGE).await?;
                let values = store.get_all::<JsValue>().with_query::<f64, _>(behind()).with_limit(PAGE).await?;
                let chunks: Vec<(ChunkKey, Vec<u8>)> = keys
                    .zip(values)
                    .map(|(key, value)| Ok((chunk_key(key?), bytes_of(value?)?)))
                    .collect::<Stored<_>>()?;
                // Only whoever has come to the end asks what is there.
                let last = if chunks.is_empty() { last_key(&store).await? } else { ChunkKey::MAX };
                let first = end_key(&store, CursorDirection::Next).await?;
                let head = get_meta(&tx.object_store(META)?, HEAD).await?;
                Ok(Page { chunks, head, first, last })
            })
            .await
    }

    /// What lies beside the chunks. None if nothing is here, or not of all of them: an older app has written one.
    pub async fn first_page(&self, part: Part) -> Stored<Option<FirstPage>> {
        self.0
            .with(async |database| {
                let tx = reading(database, &[CHUNKS, META, ROWS])?;
                let Some(head) = get_meta(&tx.object_store(META)?, HEAD).await? else { return Ok(None) };
                let (chunks, rows) = (tx.object_store(CHUNKS)?, tx.object_store(ROWS)?);
                let last = last_key(&chunks).await?;
                let (range, wanted) = match part {
                    Part::Beginning => (KeyRange::Only(beginning_at(last)), 1),
                    Part::Rows => (KeyRange::LowerBound(0.0, true), chunks.count().await? as usize),
                };
                let all = rows.get_all::<JsValue>().with_query::<f64, _>(range).await?;
                let rows: Vec<Vec<u8>> = all.map(|value| bytes_of(value?)).collect::<Stored<_>>()?;
                Ok((last > 0 && rows.len() == wanted).then_some(FirstPage { head, last, rows }))
            })
            .await
    }

    /// This tab leads now; whoever led before can write no more.
    pub async fn take_lead(&self, now: Moment) -> Stored<u64> {
        self.0
            .with(async |database| {
                let tx = relaxed(database)?;
                let meta = tx.object_store(META)?;
                let mine = next_leader(get_meta(&meta, LEADER).await?, now);
                put_meta(&meta, LEADER, &mine)?;
                tx.commit().await?;
                Ok(mine)
            })
            .await
    }

    /// Whether this tab may still write.
    pub async fn still_leads(&self, leader: u64) -> Stored<()> {
        self.0
            .with(async |database| {
                let tx = reading(database, &[META])?;
                may_write(&tx.object_store(META)?, leader).await
            })
            .await
    }

    /// Adds a piece (none when it is empty) and says how far the chunks go, together. Returns the key of a chunk.
    pub async fn keep(&self, leader: u64, head: &Head, piece: Piece<'_>) -> Stored<Option<ChunkKey>> {
        self.0
            .with(async |database| {
                let tx = relaxed(database)?;
                let meta = tx.object_store(META)?;
                may_write(&meta, leader).await?;
                let last = match piece {
                    Piece::Chunk(chunk) if chunk.bytes.is_empty() => None,
                    Piece::Chunk(chunk) => put_chunks(&tx, &[chunk]).await?,
                    Piece::Beginning { last, rows } => {
                        let stands_at = last_key(&tx.object_store(CHUNKS)?).await?;
                        if stands_at != last || get_meta(&meta, HEAD).await?.as_ref() != Some(head) {
                            return Err(StoreError::Other("the beginning of other chunks".to_owned()));
                        }
                        let store = tx.object_store(ROWS)?;
                        store.delete::<f64, _>(KeyRange::UpperBound(0.0, true)).build()?;
                        store.put(js_bytes(rows)).with_key(beginning_at(last)).build()?;
                        None
                    }
                };
                put_meta(&meta, HEAD, head)?;
                tx.commit().await?;
                Ok(last)
            })
            .await
    }

    /// Puts these chunks in the place of all others.
    pub async fn replace(&self, leader: u64, head: &Head, chunks: &[Chunk<'_>]) -> Stored<Option<ChunkKey>> {
        self.0
            .with(async |database| {
                let tx = relaxed(database)?;
                let meta = tx.object_store(META)?;
                match may_write(&meta, leader).await {
                    Err(StoreError::Emptied) => put_meta(&meta, LEADER, &leader)?,
                    other => other?,
                }
                clear(&tx)?;
                let last = put_chunks(&tx, chunks).await?;
                put_meta(&meta, HEAD, head)?;
                tx.commit().await?;
                Ok(last)
            })
            .await
    }

    /// Forgets everything confirmed, if `leader` still leads. Without one, whoever leads can add nothing afterwards, only
    /// write all of it anew.
    pub async fn clear(&self, leader: Option<u64>) -> Stored<()> {
        self.0
            .with(async |database| {
                let tx = relaxed(database)?;
                let meta = tx.object_store(META)?;
                match leader {
                    None => {
                        meta.delete::<String, _>(LEADER.to_owned()).build()?;
                    }
                    // Where nothing is, nothing can be lost.
                    Some(leader) => match may_write(&meta, leader).await {
                        Ok(()) | Err(StoreError::Emptied) => {}
                        Err(error) => return Err(error),
                    },
                }
                clear(&tx)?;
                meta.delete::<String, _>(HEAD.to_owned()).build()?;
                Ok(tx.commit().await?)
            })
            .await
    }
}

fn relaxed(database: &Database) -> Stored<Transaction<'_>> {
    writing(database, &[CHUNKS, META, ROWS], TransactionDurability::Relaxed)
}

/// Whether a tab that began to lead as `leader` may write.
async fn may_write(meta: &ObjectStore<'_>, leader: u64) -> Stored<()> {
    fence(get_meta(meta, LEADER).await?, leader).map_err(|fenced| match fenced {
        Fenced::Deposed => StoreError::Deposed,
        Fenced::Emptied => StoreError::Emptied,
    })
}

/// Keys only grow, one by one: a JavaScript number holds them exactly.
#[expect(clippy::cast_precision_loss, reason = "a cache never has so many chunks")]
fn js_number(key: ChunkKey) -> f64 {
    key as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the browser counts them from 1")]
fn chunk_key(number: f64) -> ChunkKey {
    number as ChunkKey
}

async fn last_key(store: &ObjectStore<'_>) -> Stored<ChunkKey> {
    end_key(store, CursorDirection::Prev).await
}

/// The beginning of every list lies before the rows, under a key that fits one last chunk only.
fn beginning_at(last: ChunkKey) -> f64 {
    -js_number(last)
}

/// The first or the last key; 0 if there is none.
async fn end_key(store: &ObjectStore<'_>, direction: CursorDirection) -> Stored<ChunkKey> {
    let cursor = store.open_cursor().with_direction(direction).await?;
    Ok(cursor.and_then(|cursor| cursor.key::<f64>().ok().flatten()).map_or(0, chunk_key))
}

fn clear(tx: &Transaction<'_>) -> Stored<()> {
    tx.object_store(CHUNKS)?.clear()?;
    tx.object_store(ROWS)?.clear()?;
    Ok(())
}

/// Adds chunks, and under the same keys what lies beside them. Returns the last key.
async fn put_chunks(tx: &Transaction<'_>, chunks: &[Chunk<'_>]) -> Stored<Option<ChunkKey>> {
    let (store, rows) = (tx.object_store(CHUNKS)?, tx.object_store(ROWS)?);
    let mut last = None;
    for chunk in chunks {
        last = Some(store.put(js_bytes(chunk.bytes)).with_key_type::<f64>().build()?);
    }
    let Some(last) = last else { return Ok(None) };
    let mut last = chunk_key(last.await?);
    // The browser counts one by one, from 1 where nothing was before.
    if last == chunks.len() as ChunkKey {
        store.clear()?;
        last += first_chunk(clock::now());
        for (chunk, before) in chunks.iter().rev().zip(0..) {
            store.put(js_bytes(chunk.bytes)).with_key(js_number(last.saturating_sub(before))).build()?;
        }
    }
    for (chunk, before) in chunks.iter().rev().zip(0..) {
        rows.put(js_bytes(chunk.rows)).with_key(js_number(last.saturating_sub(before))).build()?;
    }
    Ok(Some(last))
}

fn js_bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

fn bytes_of(value: JsValue) -> Stored<Vec<u8>> {
    let array: Uint8Array = value.dyn_into().map_err(|_| StoreError::Other("a chunk that is none".to_owned()))?;
    Ok(array.to_vec())
}

async fn get_meta<T: serde::de::DeserializeOwned>(meta: &ObjectStore<'_>, name: &str) -> Stored<Option<T>> {
    let text = meta.get::<String, String, _>(name.to_owned()).await?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

fn put_meta(meta: &ObjectStore<'_>, name: &str, value: &impl Serialize) -> Stored<()> {
    meta.put(serde_json::to_string(value)?).with_key(name.to_owned()).build()?;
    Ok(())
}
