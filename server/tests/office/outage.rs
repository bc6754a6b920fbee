//! PostgreSQL goes away and comes back: the server says so, loses nothing, and goes on.
use crate::goods;
use crate::house::{House, envelope, until};
use server::store::private_postgres::PrivatePostgres;
use sqlx::{Connection, PgConnection};

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_went_away_is_found_again() {
    // Not a disposable one: what is committed must survive here.
    let data = std::env::temp_dir().join(format!("waybill-outage-{:016x}", rand::random::<u64>()));
    let mut postgres = PrivatePostgres::start(&data).await.unwrap();
    server::store::schema::migrate(&postgres.url()).await.unwrap();
    let house = House::open_on(postgres.url(), |_| {}).await;
    assert_eq!(house.visitor().get("/readyz").await.status, 200);
    let command = [envelope(goods::warehouse())];

    let pid = rustix::process::Pid::from_raw(i32::try_from(postgres.pid().unwrap()).unwrap()).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
    postgres.ended().await;
    until("readiness is withdrawn", async || house.visitor().get("/readyz").await.status == 503).await;
    assert_eq!(house.visitor().get("/healthz").await.status, 200, "alive all the same");
    let answer = house.owner.push(1, &command).await;
    assert_eq!(answer.status, 503, "{}", answer.text());
    assert_eq!(answer.code(), "unavailable");
    assert!(answer.header("retry-after").is_some());

    postgres.revive().await.unwrap();
    until("the office is ready again", async || house.visitor().get("/readyz").await.status == 200).await;
    assert_eq!(house.owner.pushed(1, &command).await.last_seq, 1);
    let mut owner = PgConnection::connect(&house.url).await.unwrap();
    let logged: i64 = sqlx::query_scalar("select count(*) from command_log where op = $1")
        .bind(command[0].op.0)
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert_eq!(logged, 1);
    drop(house);
    postgres.stop().await.unwrap();
    PrivatePostgres::erase(&data).await.unwrap();
    std::fs::remove_dir_all(&data).ok();
}
