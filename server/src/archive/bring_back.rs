//! Whatever changes a filed order, or something that belongs to it, brings all of it back to the devices.
use crate::store::StoreError;
use shared::base::TenantId;
use shared::engine::{Key, Record};
use sqlx::PgConnection;
use std::collections::BTreeMap;
use uuid::Uuid;

/// In the transaction that has written these records as `version`.
pub async fn bring_back(
    tx: &mut PgConnection,
    tenant: TenantId,
    version: i64,
    written: &BTreeMap<Key, Option<Record>>,
) -> Result<(), StoreError> {
    let (kinds, ids): (Vec<&str>, Vec<&str>) = written.keys().map(|key| (key.kind.name(), key.id.as_str())).unzip();
    let orders: Vec<Uuid> = sqlx::query_scalar(
        "select distinct found.archived_under from unnest($2::text[], $3::text[]) as written(kind, id), lateral (
             select r.archived_under from record r
             where r.tenant_id = $1 and r.kind = written.kind and r.id = written.id and r.archived_under is not null limit 1
         ) as found",
    )
    .bind(tenant.0)
    .bind(kinds)
    .bind(ids)
    .fetch_all(&mut *tx)
    .await?;
    if orders.is_empty() {
        return Ok(());
    }
    sqlx::query(
        "update record set archived_under = null, version = $2 where tenant_id = $1 and archived_under = any($3)",
    )
    .bind(tenant.0)
    .bind(version)
    .bind(&orders)
    .execute(&mut *tx)
    .await?;
    sqlx::query("delete from archived_order where tenant_id = $1 and order_id = any($2)")
        .bind(tenant.0)
        .bind(&orders)
        .execute(tx)
        .await?;
    Ok(())
}
