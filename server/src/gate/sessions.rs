//! Sessions in the books: opened, found, prolonged, ended.
use crate::store::secret::{hash_of, random_token};
use crate::store::{Store, StoreError, books};
use shared::base::{ClientId, MemberId, TenantId};
use shared::engine::{Record, Recorded};
use shared::people::Member;
use std::sync::Arc;
use uuid::Uuid;

/// A person who is signed in.
#[derive(Debug, Clone)]
pub struct Found {
    pub tenant: TenantId,
    pub member: Arc<Member>,
}

/// A new session; the token goes to the browser and is not kept.
pub async fn open(store: &Store, tenant: TenantId, member: MemberId) -> Result<String, StoreError> {
    let token = random_token();
    let hash = hash_of(&token);
    let store_for = store.clone();
    store
        .detached(async move {
            let mut tx = store_for.begin(tenant).await?;
            sqlx::query("delete from session where tenant_id = $1 and expires_at < now()")
                .bind(tenant.0)
                .execute(&mut *tx)
                .await?;
            sqlx::query(
                "insert into session (tenant_id, token_hash, member_id, expires_at) values ($1, $2, $3, now() + interval '30 days')",
            )
            .bind(tenant.0)
            .bind(hash.as_slice())
            .bind(member.0)
            .execute(&mut *tx)
            .await?;
            tx.commit().await?;
            Ok(())
        })
        .await?;
    Ok(token)
}

/// Who a token belongs to; none when it is unknown or over, or the person does not work here any more.
pub async fn find(store: &Store, hash: [u8; 32]) -> Result<Option<Found>, StoreError> {
    let store_for = store.clone();
    store
        .detached(async move {
            let row: Option<(Uuid, Uuid, bool, Option<String>)> =
                sqlx::query_as("select tenant_id, member_id, stale, person from person_of_session($1)")
                    .bind(hash.as_slice())
                    .fetch_optional(store_for.pool())
                    .await?;
            let Some((tenant, member, stale, Some(person))) = row else { return Ok(None) };
            let tenant = TenantId(tenant);
            if stale {
                prolong(&store_for, tenant, hash).await?;
            }
            Ok(match books::decode(&Member::key_of(MemberId(member)), &person)? {
                Record::Member(member) if member.active => Some(Found { tenant, member }),
                _ => None,
            })
        })
        .await
}

/// It is used: it lasts for another month.
async fn prolong(store: &Store, tenant: TenantId, hash: [u8; 32]) -> Result<(), StoreError> {
    let mut tx = store.begin(tenant).await?;
    sqlx::query(
        "update session set last_seen = now(), expires_at = now() + interval '30 days'
         where tenant_id = $1 and token_hash = $2",
    )
    .bind(tenant.0)
    .bind(hash.as_slice())
    .execute(&mut *tx)
    .await?;
    Ok(tx.commit().await?)
}

/// Remembers which device a session is used on, so that the device can be signed out from elsewhere.
pub async fn used_on(store: &Store, tenant: TenantId, hash: [u8; 32], client: ClientId) -> Result<(), StoreError> {
    let store_for = store.clone();
    store
        .detached(async move {
            let mut tx = store_for.begin(tenant).await?;
            sqlx::query("update session set client_id = $3 where tenant_id = $1 and token_hash = $2 and client_id is distinct from $3")
                .bind(tenant.0)
                .bind(hash.as_slice())
                .bind(client.0)
                .execute(&mut *tx)
                .await?;
            tx.commit().await?;
            Ok(())
        })
        .await
}

/// Ends a session of any shop.
pub async fn end_any(store: &Store, hash: [u8; 32]) -> Result<(), StoreError> {
    let store_for = store.clone();
    let tenant: Option<Uuid> = store
        .detached(async move {
            Ok(sqlx::query_scalar("select tenant_id from person_of_session($1)")
                .bind(hash.as_slice())
                .fetch_optional(store_for.pool())
                .await?)
        })
        .await?;
    match tenant {
        Some(tenant) => end(store, TenantId(tenant), hash).await,
        None => Ok(()),
    }
}

pub async fn end(store: &Store, tenant: TenantId, hash: [u8; 32]) -> Result<(), StoreError> {
    let store_for = store.clone();
    store
        .detached(async move {
            let mut tx = store_for.begin(tenant).await?;
            sqlx::query("delete from session where tenant_id = $1 and token_hash = $2")
                .bind(tenant.0)
                .bind(hash.as_slice())
                .execute(&mut *tx)
                .await?;
            tx.commit().await?;
            Ok(())
        })
        .await
}

/// Ends all sessions of a person but one: the password changed, or they left.
pub async fn end_all(
    store: &Store,
    tenant: TenantId,
    member: MemberId,
    but: Option<[u8; 32]>,
) -> Result<(), StoreError> {
    let store_for = store.clone();
    store
        .detached(async move {
            let mut tx = store_for.begin(tenant).await?;
            sqlx::query(
                "delete from session where tenant_id = $1 and member_id = $2 and token_hash is distinct from $3",
            )
            .bind(tenant.0)
            .bind(member.0)
            .bind(but.as_ref().map(<[u8; 32]>::as_slice))
            .execute(&mut *tx)
            .await?;
            tx.commit().await?;
            Ok(())
        })
        .await
}
