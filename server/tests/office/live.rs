//! The live channel: told at once, on this process and on another, and closed with the office.
use crate::goods;
use crate::house::{House, until};
use server::office::Office;
use server::store::{Store, secret::Secret};
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

/// Reads until the text is there.
async fn hear(stream: &mut TcpStream, heard: &mut String, wanted: &str) {
    let mut bytes = [0u8; 4096];
    while !heard.contains(wanted) {
        let read = stream.read(&mut bytes).await.unwrap();
        assert!(read > 0, "the stream ended before {wanted}: {heard}");
        heard.push_str(&String::from_utf8_lossy(&bytes[..read]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_heard_here_and_on_another_process() {
    let house = House::open().await;
    let mut stream = house.owner.begin("GET", "/api/sync/live", &[], b"").await;
    let mut heard = String::new();
    hear(&mut stream, &mut heard, "data: {\"version\":1}").await;
    assert!(heard.contains("text/event-stream"));
    house.done(vec![goods::warehouse()]).await;
    hear(&mut stream, &mut heard, "data: {\"version\":2}").await;

    let elsewhere =
        Office::new(Store::open_migrated(&house.url).await.unwrap(), Secret::from_text("a secret for tests"));
    let mut watched = elsewhere.live().watch(house.tenant);
    // The other process may still be opening its ear; a change after that is heard.
    let mut n = 0;
    until("the other process hears of a change", async || {
        n += 1;
        house.done(vec![goods::product(&format!("P{n}"))]).await;
        // What it reads when it opens its ear is no news yet.
        *watched.borrow_and_update() > 2
    })
    .await;

    house.office.live().close();
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_listens_without_a_session() {
    let house = House::open().await;
    assert_eq!(house.visitor().get("/api/sync/live").await.status, 401);
}
