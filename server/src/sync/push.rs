//! Commands of a device: read one by one, answered all together.
use crate::gate::Session;
use crate::office::{Caller, Office, incoming};
use crate::web::Problem;
use crate::web::limits::Limits;
use actix_web::{HttpResponse, web};

pub async fn push(
    office: web::Data<Office>,
    limits: web::Data<Limits>,
    session: Session,
    body: web::Bytes,
) -> Result<HttpResponse, Problem> {
    let pushed = incoming::read(&body)?;
    // Not by the client: whoever asks chooses its id.
    limits.push.check(&format!("{}|{}", session.tenant, session.member.id))?;
    // Who it was is what the session says, never what the device says.
    let caller = Caller { tenant: session.tenant, actor: session.actor(pushed.device), client: Some(pushed.client) };
    let reply = office.push(caller, pushed.commands).await?;
    Ok(HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(reply))
}
