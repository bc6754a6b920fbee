//! Segments: records in the bytes that devices keep, sealed once, the same for every device of a merchant.
use crate::store::{Store, StoreError, books, merchants};
use sha2::{Digest, Sha256};
use shared::base::TenantId;
use shared::engine::codec::{Entry, SCHEMA, encode_segment};
use shared::engine::{Key, Kind, Scope};
use sqlx::PgConnection;

/// Records in a segment.
const RECORDS: i64 = 256;

/// A device that misses more records of a scope than this gets segments; fewer come as a patch.
pub const MANY: i64 = 600;

/// A record as the database has it.
#[derive(sqlx::FromRow)]
pub struct Row {
    kind: String,
    id: String,
    version: i64,
    body: Option<String>,
}

/// Segments of a scope as they stand in the database.
#[derive(sqlx::FromRow)]
pub struct Sealed {
    pub hash: String,
    pub last_version: i64,
    pub upto: i64,
    pub records: i32,
    pub bytes: i32,
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
    after: i64,
) -> Result<Vec<Row>, StoreError> {
    Ok(sqlx::query_as(
        "select kind, id, version, body::text as body from record
         where tenant_id = $1 and scope = $2 and version > $3 order by version, kind, id",
    )
    .bind(tenant.0)
    .bind(scope.name())
    .bind(after)
    .fetch_all(tx)
    .await?)
}

/// Whether more than [`MANY`] records of a scope changed after a version.
pub async fn many_changed(
    tx: &mut PgConnection,
    tenant: TenantId,
    scope: Scope,
    after: i64,
) -> Result<bool, StoreError> {
    let count: i64 = sqlx::query_scalar(
        "select count(*) from (select from record where tenant_id = $1 and scope = $2 and version > $3 limit $4) as newer",
    )
    .bind(tenant.0)
    .bind(scope.name())
    .bind(after)
    .bind(MANY + 1)
    .fetch_one(tx)
    .await?;
    Ok(count > MANY)
}

pub async fn sealed(tx: &mut PgConnection, tenant: TenantId, scope: Scope) -> Result<Vec<Sealed>, StoreError> {
    Ok(sqlx::query_as(
        "select hash, last_version, upto, records, length(bytes) as bytes from segment
         where tenant_id = $1 and scope = $2 and schema = $3 order by seq",
    )
    .bind(tenant.0)
    .bind(scope.name())
    .bind(schema())
    .fetch_all(tx)
    .await?)
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
    let mut last: (i64, String, String) = match sealed(&mut tx, tenant, scope).await?.last() {
        // Whole versions are sealed, so the next record has a higher one.
        Some(segment) => (segment.last_version + 1, String::new(), String::new()),
        None => (0, String::new(), String::new()),
    };
    if !many_changed(&mut tx, tenant, scope, last.0 - 1).await? {
        return Ok(tx.commit().await?);
    }
    loop {
        let rows: Vec<Row> = sqlx::query_as(
            "select kind, id, version, body::text as body from record
             where tenant_id = $1 and scope = $2 and version <= $3 and version >= $4 and (version, kind, id) > ($4, $5, $6)
             order by version, kind, id limit $7",
        )
        .bind(tenant.0)
        .bind(scope.name())
        .bind(version)
        .bind(last.0)
        .bind(&last.1)
        .bind(&last.2)
        .bind(RECORDS)
        .fetch_all(&mut *tx)
        .await?;
        let Some(newest) = rows.last() else { break };
        last = (newest.version, newest.kind.clone(), newest.id.clone());
        let ends_inside_a_version = more_of_version(&mut tx, tenant, scope, &last, version).await?;
        let upto = if ends_inside_a_version { last.0 - 1 } else { last.0 };
        keep(&mut tx, tenant, scope, seq, upto, &rows).await?;
        seq += 1;
    }
    tx.commit().await?;
    Ok(())
}

async fn more_of_version(
    tx: &mut PgConnection,
    tenant: TenantId,
    scope: Scope,
    last: &(i64, String, String),
    version: i64,
) -> Result<bool, StoreError> {
    Ok(sqlx::query_scalar(
        "select exists (select from record where tenant_id = $1 and scope = $2 and version = $3 and version <= $6 and (kind, id) > ($4, $5))",
    )
    .bind(tenant.0)
    .bind(scope.name())
    .bind(last.0)
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
    let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
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
    if held <= 2 * lives + 4 * MANY {
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
