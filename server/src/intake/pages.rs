//! Pages of orders in the order of their last change, straight from the books' index.

use crate::store::{Store, StoreError, books};
use shared::base::{Moment, TenantId};
use shared::engine::{Key, Kind, Recorded, Scope};
use shared::orders::Order;
use std::sync::Arc;

/// Behind which order to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    version: i64,
    id: String,
}

impl Cursor {
    pub fn read(text: &str) -> Option<Cursor> {
        let (version, id) = text.split_once('.')?;
        let id_fits = id.len() <= 60 && id.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
        Some(Cursor { version: version.parse().ok()?, id: id.to_owned() }).filter(|_| id_fits)
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.version, self.id)
    }
}

/// The next orders after a cursor, of a channel and placed since a moment where these are given.
pub async fn orders(
    store: &Store,
    tenant: TenantId,
    after: Option<Cursor>,
    channel: Option<String>,
    since: Option<Moment>,
    limit: u32,
) -> Result<Vec<(Cursor, Arc<Order>)>, StoreError> {
    let inner = store.clone();
    store
        .detached(async move {
            let mut tx = inner.snapshot(tenant).await?;
            let after = after.unwrap_or(Cursor { version: -1, id: String::new() });
            let rows: Vec<(String, i64, String)> = sqlx::query_as(
                "select id, version, body::text from record
                 where tenant_id = $1 and scope = $2 and kind = $3 and body is not null and (version, id) > ($4, $5)
                   and ($6::text is null or body ->> 'channel' = $6)
                   and ($7::bigint is null or (body ->> 'placed_at')::bigint >= $7)
                 order by version, id limit $8",
            )
            .bind(tenant.0)
            .bind(Scope::Orders.name())
            .bind(Kind::Order.name())
            .bind(after.version)
            .bind(after.id)
            .bind(channel)
            .bind(since.map(|moment| moment.0))
            .bind(i64::from(limit))
            .fetch_all(&mut *tx)
            .await?;
            tx.commit().await?;
            rows.into_iter().filter_map(|(id, version, body)| read(id, version, &body).transpose()).collect()
        })
        .await
}

fn read(id: String, version: i64, body: &str) -> Result<Option<(Cursor, Arc<Order>)>, StoreError> {
    let record = books::decode(&Key { kind: Kind::Order, id: id.clone() }, body)?;
    Ok(Order::unwrap(&record).map(|order| (Cursor { version, id }, order.clone())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_come_back_as_they_went() {
        let cursor = Cursor { version: 17, id: "0190f7a2-0000-7000-8000-000000000001".to_owned() };
        assert_eq!(Cursor::read(&cursor.to_string()), Some(cursor));
        for bad in ["", "17", "x.y", "1.2'--", ".1"] {
            assert_eq!(Cursor::read(bad), None, "{bad}");
        }
    }
}
