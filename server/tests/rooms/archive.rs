//! Orders that have been over for a while leave the devices, are found at the office, and come back when something changes.
use crate::house::{House, Visitor};
use crate::shop::{Parcel, command, told};
use serde_json::json;
use server::archive::filing::file_all;
use server::office::now;
use server::store::merchants::new_uuid;
use shared::base::moment::DAY;
use shared::base::{Moment, OrderId};
use shared::engine::codec::{Entry, decode_segment};
use shared::engine::{Command, Kind, Record};
use shared::sync::archive::{MOVES, PAGE, move_place, place};
use shared::sync::office::archive::{WINDOWS, Windows};
use shared::sync::rows::RowSegment;
use std::collections::BTreeMap;
use tokio_util::sync::CancellationToken;

async fn file(house: &House, windows: Windows, now: Moment) -> usize {
    file_all(&house.office, windows, now, &CancellationToken::new()).await.unwrap().orders
}

/// A device's copy of orders and messages.
#[derive(Default)]
struct Copy {
    since: u64,
    records: BTreeMap<(u8, String), u64>,
}

impl Copy {
    /// Returns what came.
    async fn pull(&mut self, visitor: &Visitor) -> Vec<Entry> {
        let reply = visitor.pull(&[("orders", self.since), ("messages", self.since)]).await;
        let entries = visitor.entries(&reply).await;
        for entry in &entries {
            match entry.body {
                Some(_) => self.records.insert((entry.kind, entry.id.clone()), entry.version),
                None => self.records.remove(&(entry.kind, entry.id.clone())),
            };
        }
        self.since = reply.version;
        entries
    }

    fn has(&self, kind: Kind, id: impl ToString) -> bool {
        self.records.contains_key(&(kind as u8, id.to_string()))
    }
}

/// A parcel that arrived, and whose customer was told.
async fn arrived(house: &House) -> Parcel {
    let parcel = Parcel::new().leaves(house).await;
    let attempt = json!({ "notice": parcel.notice(), "number": 1, "result": "accepted", "detail": "" });
    told(house, now(), vec![command("notifications.record_attempt.1", attempt)]).await;
    parcel.tracked(house, "delivered", now()).await;
    parcel
}

/// The orders of a page, with since when they are over.
async fn page(visitor: &Visitor, query: &str) -> Vec<(Moment, OrderId)> {
    let answer = visitor.get(&format!("/api/sync/archive?{query}")).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let rows = RowSegment::from_bytes(&answer.body).unwrap().rows;
    rows.into_iter().map(|(over, row)| (Moment(over as i64), row.id)).collect()
}

