//! What every request passes: who may change something from where, headers for browsers, a line in the log.
use super::Problem;
use super::address::is_https;
use super::language::language_of;
use super::log::loggable;
use crate::config::Config;
use crate::metrics;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web;
use std::time::Instant;

/// Only what the app needs, from nowhere else. wasm needs its own word; nothing inline is run.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; media-src 'self' blob:; \
    frame-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const HEADERS: &[(&str, &str)] = &[
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(self), microphone=(), geolocation=(), payment=(), usb=()"),
    // Tells the app that this answer comes from Waybill and not from a hotel's login page.
    ("x-waybill", "1"),
];

/// Two years, as preload lists ask for.
const STRICT_TRANSPORT: (&str, &str) = ("strict-transport-security", "max-age=63072000; includeSubDomains");

/// Adds the headers that an answer does not set itself, and writes the line in the log.
pub async fn headers_and_log(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let begun = Instant::now();
    let (method, path) = (request.method().clone(), loggable(request.path()));
    let https = request.app_data::<web::Data<Config>>().is_some_and(|config| is_https(request.request(), config));
    let id = format!("{:016x}", rand::random::<u64>());
    let mut response = next.call(request).await?;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        add(headers, name, value);
    }
    if https {
        add(headers, STRICT_TRANSPORT.0, STRICT_TRANSPORT.1);
    }
    add(headers, "x-request-id", &id);
    let status = response.status().as_u16();
    metrics::count_request(status);
    let ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    if status >= 500 {
        tracing::error!(%method, path, status, ms, id, "request");
    } else {
        tracing::debug!(%method, path, status, ms, id, "request");
    }
    Ok(response)
}

fn add(headers: &mut HeaderMap, name: &'static str, value: &str) {
    let name = HeaderName::from_static(name);
    if !headers.contains_key(&name)
        && let Ok(value) = HeaderValue::from_str(value)
    {
        headers.insert(name, value);
    }
}

/// Requests that change something must come from our own pages: another site cannot set our header, and the browser says
/// where a request comes from. A program with an API key has no cookie to be abused. Whatever the path looks like: it is
/// decoded after this. The one exception changes nothing and is sent by a page without script.
pub async fn only_our_pages(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let concerned = !reads && request.path() != "/find";
    if concerned && !request.headers().contains_key(AUTHORIZATION) && !is_ours(request.headers()) {
        let language = language_of(request.headers());
        let problem = Problem::new(StatusCode::FORBIDDEN, "not-our-request");
        return Ok(request.into_response(problem.response(language)));
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

fn is_ours(headers: &HeaderMap) -> bool {
    let marked = headers.get("x-waybill").is_some_and(|value| value == "1");
    let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    marked && matches!(site, None | Some(b"same-origin" | b"none"))
}
