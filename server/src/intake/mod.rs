//! Orders from outside: the REST API, its description, and the command that brings in whole files.

pub mod docs;
pub mod idempotency;
pub mod import;
mod known;
pub mod openapi;
pub mod orders;
pub mod pages;
pub mod products;
mod progress;
mod reading;
pub mod shapes;
pub mod stock;
mod writing;

use actix_web::web;

pub fn routes(app: &mut web::ServiceConfig) {
    app.service(
        web::resource("/api/v1/orders").route(web::post().to(orders::place)).route(web::get().to(orders::list)),
    )
    .service(web::resource("/api/v1/orders/{id}").route(web::get().to(orders::read)))
    .service(web::resource("/api/v1/stock").route(web::get().to(stock::list)))
    .service(web::resource("/api/v1/products").route(web::post().to(products::put)))
    .service(web::resource("/api/v1/openapi.json").route(web::get().to(docs::document)))
    .service(web::resource("/api/v1/docs").route(web::get().to(docs::page)))
    .service(web::resource("/api/v1/docs/style.css").route(web::get().to(docs::style)));
}
