//! Filing orders: with their parcels and messages, and a line for the search.
use super::filing::{AT_ONCE, Page, Place, Round};
use crate::store::{Store, StoreError, books, merchants};
use shared::base::{Moment, OrderId, TenantId};
use shared::engine::{Key, Kind, Record, Recorded, Scope};
use shared::inventory::Exception;
use shared::orders::{Order, OrderRow};
use shared::shipping::Shipment;
use shared::sync::office::archive::{belongings, over_since};
use sqlx::PgConnection;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use uuid::Uuid;

/// The next orders of a round; those that are over for long enough are filed.
pub async fn file_page(store: &Store, mut round: Round) -> Result<Page, StoreError> {
    let tenant = round.tenant;
    let mut tx = store.begin(tenant).await?;
    let standing = merchants::lock(&mut tx, tenant).await?;
    let orders = orders_after(&mut tx, tenant, &round.after, round.unchanged_since).await?;
    let is_last = orders.is_empty();
    if let Some((place, _)) = orders.last() {
        round.after = place.clone();
    }
    let asked = asked_about(&mut tx, tenant).await?;
    let mut leaving = Vec::new();
    for family in families(&mut tx, tenant, orders.into_iter().map(|(_, order)| order).collect()).await? {
        let over = over_since(&family.order, family.records.iter().map(|(_, record)| record));
        let over = over.filter(|_| !asked.contains(&family.order.id));
        if let Some(over) = over.filter(|over| round.window.is_left(*over, round.held, round.now)) {
            round.held = round.held.saturating_sub(1);
            leaving.push((family, over));
        }
    }
    let version = (!leaving.is_empty()).then_some(standing.version + 1);
    if let Some(version) = version {
        file(&mut tx, tenant, version, &leaving).await?;
    }
    tx.commit().await?;
    Ok(Page { round, filed: leaving.len(), version, is_last })
}

/// Orders that an open exception is about: somebody has to look.
async fn asked_about(tx: &mut PgConnection, tenant: TenantId) -> Result<HashSet<OrderId>, StoreError> {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "select id, body::text from record
         where tenant_id = $1 and kind = $2 and archived_under is null and body is not null and body -> 'resolved_at' = 'null'",
    )
    .bind(tenant.0)
    .bind(Kind::Exception.name())
    .fetch_all(tx)
    .await?;
    let mut asked = HashSet::new();
    for (id, body) in rows {
        let record = books::decode(&Key { kind: Kind::Exception, id }, &body)?;
        asked.extend(Exception::unwrap(&record).and_then(|exception| exception.order()));
    }
    Ok(asked)
}

async fn orders_after(
    tx: &mut PgConnection,
    tenant: TenantId,
    (version, id): &Place,
    newest: i64,
) -> Result<Vec<(Place, Arc<Order>)>, StoreError> {
    let rows: Vec<(i64, String, String)> = sqlx::query_as(
        "select version, id, body::text from record
         where tenant_id = $1 and scope = $2 and kind = $3 and archived_under is null and body is not null
           and version >= $4 and (version, id) > ($4, $5) and version <= $6
         order by version, id limit $7",
    )
    .bind(tenant.0)
    .bind(Scope::Orders.name())
    .bind(Kind::Order.name())
    .bind(version)
    .bind(id)
    .bind(newest)
    .bind(AT_ONCE)
    .fetch_all(tx)
    .await?;
    let mut orders = Vec::with_capacity(rows.len());
    for (version, id, body) in rows {
        let record = books::decode(&Key { kind: Kind::Order, id: id.clone() }, &body)?;
        orders.extend(Order::unwrap(&record).map(|order| ((version, id), order.clone())));
    }
    Ok(orders)
}

/// An order with everything that belongs to it.
pub struct Family {
    pub order: Arc<Order>,
    pub records: Vec<(Key, Record)>,
}

/// What belongs to these orders, read together.
pub async fn families(
    tx: &mut PgConnection,
    tenant: TenantId,
    orders: Vec<Arc<Order>>,
) -> Result<Vec<Family>, StoreError> {
    let parcels: Vec<Key> = orders.iter().flat_map(|order| order.shipments.iter().map(Shipment::key_of)).collect();
    let parcels = books::load(tx, tenant, &parcels).await?;
    let keys_of = |order: &Order| {
        let shipments = order.shipments.iter().filter_map(|id| parcels.get(&Shipment::key_of(id)));
        let shipments: Vec<&Shipment> = shipments.filter_map(Shipment::unwrap).map(AsRef::as_ref).collect();
        belongings(order, &shipments)
    };
    let keys: Vec<Vec<Key>> = orders.iter().map(|order| keys_of(order)).collect();
    let found: HashMap<Key, Record> = books::load(tx, tenant, &keys.concat()).await?;
    let family = |(order, keys): (Arc<Order>, Vec<Key>)| {
        let own = (order.key(), Order::wrap(order.clone()));
        // A number that was given to two parcels belongs to the first one.
        let is_own = |record: &&Record| !matches!(record, Record::TrackingClaim(claim) if claim.order != order.id);
        let record = |key: Key| found.get(&key).filter(is_own).map(|record| (key.clone(), record.clone()));
        let others: Vec<(Key, Record)> = keys.into_iter().filter_map(record).collect();
        Family { records: others.into_iter().chain([own]).collect(), order }
    };
    Ok(orders.into_iter().zip(keys).map(family).collect())
}

async fn file(
    tx: &mut PgConnection,
    tenant: TenantId,
    version: i64,
    leaving: &[(Family, Moment)],
) -> Result<(), StoreError> {
    let mut rows: (Vec<&str>, Vec<&str>, Vec<Uuid>) = Default::default();
    for (family, _) in leaving {
        for (key, _) in &family.records {
            rows.0.push(key.kind.name());
            rows.1.push(&key.id);
            rows.2.push(family.order.id.0);
        }
    }
    sqlx::query(
        "update record set archived_under = filed.under, version = $2
         from unnest($3::text[], $4::text[], $5::uuid[]) as filed(kind, id, under)
         where record.tenant_id = $1 and record.kind = filed.kind and record.id = filed.id",
    )
    .bind(tenant.0)
    .bind(version)
    .bind(rows.0)
    .bind(rows.1)
    .bind(rows.2)
    .execute(&mut *tx)
    .await?;
    enter(tx, tenant, leaving).await?;
    super::filing::advance(tx, tenant, version).await
}

/// Lines for the search.
async fn enter(tx: &mut PgConnection, tenant: TenantId, leaving: &[(Family, Moment)]) -> Result<(), StoreError> {
    let mut lines: (Vec<Uuid>, Vec<i64>, Vec<String>) = Default::default();
    for (family, over) in leaving {
        lines.0.push(family.order.id.0);
        lines.1.push(over.0);
        lines.2.push(OrderRow::of(&family.order).search().to_owned());
    }
    sqlx::query(
        "insert into archived_order (tenant_id, order_id, over_ms, words)
         select $1, order_id, over_ms, words from unnest($2::uuid[], $3::bigint[], $4::text[]) as filed(order_id, over_ms, words)
         on conflict (tenant_id, order_id) do update set over_ms = excluded.over_ms, words = excluded.words",
    )
    .bind(tenant.0)
    .bind(lines.0)
    .bind(lines.1)
    .bind(lines.2)
    .execute(tx)
    .await?;
    Ok(())
}
