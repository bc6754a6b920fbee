//! A house to test in: one PostgreSQL for all tests of this program, a database and a listening server for each.
use serde_json::{Value, json};
use server::config::{Config, Place, Serving};
use server::office::{Office, now};
use server::store::private_postgres::PrivatePostgres;
use server::store::secret::Secret;
use server::store::{Store, merchants::new_uuid};
use server::web::limits::Limits;
use server::web::serve::{Listening, Shared, listen};
use shared::base::{ClientId, OpId, TenantId};
use shared::engine::codec::{Entry, decode_segment};
use shared::engine::{Actor, Command, Envelope};
use shared::sync::protocol::{PullReply, PushReply};
use sqlx::{Connection, PgConnection};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{OnceCell, oneshot};

static POSTGRES: OnceCell<PrivatePostgres> = OnceCell::const_new();
static TEMPLATE: OnceCell<String> = OnceCell::const_new();

pub const PASSWORD: &str = "correct horse battery";

async fn postgres() -> &'static PrivatePostgres {
    POSTGRES.get_or_init(|| async { PrivatePostgres::disposable().await.unwrap() }).await
}

/// An empty database of the newest schema; copied, because migrating takes longer.
pub async fn database() -> String {
    let postgres = postgres().await;
    let template = TEMPLATE
        .get_or_init(|| async {
            create("create database template_of_tests").await;
            server::store::schema::migrate(&postgres.url_of("waybill", "template_of_tests")).await.unwrap();
            "template_of_tests".to_owned()
        })
        .await;
    let name = format!("test_{:016x}", rand::random::<u64>());
    create(&format!("create database {name} template {template}")).await;
    postgres.url_of("waybill", &name)
}

async fn create(statement: &str) {
    // Copying a template waits for nobody to be connected to it; another test may be copying it now.
    let mut owner = PgConnection::connect(&postgres().await.url()).await.unwrap();
    let begun = Instant::now();
    while let Err(error) = sqlx::raw_sql(sqlx::AssertSqlSafe(statement.to_owned())).execute(&mut owner).await {
        assert!(begun.elapsed() < Duration::from_secs(60), "{error}");
        tokio::task::yield_now().await;
    }
}

/// A server that listens on a port of its own, with one shop in its books.
pub struct House {
    pub office: Office,
    pub url: String,
    pub address: String,
    pub tenant: TenantId,
    pub owner: Visitor,
    /// Dropped with the house: the web server hears it and lets go of its connections.
    _open: oneshot::Sender<()>,
}

impl House {
    pub async fn open() -> House {
        House::open_with(|_| {}).await
    }

    pub async fn open_with(change: impl FnOnce(&mut Config)) -> House {
        let url = database().await;
        House::open_on(url, change).await
    }

    /// With other limits than those of the world.
    pub async fn open_within(limits: Limits) -> House {
        House::open_and_serve(database().await, config(), limits).await
    }

    pub async fn open_on(url: String, change: impl FnOnce(&mut Config)) -> House {
        let mut config = config();
        change(&mut config);
        House::open_and_serve(url, config, Limits::default()).await
    }

    async fn open_and_serve(url: String, config: Config, limits: Limits) -> House {
        let store = Store::open_migrated(&url).await.unwrap();
        let office = Office::new(store, Secret::from_text("a secret for tests"));
        let mut shared = Shared::new(office.clone(), config);
        shared.limits = Arc::new(limits);
        let (address, open) = serve(shared);
        let mut owner = Visitor::new(&address);
        let shop = owner.sign_up("owner@shop.example").await;
        let tenant = serde_json::from_value(shop["tenant"].clone()).unwrap();
        House { office, url, address, tenant, owner, _open: open }
    }

    pub fn visitor(&self) -> Visitor {
        Visitor::new(&self.address)
    }

    /// Somebody new with a role, signed in.
    pub async fn person(&self, role: &str) -> Visitor {
        let email = format!("{role}-{:08x}@shop.example", rand::random::<u32>());
        let form = json!({ "name": role, "email": email, "role": role, "password": PASSWORD });
        let added = self.owner.send("POST", "/api/app/members", Some(form)).await;
        assert_eq!(added.status, 201, "{}", added.text());
        let mut person = self.visitor();
        assert_eq!(person.sign_in(&email, PASSWORD).await.status, 200);
        person
    }

