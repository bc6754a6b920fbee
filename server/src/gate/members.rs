//! Staff and API keys, as an owner manages them in Settings.
use super::forms::{KeyForm, MemberForm};
use super::{Session, accounts, api_keys};
use crate::office::Office;
use crate::web::Problem;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde_json::json;
use shared::base::MemberId;
use shared::engine::Refusal;
use shared::engine::refusal::Thing;
use shared::people::{Member, Right};
use uuid::Uuid;

pub fn routes(app: &mut web::ServiceConfig) {
    app.route("/api/app/members", web::post().to(add_member))
        .route("/api/app/members/{id}", web::put().to(change_member))
        .route("/api/app/api-keys", web::get().to(list_keys))
        .route("/api/app/api-keys", web::post().to(create_key))
        .route("/api/app/api-keys/{id}", web::delete().to(revoke_key));
}

async fn add_member(
    office: web::Data<Office>,
    session: Session,
    form: web::Json<MemberForm>,
) -> Result<HttpResponse, Problem> {
    session.must(Right::RunShop)?;
    let (member, password) = form.into_inner().check(None)?;
    let id = member.id;
    accounts::put_member(&office, session.tenant, session.actor("Waybill"), member, password).await?;
    Ok(HttpResponse::Created().json(json!({ "member": id })))
}

async fn change_member(
    office: web::Data<Office>,
    session: Session,
    id: web::Path<Uuid>,
    form: web::Json<MemberForm>,
) -> Result<HttpResponse, Problem> {
    session.must(Right::RunShop)?;
    let id = MemberId(id.into_inner());
    if office.find::<Member>(session.tenant, id).await?.is_none() {
        return Err(Refusal::not_found(Thing::Member, id).into());
    }
    let (member, password) = form.into_inner().check(Some(id))?;
    accounts::put_member(&office, session.tenant, session.actor("Waybill"), member, password).await?;
    Ok(HttpResponse::Ok().json(json!({ "member": id })))
}

async fn list_keys(office: web::Data<Office>, session: Session) -> Result<HttpResponse, Problem> {
    session.must(Right::RunShop)?;
    let keys = api_keys::list(office.store(), session.tenant).await?;
    Ok(HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(json!({ "keys": keys })))
}

async fn create_key(
    office: web::Data<Office>,
    session: Session,
    form: web::Json<KeyForm>,
) -> Result<HttpResponse, Problem> {
    session.must(Right::RunShop)?;
    let (name, role) = form.into_inner().check()?;
    match api_keys::create(office.store(), session.tenant, name, role).await? {
        Some((id, key)) => Ok(HttpResponse::Created()
            .insert_header(("cache-control", "no-store"))
            .json(json!({ "id": id, "key": key }))),
        None => {
            let limit = u32::try_from(api_keys::MOST).unwrap_or(u32::MAX);
            Err(Refusal::TooMany { limit }.into())
        }
    }
}

async fn revoke_key(office: web::Data<Office>, session: Session, id: web::Path<Uuid>) -> Result<HttpResponse, Problem> {
    session.must(Right::RunShop)?;
    match api_keys::revoke(office.store(), session.tenant, id.into_inner()).await? {
        true => Ok(HttpResponse::NoContent().finish()),
        false => Err(Problem::new(StatusCode::NOT_FOUND, "not-found")),
    }
}
