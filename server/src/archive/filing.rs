//! Filing: from time to time every merchant's orders and moves are looked at, the longest unchanged first. What is over for
//! long enough leaves the devices. Any number of servers may do it: the merchant's row decides.
use super::{moves, orders};
use crate::office::{Office, OfficeError, now};
use crate::store::{Store, StoreError};
use shared::base::{Moment, TenantId};
use shared::engine::Kind;
use shared::sync::office::archive::{Window, Windows};
use sqlx::PgConnection;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// Records that are looked at in one transaction, while other writers wait.
pub const AT_ONCE: i64 = 200;
/// Between two of them.
const PAUSE: Duration = Duration::from_millis(50);
/// Days count; an hour more or less does not.
const EVERY: Duration = Duration::from_secs(3_600);

/// Files what is due, then again every hour, until it is told to stop.
pub async fn run(office: Office, windows: Windows, stop: CancellationToken) {
    loop {
        if let Err(error) = file_all(&office, windows, now(), &stop).await {
            tracing::warn!(%error, "orders that are over could not be filed; it is tried again");
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

/// Of every merchant. Returns how much was filed, orders and moves.
pub async fn file_all(
    office: &Office,
    windows: Windows,
    now: Moment,
    stop: &CancellationToken,
) -> Result<Filed, OfficeError> {
    let mut filed = Filed::default();
    for tenant in office.store().merchants().await? {
        filed.orders += told(tenant, file_due(office, (tenant, Kind::Order), windows.orders, now, stop).await);
        filed.moves += told(tenant, file_due(office, (tenant, Kind::Move), windows.moves, now, stop).await);
    }
    if filed != Filed::default() {
        tracing::info!(orders = filed.orders, moves = filed.moves, "what is over was filed");
    }
    Ok(filed)
}

/// One shop that cannot be filed must not keep the others from it.
fn told(tenant: TenantId, filed: Result<usize, OfficeError>) -> usize {
    filed.unwrap_or_else(|error| {
        tracing::warn!(%tenant, %error, "what is over could not be filed; it is tried again");
        0
    })
}

/// What left the devices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Filed {
    pub orders: usize,
    pub moves: usize,
}

/// Where records lie in the order of their last change: version and id.
pub type Place = (i64, String);

/// One merchant's records of a kind, looked at page by page.
pub struct Round {
    pub tenant: TenantId,
    pub kind: Kind,
    pub window: Window,
    pub now: Moment,
    /// What has not changed since this version has not changed for as long as it stays in any case.
    pub unchanged_since: i64,
    /// As many as devices hold.
    pub held: usize,
    /// Everything up to here is looked at.
    pub after: Place,
}

/// What became of a page.
pub struct Page {
    pub round: Round,
    pub filed: usize,
    /// Of the books, if something was filed.
    pub version: Option<i64>,
    pub is_last: bool,
}

async fn file_due(
    office: &Office,
    (tenant, kind): (TenantId, Kind),
    window: Window,
    now: Moment,
    stop: &CancellationToken,
) -> Result<usize, OfficeError> {
    let store = office.store().clone();
    let mut round = office.store().detached(async move { begin(&store, (tenant, kind), window, now).await }).await?;
    let mut filed = 0;
    while !stop.is_cancelled() {
        let store = office.store().clone();
        let page = office.store().detached(async move {
            match round.kind {
                Kind::Move => moves::file_page(&store, round).await,
                _ => orders::file_page(&store, round).await,
            }
        });
        let page = page.await?;
        if let Some(version) = page.version {
            filed += page.filed;
            office.live().tell(tenant, version.unsigned_abs(), false);
        }
        if page.is_last {
            break;
        }
        round = page.round;
        tokio::time::sleep(PAUSE).await;
    }
    Ok(filed)
}

async fn begin(
    store: &Store,
    (tenant, kind): (TenantId, Kind),
    window: Window,
    now: Moment,
) -> Result<Round, StoreError> {
    let mut tx = store.snapshot(tenant).await?;
    let unchanged_since: Option<i64> = sqlx::query_scalar(
        "select version from command_log where tenant_id = $1 and recorded_ms <= $2 order by version desc limit 1",
    )
    .bind(tenant.0)
    .bind(now.plus(-window.at_least).0)
    .fetch_optional(&mut *tx)
    .await?;
    let held: i64 = sqlx::query_scalar(
        "select count(*) from record
         where tenant_id = $1 and kind = $2 and archived_under is null and body is not null",
    )
    .bind(tenant.0)
    .bind(kind.name())
    .fetch_one(&mut *tx)
    .await?;
    tx.commit().await?;
    let (unchanged_since, held) = (unchanged_since.unwrap_or(-1), usize::try_from(held).unwrap_or_default());
    Ok(Round { tenant, kind, window, now, unchanged_since, held, after: (-1, String::new()) })
}

/// Something was filed in these books.
pub async fn advance(tx: &mut PgConnection, tenant: TenantId, version: i64) -> Result<(), StoreError> {
    sqlx::query("update tenant set version = $2, has_archive = true where tenant_id = $1")
        .bind(tenant.0)
        .bind(version)
        .execute(tx)
        .await?;
    Ok(())
}
