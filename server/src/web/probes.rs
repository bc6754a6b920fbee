//! For machines that look after the server: alive, ready, figures.
use crate::config::Config;
use crate::metrics;
use crate::office::Office;
use crate::store::secret::hash_of;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{HttpRequest, HttpResponse, web};

pub fn routes(app: &mut web::ServiceConfig) {
    app.route("/healthz", web::get().to(alive))
        .route("/readyz", web::get().to(ready))
        .route("/metrics", web::get().to(figures));
}

/// The process answers.
async fn alive() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header(("cache-control", "no-store"))
        .content_type("text/plain; charset=utf-8")
        .body("ok\n")
}

/// The books answer too.
async fn ready(office: web::Data<Office>) -> HttpResponse {
    let ready = office.store().is_ready().await;
    let mut response = if ready { HttpResponse::Ok() } else { HttpResponse::ServiceUnavailable() };
    response.insert_header(("cache-control", "no-store")).content_type("text/plain; charset=utf-8").body(if ready {
        "ready\n"
    } else {
        "the database does not answer\n"
    })
}

async fn figures(request: HttpRequest, config: web::Data<Config>) -> HttpResponse {
    if !may_see_figures(&request, &config) {
        return HttpResponse::NotFound().finish();
    }
    match metrics::text() {
        Ok(text) => {
            HttpResponse::Ok().content_type("application/openmetrics-text; version=1.0.0; charset=utf-8").body(text)
        }
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}

/// With a token: whoever has it. Without: this machine, but not what a proxy on it passes on.
fn may_see_figures(request: &HttpRequest, config: &Config) -> bool {
    match &config.serving.metrics_token {
        Some(token) => {
            let shown = request
                .headers()
                .get(AUTHORIZATION)
                .and_then(|value| value.to_str().ok())
                .and_then(|value| value.strip_prefix("Bearer "));
            // Hashes are compared, so that the time tells nothing about the token.
            shown.is_some_and(|shown| hash_of(shown) == hash_of(token))
        }
        None => {
            let local = request.peer_addr().is_some_and(|peer| peer.ip().is_loopback());
            let passed_on = ["x-forwarded-for", "x-real-ip", "forwarded", "via"];
            local && !passed_on.iter().any(|name| request.headers().contains_key(*name))
        }
    }
}
