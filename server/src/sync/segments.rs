//! Segments: records in the bytes that devices keep, sealed once, the same for every device of a merchant.
use super::statements::{self, Pages, Statements};
use crate::store::{Store, StoreError, books, merchants};
use actix_web::web;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use shared::base::TenantId;
use shared::engine::codec::{Entry, SCHEMA, encode_segment};
use shared::engine::{Key, Kind, Record};
use shared::sync::office::answer::{Sealed, Segments};
use shared::sync::office::seal::{BOUNDS, Place, Sealing, is_worn};
use shared::sync::office::share::Share;
use shared::sync::protocol::segment_hash;
use sqlx::PgConnection;
use std::io::Write;

/// A record as the database has it.
#[derive(sqlx::FromRow)]
pub struct Row {
    kind: String,
    id: String,
    version: i64,
    body: Option<String>,
}

fn number(version: u64) -> i64 {
    i64::try_from(version).unwrap_or(i64::MAX)
}

fn count(records: usize) -> i64 {
    i64::try_from(records).unwrap_or(i64::MAX)
}

pub fn schema() -> i32 {
    i32::from(SCHEMA)
}

/// Records as devices of this share read them. Kinds that this version does not know stay at the office.
pub fn entries(share: Share, rows: &[Row]) -> Result<Vec<Entry>, StoreError> {
    entries_of(share, rows, |_| true)
}

fn entries_of(share: Share, rows: &[Row], takes: impl Fn(&Record) -> bool) -> Result<Vec<Entry>, StoreError> {
    let mut entries = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(kind) = Kind::from_name(&row.kind) else { continue };
        let key = Key { kind, id: row.id.clone() };
        let record = row.body.as_deref().map(|body| books::decode(&key, body)).transpose()?;
        if record.as_ref().is_some_and(|record| !takes(record)) {
            continue;
        }
        let shown = record.and_then(|record| share.show(&record));
        let entry = Entry::new(&key, row.version.unsigned_abs(), shown.as_ref());
        entries.push(entry.map_err(|error| StoreError::Record(error.to_string()))?);
    }
    Ok(entries)
}

/// What a share tells of records up to a version that its segments do not hold.
pub async fn untold(
    tx: &mut PgConnection,
    tenant: TenantId,
    share: Share,
    upto: u64,
) -> Result<Vec<Entry>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(statements::AT_PACKING)
        .bind(tenant.0)
        .bind(share.scope().name())
        .bind(number(upto))
        .fetch_all(tx)
        .await?;
    entries(share, &rows)
}

/// Records of a scope that changed after a version. What is filed in the archive counts as gone; a device that has nothing
/// yet need not hear of it.
pub async fn changed(
    tx: &mut PgConnection,
    tenant: TenantId,
    share: Share,
    after: u64,
) -> Result<Vec<Row>, StoreError> {
    let Statements { at_hand, changed, .. } = *statements::of(share);
    Ok(sqlx::query_as(if after == 0 { at_hand } else { changed })
        .bind(tenant.0)
        .bind(share.scope().name())
        .bind(number(after))
        .fetch_all(tx)
        .await?)
}

/// Whether so many records of a scope changed after a version that segments are better.
pub async fn many_changed(
    tx: &mut PgConnection,
    tenant: TenantId,
    share: Share,
    after: u64,
) -> Result<bool, StoreError> {
    let Statements { many_at_hand, many_changed, .. } = *statements::of(share);
    let newer: i64 = sqlx::query_scalar(if after == 0 { many_at_hand } else { many_changed })
        .bind(tenant.0)
        .bind(share.scope().name())
        .bind(number(after))
        .bind(count(BOUNDS.many) + 1)
        .fetch_one(tx)
        .await?;
    Ok(newer > count(BOUNDS.many))
}

/// Records of a share that left it above the first version and up to the second one, as gone.
pub async fn filed(
    tx: &mut PgConnection,
    tenant: TenantId,
    share: Share,
    (from, upto): (u64, u64),
) -> Result<Vec<Row>, StoreError> {
    Ok(sqlx::query_as(statements::of(share).filed)
        .bind(tenant.0)
        .bind(share.scope().name())
        .bind(number(from))
        .bind(number(upto))
        .fetch_all(tx)
        .await?)
}

