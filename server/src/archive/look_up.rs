//! Looking for an order in the archive, and looking at one.
use super::orders::families;
use crate::gate::Session;
use crate::office::Office;
use crate::store::{Store, StoreError, books};
use crate::web::Problem;
use actix_web::{HttpResponse, web};
use serde::Deserialize;
use shared::base::{Moment, OrderId, TenantId};
use shared::engine::codec::{Entry, encode_segment};
use shared::engine::{Key, Recorded};
use shared::orders::{Order, OrderRow};
use shared::sync::archive::{LONGEST_WORDS, PAGE, read_place};
use shared::sync::rows::RowSegment;
use sqlx::PgConnection;
use std::collections::HashMap;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use uuid::Uuid;

/// More words than this narrow nothing any more.
const MOST_WORDS: usize = 8;

/// Every search looks at all lines of a shop: more of them at a time would keep others from their work.
static SEARCHES: Semaphore = Semaphore::const_new(2);
/// Whoever has waited as long for a turn is told to try again.
const LONGEST_WAIT: Duration = Duration::from_secs(5);

#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    words: String,
    /// The place of the last line of the page before.
    before: Option<String>,
}

/// Orders of the archive with all of these words, the newest first.
pub async fn list(
    office: web::Data<Office>,
    session: Session,
    wanted: web::Query<Wanted>,
) -> Result<HttpResponse, Problem> {
    session.must_see_customers()?;
    let Wanted { words, before } = wanted.into_inner();
    let before = before.as_deref().map(|place| read_place(place).ok_or_else(Problem::not_readable)).transpose()?;
    let words: String = words.chars().take(LONGEST_WORDS).collect();
    let (store, tenant) = (office.store().clone(), session.tenant);
    let turn = timeout(LONGEST_WAIT, SEARCHES.acquire()).await.map_err(|_| Problem::unavailable())?;
    let search = async move {
        // Held as long as the search goes on, also when nobody waits for it any more.
        let _turn = turn;
        find(&store, tenant, &words, before).await
    };
    let rows = office.store().detached(search).await?;
    let segment = RowSegment { rows, ..RowSegment::default() };
    Ok(bytes(segment.to_bytes().map_err(|error| StoreError::Record(error.to_string()))?))
}

/// As devices read them; asked anew every time.
pub fn bytes(bytes: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok().content_type("application/octet-stream").insert_header(("cache-control", "no-store")).body(bytes)
}

/// A page, and one more if there is one; with the moment since when each is over.
async fn find(
    store: &Store,
    tenant: TenantId,
    words: &str,
    before: Option<(Moment, OrderId)>,
) -> Result<Vec<(u64, OrderRow)>, StoreError> {
    let patterns: Vec<String> = words.to_lowercase().split_whitespace().take(MOST_WORDS).map(pattern).collect();
    let (over, order) = before.map_or((i64::MAX, Uuid::max()), |(over, order)| (over.0, order.0));
    let mut tx = store.snapshot(tenant).await?;
    // Every line is looked at: whoever asks for much must not keep others from their work.
    sqlx::query("set local statement_timeout = '5s'").execute(&mut *tx).await?;
    let lines: Vec<(Uuid, i64)> = sqlx::query_as(
        "select order_id, over_ms from archived_order
         where tenant_id = $1 and words like all($2::text[]) and (over_ms, order_id) < ($3, $4)
         order by over_ms desc, order_id desc limit $5",
    )
    .bind(tenant.0)
    .bind(patterns)
    .bind(over)
    .bind(order)
    .bind(i64::try_from(PAGE).unwrap_or(i64::MAX) + 1)
    .fetch_all(&mut *tx)
    .await?;
    let keys: Vec<Key> = lines.iter().map(|(order, _)| Order::key_of(OrderId(*order))).collect();
    let orders = books::load(&mut tx, tenant, &keys).await?;
    tx.commit().await?;
    let row = |(key, (_, over)): (&Key, &(Uuid, i64))| {
        let order = orders.get(key).and_then(Order::unwrap)?;
        Some((over.unsigned_abs(), OrderRow::of(order)))
    };
    Ok(keys.iter().zip(&lines).filter_map(row).collect())
}

/// A word as it may occur anywhere: what means something in a pattern stands for itself.
fn pattern(word: &str) -> String {
    let mut pattern = String::from("%");
    for letter in word.chars().filter(|letter| *letter != '\0') {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

/// One order with everything that belongs to it, in the bytes that devices read. Also one that has come back meanwhile.
pub async fn one(office: web::Data<Office>, session: Session, order: web::Path<Uuid>) -> Result<HttpResponse, Problem> {
    session.must_see_customers()?;
    let (store, tenant, order) = (office.store().clone(), session.tenant, OrderId(order.into_inner()));
    let entries = office.store().detached(async move { family(&store, tenant, order).await }).await?;
    let entries = entries.ok_or_else(Problem::not_found)?;
    Ok(bytes(encode_segment(&entries)))
}

async fn family(store: &Store, tenant: TenantId, order: OrderId) -> Result<Option<Vec<Entry>>, StoreError> {
    let mut tx = store.snapshot(tenant).await?;
    let key = Order::key_of(order);
    let found = books::load(&mut tx, tenant, std::slice::from_ref(&key)).await?;
    let Some(order) = found.get(&key).and_then(Order::unwrap).cloned() else { return Ok(None) };
    let records: Vec<_> =
        families(&mut tx, tenant, vec![order]).await?.into_iter().flat_map(|family| family.records).collect();
    let keys: Vec<&Key> = records.iter().map(|(key, _)| key).collect();
    let versions = versions(&mut tx, tenant, &keys).await?;
    tx.commit().await?;
    let entry = |(key, record): (Key, _)| {
        let version = versions.get(&key).copied().unwrap_or_default();
        Entry::new(&key, version, Some(&record)).map_err(|error| StoreError::Record(error.to_string()))
    };
    records.into_iter().map(entry).collect::<Result<_, _>>().map(Some)
}

async fn versions(tx: &mut PgConnection, tenant: TenantId, keys: &[&Key]) -> Result<HashMap<Key, u64>, StoreError> {
    let (kinds, ids): (Vec<&str>, Vec<&str>) = keys.iter().map(|key| (key.kind.name(), key.id.as_str())).unzip();
    let rows: Vec<(String, String, i64)> = sqlx::query_as(
        "select wanted.kind, wanted.id, found.version from unnest($2::text[], $3::text[]) as wanted(kind, id), lateral (
             select r.version from record r
             where r.tenant_id = $1 and r.kind = wanted.kind and r.id = wanted.id limit 1
         ) as found",
    )
    .bind(tenant.0)
    .bind(kinds)
    .bind(ids)
    .fetch_all(tx)
    .await?;
    let read = |(kind, id, version): (String, String, i64)| {
        let kind = shared::engine::Kind::from_name(&kind)?;
        Some((Key { kind, id }, version.unsigned_abs()))
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_a_pattern_stands_for_itself() {
        assert_eq!(pattern("100%_a\\"), "%100\\%\\_a\\\\%");
    }
}
