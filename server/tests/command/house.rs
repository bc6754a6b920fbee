//! The `waybill` command as a process, for the tests that start, stop, kill and ask it.
#![allow(dead_code, reason = "each test file uses its part")]

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// A data directory that goes away with the test.
pub struct DataDir(pub PathBuf);

impl DataDir {
    pub fn new() -> DataDir {
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

pub fn waybill(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waybill"));
    command.args(arguments).arg("--data").arg(data);
    for setting in
        ["DATABASE_URL", "LISTEN", "PUBLIC_URL", "SMTP_URL", "SECRET", "TLS_CERT", "TLS_KEY", "TRUSTED_PROXIES"]
    {
        command.env_remove(format!("WAYBILL_{setting}"));
    }
    command
}

pub struct Server {
    process: Child,
    pub address: String,
}

impl Server {
    pub fn start(data: &Path) -> Server {
        Server::run(&mut waybill(data, &["serve", "--no-demo", "--listen", "127.0.0.1:0"]))
    }

    /// Runs what was set up and waits until it is ready.
    pub fn run(command: &mut Command) -> Server {
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let address = lines
            .map(|line| line.unwrap())
            .find_map(|line| Some(line.strip_prefix("Waybill is ready at http://")?.to_owned()))
            .expect("the server says that it is ready");
        Server { process, address }
    }

    pub fn signal(&mut self, signal: rustix::process::Signal) -> std::process::ExitStatus {
        let pid = rustix::process::Pid::from_raw(i32::try_from(self.process.id()).unwrap()).unwrap();
        rustix::process::kill_process(pid, signal).unwrap();
        self.process.wait().unwrap()
    }

    pub fn begin(&self, method: &str, path: &str, cookie: &str, body: &str) -> TcpStream {
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
    pub fn ask(&self, method: &str, path: &str, cookie: &str, body: &Value) -> Option<(u16, String, Value)> {
        let mut text = String::new();
        self.begin(method, path, cookie, &body.to_string()).read_to_string(&mut text).ok()?;
        let (head, body) = text.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        let cookie =
            head.lines().find_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next()).unwrap_or_default();
        Some((status, cookie.to_owned(), serde_json::from_str(body).unwrap_or_default()))
    }

    pub fn sign_up(&self) -> String {
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

pub const CLIENT: &str = "00000000-0000-0000-0000-0000000000aa";

pub fn push(seq: u64) -> Value {
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

pub fn output(command: &mut Command, input: &str) -> Output {
    let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    process.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    process.wait_with_output().unwrap()
}
