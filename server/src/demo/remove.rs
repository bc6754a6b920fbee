//! Removing the demo in one step: the shop stays, empty, and whoever removed it stays signed in.
//!
//! Products, orders and all that hangs on them go in one transaction, and with them the demo's other people, whose
//! password everybody knows. The log of commands stays, as it always does. The books get another epoch, so that devices
//! throw their copies away instead of showing ghosts.

use super::DOMAIN;
use crate::gate::{Announced, Session};
use crate::office::Office;
use crate::store::merchants::{lock, new_uuid};
use crate::store::{Store, StoreError, books};
use crate::web::Problem;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use shared::base::{MemberId, TenantId};
use shared::engine::{Key, Recorded};
use shared::people::{Merchant, Right};
use std::collections::BTreeMap;

pub fn routes(app: &mut web::ServiceConfig) {
    app.route("/api/app/demo/remove", web::post().to(remove));
}

async fn remove(
    office: web::Data<Office>,
    announced: web::Data<Announced>,
    session: Session,
) -> Result<HttpResponse, Problem> {
    session.must(Right::RunShop)?;
    let version = empty_books(office.store(), session.tenant, session.member.id).await?;
    let version = version.ok_or_else(|| Problem::new(StatusCode::CONFLICT, "demo-not-there"))?;
    announced.set(None);
    office.live().tell(session.tenant, version.unsigned_abs(), false);
    Ok(HttpResponse::NoContent().finish())
}

/// The new version of the books; none when this shop is no demo (any more).
async fn empty_books(store: &Store, tenant: TenantId, keep: MemberId) -> Result<Option<i64>, StoreError> {
    let inner = store.clone();
    store
        .detached(async move {
            let mut tx = inner.begin(tenant).await?;
            let standing = lock(&mut tx, tenant).await?;
            let key = Merchant::key_of(Merchant::ID);
            let found = books::load(&mut tx, tenant, std::slice::from_ref(&key)).await?;
            let Some(merchant) = found.get(&key).and_then(Merchant::unwrap).filter(|merchant| merchant.demo) else {
                tx.rollback().await?;
                return Ok(None);
            };
            let version = standing.version + 1;
            let real = Merchant { demo: false, default_warehouse: None, ..(**merchant).clone() };
            throw_away(&mut tx, tenant, keep).await?;
            let writes: BTreeMap<Key, _> = BTreeMap::from([(key, Some(Merchant::wrap(real.into())))]);
            books::write(&mut tx, tenant, version, &writes).await?;
            sqlx::query("update tenant set version = $2, epoch = $3 where tenant_id = $1")
                .bind(tenant.0)
                .bind(version)
                .bind(new_uuid())
                .execute(&mut *tx)
                .await?;
            tx.commit().await?;
            Ok(Some(version))
        })
        .await
}

/// All of it.
const GOODS_AND_ORDERS: [&str; 7] = [
    "delete from record where tenant_id = $1 and kind not in ('merchant', 'member')",
    "delete from delivery where tenant_id = $1",
    "delete from outbox_mail where tenant_id = $1",
    "delete from parcel_link where tenant_id = $1",
    "delete from segment where tenant_id = $1",
    "delete from archived_order where tenant_id = $1",
    "delete from archived_move where tenant_id = $1",
];

/// Everybody of the demo but the one who stays. Sessions first, while it is known whose they are.
const PEOPLE: [&str; 3] = [
    "delete from session where tenant_id = $1 and member_id in
         (select member_id from login where tenant_id = $1 and member_id <> $2 and email like '%@' || $3::text)",
    "delete from login where tenant_id = $1 and member_id <> $2 and email like '%@' || $3::text",
    "delete from record where tenant_id = $1 and kind = 'member' and id <> $2::uuid::text and body ->> 'email' like '%@' || $3::text",
];

async fn throw_away(tx: &mut sqlx::PgConnection, tenant: TenantId, keep: MemberId) -> Result<(), StoreError> {
    for statement in GOODS_AND_ORDERS {
        sqlx::query(statement).bind(tenant.0).execute(&mut *tx).await?;
    }
    for statement in PEOPLE {
        sqlx::query(statement).bind(tenant.0).bind(keep.0).bind(DOMAIN).execute(&mut *tx).await?;
    }
    Ok(())
}
