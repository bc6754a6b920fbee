//! Changes that come by another way than their device's own push: opened, held, and taken over or discarded by an owner.
pub mod decide;
pub mod held;
pub mod receive;
pub mod seal;

use actix_web::web;
use shared::sync::hand_in::{LARGEST, LARGEST_PART};

pub fn routes(app: &mut web::ServiceConfig) {
    app.service(
        web::resource("/api/sync/hand-in")
            .app_data(web::PayloadConfig::new(LARGEST_PART))
            .route(web::post().to(receive::by_itself)),
    )
    .service(
        web::resource("/api/app/hand-in")
            .app_data(web::PayloadConfig::new(LARGEST))
            .route(web::post().to(receive::file)),
    )
    .route("/api/app/held", web::get().to(decide::list))
    .route("/api/app/held/{client}/take-over", web::post().to(decide::take_over))
    .route("/api/app/held/{client}/discard", web::post().to(decide::discard))
    .route("/api/app/held/{client}/read", web::post().to(decide::read));
}