async fn search(visitor: &Visitor, words: &str) -> Vec<OrderId> {
    page(visitor, &format!("words={words}")).await.into_iter().map(|(_, order)| order).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_is_over_leaves_with_all_that_belongs_to_it_and_comes_back_whole() {
    let house = House::open().await;
    let (parcel, waits) = (arrived(&house).await, Parcel::new().leaves(&house).await);
    let mut device = Copy::default();
    device.pull(&house.owner).await;
    let family = [
        (Kind::Order, parcel.order.to_string()),
        (Kind::Shipment, parcel.shipment.to_string()),
        (Kind::Notice, parcel.notice()),
    ];
    assert!(family.iter().all(|(kind, id)| device.has(*kind, id)));

    let (quarter, day_before) = (now().plus(90 * DAY), now().plus(89 * DAY));
    assert_eq!(file(&house, WINDOWS, day_before).await, 0, "a small shop keeps a quarter of a year at hand");
    assert_eq!(file(&house, WINDOWS, quarter).await, 1, "what waits for its notice stays");
    assert_eq!(file(&house, WINDOWS, quarter).await, 0, "once");
    let told_gone = device.pull(&house.owner).await;
    assert!(family.iter().all(|(kind, id)| !device.has(*kind, id)), "a ghost stays");
    assert_eq!(told_gone.len(), 4, "the order, its parcel, the carrier's number and the notice");
    assert!(device.has(Kind::Order, waits.order));
    let mut new_device = Copy::default();
    let first = new_device.pull(&house.owner).await;
    assert!(first.iter().all(|entry| entry.body.is_some()), "a new device need not hear of what it never had");
    assert_eq!(new_device.records.keys().collect::<Vec<_>>(), device.records.keys().collect::<Vec<_>>());

    assert_eq!(search(&house.owner, "okafor%20MAYA").await, [parcel.order]);
    assert_eq!(search(&house.owner, "%25").await, [], "a sign stands for itself");
    let kept = house.owner.get(&format!("/api/sync/archive/{}", parcel.order)).await;
    let kept = decode_segment(&kept.body).unwrap();
    assert_eq!(kept.len(), 4);
    assert!(kept.iter().all(|entry| entry.body.is_some()));
    assert_eq!(house.visitor().get(&parcel.path(&house)).await.status, 200, "the customer's page stays");

    parcel.tracked(&house, "returning", now()).await;
    device.pull(&house.owner).await;
    new_device.pull(&house.owner).await;
    for copy in [&device, &new_device] {
        assert!(family.iter().all(|(kind, id)| copy.has(*kind, id)), "all of it is back");
    }
    assert_eq!(search(&house.owner, "").await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_floor_and_other_shops_see_nothing_of_it() {
    let house = House::open().await;
    let parcel = arrived(&house).await;
    assert_eq!(file(&house, Windows::of_days(0), now().plus(1)).await, 1);
    let path = format!("/api/sync/archive/{}", parcel.order);
    let floor = house.person("floor").await;
    for forbidden in [floor.get("/api/sync/archive").await, floor.get(&path).await] {
        assert_eq!(forbidden.status, 403);
    }
    let mut other = house.visitor();
    assert_eq!(other.get("/api/sync/archive").await.status, 401);
    other.sign_up("other@shop.example").await;
    assert_eq!(search(&other, "").await, []);
    assert_eq!(other.get(&path).await.status, 404);
    assert_eq!(house.owner.get("/api/sync/archive?before=nonsense").await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn older_orders_come_page_by_page() {
    let house = House::open().await;
    let ids: Vec<OrderId> = (0..60).map(|_| OrderId(new_uuid())).collect();
    told(&house, now(), goods()).await;
    told(&house, now(), ids.iter().flat_map(|id| [placed(*id), cancelled(*id)]).collect()).await;
    assert_eq!(file(&house, Windows::of_days(0), now().plus(1)).await, ids.len());
    let mut first = page(&house.owner, "").await;
    assert_eq!(first.len(), PAGE + 1, "one more says that there are more");
    first.truncate(PAGE);
    let (over, last) = *first.last().unwrap();
    let second = page(&house.owner, &format!("before={}", place(over, last))).await;
    assert_eq!(second.len(), ids.len() - PAGE);
    let mut seen: Vec<OrderId> = first.iter().chain(&second).map(|(_, order)| *order).collect();
    seen.sort();
    let mut expected = ids;
    expected.sort();
    assert_eq!(seen, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_was_away_while_segments_began_anew_hears_of_what_was_filed() {
    const ORDERS: usize = 650;
    let house = House::open().await;
    let ids: Vec<OrderId> = (0..ORDERS).map(|_| OrderId(new_uuid())).collect();
    told(&house, now(), goods()).await;
    told(&house, now(), ids.iter().map(|id| placed(*id)).collect()).await;
    told(&house, now(), vec![cancelled(ids[0])]).await;
    let mut device = Copy::default();
    device.pull(&house.owner).await;
    assert!(device.has(Kind::Order, ids[0]));
    assert_eq!(file(&house, Windows::of_days(0), now().plus(1)).await, 1);
    let filed = house.count("select version from tenant where tenant_id = $1").await;
    let begun = "select coalesce(max(begun), 0) from segment where tenant_id = $1 and scope = 'orders'";
    while house.count(begun).await <= filed {
        let changes = |id: &OrderId| {
            let hold = json!({ "order": id, "kind": "manual" });
            [command("orders.hold.1", hold.clone()), command("orders.release.1", hold)]
        };
        told(&house, now(), ids[1..].iter().flat_map(changes).collect()).await;
        house.owner.pull(&[("orders", 0)]).await;
    }
    let reply = house.owner.pull(&[("orders", device.since)]).await;
    assert!(!reply.segments.is_empty() && reply.segments.iter().all(|segment| segment.upto == device.since));
    device.pull(&house.owner).await;
    assert!(!device.has(Kind::Order, ids[0]), "a ghost stays");
    let held = device.records.keys().filter(|(kind, _)| *kind == Kind::Order as u8).count();
    assert_eq!(held, ORDERS - 1);
}

fn goods() -> Vec<Command> {
    let price = json!({ "minor": 100, "currency": "CNY" });
    vec![command("catalog.put_product.1", json!({ "sku": "MUG", "name": "Mug", "price": price }))]
}

fn placed(order: OrderId) -> Command {
    command(
        "orders.place.1",
        json!({
            "order": order, "channel": "shop", "currency": "CNY", "terms": "on_account",
            "customer": { "name": "Lin Yuwei", "email": null, "phone": null, "language": "zh-CN" },
            "lines": [{ "sku": "MUG", "quantity": 1, "unit_price": 100 }],
        }),
    )
}

fn cancelled(order: OrderId) -> Command {
    command("orders.cancel.1", json!({ "order": order, "reason": "" }))
}

#[tokio::test(flavor = "multi_thread")]
async fn old_moves_leave_the_devices_and_are_read_page_by_page() {
    const MOVED: usize = 250;
    let house = House::open().await;
    told(&house, now(), goods()).await;
    let place = json!({ "code": "HZ", "name": "Hangzhou" });
    let moved = json!({ "warehouse": "HZ", "bin": "A-01-01", "sku": "MUG", "by": 1, "reason": "first_stock" });
    told(&house, now(), vec![command("inventory.put_warehouse.1", place)]).await;
    told(&house, now(), (0..MOVED).map(|_| command("inventory.adjust.1", moved.clone())).collect()).await;
    let moves = |entries: &[Entry]| entries.iter().filter(|entry| entry.kind == Kind::Move as u8).count();
    let before = house.owner.pull(&[("stock", 0)]).await;
    assert_eq!(moves(&house.owner.entries(&before).await), MOVED);

    let filed = file_all(&house.office, Windows::of_days(0), now().plus(1), &CancellationToken::new()).await.unwrap();
    assert_eq!(filed.moves, MOVED);
    let gone = house.owner.pull(&[("stock", before.version)]).await;
    let gone = house.owner.entries(&gone).await;
    assert!(moves(&gone) == MOVED && gone.iter().all(|entry| entry.body.is_none()));
    let new_device = house.owner.pull(&[("stock", 0)]).await;
    let new_device = house.owner.entries(&new_device).await;
    assert!(moves(&new_device) == 0 && !new_device.is_empty(), "the stock itself is there");

    let (mut seen, mut before) = (BTreeMap::new(), String::new());
    loop {
        let answer = house.owner.get(&format!("/api/sync/archive/moves?sku=MUG{before}")).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let mut page = decode_segment(&answer.body).unwrap();
        let more = page.len() > MOVES;
        page.truncate(MOVES);
        for entry in &page {
            let Record::Move(entry) = Record::from_bytes(Kind::Move, entry.body.as_ref().unwrap()).unwrap() else {
                panic!("no move")
            };
            before = format!("&before={}", move_place(&entry));
            assert!(seen.insert(entry.id.clone(), ()).is_none(), "told twice");
        }
        if !more {
            break;
        }
    }
    assert_eq!(seen.len(), MOVED);
    assert_eq!(house.person("floor").await.get("/api/sync/archive/moves?sku=MUG").await.status, 403);
}
