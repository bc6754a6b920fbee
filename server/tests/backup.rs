//! Back-ups as a process takes them and puts them back: whole, or not at all.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where something is not as expected")]

#[path = "command/house.rs"]
mod house;

use house::{DataDir, Server, output, push, waybill};
use serde_json::{Value, json};
use std::path::Path;

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn backup(data: &Path, file: &Path) {
    let done = output(&mut waybill(data, &["backup", file.to_str().unwrap()]), "");
    assert!(done.status.success(), "{}", text(&done.stderr));
}

fn restore(data: &Path, file: &Path) -> Result<String, String> {
    let done = output(&mut waybill(data, &["restore", file.to_str().unwrap()]), "");
    if done.status.success() { Ok(text(&done.stdout)) } else { Err(text(&done.stderr)) }
}

fn on_hand(server: &Server, cookie: &str) -> i64 {
    let (status, _, stock) = server.ask("GET", "/api/v1/stock", cookie, &Value::Null).unwrap();
    assert_eq!(status, 200, "{stock}");
    stock["stock"].as_array().unwrap().iter().map(|line| line["on_hand"].as_i64().unwrap()).sum()
}

fn hello(server: &Server, cookie: &str) -> Value {
    let hello = json!({ "client": house::CLIENT, "protocol": 1, "device": "Tablet" });
    server.ask("POST", "/api/sync/hello", cookie, &hello).unwrap().2
}

#[test]
fn what_was_there_is_back_and_devices_are_told() {
    let (data, other) = (DataDir::new(), DataDir::new());
    let file = data.0.with_extension("backup");
    let before = {
        let server = Server::start(&data.0);
        let cookie = server.sign_up();
        for seq in 1..=5 {
            assert_eq!(server.ask("POST", "/api/sync/push", &cookie, &push(seq)).unwrap().0, 200);
        }
        // Taken while the server works.
        backup(&data.0, &file);
        // What comes later is not in it.
        assert_eq!(server.ask("POST", "/api/sync/push", &cookie, &push(6)).unwrap().0, 200);
        (cookie.clone(), hello(&server, &cookie))
    };
    let said = restore(&other.0, &file).unwrap();
    assert!(said.contains("1 shops"), "{said}");
    let secret = |data: &Path| std::fs::read_to_string(data.join("secret")).unwrap();
    assert_eq!(secret(&data.0), secret(&other.0), "links in mails open as before");

    let server = Server::start(&other.0);
    let (cookie, hello_before) = before;
    let now = hello(&server, &cookie);
    assert_eq!(on_hand(&server, &cookie), 3);
    assert_eq!((hello_before["last_seq"].as_u64(), now["last_seq"].as_u64()), (Some(6), Some(5)));
    assert_ne!(hello_before["epoch"], now["epoch"], "devices throw their copies away");
    // The device offers again what these books have not seen, and what they have seen is recognized.
    for seq in [5, 6, 6] {
        assert_eq!(server.ask("POST", "/api/sync/push", &cookie, &push(seq)).unwrap().0, 200);
    }
    assert_eq!(on_hand(&server, &cookie), 4);

    let twice = restore(&other.0, &file).unwrap_err();
    assert!(twice.contains("holds 1 shops already"), "{twice}");
    assert_eq!(on_hand(&server, &cookie), 4);
    std::fs::remove_file(&file).unwrap();
}

#[test]
fn a_damaged_file_puts_nothing_back() {
    let (data, other) = (DataDir::new(), DataDir::new());
    let file = data.0.with_extension("backup");
    {
        let server = Server::start(&data.0);
        let cookie = server.sign_up();
        assert_eq!(server.ask("POST", "/api/sync/push", &cookie, &push(1)).unwrap().0, 200);
        backup(&data.0, &file);
    }
    let whole = std::fs::read(&file).unwrap();
    let again = output(&mut waybill(&data.0, &["backup", file.to_str().unwrap()]), "");
    assert!(!again.status.success() && text(&again.stderr).contains("exists already"));
    assert_eq!(std::fs::read(&file).unwrap(), whole, "a back-up is never written over");

    let mut bent = whole.clone();
    bent[whole.len() / 2] ^= 0x55;
    for (damaged, why) in
        [(&whole[..whole.len() * 2 / 3], "cut"), (b"PK\x03\x04 something else", "does not begin like one"), (&bent, "")]
    {
        std::fs::write(&file, damaged).unwrap();
        let refused = restore(&other.0, &file).unwrap_err();
        assert!(refused.contains(why) && refused.contains("the database is as it was"), "{refused}");
    }
    std::fs::write(&file, &whole).unwrap();
    assert!(restore(&other.0, &file).is_ok(), "nothing was left behind that stands in the way");
    std::fs::remove_file(&file).unwrap();
}
