//! The outbox over HTTP, for Settings: mails that stayed here, and one of them as its reader would see it.

use super::outbox;
use crate::gate::Session;
use crate::office::Office;
use crate::web::Problem;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::{HttpResponse, web};
use shared::people::Right;
use uuid::Uuid;

/// A mail is somebody else's HTML as far as the app is concerned: no script, no network, only its own styles, and only
/// inside a frame of the app.
const MAIL_CSP: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; \
                        sandbox allow-popups allow-popups-to-escape-sandbox";

pub fn routes(app: &mut web::ServiceConfig) {
    app.route("/api/app/outbox-mail", web::get().to(list))
        .route("/api/app/outbox-mail/{mail}/html", web::get().to(html));
}

async fn list(office: web::Data<Office>, session: Session) -> Result<HttpResponse, Problem> {
    session.must(Right::Serve)?;
    let mails = outbox::newest(office.store(), session.tenant).await?;
    Ok(HttpResponse::Ok().insert_header((CACHE_CONTROL, "no-store")).json(mails))
}

async fn html(office: web::Data<Office>, session: Session, mail: web::Path<Uuid>) -> Result<HttpResponse, Problem> {
    session.must(Right::Serve)?;
    let html = outbox::html(office.store(), session.tenant, mail.into_inner()).await?.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header(("content-security-policy", MAIL_CSP))
        .insert_header(("x-frame-options", "SAMEORIGIN"))
        .body(html))
}
