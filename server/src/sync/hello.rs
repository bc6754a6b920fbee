//! A device introduces itself and learns where it stands.
use crate::gate::{Session, sessions};
use crate::hand_in::held;
use crate::office::incoming::device_name;
use crate::office::{Office, now};
use crate::store::merchants;
use crate::web::Problem;
use actix_web::{HttpResponse, web};
use shared::engine::Scope;
use shared::people::Right;
use shared::sync::office::share;
use shared::sync::protocol::{Hello, HelloReply, PROTOCOL};

pub async fn hello(
    office: web::Data<Office>,
    session: Session,
    hello: web::Json<Hello>,
) -> Result<HttpResponse, Problem> {
    let hello = hello.into_inner();
    if hello.protocol != PROTOCOL {
        return Err(Problem::app_too_old());
    }
    let (store, tenant, member) = (office.store().clone(), session.tenant, session.member.id);
    let (client, device) = (hello.client, device_name(&hello.device));
    let (standing, last_seq) = office
        .store()
        .detached(async move {
            let mut tx = store.begin(tenant).await?;
            let standing = merchants::standing(&mut tx, tenant).await?;
            let last_seq: i64 = sqlx::query_scalar(
                "insert into client (tenant_id, client_id, member_id, device) values ($1, $2, $3, $4)
                 on conflict (tenant_id, client_id)
                 do update set member_id = excluded.member_id, device = excluded.device, last_seen = now(),
                               signed_out_at = null
                 returning last_seq",
            )
            .bind(tenant.0)
            .bind(client.0)
            .bind(member.0)
            .bind(device)
            .fetch_one(&mut *tx)
            .await?;
            tx.commit().await?;
            Ok((standing, last_seq))
        })
        .await?;
    sessions::used_on(office.store(), tenant, session.token_hash, client).await?;
    let held = match session.must(Right::RunShop) {
        Ok(()) => held::count(office.store(), tenant).await?,
        Err(_) => 0,
    };
    Ok(HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(HelloReply {
        epoch: share::epoch(session.member.role.sight(), &standing.epoch.to_string()),
        tenant,
        member,
        name: session.member.name.to_string(),
        role: session.member.role,
        server_time: now(),
        version: standing.version.unsigned_abs(),
        last_seq: last_seq.unsigned_abs(),
        scopes: Scope::granted(session.member.role),
        seal: office.seal_key(tenant, member).to_hex(),
        held,
    }))
}
