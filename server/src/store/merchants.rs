//! Merchants: which there are, where their books stand, and a new one.
use super::{Store, StoreError};
use shared::base::{ShipmentId, TenantId};
use sqlx::PgConnection;
use uuid::Uuid;

/// Where the books of a merchant stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub version: i64,
    pub epoch: Uuid,
    /// Whether something of these books is filed in the archive.
    pub has_archive: bool,
}

/// As the database has it.
type StandingRow = Option<(i64, Uuid, bool)>;

fn read(row: StandingRow) -> Result<Standing, StoreError> {
    row.map(|(version, epoch, has_archive)| Standing { version, epoch, has_archive }).ok_or(StoreError::NoSuchMerchant)
}

/// Reads without waiting for writers.
pub async fn standing(tx: &mut PgConnection, tenant: TenantId) -> Result<Standing, StoreError> {
    let row: StandingRow = sqlx::query_as("select version, epoch, has_archive from tenant where tenant_id = $1")
        .bind(tenant.0)
        .fetch_optional(tx)
        .await?;
    read(row)
}

/// Takes the turn to write: whoever else wants to write these books waits for the end of this transaction.
pub async fn lock(tx: &mut PgConnection, tenant: TenantId) -> Result<Standing, StoreError> {
    let row: StandingRow =
        sqlx::query_as("select version, epoch, has_archive from tenant where tenant_id = $1 for update")
            .bind(tenant.0)
            .fetch_optional(tx)
            .await?;
    read(row)
}

pub async fn advance(tx: &mut PgConnection, tenant: TenantId, version: i64) -> Result<(), StoreError> {
    sqlx::query("update tenant set version = $2 where tenant_id = $1").bind(tenant.0).bind(version).execute(tx).await?;
    Ok(())
}

impl Store {
    /// Empty books.
    pub async fn new_merchant(&self, tenant: TenantId) -> Result<(), StoreError> {
        let store = self.clone();
        self.detached(async move {
            let mut tx = store.begin(tenant).await?;
            sqlx::query("insert into tenant (tenant_id, epoch) values ($1, $2)")
                .bind(tenant.0)
                .bind(new_uuid())
                .execute(&mut *tx)
                .await?;
            tx.commit().await?;
            Ok(())
        })
        .await
    }

    /// Every merchant, the oldest first.
    pub async fn merchants(&self) -> Result<Vec<TenantId>, StoreError> {
        let store = self.clone();
        self.detached(async move {
            let ids: Vec<Uuid> =
                sqlx::query_scalar("select tenant_id from merchants()").fetch_all(store.pool()).await?;
            Ok(ids.into_iter().map(TenantId).collect())
        })
        .await
    }

    /// Whose parcel a link shows.
    pub async fn parcel_of(&self, token_hash: [u8; 32]) -> Result<Option<(TenantId, ShipmentId)>, StoreError> {
        let store = self.clone();
        self.detached(async move {
            let found: Option<(Uuid, Uuid)> = sqlx::query_as("select tenant_id, shipment_id from parcel_of($1)")
                .bind(token_hash.as_slice())
                .fetch_optional(store.pool())
                .await?;
            Ok(found.map(|(tenant, shipment)| (TenantId(tenant), ShipmentId(shipment))))
        })
        .await
    }

    /// Gives the books another epoch: every device throws its copy away, asks again, and offers what it still holds.
    /// To be done after a restore from a backup.
    pub async fn new_epoch(&self, tenant: TenantId) -> Result<(), StoreError> {
        let store = self.clone();
        self.detached(async move {
            let mut tx = store.begin(tenant).await?;
            let standing = lock(&mut tx, tenant).await?;
            sqlx::query("delete from segment where tenant_id = $1").bind(tenant.0).execute(&mut *tx).await?;
            sqlx::query("update tenant set epoch = $2, version = $3 where tenant_id = $1")
                .bind(tenant.0)
                .bind(new_uuid())
                .bind(standing.version + 1)
                .execute(&mut *tx)
                .await?;
            tx.commit().await?;
            Ok(())
        })
        .await
    }
}

/// A random id.
pub fn new_uuid() -> Uuid {
    uuid::Builder::from_random_bytes(rand::random()).into_uuid()
}
