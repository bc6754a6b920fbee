//! What devices of the floor are told of orders: those with work in the house, without what only the desk needs.
use crate::goods::{self, command};
use crate::house::{House, Visitor};
use serde_json::json;
use shared::base::OrderId;
use shared::engine::codec::Entry;
use shared::engine::{Key, Kind, Record};
use shared::sync::office::share::is_on_floor;
use sqlx::{Connection, PgConnection};
use std::collections::BTreeMap;
use uuid::Uuid;

const STREET: &str = "18 Quay Street";
/// What nobody on the floor is told before goods are at the packing desk.
const SECRETS: &[&str] = &["Lin Yuwei", STREET, "lin@example.com", "8613800138000", "2800"];

fn id(n: u128) -> OrderId {
    OrderId(Uuid::from_u128(n))
}

fn order(n: u128, quantity: u32) -> shared::engine::Command {
    command(
        "orders.place.1",
        json!({
            "order": id(n), "channel": "desk", "currency": "CNY", "terms": "on_account",
            "customer": { "name": "Lin Yuwei", "email": "lin@example.com", "phone": "+8613800138000", "language": "zh-CN" },
            "ship_to": { "country": "GB", "region": "", "city": "Hull", "district": "", "postcode": "HU1 1AA", "street": STREET },
            "lines": [{ "sku": "MUG", "quantity": quantity, "unit_price": 2800 }],
        }),
    )
}

fn pick(n: u128, quantity: u32) -> shared::engine::Command {
    command(
        "fulfilment.pick.1",
        json!({ "order": id(n), "line": 1, "sku": "MUG", "warehouse": "HZ", "bin": "A-01", "quantity": quantity }),
    )
}

fn pack(n: u128, quantity: u32) -> shared::engine::Command {
    command("fulfilment.pack.1", json!({ "order": id(n), "line": 1, "sku": "MUG", "quantity": quantity }))
}

fn ship(n: u128, number: Option<&str>) -> shared::engine::Command {
    command(
        "shipping.ship.1",
        json!({ "order": id(n), "shipment": Uuid::from_u128(n << 8), "carrier": "sf", "tracking_number": number, "weight_g": 0 }),
    )
}

/// A shop with stock, and the orders 1 to 4: to pick, at packing, shipped, shipped and held.
async fn house_with_work() -> House {
    let house = House::open().await;
    house.done(vec![goods::warehouse(), goods::bin(), goods::product("MUG"), goods::stock("MUG", 100)]).await;
    house.done((1..=4).map(|n| order(n, 2)).collect()).await;
    house.done((1..=4).map(|n| goods::reserve(id(n))).collect()).await;
    house.done((2..=4).map(|n| pick(n, 2)).collect()).await;
    house.done((3..=4).map(|n| pack(n, 2)).collect()).await;
    house.done(vec![ship(3, Some("SF1234567890123")), ship(4, None)]).await;
    house
}

/// What a device that pulls from `since` holds of orders afterwards, as it reads it.
async fn orders(visitor: &Visitor, since: u64) -> (BTreeMap<OrderId, Option<Record>>, u64) {
    let reply = visitor.pull(&[("orders", since)]).await;
    let mut orders = BTreeMap::new();
    for entry in visitor.entries(&reply).await {
        let Key { kind, id } = entry.key().unwrap();
        let record = entry.body.as_ref().map(|body| Record::from_bytes(kind, body).unwrap());
        assert_eq!(kind, Kind::Order, "nothing else of the scope is for the floor");
        orders.insert(id.parse().unwrap(), record);
    }
    (orders, reply.version)
}

