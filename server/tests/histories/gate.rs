//! Who comes in is in the books and not in a server: what one server is told holds at the other at once.
use crate::house::{House, number, send, serve};
use crate::process::DataDir;
use crate::wire::{Answer, ask, request};
use serde_json::{Value, json};

fn status(address: &str, cookie: &str) -> u16 {
    send(address, "GET", "/api/gate/me", cookie, &Value::Null).unwrap().status
}

#[test]
fn a_session_holds_at_every_server_and_ends_at_every_server() {
    let house = House::open();
    let other = DataDir::new();
    let (first, second) = (&house.server, serve(&other.0, &house.url));
    let floor = house.person();
    assert_eq!((status(&first.address, &floor), status(&second.address, &floor)), (200, 200));
    assert_eq!(send(&second.address, "POST", "/api/gate/sign-out", &floor, &json!({})).unwrap().status, 204);
    assert_eq!((status(&first.address, &floor), status(&second.address, &floor)), (401, 401));
    let (old, new) = ("correct horse battery", "another long sentence");
    let elsewhere = json!({ "email": "maya@shop.example", "password": old });
    let tablet = send(&second.address, "POST", "/api/gate/sign-in", "", &elsewhere).unwrap();
    let tablet = tablet.cookie().unwrap().to_owned();
    let changed =
        send(&first.address, "PUT", "/api/gate/password", &house.owner, &json!({ "old": old, "new": new })).unwrap();
    assert!(changed.status < 300, "{}", changed.json());
    assert_eq!(status(&second.address, &tablet), 401, "signed out by the new password");
}

/// A program that brings orders, with the same key for the same request.
fn place(address: &str, key: &str, idempotency: &str) -> Answer {
    let order =
        json!({ "customer": { "name": "Lin Yuwei" }, "lines": [{ "sku": crate::house::product(0), "quantity": 2 }] });
    let bearer = format!("Bearer {key}");
    let headers = [("authorization", bearer.as_str()), ("idempotency-key", idempotency)];
    ask(address, &request("POST", "/api/v1/orders", &headers, &order.to_string())).unwrap()
}

#[test]
fn a_key_for_programs_and_a_repeated_request_mean_the_same_at_every_server() {
    let house = House::open();
    let other = DataDir::new();
    let (first, second) = (&house.server, serve(&other.0, &house.url));
    let made = send(&first.address, "POST", "/api/app/api-keys", &house.owner, &json!({ "name": "web shop" })).unwrap();
    let (key, id) = (made.json()["key"].as_str().unwrap().to_owned(), made.json()["id"].as_str().unwrap().to_owned());
    for n in 0..10 {
        let idempotency = format!("order-{n}");
        let answers = std::thread::scope(|threads| {
            let asked = threads.spawn(|| place(&second.address, &key, &idempotency));
            [place(&first.address, &key, &idempotency), asked.join().unwrap()]
        });
        assert_eq!(answers[0].json()["id"], answers[1].json()["id"]);
        assert_eq!(answers[0].status, 201, "{}", answers[0].json());
    }
    assert_eq!(number(&house.url, "select count(*) from record where kind = 'order'"), 10);
    // The first server died before it could keep its answer: the request comes again, at the other.
    crate::house::execute(&house.url, "update idempotency set status = 0, body = '' where key = $1", "order-0");
    assert_eq!(place(&second.address, &key, "order-0").status, 201);
    assert_eq!(number(&house.url, "select count(*) from record where kind = 'order'"), 10);

    let path = format!("/api/app/api-keys/{id}");
    assert_eq!(send(&second.address, "DELETE", &path, &house.owner, &Value::Null).unwrap().status, 204);
    assert_eq!(place(&first.address, &key, "order-11").status, 401);
}
