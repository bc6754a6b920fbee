//! Pulls: segments when it is much, a patch when it is little, nothing of another shop.
use crate::goods;
use crate::house::{House, Visitor, envelope};
use server::sync::tighten::tighten;
use std::collections::BTreeMap;
use std::io::Read;
use tokio_util::sync::CancellationToken;

/// A device's copy: the newest entry of each record wins.
async fn copy(visitor: &Visitor, since: u64) -> (BTreeMap<String, u64>, usize, u64) {
    let reply = visitor.pull(&[("catalog", since)]).await;
    let mut copy = BTreeMap::new();
    for entry in visitor.entries(&reply).await {
        let known = copy.insert(entry.id.clone(), entry.version);
        assert!(known.is_none_or(|known| known <= entry.version), "older after newer");
    }
    (copy, reply.segments.len(), reply.version)
}

#[tokio::test(flavor = "multi_thread")]
async fn many_records_come_as_segments_and_later_changes_as_a_patch() {
    let house = House::open().await;
    for batch in 0..18 {
        house.done((0..250).map(|n| goods::product(&format!("P{}", batch * 250 + n))).collect()).await;
    }
    let (first, segments, version) = copy(&house.owner, 0).await;
    assert_eq!(first.len(), 4_500);
    assert_eq!(segments, 5, "4,500 records in segments of 1,024");
    // The same bytes for the next device.
    let again = house.owner.pull(&[("catalog", 0)]).await;
    assert_eq!(again.segments.iter().map(|segment| segment.records).sum::<u32>(), 4_500);
    let segment = house.owner.get(&format!("/api/sync/segment/{}", again.segments[0].hash)).await;
    assert_eq!(segment.header("cache-control"), Some("private, max-age=31536000, immutable"));
    // Squeezed for whoever can read that; inside are the same bytes.
    let address = format!("/api/sync/segment/{}", again.segments[0].hash);
    let as_browsers_ask =
        async |accepted| house.owner.raw("GET", &address, &[("accept-encoding", accepted)], b"").await;
    let squeezed = as_browsers_ask("gzip, deflate, br, zstd").await;
    assert_eq!(squeezed.header("content-encoding"), Some("br"));
    assert!(squeezed.body.len() < segment.body.len() / 3);
    let mut inside = Vec::new();
    brotli::BrotliDecompress(&mut squeezed.body.as_slice(), &mut inside).unwrap();
    assert_eq!(inside, segment.body);
    let in_the_open = as_browsers_ask("gzip, deflate").await;
    assert_eq!(in_the_open.header("content-encoding"), Some("gzip"));
    inside.clear();
    flate2::read::GzDecoder::new(in_the_open.body.as_slice()).read_to_end(&mut inside).unwrap();
    assert_eq!(inside, segment.body);
    // One that a server of the version before has sealed: it squeezes by gzip, and keeps that beside.
    let mut tx = house.office.store().begin(house.tenant).await.unwrap();
    let forget = sqlx::query("update segment set brotli = null, squeezed = $2 where tenant_id = $1");
    let forget = forget.bind(house.tenant.0).bind(&in_the_open.body);
    assert_eq!(forget.execute(&mut *tx).await.unwrap().rows_affected(), 5);
    tx.commit().await.unwrap();
    let anew = as_browsers_ask("br").await;
    assert_eq!((anew.header("content-encoding"), &anew.body), (Some("br"), &squeezed.body));
    let other = house.owner.raw("GET", &address, &[("accept-encoding", "gzip;q=0, br;q=0")], b"").await;
    assert_eq!((other.header("content-encoding"), &other.body), (None, &segment.body));

    // When nobody waits they are squeezed once more, and that is what the next device gets.
    let tightened = tighten(house.office.store(), house.tenant, &CancellationToken::new()).await.unwrap();
    assert_eq!(tightened, 5);
    let tight = as_browsers_ask("br").await;
    assert!(tight.body.len() <= squeezed.body.len(), "{} and {} bytes", tight.body.len(), squeezed.body.len());
    inside.clear();
    brotli::BrotliDecompress(&mut tight.body.as_slice(), &mut inside).unwrap();
    assert_eq!(inside, segment.body);
    assert_eq!(tighten(house.office.store(), house.tenant, &CancellationToken::new()).await.unwrap(), 0);

    house.done(vec![goods::product("NEW"), goods::product("P7").renamed()]).await;
    let (patch, segments, newer) = copy(&house.owner, version).await;
    assert_eq!(segments, 0);
    assert_eq!(patch.keys().map(String::as_str).collect::<Vec<_>>(), ["NEW", "P7"]);
    assert!(newer > version);
    let (all, _, _) = copy(&house.owner, 0).await;
    assert_eq!(all.len(), 4_501);
    assert_eq!(all["P7"], newer, "the patch is newer than the segment");

    // In the middle of a first download: from where an earlier segment ended.
    let half = again.segments[2].upto;
    let (rest, _, _) = copy(&house.owner, half).await;
    let missing = first.iter().filter(|(id, version)| **version > half && !rest.contains_key(*id)).count();
    assert_eq!(missing, 0);
}

