//! Every address of the server, composed from the rooms.
use super::{Problem, files, probes};
use crate::{archive, demo, gate, hand_in, intake, notifications, sync, tracking};
use actix_web::error::{JsonPayloadError, PathError, QueryPayloadError};
use actix_web::{HttpRequest, web};

/// Largest body of a request, but for a push.
pub const LARGEST_BODY: usize = 256 << 10;

pub fn routes(app: &mut web::ServiceConfig) {
    app.app_data(web::JsonConfig::default().limit(LARGEST_BODY).error_handler(json_error))
        .app_data(web::PayloadConfig::new(LARGEST_BODY))
        .app_data(web::FormConfig::default().limit(16 << 10))
        .app_data(web::PathConfig::default().error_handler(path_error))
        .app_data(web::QueryConfig::default().error_handler(query_error))
        .configure(probes::routes)
        .configure(gate::routes::routes)
        .configure(sync::routes)
        .configure(hand_in::routes)
        .configure(archive::routes)
        .configure(notifications::routes)
        .configure(tracking::routes)
        .configure(intake::routes)
        .configure(demo::routes)
        .default_service(web::to(files::file));
}

fn json_error(error: JsonPayloadError, _: &HttpRequest) -> actix_web::Error {
    match error {
        JsonPayloadError::Overflow { limit } | JsonPayloadError::OverflowKnownLength { limit, .. } => {
            Problem::too_large(limit).into()
        }
        _ => Problem::not_readable().into(),
    }
}

fn path_error(_: PathError, _: &HttpRequest) -> actix_web::Error {
    Problem::not_found().into()
}

fn query_error(_: QueryPayloadError, _: &HttpRequest) -> actix_web::Error {
    Problem::not_readable().into()
}
