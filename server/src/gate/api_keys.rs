//! API keys: for programs that bring orders or read stock. Shown once, kept as a hash.
use super::caller::ApiCaller;
use crate::store::merchants::new_uuid;
use crate::store::secret::{hash_of, random_token};
use crate::store::{Store, StoreError};
use serde::Serialize;
use shared::base::{Name, TenantId};
use shared::engine::Actor;
use shared::people::Role;
use uuid::Uuid;

/// A key as people see it in Settings.
#[derive(Debug, Clone, Serialize)]
pub struct ApiKey {
    pub id: Uuid,
    pub name: String,
    pub role: Role,
    /// The last characters.
    pub tail: String,
    /// Milliseconds since 1970.
    pub created_at: i64,
    pub last_used_at: Option<i64>,
}

/// Keys of one merchant that are in use at the same time.
pub const MOST: i64 = 100;

/// Makes a key; none when there are too many. The text is told this once.
pub async fn create(
    store: &Store,
    tenant: TenantId,
    name: Name,
    role: Role,
) -> Result<Option<(Uuid, String)>, StoreError> {
    let id = new_uuid();
    let key = format!("wb_{}_{}", tenant.0.simple(), random_token());
    let tail: String = key.chars().skip(key.len().saturating_sub(4)).collect();
    let hash = hash_of(&key);
    let store_for = store.clone();
    let made = store
        .detached(async move {
            let mut tx = store_for.begin(tenant).await?;
            let made = sqlx::query(
                "insert into api_key (tenant_id, key_id, name, role, hash, tail)
                 select $1, $2, $3, $4, $5, $6
                 where (select count(*) from api_key where tenant_id = $1 and revoked_at is null) < $7",
            )
            .bind(tenant.0)
            .bind(id)
            .bind(name.to_string())
            .bind(role.name())
            .bind(hash.as_slice())
            .bind(tail)
            .bind(MOST)
            .execute(&mut *tx)
            .await?;
            tx.commit().await?;
            Ok(made.rows_affected() == 1)
        })
        .await?;
    Ok(made.then_some((id, key)))
}

pub async fn list(store: &Store, tenant: TenantId) -> Result<Vec<ApiKey>, StoreError> {
    let store_for = store.clone();
    store
        .detached(async move {
            let mut tx = store_for.snapshot(tenant).await?;
            let rows: Vec<(Uuid, String, String, String, i64, Option<i64>)> = sqlx::query_as(
                "select key_id, name, role, tail, (extract(epoch from created_at) * 1000)::bigint,
                        (extract(epoch from last_used_at) * 1000)::bigint
                 from api_key where tenant_id = $1 and revoked_at is null order by created_at, key_id",
            )
            .bind(tenant.0)
            .fetch_all(&mut *tx)
            .await?;
            tx.commit().await?;
            Ok(rows
                .into_iter()
                .filter_map(|(id, name, role, tail, created_at, last_used_at)| {
                    Some(ApiKey { id, name, role: Role::from_name(&role)?, tail, created_at, last_used_at })
                })
                .collect())
        })
        .await
}

/// Takes a key back at once. False if there is no such key.
pub async fn revoke(store: &Store, tenant: TenantId, id: Uuid) -> Result<bool, StoreError> {
    let store_for = store.clone();
    store
        .detached(async move {
            let mut tx = store_for.begin(tenant).await?;
            let revoked = sqlx::query(
                "update api_key set revoked_at = now() where tenant_id = $1 and key_id = $2 and revoked_at is null",
            )
            .bind(tenant.0)
            .bind(id)
            .execute(&mut *tx)
            .await?;
            tx.commit().await?;
            Ok(revoked.rows_affected() == 1)
        })
        .await
}

/// The caller behind `Bearer wb_<merchant>_<secret>`; none when it is no key that works.
pub async fn caller_of(store: &Store, authorization: &str) -> Result<Option<ApiCaller>, StoreError> {
    let Some((tenant, key)) = read(authorization) else { return Ok(None) };
    let hash = hash_of(key);
    let store_for = store.clone();
    store
        .detached(async move {
            let mut tx = store_for.begin(tenant).await?;
            let row: Option<(Uuid, String, String, bool)> = sqlx::query_as(
                "select key_id, name, role, coalesce(last_used_at < now() - interval '1 minute', true)
                 from api_key where tenant_id = $1 and hash = $2 and revoked_at is null",
            )
            .bind(tenant.0)
            .bind(hash.as_slice())
            .fetch_optional(&mut *tx)
            .await?;
            let Some((id, name, role, stale)) = row else { return Ok(None) };
            if stale {
                sqlx::query("update api_key set last_used_at = now() where tenant_id = $1 and key_id = $2")
                    .bind(tenant.0)
                    .bind(id)
                    .execute(&mut *tx)
                    .await?;
            }
            tx.commit().await?;
            let Some(role) = Role::from_name(&role) else { return Ok(None) };
            Ok(Some(ApiCaller { tenant, actor: Actor { member: None, name, role, device: "API".to_owned() } }))
        })
        .await
}

fn read(authorization: &str) -> Option<(TenantId, &str)> {
    let (scheme, key) = authorization.split_once(' ')?;
    let key = key.trim();
    if !scheme.eq_ignore_ascii_case("bearer") || key.len() > 100 {
        return None;
    }
    let (tenant, _) = key.strip_prefix("wb_")?.split_once('_')?;
    Some((TenantId(Uuid::try_parse(tenant).ok()?), key))
}
