//! The office's own way in: batches that need each other, and requests that are given up at any moment.
use crate::goods;
use crate::house::{House, envelope, until};
use server::office::Office;
use server::store::merchants::new_uuid;
use shared::base::{OrderId, TenantId};
use shared::engine::{Actor, Key, Kind, Outcome, Refusal};
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_sees_what_its_earlier_commands_wrote() {
    let house = House::open().await;
    let order = OrderId(new_uuid());
    house
        .done(vec![
            goods::warehouse(),
            goods::bin(),
            goods::product("MUG"),
            goods::stock("MUG", 5),
            goods::order(order, "MUG", 2),
            goods::reserve(order),
        ])
        .await;
    assert_eq!(house.count("select reserved from stock where tenant_id = $1 and sku = 'MUG'").await, 2);
    assert_eq!(house.count("select total_minor from orders where tenant_id = $1").await, 5_600);
    let found = house
        .office
        .read(
            house.tenant,
            vec![Key { kind: Kind::Order, id: order.to_string() }, Key { kind: Kind::Order, id: "none".into() }],
        )
        .await;
    assert_eq!(found.unwrap().iter().map(Option::is_some).collect::<Vec<_>>(), [true, false]);
    assert_eq!(house.office.list(house.tenant, Kind::Product, None, 10).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_command_writes_nothing_and_a_repeated_one_nothing_more() {
    let house = House::open().await;
    let short = vec![
        envelope(goods::warehouse()),
        envelope(goods::bin()),
        envelope(goods::product("MUG")),
        envelope(goods::reserve(OrderId(new_uuid()))),
    ];
    let first = house.office.execute(house.tenant, Actor::office(), short.clone()).await.unwrap();
    assert!(matches!(first[3], Err(Refusal::NotFound { .. })));
    let again = house.office.execute(house.tenant, Actor::office(), short).await.unwrap();
    assert_eq!(first, again, "the first answers stand");
    // Twice in one batch.
    let once = envelope(goods::stock("MUG", 1));
    let both = house.office.execute(house.tenant, Actor::office(), vec![once.clone(), once]).await.unwrap();
    assert_eq!(both, [Ok(Outcome::Done), Ok(Outcome::Done)]);
    assert_eq!(house.count("select on_hand from stock where tenant_id = $1 and sku = 'MUG'").await, 1);
}

/// Asks or tells something, and stops waiting for the answer after a random while.
async fn give_up_soon(office: Office, tenant: TenantId, reads: bool) {
    let patience = Duration::from_micros(rand::random_range(0..20_000));
    let commands = vec![envelope(goods::stock("MUG", 1))];
    let asked = async {
        if reads {
            office.read(tenant, vec![Key { kind: Kind::Product, id: "MUG".into() }]).await.map(|_| ())
        } else {
            office.execute(tenant, Actor::office(), commands).await.map(|_| ())
        }
    };
    if let Ok(answered) = tokio::time::timeout(patience, asked).await {
        answered.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_given_up_at_any_moment_leave_every_connection_idle_and_the_books_whole() {
    let house = House::open().await;
    house.done(vec![goods::warehouse(), goods::bin(), goods::product("MUG")]).await;
    for wave in 0..100u64 {
        let tasks: Vec<_> = (0..20u64)
            .map(|n| tokio::spawn(give_up_soon(house.office.clone(), house.tenant, (wave + n) % 4 == 0)))
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
    }
    // The line is served in its order: after this one, all before it are done.
    house.done(vec![goods::stock("MUG", 1)]).await;
    let store = house.office.store();
    until("every connection is idle", async || {
        let open: i64 = sqlx::query_scalar("select count(*) from pg_stat_activity where datname = current_database() and application_name = 'waybill' and state like 'idle in transaction%'")
            .fetch_one(store.pool())
            .await
            .unwrap();
        open == 0
    })
    .await;
    let on_hand = house.count("select on_hand from stock where tenant_id = $1 and sku = 'MUG'").await;
    let moves = house.count("select sum(quantity)::bigint from stock_moves where tenant_id = $1").await;
    let logged =
        house.count("select count(*) from command_log where tenant_id = $1 and name = 'inventory.adjust.1'").await;
    assert_eq!((on_hand, on_hand), (moves, logged), "what was taken was taken whole, once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_handed_back_inside_a_transaction_is_not_lent_again() {
    let house = House::open().await;
    let pool = house.office.store().pool().clone();
    let mut lent = pool.acquire().await.unwrap();
    sqlx::raw_sql("begin").execute(&mut *lent).await.unwrap();
    let pid: i32 = sqlx::query_scalar("select pg_backend_pid()").fetch_one(&mut *lent).await.unwrap();
    drop(lent);
    until("the connection is closed", async || {
        let there: bool = sqlx::query_scalar("select exists (select from pg_stat_activity where pid = $1)")
            .bind(pid)
            .fetch_one(&pool)
            .await
            .unwrap();
        !there
    })
    .await;
}
