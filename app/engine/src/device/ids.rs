//! New ids, made on the device so that nothing waits for the office: UUID version 7 from the device's clock and the
//! browser's random numbers.

use super::clock;
use shared::base::{ClientId, ImportId, MemberId, OpId, OrderId, ReceiptId, ShipmentId};
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::{Builder, Uuid};

/// Ids made in one millisecond keep their order.
static COUNTER: AtomicU64 = AtomicU64::new(0);

#[cfg(target_arch = "wasm32")]
fn random(bytes: &mut [u8]) {
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let filled = crypto.is_some_and(|crypto| crypto.get_random_values_with_u8_array(bytes).is_ok());
    debug_assert!(filled, "every browser has random numbers");
}

#[cfg(not(target_arch = "wasm32"))]
fn random(bytes: &mut [u8]) {
    use std::hash::{BuildHasher, Hasher, RandomState};
    for chunk in bytes.chunks_mut(8) {
        let noise = RandomState::new().build_hasher().finish().to_be_bytes();
        chunk.iter_mut().zip(noise).for_each(|(to, from)| *to = from);
    }
}

fn uuid_v7() -> Uuid {
    let millis = u64::try_from(clock::now().0).unwrap_or_default();
    let mut noise = [0u8; 10];
    random(&mut noise);
    let n = COUNTER.fetch_add(1, Ordering::Relaxed);
    // The first twelve bits count within the tab; the rest is random.
    let [.., high, low] = n.to_be_bytes();
    let [first, second, ..] = &mut noise;
    (*first, *second) = (high & 0x0f, low);
    Builder::from_unix_timestamp_millis(millis, &noise).into_uuid()
}

pub fn op_id() -> OpId {
    OpId(uuid_v7())
}

pub fn order_id() -> OrderId {
    OrderId(uuid_v7())
}

pub fn shipment_id() -> ShipmentId {
    ShipmentId(uuid_v7())
}

pub fn receipt_id() -> ReceiptId {
    ReceiptId(uuid_v7())
}

pub fn import_id() -> ImportId {
    ImportId(uuid_v7())
}

pub fn member_id() -> MemberId {
    MemberId(uuid_v7())
}

pub fn client_id() -> ClientId {
    ClientId(uuid_v7())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_moment_differ_and_keep_their_order() {
        let ids: Vec<OpId> = (0..1000).map(|_| op_id()).collect();
        let mut sorted = ids.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(sorted, ids);
        assert!(ids.iter().all(|id| id.0.get_version_num() == 7));
    }
}
