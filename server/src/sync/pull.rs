//! What a device has missed: one consistent snapshot, as segments where it is much and as a patch where it is little.
use super::segments::{self, Wire};
use crate::gate::Session;
use crate::office::Office;
use crate::store::{Store, StoreError, merchants};
use crate::web::Problem;
use actix_web::http::header::{AcceptEncoding, CONTENT_ENCODING, Encoding, Header, VARY};
use actix_web::{HttpRequest, HttpResponse, web};
use shared::base::{ClientId, TenantId};
use shared::engine::Scope;
use shared::engine::codec::SCHEMA;
use shared::people::{Role, Sight};
use shared::sync::office::answer::{Answering, Standing, effective, sort_out};
use shared::sync::office::share::{self, Share};
use shared::sync::protocol::{Pull, PullReply, version_of};

pub async fn pull(office: web::Data<Office>, session: Session, pull: web::Json<Pull>) -> Result<HttpResponse, Problem> {
    let pull = pull.into_inner();
    if pull.schema != SCHEMA {
        return Err(Problem::app_too_old());
    }
    let role = session.member.role;
    let (store, tenant) = (office.store().clone(), session.tenant);
    let reply = office.store().detached(async move { answer(&store, tenant, role, pull).await }).await?;
    let bytes = postcard::to_stdvec(&reply).map_err(|error| StoreError::Record(error.to_string()))?;
    Ok(HttpResponse::Ok()
        .content_type("application/octet-stream")
        .insert_header(("cache-control", "no-store"))
        .body(bytes))
}

async fn answer(store: &Store, tenant: TenantId, role: Role, pull: Pull) -> Result<PullReply, StoreError> {
    let sight = role.sight();
    let (asked, dropped) = sort_out(&pull, &Scope::granted(role));
    let mut tx = store.snapshot(tenant).await?;
    let mut books = merchants::standing(&mut tx, tenant).await?;
    let mut far = Vec::new();
    for (scope, since) in &asked {
        let share = Share::new(*scope, sight);
        let after = effective(*since, &pull.epoch, (&epoch_of(sight, &books), books.version.unsigned_abs()));
        if segments::many_changed(&mut tx, tenant, share, after).await? {
            far.push(share);
        }
    }
    // Nearly every pull misses little: then it is answered from the moment that was looked at. What is to be sealed first makes
    // a later moment of the books.
    if !far.is_empty() {
        tx.commit().await?;
        for share in &far {
            segments::seal(store, tenant, *share).await?;
        }
        tx = store.snapshot(tenant).await?;
        books = merchants::standing(&mut tx, tenant).await?;
    }
    let last_seq = last_seq(&mut tx, tenant, pull.client).await?;
    let standing = Standing { epoch: epoch_of(sight, &books), version: books.version.unsigned_abs(), last_seq };
    let begun = pull.begun;
    let mut answering = Answering::new(standing.clone(), dropped);
    for (scope, since) in asked {
        let share = Share::new(scope, sight);
        let mut after = effective(since, &pull.epoch, (&standing.epoch, standing.version));
        if !far.is_empty() && segments::many_changed(&mut tx, tenant, share, after).await? {
            let sealed = segments::sealed(&mut tx, tenant, share).await?;
            let rest = answering.take_segments(share, after, version_of(&begun, scope), sealed);
            if let Some(filed) = rest.filed {
                answering.add(segments::entries(share, &segments::filed(&mut tx, tenant, share, filed).await?)?);
            }
            after = rest.after;
            if share.tells_more() {
                answering.add(segments::untold(&mut tx, tenant, share, after).await?);
            }
        }
        answering.add(segments::entries(share, &segments::changed(&mut tx, tenant, share, after).await?)?);
    }
    tx.commit().await?;
    answering.reply().map_err(|error| StoreError::Record(error.to_string()))
}

/// As devices with this sight of the books know it.
fn epoch_of(sight: Sight, books: &merchants::Standing) -> String {
    share::epoch(sight, &books.epoch.to_string())
}

async fn last_seq(tx: &mut sqlx::PgConnection, tenant: TenantId, client: ClientId) -> Result<u64, StoreError> {
    let last: Option<i64> = sqlx::query_scalar("select last_seq from client where tenant_id = $1 and client_id = $2")
        .bind(tenant.0)
        .bind(client.0)
        .fetch_optional(tx)
        .await?;
    Ok(last.unwrap_or(0).unsigned_abs())
}

/// One segment: the same bytes for ever, so browsers may keep it.
pub async fn segment(
    request: HttpRequest,
    office: web::Data<Office>,
    session: Session,
    hash: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let hash = hash.into_inner();
    if hash.len() != 64 || !hash.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Problem::not_found());
    }
    let shares = Share::granted(session.member.role).map(Share::name).collect();
    let wire = wanted(&request);
    let found = segments::find(office.store(), session.tenant, hash, shares, wire).await?;
    let bytes = found.ok_or_else(Problem::not_found)?;
    let mut answer = HttpResponse::Ok();
    answer
        .content_type("application/octet-stream")
        .insert_header((VARY, "accept-encoding"))
        .insert_header(("cache-control", "private, max-age=31536000, immutable"));
    let encoding = match wire {
        Wire::Plain => None,
        Wire::Gzip => Some("gzip"),
        Wire::Brotli => Some("br"),
    };
    if let Some(encoding) = encoding {
        answer.insert_header((CONTENT_ENCODING, encoding));
    }
    Ok(answer.body(bytes))
}

/// Browsers name gzip first and like both as much: so they are not asked about both at once.
fn wanted(request: &HttpRequest) -> Wire {
    let Ok(accepted) = AcceptEncoding::parse(request) else { return Wire::Plain };
    let takes = |ours: Encoding| accepted.negotiate([Encoding::identity(), ours.clone()].iter()) == Some(ours);
    if takes(Encoding::brotli()) {
        Wire::Brotli
    } else if takes(Encoding::gzip()) {
        Wire::Gzip
    } else {
        Wire::Plain
    }
}
