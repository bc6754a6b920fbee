//! Filing moves of stock, and reading older ones for the ledger of a product.
use super::filing::{AT_ONCE, Page, Place, Round, advance};
use super::look_up::bytes;
use crate::gate::Session;
use crate::office::Office;
use crate::store::{Store, StoreError, merchants};
use crate::sync::segments::{Row, entries};
use crate::web::Problem;
use actix_web::{HttpResponse, web};
use serde::Deserialize;
use shared::base::{Moment, Sku, TenantId};
use shared::engine::codec::{Entry, encode_segment};
use shared::engine::{Kind, Scope};
use shared::people::Sight;
use shared::sync::archive::{MOVES, read_move_place};
use shared::sync::office::share::Share;
use sqlx::PgConnection;

/// The next moves of a round; those that are old enough are filed. A move never changes, so each is a family of its own.
pub async fn file_page(store: &Store, mut round: Round) -> Result<Page, StoreError> {
    let tenant = round.tenant;
    let mut tx = store.begin(tenant).await?;
    let standing = merchants::lock(&mut tx, tenant).await?;
    let moves = moves_after(&mut tx, &round).await?;
    let is_last = moves.is_empty();
    if let Some((place, _)) = moves.last() {
        round.after = place.clone();
    }
    let mut leaving: (Vec<String>, Vec<i64>, Vec<String>) = Default::default();
    for ((_, id), Told { sku, recorded_at }) in moves {
        if round.window.is_left(recorded_at, round.held, round.now) {
            round.held = round.held.saturating_sub(1);
            leaving.0.push(sku);
            leaving.1.push(recorded_at.0);
            leaving.2.push(id);
        }
    }
    let filed = leaving.2.len();
    let version = (filed > 0).then_some(standing.version + 1);
    if let Some(version) = version {
        sqlx::query(
            "insert into archived_move (tenant_id, sku, recorded_ms, id)
             select $1, sku, recorded_ms, id from unnest($2::text[], $3::bigint[], $4::text[]) as filed(sku, recorded_ms, id)
             on conflict do nothing",
        )
        .bind(tenant.0)
        .bind(leaving.0)
        .bind(leaving.1)
        .bind(&leaving.2)
        .execute(&mut *tx)
        .await?;
        sqlx::query(
            "update record set archived_under = gen_random_uuid(), version = $2
             where tenant_id = $1 and kind = $3 and id = any($4)",
        )
        .bind(tenant.0)
        .bind(version)
        .bind(Kind::Move.name())
        .bind(leaving.2)
        .execute(&mut *tx)
        .await?;
        advance(&mut tx, tenant, version).await?;
    }
    tx.commit().await?;
    Ok(Page { round, filed, version, is_last })
}

/// What a page says of a move.
struct Told {
    sku: String,
    recorded_at: Moment,
}

async fn moves_after(tx: &mut PgConnection, round: &Round) -> Result<Vec<(Place, Told)>, StoreError> {
    let rows: Vec<(i64, String, String, i64)> = sqlx::query_as(
        "select version, id, body ->> 'sku', (body ->> 'recorded_at')::bigint from record
         where tenant_id = $1 and scope = $2 and kind = $3 and archived_under is null and body is not null
           and version >= $4 and (version, id) > ($4, $5) and version <= $6
         order by version, id limit $7",
    )
    .bind(round.tenant.0)
    .bind(Scope::Stock.name())
    .bind(Kind::Move.name())
    .bind(round.after.0)
    .bind(&round.after.1)
    .bind(round.unchanged_since)
    .bind(AT_ONCE)
    .fetch_all(tx)
    .await?;
    let told =
        |(version, id, sku, at): (i64, String, String, i64)| ((version, id), Told { sku, recorded_at: Moment(at) });
    Ok(rows.into_iter().map(told).collect())
}

#[derive(Deserialize)]
pub struct Wanted {
    sku: String,
    /// The place of the last move that is there.
    before: Option<String>,
}

/// Filed moves of a product, the newest first, in the bytes that devices read.
pub async fn list(
    office: web::Data<Office>,
    session: Session,
    wanted: web::Query<Wanted>,
) -> Result<HttpResponse, Problem> {
    session.must_see_customers()?;
    let Wanted { sku, before } = wanted.into_inner();
    let sku = Sku::parse(&sku).map_err(|_| Problem::not_found())?;
    let before = before.as_deref().map(|place| read_move_place(place).ok_or_else(Problem::not_readable)).transpose()?;
    let (store, tenant) = (office.store().clone(), session.tenant);
    let found = office.store().detached(async move { find(&store, tenant, &sku, before).await }).await?;
    Ok(bytes(encode_segment(&found)))
}

/// A page, and one more if there is one.
async fn find(
    store: &Store,
    tenant: TenantId,
    sku: &Sku,
    before: Option<(Moment, String)>,
) -> Result<Vec<Entry>, StoreError> {
    let (recorded_at, id) = before.unwrap_or((Moment(i64::MAX), String::new()));
    let mut tx = store.snapshot(tenant).await?;
    let rows: Vec<Row> = sqlx::query_as(
        "select $6 as kind, wanted.id, found.version, found.body
         from (select recorded_ms, id from archived_move
               where tenant_id = $1 and sku = $2 and (recorded_ms, id) < ($3, $4)
               order by recorded_ms desc, id desc limit $5) as wanted, lateral (
             select r.version, r.body::text from record r
             where r.tenant_id = $1 and r.kind = $6 and r.id = wanted.id limit 1
         ) as found
         order by wanted.recorded_ms desc, wanted.id desc",
    )
    .bind(tenant.0)
    .bind(sku.as_str())
    .bind(recorded_at.0)
    .bind(id)
    .bind(i64::try_from(MOVES).unwrap_or(i64::MAX) + 1)
    .bind(Kind::Move.name())
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;
    entries(Share::new(Scope::Stock, Sight::Whole), &rows)
}
