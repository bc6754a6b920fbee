//! Records in and out of the database, many at a time. Works inside the caller's transaction.
use super::StoreError;
use shared::base::TenantId;
use shared::engine::{Key, Kind, Record, Scope};
use sqlx::PgConnection;
use std::collections::{BTreeMap, HashMap};

/// Longest id of a record; an index cannot hold much more.
pub const LONGEST_ID: usize = 1_000;

/// The records with these keys; what is absent is not in the answer.
pub async fn load(tx: &mut PgConnection, tenant: TenantId, keys: &[Key]) -> Result<HashMap<Key, Record>, StoreError> {
    // A key that no record can have would fail the statement.
    let (kinds, ids): (Vec<&str>, Vec<&str>) =
        keys.iter().filter(|key| is_possible(key)).map(|key| (key.kind.name(), key.id.as_str())).unzip();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    // One by one by their key, `limit 1` says so: of a table that was never counted PostgreSQL may believe that reading all of
    // a merchant is cheaper.
    let rows: Vec<(String, String, String)> = sqlx::query_as(
        "select wanted.kind, wanted.id, found.body
         from unnest($2::text[], $3::text[]) as wanted(kind, id), lateral (
             select r.body::text from record r
             where r.tenant_id = $1 and r.kind = wanted.kind and r.id = wanted.id and r.body is not null limit 1
         ) as found",
    )
    .bind(tenant.0)
    .bind(kinds)
    .bind(ids)
    .fetch_all(tx)
    .await?;
    rows.into_iter()
        .filter_map(|(kind, id, body)| Kind::from_name(&kind).map(|kind| (Key { kind, id }, body)))
        .map(|(key, body)| Ok((key.clone(), decode(&key, &body)?)))
        .collect()
}

/// Records of one kind in the order of their ids, after an id, for pages.
pub async fn list(
    tx: &mut PgConnection,
    tenant: TenantId,
    kind: Kind,
    after: Option<&str>,
    limit: u32,
) -> Result<Vec<Record>, StoreError> {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "select id, body::text from record
         where tenant_id = $1 and kind = $2 and id > $3 and body is not null
         order by id limit $4",
    )
    .bind(tenant.0)
    .bind(kind.name())
    .bind(after.unwrap_or(""))
    .bind(i64::from(limit))
    .fetch_all(tx)
    .await?;
    rows.into_iter().map(|(id, body)| decode(&Key { kind, id }, &body)).collect()
}

/// Writes the outcome of a batch: one statement, however many records.
pub async fn write(
    tx: &mut PgConnection,
    tenant: TenantId,
    version: i64,
    writes: &BTreeMap<Key, Option<Record>>,
) -> Result<(), StoreError> {
    if writes.is_empty() {
        return Ok(());
    }
    let mut kinds = Vec::with_capacity(writes.len());
    let mut ids = Vec::with_capacity(writes.len());
    let mut scopes = Vec::with_capacity(writes.len());
    let mut bodies = Vec::with_capacity(writes.len());
    for (key, record) in writes {
        kinds.push(key.kind.name());
        ids.push(key.id.as_str());
        scopes.push(Scope::of(key).map(Scope::name));
        bodies.push(
            record.as_ref().map(Record::to_json).transpose().map_err(|error| StoreError::Record(error.to_string()))?,
        );
    }
    sqlx::query(
        "insert into record (tenant_id, kind, id, version, scope, body)
         select $1, kind, id, $2, scope, body::jsonb
         from unnest($3::text[], $4::text[], $5::text[], $6::text[]) as written(kind, id, scope, body)
         on conflict (tenant_id, kind, id)
         do update set version = excluded.version, scope = excluded.scope, body = excluded.body",
    )
    .bind(tenant.0)
    .bind(version)
    .bind(kinds)
    .bind(ids)
    .bind(scopes)
    .bind(bodies)
    .execute(tx)
    .await?;
    Ok(())
}

/// Reads a body. The error names the record, not what is in it.
pub fn decode(key: &Key, body: &str) -> Result<Record, StoreError> {
    Record::from_json(key.kind, body).map_err(|error| StoreError::Record(format!("{key}: {error}")))
}

/// Whether a record can have this key in the database.
pub fn is_possible(key: &Key) -> bool {
    !key.id.is_empty() && key.id.len() <= LONGEST_ID && !key.id.contains('\0')
}