trait Renamed {
    fn renamed(self) -> Self;
}

impl Renamed for shared::engine::Command {
    fn renamed(self) -> Self {
        let mut json = serde_json::to_value(&self).unwrap();
        json["args"]["name"] = serde_json::json!("Another name");
        serde_json::from_value(json).unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_larger_than_a_segment_is_not_cut_short() {
    let house = House::open().await;
    house.done((0..2_500).map(|n| goods::product(&format!("P{n}"))).collect()).await;
    let (all, segments, version) = copy(&house.owner, 0).await;
    assert_eq!((all.len(), segments), (2_500, 3));
    let reply = house.owner.pull(&[("catalog", 0)]).await;
    let uptos: Vec<u64> = reply.segments.iter().map(|segment| segment.upto).collect();
    assert!(uptos[..2].iter().all(|upto| *upto < version), "not complete before the last: {uptos:?}");
    assert_eq!(copy(&house.owner, uptos[1]).await.0.len(), 2_500);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_epoch_or_the_future_begins_anew() {
    let house = House::open().await;
    house.done(vec![goods::product("MUG")]).await;
    assert_eq!(copy(&house.owner, 1_000_000).await.0.len(), 1, "a device ahead of the books");
    let before = house.owner.hello().await["epoch"].clone();
    house.office.store().new_epoch(house.tenant).await.unwrap();
    assert_ne!(house.owner.hello().await["epoch"], before);
    let pull = serde_json::json!({ "client": house.owner.client, "epoch": before, "schema": shared::engine::codec::SCHEMA,
        "scopes": [{ "scope": "catalog", "since": 2 }] });
    let answer = house.owner.send("POST", "/api/sync/pull", Some(pull)).await;
    let reply: shared::sync::protocol::PullReply = postcard::from_bytes(&answer.body).unwrap();
    assert_eq!(shared::engine::codec::decode_segment(&reply.patch).unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shop_sees_nothing_of_another() {
    let house = House::open().await;
    house.done((0..700).map(|n| goods::product(&format!("P{n}"))).collect()).await;
    let segment = house.owner.pull(&[("catalog", 0)]).await.segments[0].hash.clone();
    let mut stranger = house.visitor();
    stranger.sign_up("stranger@other.example").await;
    assert_eq!(copy(&stranger, 0).await.0.len(), 0);
    assert_eq!(stranger.get(&format!("/api/sync/segment/{segment}")).await.status, 404);
    assert_eq!(house.owner.get(&format!("/api/sync/segment/{segment}")).await.status, 200);
    assert_eq!(house.owner.get("/api/sync/segment/nonsense").await.status, 404);
    // The same command id in another shop is another command.
    let command = envelope(goods::product("MINE"));
    house.owner.pushed(1, std::slice::from_ref(&command)).await;
    stranger.pushed(1, &[command]).await;
    assert_eq!(copy(&stranger, 0).await.0.len(), 1);
}
