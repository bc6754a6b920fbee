//! Products over the REST API.

use super::idempotency::{self, Given, Request};
use super::reading;
use super::shapes::{ApiProblem, ApiProduct, NewProduct};
use super::writing;
use crate::gate::ApiCaller;
use crate::office::{Office, now};
use crate::store::merchants::new_uuid;
use crate::web::Problem;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use shared::base::OpId;
use shared::catalog::Product;
use shared::engine::Envelope;
use shared::people::{Merchant, Right};

/// Put a product into the catalogue
///
/// A SKU that is known is changed to what is sent. Its picture stays.
#[utoipa::path(
    post, path = "/api/v1/products", tag = "Products", request_body = NewProduct,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body are answered the same way, for ever")),
    responses(
        (status = 201, description = "New in the catalogue", body = ApiProduct),
        (status = 200, description = "Changed, or as it was", body = ApiProduct),
        (status = 400, description = "Not the JSON that is expected", body = ApiProblem),
        (status = 401, description = "No key that works", body = ApiProblem),
        (status = 403, description = "The key's role may not do this", body = ApiProblem),
        (status = 409, description = "A barcode belongs to another product", body = ApiProblem),
        (status = 422, description = "Values that are not usable, or an Idempotency-Key of another body", body = ApiProblem),
    )
)]
pub async fn put(
    request: HttpRequest,
    office: web::Data<Office>,
    caller: ApiCaller,
    body: web::Bytes,
) -> Result<HttpResponse, Problem> {
    caller.must(Right::EditCatalog)?;
    let work = async |key: Option<&Request>| put_once(&office, &caller, &body, key).await;
    idempotency::once(&request, office.store(), caller.tenant, &body, work).await
}

async fn put_once(office: &Office, caller: &ApiCaller, body: &[u8], key: Option<&Request>) -> Result<Given, Problem> {
    let new: NewProduct = reading::body(body)?;
    let merchant = office.find::<Merchant>(caller.tenant, Merchant::ID).await?.ok_or_else(Problem::unavailable)?;
    let mut put = reading::product(&new, merchant.currency)?;
    let (sku, known) = (put.sku.clone(), office.find::<Product>(caller.tenant, &put.sku).await?);
    put.picture = known.as_ref().and_then(|product| product.picture.clone());
    let op = key.map_or_else(|| OpId(new_uuid()), |key| key.op(office, caller.tenant, 1));
    let envelope = Envelope { op, occurred_at: now(), command: put.into() };
    let answers = office.execute(caller.tenant, caller.actor.clone(), vec![envelope]).await?;
    answers.into_iter().next().ok_or_else(Problem::broken)??;
    let product = office.find::<Product>(caller.tenant, &sku).await?.ok_or_else(Problem::broken)?;
    let status = if known.is_some() { StatusCode::OK } else { StatusCode::CREATED };
    Given::json(status, &writing::product(&product))
}
