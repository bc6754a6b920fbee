//! The API as OpenAPI document, made from the handlers and shapes themselves.

use super::{orders, products, shapes, stock};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Waybill API",
        description = "Bring orders in, read them, read stock, keep products. Amounts are decimal texts in the shop's currency, \
                       moments are ISO 8601, errors are RFC 9457 problems with JSON pointers.",
        license(name = "MIT OR Apache-2.0")
    ),
    paths(orders::place, orders::list, orders::read, stock::list, products::put),
    components(schemas(shapes::ApiProblem, shapes::ApiFieldProblem)),
    tags((name = "Orders"), (name = "Stock"), (name = "Products")),
    security(("key" = [])),
    modifiers(&WithKey)
)]
struct Api;

/// Every request shows a key.
struct WithKey;

impl Modify for WithKey {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let key = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("An API key: wb_…")).build();
        document.components.get_or_insert_default().add_security_scheme("key", SecurityScheme::Http(key));
    }
}

pub fn document() -> utoipa::openapi::OpenApi {
    Api::openapi()
}
