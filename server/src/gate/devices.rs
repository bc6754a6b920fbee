//! The devices that work with these books, and signing one out from elsewhere: a tablet that was lost.
use super::Session;
use crate::office::Office;
use crate::web::Problem;
use actix_web::{HttpResponse, web};
use serde::Serialize;
use serde_json::json;
use shared::people::Right;
use uuid::Uuid;

pub fn routes(app: &mut web::ServiceConfig) {
    app.route("/api/app/devices", web::get().to(list)).route("/api/app/devices/{client}", web::delete().to(sign_out));
}

#[derive(Debug, Serialize, sqlx::FromRow)]
struct Device {
    client: Uuid,
    device: String,
    member: Option<Uuid>,
    /// Commands that the office has taken from it.
    last_seq: i64,
    /// Milliseconds since 1970.
    last_seen: i64,
    signed_in: bool,
    /// From elsewhere, and nobody has signed in on it since.
    signed_out: bool,
}

async fn list(office: web::Data<Office>, session: Session) -> Result<HttpResponse, Problem> {
    session.must(Right::RunShop)?;
    let (store, tenant) = (office.store().clone(), session.tenant);
    let devices: Vec<Device> = office
        .store()
        .detached(async move {
            let mut tx = store.snapshot(tenant).await?;
            let devices = sqlx::query_as(
                "select c.client_id as client, c.device, c.member_id as member, c.last_seq,
                        (extract(epoch from c.last_seen) * 1000)::bigint as last_seen,
                        exists (select from session s
                                where s.tenant_id = c.tenant_id and s.client_id = c.client_id and s.expires_at > now()) as signed_in,
                        c.signed_out_at is not null as signed_out
                 from client c where c.tenant_id = $1 order by c.last_seen desc, c.client_id limit 500",
            )
            .bind(tenant.0)
            .fetch_all(&mut *tx)
            .await?;
            tx.commit().await?;
            Ok(devices)
        })
        .await?;
    Ok(HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(json!({ "devices": devices })))
}

/// Ends the sessions used on a device. What it has not sent stays on it, and can be sent after the next sign-in there; if
/// it comes into the network before that, it hands in a copy, which is held for an owner.
async fn sign_out(
    office: web::Data<Office>,
    session: Session,
    client: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    session.must(Right::RunShop)?;
    let (store, tenant, client) = (office.store().clone(), session.tenant, client.into_inner());
    office
        .store()
        .detached(async move {
            let mut tx = store.begin(tenant).await?;
            sqlx::query("delete from session where tenant_id = $1 and client_id = $2")
                .bind(tenant.0)
                .bind(client)
                .execute(&mut *tx)
                .await?;
            sqlx::query("update client set signed_out_at = now() where tenant_id = $1 and client_id = $2")
                .bind(tenant.0)
                .bind(client)
                .execute(&mut *tx)
                .await?;
            tx.commit().await?;
            Ok(())
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
