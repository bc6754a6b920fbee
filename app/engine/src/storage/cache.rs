//! The cache: confirmed records as they came from the office, in chunks, and how far they go. Relaxed, disposable,
//! written by the leading tab only.

use super::migrations::{CHUNKS, META};
use super::{Connection, StoreError, Stored, Which, reading, writing};
use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{Transaction, TransactionDurability};
use js_sys::Uint8Array;
use serde::{Deserialize, Serialize};
use shared::base::{MemberId, TenantId};
use shared::engine::Scope;
use shared::sync::protocol::ScopeSince;
use wasm_bindgen::{JsCast, JsValue};

/// How far the chunks go, and whose they are.
const HEAD: &str = "head";
/// Raised by every tab that begins to lead.
const LEADER: &str = "leader";
/// Chunks are read so many at a time, so that a big cache is never twice in memory.
const PAGE: u32 = 16;

/// What the chunks are: written in the same transaction as they are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Head {
    pub schema: u16,
    pub epoch: String,
    pub tenant: TenantId,
    pub member: MemberId,
    pub since: Vec<ScopeSince>,
    /// Of this person's client: the effects of everything up to here are in the chunks.
    pub last_seq: u64,
}

impl Head {
    pub fn since(&self, scope: Scope) -> u64 {
        self.since.iter().find(|since| since.scope == scope).map_or(0, |since| since.since)
    }
}

/// Keys are numbers that only grow; a JavaScript number holds them exactly.
pub(crate) type ChunkKey = f64;

#[derive(Clone)]
pub(crate) struct Cache(Connection);

impl Default for Cache {
    fn default() -> Self {
        Cache(Connection::new(Which::Cache))
    }
}

impl Cache {
    pub async fn head(&self) -> Stored<Option<Head>> {
        self.0
            .with(async |database| {
                let tx = reading(database, &[META])?;
                get_meta(&tx.object_store(META)?, HEAD).await
            })
            .await
    }

    /// The next few chunks behind `after`, in order.
    pub async fn chunks(&self, after: ChunkKey) -> Stored<Vec<(ChunkKey, Vec<u8>)>> {
        self.0
            .with(async |database| {
                let tx = reading(database, &[CHUNKS])?;
                let store = tx.object_store(CHUNKS)?;
                let keys = store
                    .get_all_keys::<f64>()
                    .with_query::<f64, _>(KeyRange::LowerBound(after, true))
                    .with_limit(PAGE)
                    .await?;
                let values = store
                    .get_all::<JsValue>()
                    .with_query::<f64, _>(KeyRange::LowerBound(after, true))
                    .with_limit(PAGE)
                    .await?;
                keys.zip(values).map(|(key, value)| Ok((key?, bytes_of(value?)?))).collect()
            })
            .await
    }

    pub async fn count(&self) -> Stored<usize> {
        self.0
            .with(async |database| {
                let tx = reading(database, &[CHUNKS])?;
                let count = tx.object_store(CHUNKS)?.count().await?;
                Ok(usize::try_from(count).unwrap_or(usize::MAX))
            })
            .await
    }

    /// This tab leads now; whoever led before can write no more.
    pub async fn take_lead(&self) -> Stored<u64> {
        self.0
            .with(async |database| {
                let tx = relaxed(database)?;
                let meta = tx.object_store(META)?;
                let mine = get_meta::<u64>(&meta, LEADER).await?.unwrap_or_default() + 1;
                put_meta(&meta, LEADER, &mine)?;
                tx.commit().await?;
                Ok(mine)
            })
            .await
    }

    /// Adds chunks and says how far they go, together. Returns the key of the last one.
    pub async fn add(&self, leader: u64, head: &Head, chunks: &[&[u8]]) -> Stored<Option<ChunkKey>> {
        self.0
            .with(async |database| {
                let tx = relaxed(database)?;
                let (store, meta) = (tx.object_store(CHUNKS)?, tx.object_store(META)?);
                still_leads(&meta, leader).await?;
                let last = put_chunks(&store, chunks).await?;
                put_meta(&meta, HEAD, head)?;
                tx.commit().await?;
                Ok(last)
            })
            .await
    }

    /// Puts these chunks in the place of all others.
    pub async fn replace(&self, leader: u64, head: &Head, chunks: &[&[u8]]) -> Stored<Option<ChunkKey>> {
        self.0
            .with(async |database| {
                let tx = relaxed(database)?;
                let (store, meta) = (tx.object_store(CHUNKS)?, tx.object_store(META)?);
                match still_leads(&meta, leader).await {
                    Err(StoreError::Emptied) => put_meta(&meta, LEADER, &leader)?,
                    other => other?,
                }
                store.clear()?;
                let last = put_chunks(&store, chunks).await?;
                put_meta(&meta, HEAD, head)?;
                tx.commit().await?;
                Ok(last)
            })
            .await
    }

    /// Forgets everything confirmed. The next start has nothing and asks the office.
    pub async fn clear(&self) -> Stored<()> {
        self.0
            .with(async |database| {
                let tx = relaxed(database)?;
                tx.object_store(CHUNKS)?.clear()?;
                let meta = tx.object_store(META)?;
                meta.delete::<String, _>(HEAD.to_owned()).build()?;
                Ok(tx.commit().await?)
            })
            .await
    }
}

fn relaxed(database: &Database) -> Stored<Transaction<'_>> {
    writing(database, &[CHUNKS, META], TransactionDurability::Relaxed)
}

/// Who leads, for a tab that wants to write. An empty cache (the browser has cleared it) has no leader and no chunks:
/// nothing may be added to it, only all of it written anew.
async fn still_leads(meta: &ObjectStore<'_>, leader: u64) -> Stored<()> {
    match get_meta::<u64>(meta, LEADER).await? {
        Some(leading) if leading == leader => Ok(()),
        Some(_) => Err(StoreError::Deposed),
        None => Err(StoreError::Emptied),
    }
}

async fn put_chunks(store: &ObjectStore<'_>, chunks: &[&[u8]]) -> Stored<Option<ChunkKey>> {
    let mut last = None;
    for chunk in chunks {
        let value: JsValue = Uint8Array::from(*chunk).into();
        last = Some(store.put(value).with_key_type::<f64>().build()?);
    }
    match last {
        Some(request) => Ok(Some(request.await?)),
        None => Ok(None),
    }
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
