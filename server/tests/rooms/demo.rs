//! The demo shop: what it shows, that its books are right, and that it goes in one step.
use crate::house::{House, Visitor};
use server::notifications::retry::Retry;
use server::notifications::worker::{Post, Worker};
use shared::base::{Email, Sku, WarehouseCode};
use shared::engine::{Kind, Recorded};
use shared::inventory::{Move, Stock, recount};
use shared::notifications::{Notice, NoticeState, Ticket};
use shared::orders::{Order, Status};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The demo is opened on books without any shop, so the house's own shop stays out of it.
struct Demo {
    house: House,
    owner: Visitor,
}

async fn all<R: Recorded>(house: &House) -> Vec<Arc<R>> {
    house
        .office
        .list(house.tenant, R::KIND, None, 10_000)
        .await
        .unwrap()
        .iter()
        .filter_map(R::unwrap)
        .cloned()
        .collect()
}

async fn opened() -> Demo {
    let url = crate::house::database().await;
    let store = server::store::Store::open_migrated(&url).await.unwrap();
    let office = server::office::Office::new(store, server::store::secret::Secret::from_text("a secret for tests"));
    let hint = server::demo::open(&office, false).await.unwrap().unwrap();
    let mut house = House::open_on(url, |_| {}).await;
    let mut owner = house.visitor();
    assert_eq!(owner.sign_in(&hint.people[0].email, &hint.password).await.status, 200);
    let me = owner.get("/api/gate/me").await.json();
    assert_eq!(me["demo"], true);
    house.tenant = serde_json::from_value(me["tenant"].clone()).unwrap();
    Demo { house, owner }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_shows_every_state_and_its_books_are_right() {
    let Demo { house, owner } = opened().await;
    let (orders, stocks, moves) = (all::<Order>(&house).await, all::<Stock>(&house).await, all::<Move>(&house).await);
    assert_eq!(orders.len(), server::demo::story::ORDERS);
    let count = async |kind: Kind| house.office.list(house.tenant, kind, None, 10_000).await.unwrap().len();
    assert_eq!((count(Kind::Product).await, count(Kind::Warehouse).await), (60, 2));
    assert!(count(Kind::Location).await >= 120);
    assert!(count(Kind::Receipt).await >= 4);
    let states: BTreeSet<Status> = orders.iter().map(|order| order.status()).collect();
    let missing: Vec<&Status> =
        Status::ALL.iter().filter(|status| !states.contains(status) && **status != Status::PartlyShipped).collect();
    assert!(missing.is_empty(), "no order is {missing:?}");
    for order in &orders {
        assert!(
            order.history.iter().all(|entry| entry.occurred_at == entry.recorded_at),
            "{} tells a late story",
            order.number
        );
    }

    let reserved = orders.iter().flat_map(|order| order.lines.iter().map(move |line| (order, line)));
    let mut promised: BTreeMap<(Sku, WarehouseCode), i64> = BTreeMap::new();
    for (order, line) in reserved {
        if let Some(warehouse) = &order.warehouse {
            *promised.entry((line.sku.clone(), warehouse.clone())).or_insert(0) += line.reserved.signed();
        }
    }
    let stocks: Vec<Stock> = stocks.iter().map(|stock| (**stock).clone()).collect();
    let drifts = recount::check(&stocks, &recount::balances(moves.iter().map(Arc::as_ref)), &promised);
    assert!(drifts.is_empty(), "{drifts:?}");

    let notices = all::<Notice>(&house).await;
    let waiting = notices.iter().filter(|notice| notice.state == NoticeState::Queued).count();
    let failed = notices.iter().filter(|notice| notice.state == NoticeState::Failed).count();
    assert_eq!((waiting, failed, all::<Ticket>(&house).await.len()), (10, 3, 3));
    let post = Post {
        server: None,
        from: Email::parse("no-reply@shop.example").unwrap(),
        base_url: "https://shop.example".to_owned(),
        retry: Retry { scale: 1 },
    };
    let worker = Worker::new(house.office.clone(), post);
    while worker.send_due().await.unwrap() > 0 {}
    assert_eq!(owner.get("/api/app/outbox-mail").await.json().as_array().unwrap().len(), 10);
    // Opening it again changes nothing.
    assert!(server::demo::open(&house.office, false).await.unwrap().is_some());
    assert_eq!(all::<Order>(&house).await.len(), server::demo::story::ORDERS);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_goes_in_one_step_and_the_owner_stays() {
    let Demo { house, owner } = opened().await;
    let mut clerk = house.visitor();
    assert_eq!(clerk.sign_in("clerk@demo.waybill", "harbour-goods-demo").await.status, 200);
    assert_eq!(clerk.send("POST", "/api/app/demo/remove", None).await.status, 403);
    let epoch = owner.hello().await["epoch"].clone();
    assert_eq!(owner.send("POST", "/api/app/demo/remove", None).await.status, 204);
    let me = owner.get("/api/gate/me").await;
    assert_eq!((me.status, &me.json()["demo"]), (200, &serde_json::json!(false)), "still signed in");
    assert_eq!(clerk.get("/api/gate/me").await.status, 401, "a password that everybody knows opens nothing any more");
    assert_ne!(owner.hello().await["epoch"], epoch, "devices throw their copies away");
    for table in [
        "select count(*) from record where tenant_id = $1 and kind <> 'merchant' and kind <> 'member'",
        "select count(*) from parcel_link where tenant_id = $1",
        "select count(*) from parcel_search where tenant_id = $1",
        "select count(*) from delivery where tenant_id = $1",
        "select count(*) from segment where tenant_id = $1",
    ] {
        assert_eq!(house.count(table).await, 0, "{table}");
    }
    assert_eq!(
        house.count("select count(*) from record where tenant_id = $1 and kind = 'member' and body is not null").await,
        1
    );
    assert_eq!(owner.send("POST", "/api/app/demo/remove", None).await.code(), "demo-not-there");
    assert!(server::demo::open(&house.office, false).await.unwrap().is_none(), "it does not come back");
    // The empty shop works.
    crate::shop::Parcel::new().leaves(&house).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shop_that_is_no_demo_cannot_be_emptied() {
    let house = House::open().await;
    crate::shop::Parcel::new().leaves(&house).await;
    assert_eq!(house.owner.send("POST", "/api/app/demo/remove", None).await.code(), "demo-not-there");
    assert_eq!(all::<Order>(&house).await.len(), 1);
    assert!(server::demo::open(&house.office, false).await.unwrap().is_none(), "books that somebody uses get no demo");
}
