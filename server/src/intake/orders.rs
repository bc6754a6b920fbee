//! Orders over the REST API: place one, read one, read many.

use super::idempotency::{self, Given, Request};
use super::reading;
use super::shapes::{ApiOrder, ApiProblem, NewOrder, OrderPage};
use super::writing;
use crate::config::Config;
use crate::gate::ApiCaller;
use crate::office::{Office, now};
use crate::store::merchants::new_uuid;
use crate::web::Problem;
use crate::web::language::language_of;
use actix_web::http::StatusCode;
use actix_web::http::header::CACHE_CONTROL;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;
use shared::base::{Moment, OpId, OrderId, TextLine};
use shared::catalog::Product;
use shared::engine::{Envelope, Outcome, Recorded};
use shared::orders::reserve::Reserve;
use shared::orders::{Order, Status};
use shared::people::{Language, Merchant, Right};
use shared::shipping::Shipment;
use std::sync::Arc;

/// Makes the answers of this room.
struct Speaker<'a> {
    office: &'a Office,
    caller: &'a ApiCaller,
    base_url: String,
    language: Language,
}

/// Place an order
///
/// The order waits for its payment and a complete address like any other one. With `reserve`, stock is promised at once
/// as far as there is some. An order whose `channel` and `external_id` are here already is answered with 200 and unchanged.
#[utoipa::path(
    post, path = "/api/v1/orders", tag = "Orders", request_body = NewOrder,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body are answered the same way, for ever")),
    responses(
        (status = 201, description = "Placed", body = ApiOrder),
        (status = 200, description = "Was here already", body = ApiOrder),
        (status = 400, description = "Not the JSON that is expected", body = ApiProblem),
        (status = 401, description = "No key that works", body = ApiProblem),
        (status = 403, description = "The key's role may not do this", body = ApiProblem),
        (status = 404, description = "A product or warehouse that is not known", body = ApiProblem),
        (status = 422, description = "Values that are not usable, or an Idempotency-Key of another body", body = ApiProblem),
    )
)]
pub async fn place(
    request: HttpRequest,
    office: web::Data<Office>,
    config: web::Data<Config>,
    caller: ApiCaller,
    body: web::Bytes,
) -> Result<HttpResponse, Problem> {
    caller.must(Right::EditOrders)?;
    let speaker = Speaker {
        office: &office,
        caller: &caller,
        base_url: config.serving.base_url(),
        language: language_of(request.headers()),
    };
    let work = async |key: Option<&Request>| speaker.place(&body, key).await;
    idempotency::once(&request, office.store(), caller.tenant, &body, work).await
}

impl Speaker<'_> {
    async fn place(&self, body: &[u8], key: Option<&Request>) -> Result<Given, Problem> {
        let new: NewOrder = reading::body(body)?;
        let merchant = self.merchant().await?;
        let skus = reading::skus(&new)?;
        let found = self.office.read(self.caller.tenant, skus.iter().map(Product::key_of).collect()).await?;
        let products: Vec<Option<&Product>> =
            found.iter().map(|record| record.as_ref().and_then(Product::unwrap).map(Arc::as_ref)).collect();
        let (place_op, reserve_op) = match key {
            Some(key) => (key.op(self.office, self.caller.tenant, 1), key.op(self.office, self.caller.tenant, 2)),
            None => (OpId(new_uuid()), OpId(new_uuid())),
        };
        let place = reading::order(&new, OrderId(place_op.0), &merchant, &products)?;
        let (id, warehouse) = (place.order, reading::warehouse(&new, &merchant)?);
        let occurred_at = now();
        let mut commands = vec![Envelope { op: place_op, occurred_at, command: place.into() }];
        if let Some(warehouse) = warehouse.filter(|_| new.reserve) {
            commands.push(Envelope {
                op: reserve_op,
                occurred_at,
                command: Reserve { order: id, warehouse, partly: true }.into(),
            });
        }
        let mut answers =
            self.office.execute(self.caller.tenant, self.caller.actor.clone(), commands).await?.into_iter();
        let placed = answers.next().ok_or_else(Problem::broken)??;
        // An order that could not be reserved is placed all the same; its state says so.
        let status = if placed == Outcome::Unchanged { StatusCode::OK } else { StatusCode::CREATED };
        let order = self.one(id).await?.ok_or_else(Problem::broken)?;
        Given::json(status, &order)
    }

    async fn merchant(&self) -> Result<Arc<Merchant>, Problem> {
        self.office.find::<Merchant>(self.caller.tenant, Merchant::ID).await?.ok_or_else(Problem::unavailable)
    }

    async fn one(&self, id: OrderId) -> Result<Option<ApiOrder>, Problem> {
        let Some(order) = self.office.find::<Order>(self.caller.tenant, id).await? else { return Ok(None) };
        Ok(self.many(vec![order]).await?.pop())
    }

    /// The orders with their shipments, which are read together.
    async fn many(&self, orders: Vec<Arc<Order>>) -> Result<Vec<ApiOrder>, Problem> {
        let keys = orders.iter().flat_map(|order| &order.shipments).map(Shipment::key_of).collect();
        let records = self.office.read(self.caller.tenant, keys).await?;
        let shipments: Vec<&Shipment> =
            records.iter().flatten().filter_map(Shipment::unwrap).map(Arc::as_ref).collect();
        let url = |shipment: &Shipment| {
            format!("{}/t/{}", self.base_url, self.office.parcel_token(self.caller.tenant, shipment.id))
        };
        let written = orders.iter().map(|order| {
            let own: Vec<&Shipment> = shipments.iter().copied().filter(|shipment| shipment.order == order.id).collect();
            writing::order(order, &own, url, self.language)
        });
        Ok(written.collect())
    }
}

