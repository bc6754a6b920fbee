//! The `waybill` command as a process: ready, stopped in order, killed in the middle of a push, looked after by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where something is not as expected")]

#[path = "command/house.rs"]
mod house;

use house::{DataDir, Server, output, push, waybill};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read};

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
