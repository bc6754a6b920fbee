//! Segments: records in the bytes that devices keep, sealed once, the same for every device of a merchant.
use crate::store::{Store, StoreError, books, merchants};
use shared::base::TenantId;
use shared::engine::codec::{Entry, SCHEMA, encode_segment};
use shared::engine::{Key, Kind, Scope};
use shared::sync::office::answer::Sealed;
use shared::sync::office::seal::{BOUNDS, Place, Sealing, is_worn};
use shared::sync::protocol::segment_hash;
use sqlx::PgConnection;

/// A record as the database has it.
#[derive(sqlx::FromRow)]
pub struct Row {
    kind: String,
    id: String,
    version: i64,
    body: Option<String>,
}

fn number(version: u64) -> i64 {
    i64::try_from(version).unwrap_or(i64::MAX)
}

fn count(records: usize) -> i64 {
    i64::try_from(records).unwrap_or(i64::MAX)
}

pub fn schema() -> i32 {
    i32::from(SCHEMA)
}

/// Records as devices read them. Kinds that this version does not know stay at the office.
pub fn entries(rows: &[Row]) -> Result<Vec<Entry>, StoreError> {
    rows.iter()
        .filter_map(|row| Kind::from_name(&row.kind).map(|kind| (Key { kind, id: row.id.clone() }, row)))
        .map(|(key, row)| {
            let record = row.body.as_deref().map(|body| books::decode(&key, body)).transpose()?;
            Entry::new(&key, row.version.unsigned_abs(), record.as_ref())
                .map_err(|error| StoreError::Record(error.to_string()))
        })
        .collect()
}

/// Records of a scope that changed after a version.
pub async fn changed(
    tx: &mut PgConnection,
    tenant: TenantId,
    scope: Scope,
    after: u64,
) -> Result<Vec<Row>, StoreError> {
    Ok(sqlx::query_as(
        "select kind, id, version, body::text as body from record
         where tenant_id = $1 and scope = $2 and version > $3 order by version, kind, id",
    )
    .bind(tenant.0)
    .bind(scope.name())
    .bind(number(after))
    .fetch_all(tx)
    .await?)
}

/// Whether so many records of a scope changed after a version that segments are better.
pub async fn many_changed(
    tx: &mut PgConnection,
    tenant: TenantId,
    scope: Scope,
    after: u64,
) -> Result<bool, StoreError> {
    let newer: i64 = sqlx::query_scalar(
        "select count(*) from (select from record where tenant_id = $1 and scope = $2 and version > $3 limit $4) as newer",
    )
    .bind(tenant.0)
    .bind(scope.name())
    .bind(number(after))
    .bind(count(BOUNDS.many) + 1)
    .fetch_one(tx)
    .await?;
    Ok(newer > count(BOUNDS.many))
}

pub async fn sealed(tx: &mut PgConnection, tenant: TenantId, scope: Scope) -> Result<Vec<Sealed>, StoreError> {
    let rows: Vec<(String, i64, i64, i32, i32)> = sqlx::query_as(
        "select hash, last_version, upto, records, length(bytes) as bytes from segment
         where tenant_id = $1 and scope = $2 and schema = $3 order by seq",
    )
    .bind(tenant.0)
    .bind(scope.name())
    .bind(schema())
    .fetch_all(tx)
    .await?;
    let sealed = |(hash, last_version, upto, records, bytes): (String, i64, i64, i32, i32)| Sealed {
        hash,
        last_version: last_version.unsigned_abs(),
        upto: upto.unsigned_abs(),
        records: records.unsigned_abs(),
        bytes: bytes.unsigned_abs(),
    };
    Ok(rows.into_iter().map(sealed).collect())
}

