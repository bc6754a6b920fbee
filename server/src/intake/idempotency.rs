//! `Idempotency-Key`: the same key and the same body are answered the same way, for ever; the same key with another body
//! is a mistake of the program and refused.
//!
//! A key is written down before the work begins. The commands of a request get their ids from the key, so a request that
//! broke off in the middle can be done again: what was done already is recognised by the books.

use crate::office::Office;
use crate::store::{Store, StoreError};
use crate::web::Problem;
use crate::web::language::language_of;
use crate::web::problem::PROBLEM_JSON;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use actix_web::{HttpRequest, HttpResponse};
use sha2::{Digest, Sha256};
use shared::base::{OpId, TenantId};

/// The longest key, in characters.
const LONGEST: usize = 200;

/// A request that may come again.
#[derive(Debug, Clone)]
pub struct Request {
    key: String,
    hash: [u8; 32],
}

/// An answer as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    pub status: u16,
    pub content_type: String,
    pub body: Vec<u8>,
}

/// What is known of a key.
pub enum Known {
    /// Nothing, or only that somebody began.
    Begun,
    Answered(Given),
    /// It belongs to another body.
    OtherBody,
}

impl Given {
    pub fn json(status: StatusCode, body: &impl serde::Serialize) -> Result<Given, Problem> {
        let body = serde_json::to_vec(body).map_err(|_| Problem::broken())?;
        Ok(Given { status: status.as_u16(), content_type: "application/json".to_owned(), body })
    }
}

/// Does the work unless this request was answered before. `work` is given the key, to make the ids of its commands from.
pub async fn once(
    request: &HttpRequest,
    store: &Store,
    tenant: TenantId,
    body: &[u8],
    work: impl AsyncFnOnce(Option<&Request>) -> Result<Given, Problem>,
) -> Result<HttpResponse, Problem> {
    let Some(key) = Request::of(request, body)? else { return Ok(told(request, work(None).await?, false)) };
    match key.begin(store, tenant).await? {
        Known::Answered(given) => return Ok(told(request, given, true)),
        Known::OtherBody => return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "api-idempotency-other")),
        Known::Begun => {}
    }
    let given = match work(Some(&key)).await {
        Ok(given) => given,
        // What may be better in a moment is not kept.
        Err(problem) if problem.status().is_server_error() => return Err(problem),
        Err(problem) => Given {
            status: problem.status().as_u16(),
            content_type: PROBLEM_JSON.to_owned(),
            body: problem.body(language_of(request.headers())).to_string().into_bytes(),
        },
    };
    Ok(told(request, key.answered(store, tenant, given).await?, false))
}

fn told(request: &HttpRequest, given: Given, replayed: bool) -> HttpResponse {
    let mut response = HttpResponse::build(StatusCode::from_u16(given.status).unwrap_or(StatusCode::OK));
    response.insert_header((CONTENT_TYPE, given.content_type)).insert_header((CACHE_CONTROL, "no-store"));
    if replayed {
        response.insert_header(("idempotent-replayed", "true"));
    }
    let made = serde_json::from_slice::<serde_json::Value>(&given.body).ok();
    if let Some(id) = made.as_ref().and_then(|made| made.get("id")).and_then(|id| id.as_str()) {
        response.insert_header((LOCATION, format!("{}/{id}", request.path())));
    }
    response.body(given.body)
}

impl Request {
    /// The id of the `n`th command of this request: the same whenever it comes again.
    pub fn op(&self, office: &Office, tenant: TenantId, n: u64) -> OpId {
        office.op(tenant, &format!("api|{}", self.key), n)
    }

    /// None without a key. The path is part of the request: a key is not carried over from orders to products.
    pub fn of(request: &HttpRequest, body: &[u8]) -> Result<Option<Request>, Problem> {
        let Some(header) = request.headers().get("idempotency-key") else { return Ok(None) };
        let refused = || Problem::new(StatusCode::BAD_REQUEST, "api-idempotency-key");
        let key = header.to_str().map_err(|_| refused())?.trim();
        if key.is_empty() || key.len() > LONGEST || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(refused());
        }
        let mut hash = Sha256::new();
        hash.update(request.path().as_bytes());
        hash.update([0]);
        hash.update(body);
        Ok(Some(Request { key: key.to_owned(), hash: hash.finalize().into() }))
    }

    /// Writes the key down, or tells what is known of it.
    pub async fn begin(&self, store: &Store, tenant: TenantId) -> Result<Known, StoreError> {
        let (inner, key, hash) = (store.clone(), self.key.clone(), self.hash);
        store
            .detached(async move {
                let mut tx = inner.begin(tenant).await?;
                sqlx::query(
                    "insert into idempotency (tenant_id, key, request_hash, status, content_type, body) values ($1, $2, $3, 0, '', '')
                     on conflict (tenant_id, key) do nothing",
                )
                .bind(tenant.0)
                .bind(&key)
                .bind(hash.as_slice())
                .execute(&mut *tx)
                .await?;
                let (known, status, content_type, body): (Vec<u8>, i16, String, Vec<u8>) = sqlx::query_as(
                    "select request_hash, status, content_type, body from idempotency where tenant_id = $1 and key = $2",
                )
                .bind(tenant.0)
                .bind(&key)
                .fetch_one(&mut *tx)
                .await?;
                tx.commit().await?;
                if known != hash {
                    return Ok(Known::OtherBody);
                }
                Ok(match u16::try_from(status) {
                    Ok(status) if status > 0 => Known::Answered(Given { status, content_type, body }),
                    _ => Known::Begun,
                })
            })
            .await
    }

    /// Keeps the answer. When two did the same work at the same time, the first answer stands and is returned.
    pub async fn answered(&self, store: &Store, tenant: TenantId, given: Given) -> Result<Given, StoreError> {
        let (inner, key) = (store.clone(), self.key.clone());
        store
            .detached(async move {
                let mut tx = inner.begin(tenant).await?;
                sqlx::query(
                    "update idempotency set status = $3, content_type = $4, body = $5
                     where tenant_id = $1 and key = $2 and status = 0",
                )
                .bind(tenant.0)
                .bind(&key)
                .bind(i16::try_from(given.status).unwrap_or(0))
                .bind(given.content_type)
                .bind(given.body)
                .execute(&mut *tx)
                .await?;
                let (status, content_type, body): (i16, String, Vec<u8>) = sqlx::query_as(
                    "select status, content_type, body from idempotency where tenant_id = $1 and key = $2",
                )
                .bind(tenant.0)
                .bind(&key)
                .fetch_one(&mut *tx)
                .await?;
                tx.commit().await?;
                Ok(Given { status: u16::try_from(status).unwrap_or(500), content_type, body })
            })
            .await
    }
}