fn told(record: &Record) -> Vec<&'static str> {
    let json = record.to_json().unwrap();
    SECRETS.iter().copied().filter(|secret| json.contains(secret)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_floor_is_told_what_its_work_needs() {
    let house = house_with_work().await;
    let tablet = house.person("floor").await;
    let (first, version) = orders(&tablet, 0).await;
    assert_eq!(first.keys().copied().collect::<Vec<_>>(), [id(1), id(2), id(4)], "what has left is not there");
    let of = |n| told(first[&id(n)].as_ref().unwrap());
    assert_eq!(of(1), Vec::<&str>::new(), "goods are still on their shelves");
    assert_eq!(of(2), ["Lin Yuwei", STREET], "the label needs name and address, and nothing more");
    assert_eq!(of(4), Vec::<&str>::new(), "it left and is here only because its number is missing");

    house.done(vec![pick(1, 1), pack(2, 2), ship(2, Some("SF1234567890124"))]).await;
    let (changed, version) = orders(&tablet, version).await;
    assert_eq!(told(changed[&id(1)].as_ref().unwrap()), ["Lin Yuwei", STREET]);
    assert_eq!(changed[&id(2)], None, "it left the house, and with it the device");
    house.done(vec![command("orders.cancel.1", json!({ "order": id(1), "reason": "changed their mind" }))]).await;
    assert_eq!(orders(&tablet, version).await.0[&id(1)], None);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_bytes_that_stay_hold_an_address() {
    let house = house_with_work().await;
    house.done((100..800).map(|n| order(n, 1)).collect()).await;
    let tablet = house.person("floor").await;
    let (first, since) = orders(&tablet, 0).await;
    assert_eq!(first.len(), 703);
    let with_address: Vec<OrderId> =
        first.iter().filter(|(_, it)| !told(it.as_ref().unwrap()).is_empty()).map(|(id, _)| *id).collect();
    assert_eq!(with_address, [id(2)]);
    let cut = tablet.pull(&[("orders", 0)]).await.segments;
    assert!(!cut.is_empty());
    assert!(cut.iter().all(|segment| segment.upto == 0), "whoever is interrupted begins where they began");
    for segment in &cut {
        let bytes = tablet.get(&format!("/api/sync/segment/{}", segment.hash)).await.body;
        assert!(SECRETS.iter().all(|secret| !bytes.windows(secret.len()).any(|some| some == secret.as_bytes())));
        assert_eq!(house.owner.get(&format!("/api/sync/segment/{}", segment.hash)).await.status, 404);
    }
    let whole = house.owner.pull(&[("orders", 0)]).await.segments;
    assert!(!whole.is_empty());
    for segment in &whole {
        let answer = tablet.get(&format!("/api/sync/segment/{}", segment.hash)).await;
        assert_eq!(answer.status, 404, "what the desk holds is not for the floor");
    }
    // A device that was filled while orders were open is told that they left, however long it was away.
    let cancel = |n: u128| command("orders.cancel.1", json!({ "order": id(n), "reason": "test" }));
    house.done((100..800).map(cancel).collect()).await;
    let (after, _) = orders(&tablet, since).await;
    assert_eq!(after.values().filter(|order| order.is_none()).count(), 700);
    assert!(after.keys().filter(|order| after[order].is_some()).eq([&id(2)]), "told once more, as it is");
    let fresh = orders(&tablet, 0).await.0;
    assert_eq!(fresh.values().flatten().count(), 3);
    assert!(
        !self::told(fresh[&id(2)].as_ref().unwrap()).is_empty(),
        "the address at the packing desk comes behind the segments"
    );
}

/// Moves stay with the desk; what is sealed of the rest of the stock is the floor's own.
#[tokio::test(flavor = "multi_thread")]
async fn segments_of_stock_hold_no_ledger() {
    let house = house_with_work().await;
    for batch in 0..7 {
        let products = (0..100).map(|n| format!("P{}", batch * 100 + n)).collect::<Vec<_>>();
        house.done(products.iter().map(|sku| goods::product(sku)).collect()).await;
        house.done(products.iter().map(|sku| goods::stock(sku, 5)).collect()).await;
    }
    let tablet = house.person("floor").await;
    let reply = tablet.pull(&[("stock", 0)]).await;
    assert!(!reply.segments.is_empty());
    let kinds = |entries: &[Entry], kind: Kind| entries.iter().filter(|entry| entry.kind == kind as u8).count();
    let entries = tablet.entries(&reply).await;
    assert_eq!((kinds(&entries, Kind::Stock), kinds(&entries, Kind::Move)), (701, 0));
    let whole = house.owner.entries(&house.owner.pull(&[("stock", 0)]).await).await;
    assert_eq!(kinds(&whole, Kind::Stock), 701);
    assert!(kinds(&whole, Kind::Move) > 701);
    for segment in &reply.segments {
        assert_eq!(house.owner.get(&format!("/api/sync/segment/{}", segment.hash)).await.status, 404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_role_is_other_books() {
    let house = house_with_work().await;
    let tablet = house.person("floor").await;
    let epoch = tablet.hello().await["epoch"].clone();
    assert_ne!(epoch, house.owner.hello().await["epoch"]);
    house
        .done(vec![command(
            "people.put_member.1",
            json!({ "id": tablet.hello().await["member"], "name": "Wen", "email": "wen@shop.example", "role": "clerk", "language": "en", "active": true }),
        )])
        .await;
    assert_ne!(tablet.hello().await["epoch"], epoch, "the device throws its copy away");
    let reply = tablet.pull(&[("orders", 0)]).await;
    let kinds = tablet.entries(&reply).await.iter().filter(|entry| entry.kind == Kind::Shipment as u8).count();
    assert_eq!(kinds, 2);
}

/// The database says of every row what the rules say of the record; also of rows that an older server writes, or a backup.
#[tokio::test(flavor = "multi_thread")]
async fn the_database_knows_what_is_on_the_floor() {
    let house = house_with_work().await;
    house.done((5..=7).map(|n| order(n, 3)).collect()).await;
    house.done(vec![goods::reserve(id(5)), pick(5, 1), pack(5, 1), ship(5, Some("SF1234567890125"))]).await;
    house.done(vec![command("orders.cancel.1", json!({ "order": id(6), "reason": "test" }))]).await;
    house.done(vec![command("orders.hold.1", json!({ "order": id(7), "kind": "manual", "note": "" }))]).await;
    // Delivered while its notice is held, cancelled with goods in hand, more picked than there was.
    house
        .done(vec![command("shipping.track.1", json!({ "shipment": Uuid::from_u128(4 << 8), "status": "delivered" }))])
        .await;
    house
        .done(vec![order(8, 1), pick(8, 5), command("orders.cancel.1", json!({ "order": id(8), "reason": "test" }))])
        .await;
    let exceptions: i64 = house.count("select count(*) from record where tenant_id = $1 and kind = 'exception'").await;
    assert!(exceptions > 0);
    let mut owner = PgConnection::connect(&house.url).await.unwrap();
    let exception: String = sqlx::query_scalar("select id from record where kind = 'exception' limit 1")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    let settle = || command("inventory.resolve_exception.1", json!({ "exception": exception, "resolution": "seen" }));
    let read = "select kind, id, body::text, on_floor from record";
    for round in [true, false] {
        let rows: Vec<(String, String, Option<String>, Option<bool>)> =
            sqlx::query_as(read).fetch_all(&mut owner).await.unwrap();
        assert!([Some(true), Some(false), None].iter().all(|value| rows.iter().any(|row| row.3 == *value)));
        for (kind, id, body, on_floor) in rows {
            let key = Key { kind: Kind::from_name(&kind).unwrap(), id };
            let record = body.map(|body| Record::from_json(key.kind, &body).unwrap());
            assert_eq!(on_floor, is_on_floor(&key, record.as_ref()), "{key}");
        }
        if round {
            house.done(vec![settle()]).await;
        }
    }
}
