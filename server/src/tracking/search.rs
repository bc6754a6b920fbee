//! Looking for a parcel with the number of its order and the last four digits of the phone.

use crate::store::{Store, StoreError};
use shared::base::{ShipmentId, TenantId, TextLine};
use uuid::Uuid;

/// What somebody typed, without what no order number has.
pub fn cleaned(number: &str) -> String {
    TextLine::keep(number.get(..400).unwrap_or(number)).map(|line| line.to_string()).unwrap_or_default()
}

/// Parcels with this number and these digits, of whatever merchant. A wrong number, wrong digits, and digits that are
/// none are all one probe that finds nothing.
pub async fn parcels(store: &Store, number: &str, digits: &str) -> Result<Vec<(TenantId, ShipmentId)>, StoreError> {
    let digits: String = digits.chars().filter(char::is_ascii_digit).take(5).collect();
    let (inner, number) = (store.clone(), cleaned(number));
    store
        .detached(async move {
            let rows: Vec<(Uuid, Uuid)> = sqlx::query_as(
                "select tenant_id, shipment_id from find_parcels(parcel_find_hash($1, $2)) order by shipment_id",
            )
            .bind(number)
            .bind(digits)
            .fetch_all(inner.pool())
            .await?;
            Ok(rows.into_iter().map(|(tenant, shipment)| (TenantId(tenant), ShipmentId(shipment))).collect())
        })
        .await
}
