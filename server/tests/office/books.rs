//! What the database itself keeps: merchants apart, the log unchangeable.
use crate::goods;
use crate::house::House;
use server::store::merchants;
use sqlx::{Connection, PgConnection};

/// A connection as the server works: the role that owns nothing, no merchant named.
async fn as_the_server(url: &str) -> PgConnection {
    let mut connection = PgConnection::connect(url).await.unwrap();
    sqlx::raw_sql("set role waybill_app").execute(&mut connection).await.unwrap();
    connection
}

const TABLES: &[(&str, &str)] = &[
    ("tenant", "select count(*) from tenant"),
    ("record", "select count(*) from record"),
    ("command_log", "select count(*) from command_log"),
    ("client", "select count(*) from client"),
    ("segment", "select count(*) from segment"),
    ("login", "select count(*) from login"),
    ("session", "select count(*) from session"),
    ("api_key", "select count(*) from api_key"),
    ("orders", "select count(*) from orders"),
];

#[tokio::test(flavor = "multi_thread")]
async fn without_a_merchant_there_are_no_rows_and_with_one_only_theirs() {
    let house = House::open().await;
    house.done(vec![goods::warehouse(), goods::product("MUG")]).await;
    house.owner.hello().await;
    let mut stranger = house.visitor();
    let other = stranger.sign_up("stranger@other.example").await;
    let other: uuid::Uuid = serde_json::from_value(other["tenant"].clone()).unwrap();

    let mut server = as_the_server(&house.url).await;
    for (table, count) in TABLES {
        let rows: i64 = sqlx::query_scalar(*count).fetch_one(&mut server).await.unwrap();
        assert_eq!(rows, 0, "{table} without a merchant");
    }
    let mut tx = server.begin().await.unwrap();
    sqlx::query("select set_config('app.tenant', $1, true)").bind(other.to_string()).execute(&mut *tx).await.unwrap();
    let tenants: Vec<uuid::Uuid> =
        sqlx::query_scalar("select distinct tenant_id from record").fetch_all(&mut *tx).await.unwrap();
    assert_eq!(tenants, [other], "no where clause, and still only their own");
    let foreign =
        sqlx::query("insert into record (tenant_id, kind, id, version, body) values ($1, 'product', 'X', 1, '{}')")
            .bind(house.tenant.0)
            .execute(&mut *tx)
            .await;
    assert!(foreign.is_err(), "writing into other books");
    tx.rollback().await.unwrap();
    let rows: i64 = sqlx::query_scalar("select count(*) from record").fetch_one(&mut server).await.unwrap();
    assert_eq!(rows, 0, "the merchant of a transaction ends with it");
}

/// A plan made while the tables of a young shop were empty finds everything by any index, and later reads all of the shop
/// for every command.
#[tokio::test(flavor = "multi_thread")]
async fn no_plan_is_older_than_its_question() {
    let house = House::open().await;
    house.done(vec![goods::warehouse(), goods::product("MUG")]).await;
    let (store, tenant) = (house.office.store().clone(), house.tenant);
    let (asked, kept) = house
        .office
        .store()
        .detached(async move {
            let mut tx = store.begin(tenant).await?;
            for _ in 0..10 {
                merchants::standing(&mut tx, tenant).await?;
            }
            let counted: (i64, i64) = sqlx::query_as(
                "select sum(custom_plans)::bigint, sum(generic_plans)::bigint from pg_prepared_statements
                 where cardinality(parameter_types) > 0",
            )
            .fetch_one(&mut *tx)
            .await?;
            tx.commit().await?;
            Ok(counted)
        })
        .await
        .unwrap();
    assert!(asked >= 10, "{asked} questions were planned");
    assert_eq!(kept, 0, "plans that were kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_table_has_its_merchant_first_and_forced_security() {
    let house = House::open().await;
    let mut owner = PgConnection::connect(&house.url).await.unwrap();
    let unsafe_tables: Vec<String> = sqlx::query_scalar(
        "select c.relname::text from pg_class c
         where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not in ('_sqlx_migrations', 'one_key')
           and (not c.relrowsecurity or not c.relforcerowsecurity
                or not exists (select from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
                               where i.indrelid = c.oid and i.indisprimary and a.attname = 'tenant_id'))",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    assert_eq!(unsafe_tables, Vec::<String>::new());
    let owned: i64 = sqlx::query_scalar(
        "select count(*) from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = 'waybill_app'",
    )
    .fetch_one(&mut owner)
    .await
    .unwrap();
    assert_eq!(owned, 0, "the server owns nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_only_added_to() {
    let house = House::open().await;
    let mut server = as_the_server(&house.url).await;
    for statement in [
        "delete from command_log",
        "update command_log set name = 'x'",
        "truncate command_log",
        "delete from tenant",
        "drop table record",
    ] {
        assert!(sqlx::query(statement).execute(&mut server).await.is_err(), "{statement}");
    }
}