    /// Commands of the office itself; every one must be accepted.
    pub async fn done(&self, commands: Vec<Command>) {
        let envelopes = commands.into_iter().map(envelope).collect();
        for answer in self.office.execute(self.tenant, Actor::office(), envelopes).await.unwrap() {
            answer.unwrap();
        }
    }

    /// A question about this shop's rows.
    pub async fn count(&self, sql: &'static str) -> i64 {
        let mut owner = PgConnection::connect(&self.url).await.unwrap();
        sqlx::query_scalar(sql).bind(self.tenant.0).fetch_one(&mut owner).await.unwrap()
    }
}

fn config() -> Config {
    Config {
        place: Place { database_url: None, data: std::env::temp_dir(), secret: None },
        serving: Serving {
            listen: "127.0.0.1:0".parse().unwrap(),
            public_url: None,
            smtp_url: None,
            mail_from: "no-reply@shop.example".to_owned(),
            tls_cert: None,
            tls_key: None,
            trusted_proxies: Vec::new(),
            metrics_token: None,
            device_days: None,
        },
    }
}

/// The web server lives on a thread of its own, until the sender is dropped.
fn serve(shared: Shared) -> (String, oneshot::Sender<()>) {
    let (open, closed) = oneshot::channel();
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async move {
            let Listening { server, address, handle } = listen(shared).unwrap();
            sender.send(address.to_string()).unwrap();
            tokio::spawn(async move {
                closed.await.ok();
                handle.stop(false).await;
            });
            server.await.ok();
        });
    });
    (receiver.recv().unwrap(), open)
}

pub fn envelope(command: Command) -> Envelope {
    Envelope { op: OpId(new_uuid()), occurred_at: now(), command }
}

/// An answer as it came over the wire.
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// Everything that is said until the connection ends.
    pub async fn heard(mut stream: impl AsyncRead + Unpin) -> Answer {
        let mut bytes = Vec::new();
        // A server that refuses a large body may close before it has read it all; what it said still counts.
        stream.read_to_end(&mut bytes).await.ok();
        parse(&bytes)
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON: {} {}", self.status, self.text()))
    }

    pub fn code(&self) -> String {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}", self.text());
        self.json()["code"].as_str().unwrap().to_owned()
    }
}

/// A browser as far as the office can tell.
#[derive(Clone)]
pub struct Visitor {
    address: String,
    pub cookie: Option<String>,
    pub client: ClientId,
}

impl Visitor {
    pub fn new(address: &str) -> Visitor {
        Visitor { address: address.to_owned(), cookie: None, client: ClientId(new_uuid()) }
    }

    pub async fn sign_up(&mut self, email: &str) -> Value {
        let form = json!({ "merchant": "Shop", "country": "CN", "currency": "CNY", "name": "Maya", "email": email, "password": PASSWORD });
        let answer = self.send("POST", "/api/gate/sign-up", Some(form)).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        self.keep_cookie(&answer);
        answer.json()
    }

    pub async fn sign_in(&mut self, email: &str, password: &str) -> Answer {
        let answer =
            self.send("POST", "/api/gate/sign-in", Some(json!({ "email": email, "password": password }))).await;
        self.keep_cookie(&answer);
        answer
    }

    fn keep_cookie(&mut self, answer: &Answer) {
        if let Some(cookie) = answer.header("set-cookie") {
            self.cookie = Some(cookie.split(';').next().unwrap().to_owned());
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None).await
    }

    /// As our own pages send it.
    pub async fn send(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        self.raw(method, path, &[("x-waybill", "1"), ("content-type", "application/json")], body.as_bytes()).await
    }

    pub async fn raw(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let stream = self.begin(method, path, headers, body).await;
        Answer::heard(stream).await
    }

