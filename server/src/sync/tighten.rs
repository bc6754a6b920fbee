//! Segments are squeezed once more when nobody waits for them: it takes twenty times as long for a seventh of the bytes, and every
//! device that comes later has them. Any number of servers may do it; a segment that two have squeezed is the same.
use super::segments::{schema, squeeze_tightly};
use crate::store::{Store, StoreError};
use actix_web::web;
use shared::base::TenantId;
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Between two looks for segments that were sealed meanwhile.
const EVERY: Duration = Duration::from_secs(20);

/// Squeezes what was sealed, until it is told to stop.
pub async fn run(store: Store, stop: CancellationToken) {
    while !stop.is_cancelled() {
        if let Err(error) = tighten_all(&store, &stop).await {
            tracing::warn!(%error, "segments could not be squeezed tightly; it is tried again");
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

/// Every merchant's segments.
pub async fn tighten_all(store: &Store, stop: &CancellationToken) -> Result<(), StoreError> {
    for tenant in with_loose_segments(store).await? {
        tighten(store, tenant, stop).await?;
    }
    Ok(())
}

/// One merchant's segments. Returns how many were squeezed.
pub async fn tighten(store: &Store, tenant: TenantId, stop: &CancellationToken) -> Result<usize, StoreError> {
    let mut tightened = 0;
    while !stop.is_cancelled() {
        let begun = Instant::now();
        if !tighten_one(store, tenant).await? {
            break;
        }
        tightened += 1;
        // Half of one processor, whatever the size.
        tokio::time::sleep(begun.elapsed()).await;
    }
    Ok(tightened)
}

async fn with_loose_segments(store: &Store) -> Result<Vec<TenantId>, StoreError> {
    let pool = store.pool().clone();
    let asked = store.detached(async move {
        let ids: Vec<Uuid> = sqlx::query_scalar("select tenant_id from merchants_with_loose_segments($1)")
            .bind(schema())
            .fetch_all(&pool)
            .await?;
        Ok(ids)
    });
    Ok(asked.await?.into_iter().map(TenantId).collect())
}

/// False if there is none.
async fn tighten_one(store: &Store, tenant: TenantId) -> Result<bool, StoreError> {
    let Some((hash, bytes)) = loose(store, tenant).await? else { return Ok(false) };
    let squeezed = web::block(move || squeeze_tightly(&bytes)).await.map_err(|_| StoreError::Interrupted)??;
    let store_for = store.clone();
    let kept = store.detached(async move {
        let mut tx = store_for.begin(tenant).await?;
        sqlx::query("update segment set brotli = $4, tight = true where tenant_id = $1 and schema = $2 and hash = $3")
            .bind(tenant.0)
            .bind(schema())
            .bind(hash)
            .bind(squeezed)
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    });
    kept.await?;
    Ok(true)
}

/// Hash and bytes of any one: two servers shall not always take the same.
async fn loose(store: &Store, tenant: TenantId) -> Result<Option<(String, Vec<u8>)>, StoreError> {
    let store_for = store.clone();
    let found = store.detached(async move {
        let mut tx = store_for.snapshot(tenant).await?;
        let found = sqlx::query_as(
            "select hash, bytes from segment where tenant_id = $1 and schema = $2 and not tight order by random() limit 1",
        )
        .bind(tenant.0)
        .bind(schema())
        .fetch_optional(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(found)
    });
    found.await
}
