//! What a shop has already, loaded once before a file is planned.

use crate::office::{Office, OfficeError};
use crate::store::{Store, StoreError};
use shared::base::{OrderId, TenantId};
use shared::catalog::{BarcodeClaim, Product};
use shared::engine::{Kind, Recorded};
use shared::orders::intake::KnownSets;
use std::collections::BTreeSet;
use uuid::Uuid;

const PAGE: u32 = 2_000;

/// Prices, barcodes, and the ids of all orders.
pub async fn known(office: &Office, tenant: TenantId) -> Result<KnownSets, OfficeError> {
    let mut known = KnownSets { orders: order_ids(office.store(), tenant).await?, ..KnownSets::default() };
    let mut after = None;
    loop {
        let page = office.list(tenant, Kind::Product, after, PAGE).await?;
        after = page.last().map(|record| record.key().id);
        known
            .products
            .extend(page.iter().filter_map(Product::unwrap).map(|product| (product.sku.clone(), product.price.minor)));
        if page.len() < PAGE as usize {
            break;
        }
    }
    let mut after = None;
    loop {
        let page = office.list(tenant, Kind::BarcodeClaim, after, PAGE).await?;
        after = page.last().map(|record| record.key().id);
        known
            .barcodes
            .extend(page.iter().filter_map(BarcodeClaim::unwrap).map(|claim| (claim.code.clone(), claim.sku.clone())));
        if page.len() < PAGE as usize {
            break;
        }
    }
    Ok(known)
}

/// Ids only: bodies of a hundred thousand orders are not needed to know that they are there.
async fn order_ids(store: &Store, tenant: TenantId) -> Result<BTreeSet<OrderId>, StoreError> {
    let inner = store.clone();
    store
        .detached(async move {
            let mut tx = inner.snapshot(tenant).await?;
            let ids: Vec<Uuid> = sqlx::query_scalar(
                "select id::uuid from record where tenant_id = $1 and kind = $2 and body is not null",
            )
            .bind(tenant.0)
            .bind(Kind::Order.name())
            .fetch_all(&mut *tx)
            .await?;
            tx.commit().await?;
            Ok(ids.into_iter().map(OrderId).collect())
        })
        .await
}
