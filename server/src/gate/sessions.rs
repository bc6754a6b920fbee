//! Sessions in the books: opened, found, prolonged, ended.
use crate::store::secret::{hash_of, random_token};
use crate::store::{Store, StoreError, books};
use shared::base::{ClientId, MemberId, TenantId};
use shared::engine::{Record, Recorded};
use shared::people::Member;
use std::collections::{BTreeSet, HashMap};
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

/// What the books say of a token that is good.
#[derive(Debug, Clone)]
pub struct Entered {
    pub tenant: TenantId,
    member: MemberId,
    /// Not used for a while: it should last longer now.
    pub stale: bool,
    /// The person as the books have them; none when they have left for good.
    person: Option<String>,
}

impl Entered {
    /// None when the person does not work here any more.
    pub fn read(&self) -> Result<Option<Found>, StoreError> {
        let Some(person) = &self.person else { return Ok(None) };
        Ok(match books::decode(&Member::key_of(self.member), person)? {
            Record::Member(member) if member.active => Some(Found { tenant: self.tenant, member }),
            _ => None,
        })
    }
}

type EnteredRow = (Vec<u8>, Uuid, Uuid, bool, Option<String>);

/// Who these tokens belong to, of whichever shop; those that are unknown or over are not in the answer.
pub async fn find(store: &Store, tokens: BTreeSet<[u8; 32]>) -> Result<HashMap<[u8; 32], Entered>, StoreError> {
    let store_for = store.clone();
    store
        .detached(async move {
            let rows: Vec<EnteredRow> =
                sqlx::query_as("select token_hash, tenant_id, member_id, stale, person from people_of_sessions($1)")
                    .bind(tokens.iter().map(<[u8; 32]>::as_slice).collect::<Vec<_>>())
                    .fetch_all(store_for.pool())
                    .await?;
            let entered = |(token, tenant, member, stale, person): EnteredRow| {
                let entered = Entered { tenant: TenantId(tenant), member: MemberId(member), stale, person };
                Some((token.try_into().ok()?, entered))
            };
            Ok(rows.into_iter().filter_map(entered).collect())
        })
        .await
}

/// It is used: it lasts for another month.
pub async fn prolong(store: &Store, tenant: TenantId, hash: [u8; 32]) -> Result<(), StoreError> {
    let store_for = store.clone();
    store
        .detached(async move {
            let mut tx = store_for.begin(tenant).await?;
            sqlx::query(
                "update session set last_seen = now(), expires_at = now() + interval '30 days'
                 where tenant_id = $1 and token_hash = $2",
            )
            .bind(tenant.0)
            .bind(hash.as_slice())
            .execute(&mut *tx)
            .await?;
            Ok(tx.commit().await?)
        })
        .await
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