/// Read one order
#[utoipa::path(
    get, path = "/api/v1/orders/{id}", tag = "Orders",
    params(("id" = uuid::Uuid, Path, description = "The order's `id`")),
    responses(
        (status = 200, description = "The order", body = ApiOrder),
        (status = 401, description = "No key that works", body = ApiProblem),
        (status = 404, description = "There is no such order", body = ApiProblem),
    )
)]
pub async fn read(
    request: HttpRequest,
    office: web::Data<Office>,
    config: web::Data<Config>,
    caller: ApiCaller,
    id: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    caller.must_see_customers()?;
    let speaker = Speaker {
        office: &office,
        caller: &caller,
        base_url: config.serving.base_url(),
        language: language_of(request.headers()),
    };
    let id: OrderId = id.parse().map_err(|_| Problem::not_found())?;
    let order = speaker.one(id).await?.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok().insert_header((CACHE_CONTROL, "no-store")).json(order))
}

/// Which orders a program wants.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    /// `on_hold`, `to_reserve`, `to_pick`, `picking`, `to_pack`, `packed`, `partly_shipped`, `shipped`, `delivered`, `cancelled`.
    status: Option<String>,
    /// Where the order came from.
    channel: Option<String>,
    /// The number of the order in its channel; needs `channel`.
    external_id: Option<String>,
    /// Placed at or after this moment (ISO 8601).
    since: Option<String>,
    /// From `next_cursor`.
    cursor: Option<String>,
    /// 1 to 200.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

const USUAL_PAGE: u32 = 50;
const LARGEST_PAGE: u32 = 200;
/// Records that one request looks at, at most: a rare status must not read all books at once.
const LOOKED_AT: usize = 4_000;

/// Read orders
///
/// In the order of their last change, so that a kept cursor brings exactly what has changed since. A page may be short or
/// empty and still have a `next_cursor`; the end is reached when there is none.
#[utoipa::path(
    get, path = "/api/v1/orders", tag = "Orders", params(Filter),
    responses(
        (status = 200, description = "A page of orders", body = OrderPage),
        (status = 401, description = "No key that works", body = ApiProblem),
        (status = 422, description = "A filter that is not known", body = ApiProblem),
    )
)]
pub async fn list(
    request: HttpRequest,
    office: web::Data<Office>,
    config: web::Data<Config>,
    caller: ApiCaller,
    filter: web::Query<Filter>,
) -> Result<HttpResponse, Problem> {
    caller.must_see_customers()?;
    let speaker = Speaker {
        office: &office,
        caller: &caller,
        base_url: config.serving.base_url(),
        language: language_of(request.headers()),
    };
    let bad =
        |name: &'static str| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "api-filter").with("name", name).at(name);
    let status = match &filter.status {
        Some(name) => Some(Status::from_name(name).ok_or_else(|| bad("status"))?),
        None => None,
    };
    let channel = match &filter.channel {
        Some(channel) => Some(TextLine::parse(channel).map_err(|_| bad("channel"))?.to_string()),
        None => None,
    };
    let since = match &filter.since {
        Some(text) => Some(Moment::parse(text, 0).map_err(|_| bad("since"))?),
        None => None,
    };
    if let Some(external) = &filter.external_id {
        let channel = channel.ok_or_else(|| bad("channel"))?;
        let order = speaker.one(OrderId::from_channel(&channel, external.trim())).await?;
        return Ok(page(OrderPage { orders: order.into_iter().collect(), next_cursor: None }));
    }
    let limit = filter.limit.unwrap_or(USUAL_PAGE).clamp(1, LARGEST_PAGE) as usize;
    let mut after = match &filter.cursor {
        Some(cursor) => Some(super::pages::Cursor::read(cursor).ok_or_else(|| bad("cursor"))?),
        None => None,
    };
    let (mut orders, mut looked_at) = (Vec::new(), 0);
    let mut more = true;
    while more && orders.len() < limit && looked_at < LOOKED_AT {
        let rows =
            super::pages::orders(office.store(), caller.tenant, after.clone(), channel.clone(), since, LARGEST_PAGE)
                .await?;
        more = rows.len() == LARGEST_PAGE as usize;
        for (cursor, order) in rows {
            if orders.len() == limit {
                more = true;
                break;
            }
            looked_at += 1;
            after = Some(cursor);
            if status.is_none_or(|status| order.status() == status) {
                orders.push(order);
            }
        }
    }
    let next_cursor = after.filter(|_| more).map(|cursor| cursor.to_string());
    Ok(page(OrderPage { orders: speaker.many(orders).await?, next_cursor }))
}

fn page(page: OrderPage) -> HttpResponse {
    HttpResponse::Ok().insert_header((CACHE_CONTROL, "no-store")).json(page)
}