pub async fn sealed(tx: &mut PgConnection, tenant: TenantId, share: Share) -> Result<Segments, StoreError> {
    let rows: Vec<(String, i64, i64, i32, i32, i64)> = sqlx::query_as(
        "select hash, last_version, upto, records, length(bytes) as bytes, begun from segment
         where tenant_id = $1 and scope = $2 and schema = $3 order by seq",
    )
    .bind(tenant.0)
    .bind(share.name())
    .bind(schema())
    .fetch_all(tx)
    .await?;
    let begun = rows.first().map_or(0, |(.., begun)| begun.unsigned_abs());
    let sealed = |(hash, last_version, upto, records, bytes, _): (String, i64, i64, i32, i32, i64)| Sealed {
        hash,
        last_version: last_version.unsigned_abs(),
        upto: upto.unsigned_abs(),
        records: records.unsigned_abs(),
        bytes: bytes.unsigned_abs(),
    };
    Ok(Segments { sealed: rows.into_iter().map(sealed).collect(), begun })
}

/// Seals what is new, if it is much. Devices that ask at the same time wait for one of them to do it.
pub async fn seal(store: &Store, tenant: TenantId, share: Share) -> Result<(), StoreError> {
    let mut tx = store.begin(tenant).await?;
    sqlx::query("select pg_advisory_xact_lock(hashtextextended($1, 0))")
        .bind(format!("segment|{tenant}|{}", share.name()))
        .execute(&mut *tx)
        .await?;
    let mut seq = begin_anew_if_worn(&mut tx, tenant, share).await?;
    // Everything up to this version is committed; what changes from now on is in a later segment or a patch.
    let version = merchants::standing(&mut tx, tenant).await?.version;
    let known = sealed(&mut tx, tenant, share).await?;
    // New segments begin without what is filed; later ones say that it is gone.
    let begun = if seq == 0 { version.unsigned_abs() } else { known.begun };
    let Statements { pages_at_hand, pages, .. } = *statements::of(share);
    let pages = if seq == 0 { pages_at_hand } else { pages };
    let mut sealing = Sealing::after(known.sealed.last(), begun);
    if !many_changed(&mut tx, tenant, share, sealing.begins_after()).await? {
        return Ok(tx.commit().await?);
    }
    loop {
        let (from, kind, id) = sealing.behind();
        let rows: Vec<Row> = sqlx::query_as(pages.rows)
            .bind(tenant.0)
            .bind(share.scope().name())
            .bind(version)
            .bind(number(*from))
            .bind(kind)
            .bind(id)
            .bind(count(BOUNDS.records))
            .fetch_all(&mut *tx)
            .await?;
        let Some(newest) = rows.last() else { break };
        let newest: Place = (newest.version.unsigned_abs(), newest.kind.clone(), newest.id.clone());
        let ends_inside = more_of_version(&mut tx, tenant, share, (pages, version), &newest).await?;
        let upto = sealing.take(newest, ends_inside);
        keep(&mut tx, tenant, share, Numbers { seq, upto: number(upto), begun: number(begun) }, &rows).await?;
        seq += 1;
    }
    tx.commit().await?;
    Ok(())
}

async fn more_of_version(
    tx: &mut PgConnection,
    tenant: TenantId,
    share: Share,
    (pages, version): (Pages, i64),
    last: &Place,
) -> Result<bool, StoreError> {
    Ok(sqlx::query_scalar(pages.more)
        .bind(tenant.0)
        .bind(share.scope().name())
        .bind(number(last.0))
        .bind(&last.1)
        .bind(&last.2)
        .bind(version)
        .fetch_one(tx)
        .await?)
}

/// Where a segment stands among those of its scope.
struct Numbers {
    seq: i32,
    upto: i64,
    begun: i64,
}

