//! The customer's pages over HTTP: parcel, style, copy button, search.

use super::clock::Clock;
use super::page::{self, Finding, FoundParcel};
use super::search;
use super::view::{ParcelView, is_expired};
use crate::config::Config;
use crate::gate::Session;
use crate::office::{Office, OfficeError, now};
use crate::store::secret::hash_of;
use crate::web::Problem;
use crate::web::address::{client_ip, neighbourhood};
use crate::web::language::language_of;
use crate::web::limits::Limits;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION, RETRY_AFTER};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;
use serde_json::json;
use shared::base::{ShipmentId, TenantId};
use shared::engine::Recorded;
use shared::orders::Order;
use shared::people::{Language, Merchant};
use shared::shipping::Shipment;
use std::sync::Arc;

/// Nothing is loaded but our own style and script, nothing is sent but our own form, nobody may frame it.
pub const PAGE_CSP: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; \
                            base-uri 'none'; frame-ancestors 'none'";

const STYLE: &str = include_str!("style.css");
const COPY: &str = include_str!("copy.js");

pub fn routes(app: &mut web::ServiceConfig) {
    app.route("/t/style.css", web::get().to(style))
        .route("/t/copy.js", web::get().to(copy))
        .route("/t/{token}", web::get().to(parcel))
        .route("/find", web::get().to(find_form))
        .route("/find", web::post().to(find))
        .route("/api/app/parcel-link/{shipment}", web::get().to(parcel_link));
}

/// Everything that a parcel page is made of.
pub struct Parcel {
    pub merchant: Arc<Merchant>,
    pub order: Arc<Order>,
    pub shipment: Arc<Shipment>,
}

impl Parcel {
    /// None: gone, or its link has expired.
    pub async fn load(office: &Office, tenant: TenantId, shipment: ShipmentId) -> Result<Option<Parcel>, OfficeError> {
        let Some(shipment) = office.find::<Shipment>(tenant, shipment).await? else { return Ok(None) };
        if is_expired(&shipment, now()) {
            return Ok(None);
        }
        let records = office.read(tenant, vec![Merchant::key_of(Merchant::ID), Order::key_of(shipment.order)]).await?;
        let merchant = records.iter().flatten().find_map(|record| Merchant::unwrap(record).cloned());
        let order = records.iter().flatten().find_map(|record| Order::unwrap(record).cloned());
        Ok(merchant.zip(order).map(|(merchant, order)| Parcel { merchant, order, shipment }))
    }

    pub fn view(&self, language: Language) -> ParcelView {
        let clock = Clock { language, offset_minutes: self.merchant.utc_offset_minutes, now: now() };
        ParcelView::new(&self.merchant, &self.order, &self.shipment, clock)
    }
}

/// `?lang=en`: the reader's own choice wins over everything that is known of them.
#[derive(Deserialize)]
struct Chosen {
    lang: Option<String>,
}

impl Chosen {
    fn language(&self) -> Option<Language> {
        self.lang.as_deref().and_then(Language::from_tag)
    }
}

async fn parcel(
    request: HttpRequest,
    office: web::Data<Office>,
    token: web::Path<String>,
    chosen: web::Query<Chosen>,
) -> HttpResponse {
    let asked = chosen.language().unwrap_or_else(|| language_of(request.headers()));
    match open(&office, &token).await {
        Ok(Some(parcel)) => {
            let language = chosen.language().unwrap_or(parcel.order.customer.language);
            let other = format!("/t/{}?lang={}", token.as_str(), page::other_language(language).tag());
            fresh(&request, page::parcel(&parcel.view(language), &other))
        }
        Ok(None) => answer(StatusCode::NOT_FOUND, page::gone(asked)),
        Err(error) => {
            tracing::warn!(%error, "a parcel page could not be made");
            unavailable(asked)
        }
    }
}

async fn open(office: &Office, token: &str) -> Result<Option<Parcel>, OfficeError> {
    match office.parcel_of_token(token).await? {
        Some((tenant, shipment)) => Parcel::load(office, tenant, shipment).await,
        None => Ok(None),
    }
}

async fn find_form(request: HttpRequest, chosen: web::Query<Chosen>) -> HttpResponse {
    let language = chosen.language().unwrap_or_else(|| language_of(request.headers()));
    answer(StatusCode::OK, page::find(language, "", &Finding::Nothing))
}

#[derive(Deserialize)]
struct Search {
    #[serde(default)]
    order: String,
    #[serde(default)]
    phone: String,
}

