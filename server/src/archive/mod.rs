//! What has been over for a while: filed so that devices need not hold it, found again, shown, and brought back when
//! something of it changes.
pub mod bring_back;
pub mod filing;
pub mod look_up;
pub mod moves;
pub mod orders;

use actix_web::web;

pub fn routes(app: &mut web::ServiceConfig) {
    app.route("/api/sync/archive", web::get().to(look_up::list))
        .route("/api/sync/archive/moves", web::get().to(moves::list))
        .route("/api/sync/archive/{order}", web::get().to(look_up::one));
}
