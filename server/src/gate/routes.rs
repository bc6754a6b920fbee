//! Signing up, in and out.
use super::forms::{ChangePassword, SignIn, SignUp};
use super::info::Announced;
use super::{Session, accounts, cookie, passwords, sessions};
use crate::config::Config;
use crate::office::Office;
use crate::web::Problem;
use crate::web::address::{client_ip, keeps_secure_cookies, neighbourhood};
use crate::web::limits::Limits;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::json;
use shared::base::{MemberId, TenantId};
use shared::people::{Member, Merchant};

pub fn routes(app: &mut web::ServiceConfig) {
    app.route("/api/gate/info", web::get().to(info))
        .route("/api/gate/me", web::get().to(me))
        .route("/api/gate/sign-in", web::post().to(sign_in))
        .route("/api/gate/sign-up", web::post().to(sign_up))
        .route("/api/gate/sign-out", web::post().to(sign_out))
        .route("/api/gate/password", web::put().to(change_password))
        .configure(super::members::routes)
        .configure(super::devices::routes);
}

async fn info(office: web::Data<Office>, announced: web::Data<Announced>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header(("cache-control", "no-store"))
        .json(json!({ "version": env!("CARGO_PKG_VERSION"), "demo": announced.demo(&office).await }))
}

/// Who is signed in, as screens show it.
async fn person(office: &Office, tenant: TenantId, member: &Member) -> Result<serde_json::Value, Problem> {
    let shop = office.find::<Merchant>(tenant, Merchant::ID).await?;
    Ok(json!({
        "tenant": tenant,
        "member": member.id,
        "name": member.name,
        "email": member.email,
        "role": member.role,
        "language": member.language,
        "shop": shop.as_ref().map(|shop| shop.name.to_string()),
        "demo": shop.is_some_and(|shop| shop.demo),
    }))
}

async fn me(office: web::Data<Office>, session: Session) -> Result<HttpResponse, Problem> {
    let person = person(&office, session.tenant, &session.member).await?;
    Ok(HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(person))
}

/// A browser that would not keep the cookie is told why instead of being sent in a circle.
fn can_keep_cookie(request: &HttpRequest, config: &Config) -> Result<(), Problem> {
    if keeps_secure_cookies(request, config) {
        Ok(())
    } else {
        Err(Problem::new(StatusCode::FORBIDDEN, "https-needed"))
    }
}

async fn sign_in(
    request: HttpRequest,
    office: web::Data<Office>,
    config: web::Data<Config>,
    limits: web::Data<Limits>,
    form: web::Json<SignIn>,
) -> Result<HttpResponse, Problem> {
    can_keep_cookie(&request, &config)?;
    let from = neighbourhood(client_ip(&request, &config));
    limits.sign_in.check(&from)?;
    let form = form.into_inner();
    if form.email.len() > 254 || form.password.len() > passwords::MOST * 4 {
        return Err(Problem::new(StatusCode::UNAUTHORIZED, "wrong-sign-in"));
    }
    let account = form.email.trim().to_lowercase();
    let here = format!("{account}|{from}");
    limits.sign_in_failures.begin(&here)?;
    limits.account_failures.begin(&account)?;
    match accounts::sign_in(&office, &form.email, form.password).await? {
        Some((tenant, member)) => {
            limits.sign_in_failures.forgive(&here);
            limits.account_failures.forgive(&account);
            come_in(&request, &office, tenant, member).await
        }
        None => Err(Problem::new(StatusCode::UNAUTHORIZED, "wrong-sign-in")),
    }
}

async fn sign_up(
    request: HttpRequest,
    office: web::Data<Office>,
    config: web::Data<Config>,
    limits: web::Data<Limits>,
    form: web::Json<SignUp>,
) -> Result<HttpResponse, Problem> {
    can_keep_cookie(&request, &config)?;
    let shop = form.into_inner().check()?;
    passwords::acceptable(&shop.password, shop.email.as_str())?;
    limits.sign_up.check(&neighbourhood(client_ip(&request, &config)))?;
    let (tenant, owner) = accounts::open_shop(&office, shop).await?;
    come_in(&request, &office, tenant, owner).await
}

/// Another token for every sign-in; the one the browser had is over.
async fn come_in(
    request: &HttpRequest,
    office: &Office,
    tenant: TenantId,
    member: MemberId,
) -> Result<HttpResponse, Problem> {
    let member = office.find::<Member>(tenant, member).await?.filter(|member| member.active);
    // Somebody who does not work here any more is told no more than somebody unknown.
    let member = member.ok_or_else(|| Problem::new(StatusCode::UNAUTHORIZED, "wrong-sign-in"))?;
    if let Some(former) = cookie::token_hash(request) {
        // It may belong to another shop.
        sessions::end_any(office.store(), former).await?;
    }
    let token = sessions::open(office.store(), tenant, member.id).await?;
    let person = person(office, tenant, &member).await?;
    Ok(HttpResponse::Ok().cookie(cookie::of_token(token)).insert_header(("cache-control", "no-store")).json(person))
}

async fn sign_out(office: web::Data<Office>, session: Option<Session>) -> Result<HttpResponse, Problem> {
    if let Some(session) = session {
        sessions::end(office.store(), session.tenant, session.token_hash).await?;
    }
    // Segments lie in the browser's cache as long as they like; the next person must not find them there.
    let gone =
        HttpResponse::NoContent().cookie(cookie::gone()).insert_header(("clear-site-data", "\"cache\"")).finish();
    Ok(gone)
}

async fn change_password(
    office: web::Data<Office>,
    limits: web::Data<Limits>,
    session: Session,
    form: web::Json<ChangePassword>,
) -> Result<HttpResponse, Problem> {
    let form = form.into_inner();
    let member = &session.member;
    passwords::acceptable(&form.new, member.email.as_str()).map_err(|problem| problem.at("new"))?;
    let account = format!("change|{}", member.id);
    limits.sign_in_failures.begin(&account)?;
    let known = accounts::password_hash_of(&office, session.tenant, member.id).await?;
    if !passwords::fits(form.old, known).await? {
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "password-wrong").at("old"));
    }
    limits.sign_in_failures.forgive(&account);
    accounts::set_credentials(&office, session.tenant, member.id, &member.email, Some(form.new)).await?;
    sessions::end_all(office.store(), session.tenant, member.id, Some(session.token_hash)).await?;
    Ok(HttpResponse::NoContent().finish())
}