/// It changes nothing, so it needs no proof that the form was ours; how often somebody may try is limited instead.
async fn find(
    request: HttpRequest,
    office: web::Data<Office>,
    config: web::Data<Config>,
    limits: web::Data<Limits>,
    chosen: web::Query<Chosen>,
    search: web::Form<Search>,
) -> HttpResponse {
    let language = chosen.language().unwrap_or_else(|| language_of(request.headers()));
    let number = search::cleaned(&search.order);
    if let Err(problem) = limits.find.check(&neighbourhood(client_ip(&request, &config))) {
        let mut refused = answer(problem.status(), page::find(language, &number, &Finding::TooOften));
        refused.headers_mut().insert(RETRY_AFTER, actix_web::http::header::HeaderValue::from_static("3600"));
        return refused;
    }
    match found(&office, &number, &search.phone, language).await {
        Ok(parcels) => match parcels.as_slice() {
            [] => answer(StatusCode::OK, page::find(language, &number, &Finding::NothingFound)),
            [only] => HttpResponse::SeeOther()
                .insert_header((LOCATION, only.url.clone()))
                .insert_header((CACHE_CONTROL, "no-store"))
                .finish(),
            _ => answer(StatusCode::OK, page::find(language, &number, &Finding::Several(parcels))),
        },
        Err(error) => {
            tracing::warn!(%error, "a parcel could not be looked for");
            unavailable(language)
        }
    }
}

async fn found(
    office: &Office,
    number: &str,
    digits: &str,
    language: Language,
) -> Result<Vec<FoundParcel>, OfficeError> {
    let mut parcels = Vec::new();
    for (tenant, shipment) in search::parcels(office.store(), number, digits).await? {
        if let Some(parcel) = Parcel::load(office, tenant, shipment).await? {
            let view = parcel.view(language);
            let text = shared::text::say(
                language,
                "office-find-parcel",
                &[("shop", view.shop.into()), ("status", view.sentence.into())],
            );
            parcels.push(FoundParcel { url: format!("/t/{}", office.parcel_token(tenant, shipment)), text });
        }
    }
    Ok(parcels)
}

/// For the desk: the link that the customer has.
async fn parcel_link(
    office: web::Data<Office>,
    config: web::Data<Config>,
    session: Session,
    shipment: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    session.must_see_customers()?;
    let shipment: ShipmentId = shipment.parse().map_err(|_| Problem::not_found())?;
    office.find::<Shipment>(session.tenant, shipment).await?.ok_or_else(Problem::not_found)?;
    let url = format!("{}/t/{}", config.serving.base_url(), office.parcel_token(session.tenant, shipment));
    Ok(HttpResponse::Ok().insert_header((CACHE_CONTROL, "no-store")).json(json!({ "url": url })))
}

async fn style() -> HttpResponse {
    file("text/css; charset=utf-8", STYLE)
}

async fn copy() -> HttpResponse {
    file("text/javascript; charset=utf-8", COPY)
}

fn file(kind: &'static str, text: &'static str) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, kind))
        .insert_header((CACHE_CONTROL, "public, max-age=86400"))
        .body(text)
}

/// The page, or "you have it already".
fn fresh(request: &HttpRequest, text: String) -> HttpResponse {
    if text.is_empty() {
        return HttpResponse::InternalServerError().finish();
    }
    let tag: String = hash_of(&text).iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    let tag = format!("\"{tag}\"");
    let known = request
        .headers()
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|known| known.contains(&tag));
    let mut response = if known { HttpResponse::NotModified().finish() } else { answer(StatusCode::OK, text) };
    if let Ok(tag) = actix_web::http::header::HeaderValue::from_str(&tag) {
        response.headers_mut().insert(ETAG, tag);
    }
    response
}

/// A link is a key: it goes to no other site, into no index, into no shared cache.
fn answer(status: StatusCode, text: String) -> HttpResponse {
    HttpResponse::build(status)
        .insert_header((CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((CACHE_CONTROL, "private, no-cache"))
        .insert_header(("content-security-policy", PAGE_CSP))
        .insert_header(("referrer-policy", "no-referrer"))
        .insert_header(("x-robots-tag", "noindex, nofollow"))
        .body(text)
}

fn unavailable(language: Language) -> HttpResponse {
    answer(StatusCode::SERVICE_UNAVAILABLE, page::unavailable(language))
}
