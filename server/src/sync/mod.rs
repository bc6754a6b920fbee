//! What devices say to the office: hello, push, pull, segments, and the live channel.
pub mod hello;
pub mod live;
pub mod pull;
pub mod push;
pub mod segments;
mod statements;
pub mod tighten;

use actix_web::web;

/// Largest push in bytes.
pub const LARGEST_PUSH: usize = 4 << 20;

pub fn routes(app: &mut web::ServiceConfig) {
    app.route("/api/sync/hello", web::post().to(hello::hello))
        .service(
            web::resource("/api/sync/push")
                .app_data(web::PayloadConfig::new(LARGEST_PUSH))
                .route(web::post().to(push::push)),
        )
        .route("/api/sync/pull", web::post().to(pull::pull))
        .route("/api/sync/segment/{hash}", web::get().to(pull::segment))
        .route("/api/sync/live", web::get().to(live::live));
}