/// Seals what is new, if it is much. Devices that ask at the same time wait for one of them to do it.
pub async fn seal(store: &Store, tenant: TenantId, scope: Scope) -> Result<(), StoreError> {
    let mut tx = store.begin(tenant).await?;
    sqlx::query("select pg_advisory_xact_lock(hashtextextended($1, 0))")
        .bind(format!("segment|{tenant}|{}", scope.name()))
        .execute(&mut *tx)
        .await?;
    let mut seq = begin_anew_if_worn(&mut tx, tenant, scope).await?;
    // Everything up to this version is committed; what changes from now on is in a later segment or a patch.
    let version = merchants::standing(&mut tx, tenant).await?.version;
    let mut sealing = Sealing::after(sealed(&mut tx, tenant, scope).await?.last());
    if !many_changed(&mut tx, tenant, scope, sealing.begins_after()).await? {
        return Ok(tx.commit().await?);
    }
    loop {
        let (from, kind, id) = sealing.behind();
        let rows: Vec<Row> = sqlx::query_as(
            "select kind, id, version, body::text as body from record
             where tenant_id = $1 and scope = $2 and version <= $3 and version >= $4 and (version, kind, id) > ($4, $5, $6)
             order by version, kind, id limit $7",
        )
        .bind(tenant.0)
        .bind(scope.name())
        .bind(version)
        .bind(number(*from))
        .bind(kind)
        .bind(id)
        .bind(count(BOUNDS.records))
        .fetch_all(&mut *tx)
        .await?;
        let Some(newest) = rows.last() else { break };
        let newest: Place = (newest.version.unsigned_abs(), newest.kind.clone(), newest.id.clone());
        let ends_inside = more_of_version(&mut tx, tenant, scope, &newest, version).await?;
        let upto = sealing.take(newest, ends_inside);
        keep(&mut tx, tenant, scope, seq, number(upto), &rows).await?;
        seq += 1;
    }
    tx.commit().await?;
    Ok(())
}

async fn more_of_version(
    tx: &mut PgConnection,
    tenant: TenantId,
    scope: Scope,
    last: &Place,
    version: i64,
) -> Result<bool, StoreError> {
    Ok(sqlx::query_scalar(
        "select exists (select from record where tenant_id = $1 and scope = $2 and version = $3 and version <= $6 and (kind, id) > ($4, $5))",
    )
    .bind(tenant.0)
    .bind(scope.name())
    .bind(number(last.0))
    .bind(&last.1)
    .bind(&last.2)
    .bind(version)
    .fetch_one(tx)
    .await?)
}

async fn keep(
    tx: &mut PgConnection,
    tenant: TenantId,
    scope: Scope,
    seq: i32,
    upto: i64,
    rows: &[Row],
) -> Result<(), StoreError> {
    let bytes = encode_segment(&entries(rows)?).map_err(|error| StoreError::Record(error.to_string()))?;
    let hash = segment_hash(&bytes);
    sqlx::query(
        "insert into segment (tenant_id, scope, schema, seq, hash, last_version, upto, records, bytes)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(tenant.0)
    .bind(scope.name())
    .bind(schema())
    .bind(seq)
    .bind(hash)
    .bind(rows.last().map_or(0, |row| row.version))
    .bind(upto)
    .bind(i32::try_from(rows.len()).unwrap_or(i32::MAX))
    .bind(bytes)
    .execute(tx)
    .await?;
    Ok(())
}

/// Segments of another layout are gone, and so are those that hold mostly older states of the same records: a new device
/// would fetch everything twice. Answers with the number of the next segment.
async fn begin_anew_if_worn(tx: &mut PgConnection, tenant: TenantId, scope: Scope) -> Result<i32, StoreError> {
    sqlx::query("delete from segment where tenant_id = $1 and scope = $2 and schema <> $3")
        .bind(tenant.0)
        .bind(scope.name())
        .bind(schema())
        .execute(&mut *tx)
        .await?;
    let (held, next): (i64, i32) = sqlx::query_as(
        "select coalesce(sum(records), 0)::bigint, coalesce(max(seq) + 1, 0) from segment where tenant_id = $1 and scope = $2",
    )
    .bind(tenant.0)
    .bind(scope.name())
    .fetch_one(&mut *tx)
    .await?;
    let lives: i64 = sqlx::query_scalar("select count(*) from record where tenant_id = $1 and scope = $2")
        .bind(tenant.0)
        .bind(scope.name())
        .fetch_one(&mut *tx)
        .await?;
    let size = |records: i64| usize::try_from(records).unwrap_or(0);
    if !is_worn(size(held), size(lives), BOUNDS) {
        return Ok(next);
    }
    sqlx::query("delete from segment where tenant_id = $1 and scope = $2")
        .bind(tenant.0)
        .bind(scope.name())
        .execute(&mut *tx)
        .await?;
    Ok(0)
}

/// The bytes of one segment of this merchant.
pub async fn bytes(store: &Store, tenant: TenantId, hash: String) -> Result<Option<(String, Vec<u8>)>, StoreError> {
    let store_for = store.clone();
    store
        .detached(async move {
            let mut tx = store_for.snapshot(tenant).await?;
            let found = sqlx::query_as("select scope, bytes from segment where tenant_id = $1 and hash = $2 limit 1")
                .bind(tenant.0)
                .bind(hash)
                .fetch_optional(&mut *tx)
                .await?;
            tx.commit().await?;
            Ok(found)
        })
        .await
}
