//! The `waybill` command as a process: ready, stopped in order, killed in the middle of a push, looked after by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where something is not as expected")]

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// A data directory that goes away with the test.
struct DataDir(PathBuf);

impl DataDir {
    fn new() -> DataDir {
        DataDir(std::env::temp_dir().join(format!("waybill-command-{:016x}", rand::random::<u64>())))
    }
}

impl Drop for DataDir {
    fn drop(&mut self) {
        if let Ok(elsewhere) = std::fs::read_link(self.0.join("postgres")) {
            std::fs::remove_dir_all(elsewhere).ok();
        }
        std::fs::remove_dir_all(&self.0).ok();
    }
}

fn waybill(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waybill"));
    command.args(arguments).arg("--data").arg(data);
    for setting in
        ["DATABASE_URL", "LISTEN", "PUBLIC_URL", "SMTP_URL", "SECRET", "TLS_CERT", "TLS_KEY", "TRUSTED_PROXIES"]
    {
        command.env_remove(format!("WAYBILL_{setting}"));
    }
    command
}

struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(data: &Path) -> Server {
        let mut process = waybill(data, &["serve", "--no-demo", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let address = lines
            .map(|line| line.unwrap())
            .find_map(|line| Some(line.strip_prefix("Waybill is ready at http://")?.to_owned()))
            .expect("the server says that it is ready");
        Server { process, address }
    }

    fn signal(&mut self, signal: rustix::process::Signal) -> std::process::ExitStatus {
        let pid = rustix::process::Pid::from_raw(i32::try_from(self.process.id()).unwrap()).unwrap();
        rustix::process::kill_process(pid, signal).unwrap();
        self.process.wait().unwrap()
    }

    fn begin(&self, method: &str, path: &str, cookie: &str, body: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let address = &self.address;
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\nx-waybill: 1\r\ncontent-type: application/json\r\n\
             cookie: {cookie}\r\ncontent-length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        stream
    }

    /// Status, cookie and JSON; none when the server went away first.
    fn ask(&self, method: &str, path: &str, cookie: &str, body: &Value) -> Option<(u16, String, Value)> {
        let mut text = String::new();
        self.begin(method, path, cookie, &body.to_string()).read_to_string(&mut text).ok()?;
        let (head, body) = text.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        let cookie =
            head.lines().find_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next()).unwrap_or_default();
        Some((status, cookie.to_owned(), serde_json::from_str(body).unwrap_or_default()))
    }

    fn sign_up(&self) -> String {
        let form = json!({ "merchant": "Shop", "country": "CN", "currency": "CNY", "name": "Maya", "email": "maya@shop.example",
            "password": "correct horse battery" });
        let (status, cookie, _) = self.ask("POST", "/api/gate/sign-up", "", &form).unwrap();
        assert_eq!(status, 200);
        cookie
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.process.try_wait().is_ok_and(|ended| ended.is_none()) {
            self.signal(rustix::process::Signal::TERM);
        }
    }
}

const CLIENT: &str = "00000000-0000-0000-0000-0000000000aa";

fn push(seq: u64) -> Value {
    let adjust = json!({ "warehouse": "HZ", "bin": "RECEIVING", "sku": "MUG", "by": 1, "reason": "found" });
    let (name, args) = match seq {
        1 => ("inventory.put_warehouse.1", json!({ "code": "HZ", "name": "Hangzhou" })),
        2 => (
            "catalog.put_product.1",
            json!({ "sku": "MUG", "name": "Mug", "price": { "minor": 100, "currency": "CNY" } }),
        ),
        _ => ("inventory.adjust.1", adjust),
    };
    let op = uuid::Uuid::from_u128(1_000 + u128::from(seq));
    json!({ "client": CLIENT, "protocol": 1, "device": "Tablet",
        "commands": [{ "seq": seq, "op": op, "occurred_at": 1_700_000_000_000u64, "name": name, "args": args }] })
}

#[test]
fn stops_in_order_while_devices_listen() {
    let data = DataDir::new();
    let mut server = Server::start(&data.0);
    let cookie = server.sign_up();
    let mut listening = BufReader::new(server.begin("GET", "/api/sync/live", &cookie, ""));
    let mut line = String::new();
    while !line.contains("\"version\"") {
        line.clear();
        assert_ne!(listening.read_line(&mut line).unwrap(), 0);
    }
    assert!(server.signal(rustix::process::Signal::TERM).success());
    listening.read_to_string(&mut line).unwrap();
    // What was committed is there, and the session still holds.
    let server = Server::start(&data.0);
    let (status, _, me) = server.ask("GET", "/api/gate/me", &cookie, &Value::Null).unwrap();
    assert_eq!((status, me["email"].as_str()), (200, Some("maya@shop.example")));
}