async fn keep(
    tx: &mut PgConnection,
    tenant: TenantId,
    share: Share,
    Numbers { seq, upto, begun }: Numbers,
    rows: &[Row],
) -> Result<(), StoreError> {
    let entries = entries_of(share, rows, |record| share.may_seal(record))?;
    let bytes = encode_segment(&entries);
    let hash = segment_hash(&bytes);
    let squeezed = brotli(&bytes, QUICK).map_err(|error| StoreError::Record(error.to_string()))?;
    sqlx::query(
        "insert into segment (tenant_id, scope, schema, seq, hash, last_version, upto, records, bytes, brotli, begun)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(tenant.0)
    .bind(share.name())
    .bind(schema())
    .bind(seq)
    .bind(hash)
    .bind(rows.last().map_or(0, |row| row.version))
    .bind(upto)
    .bind(i32::try_from(entries.len()).unwrap_or(i32::MAX))
    .bind(bytes)
    .bind(squeezed)
    .bind(begun)
    .execute(tx)
    .await?;
    Ok(())
}

/// Segments of another layout are gone, and so are those that hold mostly older states of the same records: a new device
/// would fetch everything twice. Answers with the number of the next segment.
async fn begin_anew_if_worn(tx: &mut PgConnection, tenant: TenantId, share: Share) -> Result<i32, StoreError> {
    sqlx::query("delete from segment where tenant_id = $1 and scope = $2 and schema <> $3")
        .bind(tenant.0)
        .bind(share.name())
        .bind(schema())
        .execute(&mut *tx)
        .await?;
    let (held, next): (i64, i32) = sqlx::query_as(
        "select coalesce(sum(records), 0)::bigint, coalesce(max(seq) + 1, 0) from segment where tenant_id = $1 and scope = $2",
    )
    .bind(tenant.0)
    .bind(share.name())
    .fetch_one(&mut *tx)
    .await?;
    let lives: i64 = sqlx::query_scalar(statements::of(share).lives)
        .bind(tenant.0)
        .bind(share.scope().name())
        .fetch_one(&mut *tx)
        .await?;
    let size = |records: i64| usize::try_from(records).unwrap_or(0);
    if !is_worn(size(held), size(lives), BOUNDS) {
        return Ok(next);
    }
    sqlx::query("delete from segment where tenant_id = $1 and scope = $2")
        .bind(tenant.0)
        .bind(share.name())
        .execute(&mut *tx)
        .await?;
    Ok(0)
}

/// The bytes of a segment, as far as somebody wants them.
#[derive(sqlx::FromRow)]
struct Kept {
    bytes: Option<Vec<u8>>,
    brotli: Option<Vec<u8>>,
}

/// How a segment goes over the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wire {
    Plain,
    Gzip,
    /// As it was squeezed when it was sealed; browsers take it wherever nobody in between can read along.
    Brotli,
}

impl Wire {
    fn squeeze(self, bytes: Vec<u8>) -> Result<Vec<u8>, StoreError> {
        let squeezed = match self {
            Wire::Plain => Ok(bytes),
            Wire::Gzip => gzip(&bytes),
            Wire::Brotli => brotli(&bytes, QUICK),
        };
        squeezed.map_err(|error| StoreError::Record(error.to_string()))
    }
}

/// One segment of this merchant, if it is one of these shares, as it goes over this wire.
pub async fn find(
    store: &Store,
    tenant: TenantId,
    hash: String,
    shares: Vec<&'static str>,
    wire: Wire,
) -> Result<Option<Vec<u8>>, StoreError> {
    let store_for = store.clone();
    let found: Option<Kept> = store
        .detached(async move {
            let mut tx = store_for.snapshot(tenant).await?;
            let found = sqlx::query_as(
                "select case when not $4 or brotli is null then bytes end as bytes, case when $4 then brotli end as brotli
                 from segment where tenant_id = $1 and hash = $2 and scope = any($3) limit 1",
            )
            .bind(tenant.0)
            .bind(hash)
            .bind(shares)
            .bind(wire == Wire::Brotli)
            .fetch_optional(&mut *tx)
            .await?;
            tx.commit().await?;
            Ok::<_, StoreError>(found)
        })
        .await?;
    match found {
        Some(Kept { brotli: Some(squeezed), .. }) => Ok(Some(squeezed)),
        Some(Kept { bytes: Some(bytes), .. }) => {
            let squeezed = web::block(move || wire.squeeze(bytes)).await;
            squeezed.map_err(|_| StoreError::Interrupted)?.map(Some)
        }
        _ => Ok(None),
    }
}

/// Brotli's quality while a device waits.
const QUICK: i32 = 5;
/// And when nobody does. 11 takes twice as long for one byte in a hundred.
const TIGHT: i32 = 10;

/// For `tighten.rs`. What is very regular can be smaller from the quick one.
pub fn squeeze_tightly(bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
    let squeeze = |quality| brotli(bytes, quality).map_err(|error| StoreError::Record(error.to_string()));
    let (quick, tight) = (squeeze(QUICK)?, squeeze(TIGHT)?);
    Ok(if quick.len() < tight.len() { quick } else { tight })
}

fn brotli(bytes: &[u8], quality: i32) -> std::io::Result<Vec<u8>> {
    let params = BrotliEncoderParams { quality, size_hint: bytes.len(), ..Default::default() };
    let mut squeezed = Vec::with_capacity(bytes.len() / 2);
    brotli::BrotliCompress(&mut &*bytes, &mut squeezed, &params)?;
    Ok(squeezed)
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut squeezing = GzEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::default());
    squeezing.write_all(bytes)?;
    squeezing.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_waits_for_becomes_smaller() {
        let phones: Vec<String> = (1..2_000u64).map(|n| format!("86138{:08}", n * n * 7_919 % 99_999_989)).collect();
        let bytes = phones.concat().into_bytes();
        let (quick, tight) = (brotli(&bytes, QUICK).unwrap().len(), squeeze_tightly(&bytes).unwrap().len());
        assert!(tight < quick, "{tight} and {quick} bytes");
    }
}