    /// Sends a request and reads nothing.
    pub async fn begin(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> TcpStream {
        let mut stream = self.announce(method, path, headers, body.len()).await;
        stream.write_all(body).await.ok();
        stream
    }

    /// Sends the head of a request whose body is so long.
    pub async fn announce(&self, method: &str, path: &str, headers: &[(&str, &str)], length: usize) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).await.unwrap();
        let mut head = format!("{method} {path} HTTP/1.1\r\nconnection: close\r\ncontent-length: {length}\r\n");
        if !headers.iter().any(|(name, _)| *name == "host") {
            head.push_str(&format!("host: {}\r\n", self.address));
        }
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if let Some(cookie) = &self.cookie {
            head.push_str(&format!("cookie: {cookie}\r\n"));
        }
        head.push_str("\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        stream
    }

    /// Pushes commands, numbered from `first`.
    pub async fn push(&self, first: u64, envelopes: &[Envelope]) -> Answer {
        self.send("POST", "/api/sync/push", Some(self.push_body(first, envelopes))).await
    }

    pub fn push_body(&self, first: u64, envelopes: &[Envelope]) -> Value {
        let commands: Vec<Value> = (first..)
            .zip(envelopes)
            .map(|(seq, envelope)| {
                let mut sent = serde_json::to_value(envelope).unwrap();
                sent["seq"] = json!(seq);
                sent
            })
            .collect();
        json!({ "client": self.client, "protocol": 1, "device": "Tablet 1", "commands": commands })
    }

    pub async fn pushed(&self, first: u64, envelopes: &[Envelope]) -> PushReply {
        let answer = self.push(first, envelopes).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        serde_json::from_value(answer.json()).unwrap()
    }

    pub async fn hello(&self) -> Value {
        let hello = json!({ "client": self.client, "protocol": 1, "device": "Tablet 1" });
        let answer = self.send("POST", "/api/sync/hello", Some(hello)).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    pub async fn pull(&self, scopes: &[(&str, u64)]) -> PullReply {
        let epoch = self.hello().await["epoch"].as_str().unwrap().to_owned();
        let scopes: Vec<Value> =
            scopes.iter().map(|(scope, since)| json!({ "scope": scope, "since": since })).collect();
        let pull =
            json!({ "client": self.client, "epoch": epoch, "schema": shared::engine::codec::SCHEMA, "scopes": scopes });
        let answer = self.send("POST", "/api/sync/pull", Some(pull)).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(answer.header("content-type"), Some("application/octet-stream"));
        postcard::from_bytes(&answer.body).unwrap()
    }

    /// Everything a pull brings, segments first, as a device applies it.
    pub async fn entries(&self, reply: &PullReply) -> Vec<Entry> {
        let mut entries = Vec::new();
        for segment in &reply.segments {
            let answer = self.get(&format!("/api/sync/segment/{}", segment.hash)).await;
            assert_eq!(answer.status, 200);
            assert_eq!(answer.body.len(), segment.bytes as usize);
            entries.extend(decode_segment(&answer.body).unwrap());
        }
        entries.extend(decode_segment(&reply.patch).unwrap());
        entries
    }
}

fn parse(bytes: &[u8]) -> Answer {
    let split = bytes
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .unwrap_or_else(|| panic!("no answer: {}", String::from_utf8_lossy(bytes)));
    let head = String::from_utf8_lossy(&bytes[..split]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let body = &bytes[split + 4..];
    let chunked = headers.iter().any(|(name, value)| name == "transfer-encoding" && value == "chunked");
    Answer { status, headers, body: if chunked { unchunked(body) } else { body.to_vec() } }
}

fn unchunked(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = rest.windows(2).position(|window| window == b"\r\n") {
        let size = usize::from_str_radix(&String::from_utf8_lossy(&rest[..end]), 16).unwrap_or(0);
        if size == 0 || rest.len() < end + 2 + size {
            break;
        }
        body.extend_from_slice(&rest[end + 2..end + 2 + size]);
        rest = &rest[(end + 4 + size).min(rest.len())..];
    }
    body
}

/// Waits until something holds; there is no other bound than that it must happen at all.
pub async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let begun = Instant::now();
    while !holds().await {
        assert!(begun.elapsed() < Duration::from_secs(60), "{what}");
        tokio::task::yield_now().await;
    }
}
