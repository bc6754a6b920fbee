//! What histories happen in: a PostgreSQL for all of them, a database for each, and servers as processes.
use crate::process::{DataDir, Server, waybill};
use crate::wire::{Answer, ask, request};
use serde_json::{Value, json};
use server::store::private_postgres::PrivatePostgres;
use shared::base::TenantId;
use sqlx::{Connection, PgConnection};
use std::path::Path;
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

/// Where the tests' own questions to PostgreSQL are asked.
pub fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| Runtime::new().unwrap())
}

/// An empty database, without a schema: the servers make it.
pub fn empty_database() -> String {
    static POSTGRES: OnceLock<PrivatePostgres> = OnceLock::new();
    let postgres = POSTGRES.get_or_init(|| runtime().block_on(PrivatePostgres::disposable()).unwrap());
    let name = format!("history_{:016x}", rand::random::<u64>());
    runtime().block_on(async {
        let mut owner = PgConnection::connect(&postgres.url()).await.unwrap();
        let create = sqlx::AssertSqlSafe(format!("create database {name}"));
        sqlx::raw_sql(create).execute(&mut owner).await.unwrap();
    });
    postgres.url_of("waybill", &name)
}

/// The servers of a history share one key, as they have to.
pub const KEY: &str = "one key for all servers";

/// `waybill serve` on a database of its own choice.
pub fn serve(data: &Path, database: &str) -> Server {
    let arguments = ["serve", "--no-demo", "--listen", "127.0.0.1:0", "--database-url", database];
    Server::run(waybill(data, &arguments).env("WAYBILL_SECRET", KEY))
}

/// A shop with products, a server before it, and people who work there.
pub struct House {
    pub data: DataDir,
    pub url: String,
    pub server: Server,
    pub tenant: TenantId,
    pub owner: String,
}

/// Products of the shop.
pub const PRODUCTS: u64 = 24;

pub fn product(n: u64) -> String {
    format!("MUG-{}", n % PRODUCTS)
}

impl House {
    pub fn open() -> House {
        House::open_on(empty_database())
    }

    pub fn open_on(url: String) -> House {
        let data = DataDir::new();
        let server = serve(&data.0, &url);
        let (owner, tenant) = open_shop(&server.address);
        House { data, url, server, tenant, owner }
    }

    /// Somebody who may do everything on the floor, signed in. Everybody has their own limit.
    pub fn person(&self) -> String {
        person(&self.server.address, &self.owner)
    }
}

/// Signs up and puts a warehouse and products into the books.
pub fn open_shop(address: &str) -> (String, TenantId) {
    let form = json!({ "merchant": "Shop", "country": "CN", "currency": "CNY", "name": "Maya",
        "email": "maya@shop.example", "password": "correct horse battery" });
    let signed_up = send(address, "POST", "/api/gate/sign-up", "", &form).unwrap();
    assert_eq!(signed_up.status, 200, "{}", signed_up.json());
    let cookie = signed_up.cookie().unwrap().to_owned();
    let mut commands =
        vec![json!({ "name": "inventory.put_warehouse.1", "args": { "code": "HZ", "name": "Hangzhou" } })];
    commands.extend((0..PRODUCTS).map(|n| {
        let price = json!({ "minor": 2_800, "currency": "CNY" });
        json!({ "name": "catalog.put_product.1", "args": { "sku": product(n), "name": "Mug", "price": price } })
    }));
    for (seq, command) in (1..).zip(&mut commands) {
        command["seq"] = json!(seq);
        command["op"] = json!(uuid::Uuid::from_u128(rand::random()));
        command["occurred_at"] = json!(1_700_000_000_000u64);
    }
    let client = uuid::Uuid::from_u128(rand::random());
    let push = json!({ "client": client, "protocol": 1, "device": "Office", "commands": commands });
    let pushed = send(address, "POST", "/api/sync/push", &cookie, &push).unwrap().json();
    let all_taken = pushed["answers"].as_array().unwrap().iter().all(|each| each["answer"]["accepted"].is_string());
    assert!(all_taken, "{pushed}");
    let tenant = serde_json::from_value(signed_up.json()["tenant"].clone()).unwrap();
    (cookie, tenant)
}

pub fn person(address: &str, owner: &str) -> String {
    let email = format!("{:016x}@shop.example", rand::random::<u64>());
    let form = json!({ "name": "Chen", "email": email, "role": "floor", "password": "correct horse battery" });
    let added = send(address, "POST", "/api/app/members", owner, &form).unwrap();
    assert_eq!(added.status, 201, "{}", added.json());
    let form = json!({ "email": email, "password": "correct horse battery" });
    send(address, "POST", "/api/gate/sign-in", "", &form).unwrap().cookie().unwrap().to_owned()
}

pub fn send(address: &str, method: &str, path: &str, cookie: &str, body: &Value) -> Option<Answer> {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    ask(address, &request(method, path, &[("cookie", cookie)], &body))
}

/// A question to PostgreSQL, past the servers.
pub fn number(url: &str, sql: &'static str) -> i64 {
    runtime().block_on(async {
        let mut owner = PgConnection::connect(url).await.unwrap();
        sqlx::query_scalar(sql).fetch_one(&mut owner).await.unwrap()
    })
}

/// Something done to PostgreSQL, past the servers.
pub fn execute(url: &str, sql: &'static str, argument: &str) {
    runtime().block_on(async {
        let mut owner = PgConnection::connect(url).await.unwrap();
        sqlx::query(sql).bind(argument).execute(&mut owner).await.unwrap();
    });
}

/// Waits until something holds; there is no other bound than that it must happen at all.
pub fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < Duration::from_secs(120), "{what}");
        std::thread::yield_now();
    }
}
