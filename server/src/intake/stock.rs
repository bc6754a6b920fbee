//! Stock over the REST API.

use super::shapes::{ApiProblem, ApiStock, StockPage};
use super::writing;
use crate::gate::ApiCaller;
use crate::office::{Office, OfficeError};
use crate::web::Problem;
use actix_web::http::StatusCode;
use actix_web::http::header::CACHE_CONTROL;
use actix_web::{HttpResponse, web};
use serde::Deserialize;
use shared::base::{Sku, WarehouseCode};
use shared::engine::{Kind, Recorded};
use shared::inventory::{Stock, Warehouse};
use std::sync::Arc;

/// Which stock a program wants.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    /// Of one product.
    sku: Option<String>,
    /// In one warehouse.
    warehouse: Option<String>,
    /// From `next_cursor`.
    cursor: Option<String>,
    /// 1 to 500.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u32>,
}

const USUAL_PAGE: u32 = 100;
const LARGEST_PAGE: u32 = 500;
const MOST_WAREHOUSES: u32 = 500;

/// Read stock
///
/// One line for each product in each warehouse where there ever was some.
#[utoipa::path(
    get, path = "/api/v1/stock", tag = "Stock", params(Filter),
    responses(
        (status = 200, description = "A page of stock", body = StockPage),
        (status = 401, description = "No key that works", body = ApiProblem),
        (status = 422, description = "A filter that is not known", body = ApiProblem),
    )
)]
pub async fn list(
    office: web::Data<Office>,
    caller: ApiCaller,
    filter: web::Query<Filter>,
) -> Result<HttpResponse, Problem> {
    let bad =
        |name: &'static str| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "api-filter").with("name", name).at(name);
    let sku = filter.sku.as_deref().map(Sku::parse).transpose().map_err(|_| bad("sku"))?;
    let warehouse = filter.warehouse.as_deref().map(WarehouseCode::parse).transpose().map_err(|_| bad("warehouse"))?;
    let limit = filter.limit.unwrap_or(USUAL_PAGE).clamp(1, LARGEST_PAGE);
    let found = match (&sku, &filter.cursor) {
        (Some(sku), _) => {
            StockPage { stock: of_product(&office, &caller, sku, warehouse.as_ref()).await?, next_cursor: None }
        }
        (None, Some(cursor)) if cursor.len() > 200 || cursor.contains('\0') => return Err(bad("cursor")),
        (None, cursor) => page(&office, &caller, cursor.clone(), warehouse.as_ref(), limit).await?,
    };
    Ok(HttpResponse::Ok().insert_header((CACHE_CONTROL, "no-store")).json(found))
}

async fn of_product(
    office: &Office,
    caller: &ApiCaller,
    sku: &Sku,
    warehouse: Option<&WarehouseCode>,
) -> Result<Vec<ApiStock>, OfficeError> {
    let codes: Vec<WarehouseCode> = match warehouse {
        Some(code) => vec![code.clone()],
        None => {
            let all = office.list(caller.tenant, Kind::Warehouse, None, MOST_WAREHOUSES).await?;
            all.iter().filter_map(Warehouse::unwrap).map(|warehouse| warehouse.code.clone()).collect()
        }
    };
    let keys = codes.iter().map(|code| Stock::key_of(Stock::id_of(sku, code))).collect();
    let records = office.read(caller.tenant, keys).await?;
    Ok(records.iter().flatten().filter_map(Stock::unwrap).map(|stock| writing::stock(stock)).collect())
}

async fn page(
    office: &Office,
    caller: &ApiCaller,
    cursor: Option<String>,
    warehouse: Option<&WarehouseCode>,
    limit: u32,
) -> Result<StockPage, OfficeError> {
    let records = office.list(caller.tenant, Kind::Stock, cursor, limit).await?;
    let stocks: Vec<&Arc<Stock>> = records.iter().filter_map(Stock::unwrap).collect();
    let full = stocks.len() == limit as usize;
    let next_cursor = stocks.last().filter(|_| full).map(|last| Stock::id_of(&last.sku, &last.warehouse));
    let wanted = stocks.iter().filter(|stock| warehouse.is_none_or(|code| stock.warehouse == *code));
    Ok(StockPage { stock: wanted.map(|stock| writing::stock(stock)).collect(), next_cursor })
}