#[test]
fn killed_in_the_middle_of_pushes_it_doubles_and_loses_nothing() {
    let data = DataDir::new();
    let mut server = Server::start(&data.0);
    let cookie = server.sign_up();
    let mut seq = 1;
    for round in 0..3u64 {
        // Answers of these arrive.
        for _ in 0..=10 + round {
            let (status, _, reply) = server.ask("POST", "/api/sync/push", &cookie, &push(seq)).unwrap();
            assert_eq!((status, reply["last_seq"].as_u64()), (200, Some(seq)), "{reply}");
            seq += 1;
        }
        // The answer of this one does not.
        let unanswered = server.begin("POST", "/api/sync/push", &cookie, &push(seq).to_string());
        assert!(!server.signal(rustix::process::Signal::KILL).success());
        drop(unanswered);
        server = Server::start(&data.0);
        let (status, _, reply) = server.ask("POST", "/api/sync/push", &cookie, &push(seq)).unwrap();
        assert_eq!((status, reply["last_seq"].as_u64()), (200, Some(seq)), "{reply}");
        seq += 1;
    }
    let (status, _, stock) = server.ask("GET", "/api/v1/stock", &cookie, &Value::Null).unwrap();
    assert_eq!(status, 200, "{stock}");
    let units = seq - 3;
    assert!(stock.to_string().contains(&format!("\"on_hand\":{units}")), "{units} in {stock}");
}

fn output(command: &mut Command, input: &str) -> Output {
    let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    process.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    process.wait_with_output().unwrap()
}

#[test]
fn people_are_looked_after_next_to_a_running_server() {
    let data = DataDir::new();
    let server = Server::start(&data.0);
    let cookie = server.sign_up();
    let added = output(
        &mut waybill(&data.0, &["user", "add", "chen@shop.example", "--name", "Chen", "--role", "floor"]),
        "correct horse battery\n",
    );
    assert!(added.status.success(), "{}", String::from_utf8_lossy(&added.stderr));
    let listed = output(&mut waybill(&data.0, &["user", "list"]), "");
    assert!(String::from_utf8_lossy(&listed.stdout).contains("chen@shop.example"));
    let form = json!({ "email": "chen@shop.example", "password": "correct horse battery" });
    assert_eq!(server.ask("POST", "/api/gate/sign-in", "", &form).unwrap().2["role"], "floor");
    let short = output(&mut waybill(&data.0, &["user", "password", "maya@shop.example"]), "short\n");
    assert!(!short.status.success() && String::from_utf8_lossy(&short.stderr).contains("12 characters"));
    let changed = output(&mut waybill(&data.0, &["user", "password", "maya@shop.example"]), "another long sentence\n");
    assert!(changed.status.success());
    assert_eq!(
        server.ask("GET", "/api/gate/me", &cookie, &Value::Null).unwrap().0,
        401,
        "signed out by the new password"
    );

    let second = output(&mut waybill(&data.0, &["serve", "--no-demo", "--listen", "127.0.0.1:0"]), "");
    assert!(!second.status.success(), "two servers on one data directory");
}

#[test]
fn the_doctor_hides_secrets_and_finds_what_is_wrong() {
    let data = DataDir::new();
    let mut well = waybill(&data.0, &["doctor", "--listen", "127.0.0.1:0"]);
    let said = output(&mut well, "");
    let text = String::from_utf8_lossy(&said.stdout).into_owned();
    assert!(said.status.success(), "{text}");
    assert!(text.contains("ok    database: PostgreSQL"), "{text}");
    let mut ill = waybill(&data.0, &["doctor", "--listen", "0.0.0.0:0"]);
    ill.env("WAYBILL_SMTP_URL", "smtp://mail:hush-hush@127.0.0.1:9")
        .env("WAYBILL_DATABASE_URL", "postgres://amy:hush-hush@127.0.0.1:9/books");
    let said = output(&mut ill, "");
    let text = format!("{}{}", String::from_utf8_lossy(&said.stdout), String::from_utf8_lossy(&said.stderr));
    assert!(!said.status.success());
    assert!(!text.contains("hush-hush"), "{text}");
    for wrong in ["WRONG database", "WRONG mail", "WRONG https"] {
        assert!(text.contains(wrong), "{wrong} in {text}");
    }
}
