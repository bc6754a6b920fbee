//! The edge: other sites' requests, other people's sizes, headers, limits, proxies.
use crate::goods;
use crate::house::{Answer, House, PASSWORD, envelope};
use serde_json::json;
use server::web::limits::Limits;
use server::web::pace::Pace;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::time::sleep;

#[tokio::test(flavor = "multi_thread")]
async fn other_sites_change_nothing() {
    let house = House::open().await;
    let body = house.owner.push_body(1, &[envelope(goods::warehouse())]).to_string();
    let typed = ("content-type", "application/json");
    let attempts: [&[(&str, &str)]; 4] = [
        &[typed],
        &[("x-waybill", "2"), typed],
        &[("x-waybill", "1"), ("sec-fetch-site", "cross-site"), typed],
        &[("x-waybill", "1"), ("sec-fetch-site", "same-site"), typed],
    ];
    for headers in attempts {
        let answer = house.owner.raw("POST", "/api/sync/push", headers, body.as_bytes()).await;
        assert_eq!((answer.status, answer.code().as_str()), (403, "not-our-request"), "{headers:?}");
    }
    // The path is decoded later: another spelling of it is no way around.
    for disguised in ["/%61pi/sync/push", "//api/sync/push", "/api/%73ync/push"] {
        let form = [("content-type", "text/plain"), ("sec-fetch-site", "cross-site")];
        assert_eq!(house.owner.raw("POST", disguised, &form, body.as_bytes()).await.status, 403, "{disguised}");
    }
    let ours = [("x-waybill", "1"), ("sec-fetch-site", "same-origin"), typed];
    assert_eq!(house.owner.raw("POST", "/api/sync/push", &ours, body.as_bytes()).await.status, 200);
    // A key that nobody gave out does not open a way around.
    let keyed = [("authorization", "Bearer nonsense"), typed];
    assert_ne!(house.owner.raw("POST", "/api/v1/products", &keyed, b"{}").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_carries_the_headers() {
    let house = House::open().await;
    for path in ["/", "/healthz", "/api/gate/me", "/api/nothing", "/orders/123", "/missing.js"] {
        let answer = house.visitor().get(path).await;
        let policy = answer.header("content-security-policy").unwrap_or_else(|| panic!("no policy at {path}"));
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';")
                && !policy.contains("unsafe-inline")
        );
        for (name, value) in
            [("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer"), ("x-waybill", "1")]
        {
            assert_eq!(answer.header(name), Some(value), "{name} at {path}");
        }
        assert!(answer.header("x-request-id").is_some());
        assert!(answer.header("strict-transport-security").is_none(), "only over https");
    }
    assert_eq!(house.visitor().get("/api/nothing").await.code(), "not-found");
    assert_eq!(house.visitor().send("DELETE", "/api/gate/me", None).await.code(), "wrong-method");
}

#[tokio::test(flavor = "multi_thread")]
async fn too_much_is_refused_with_words() {
    let house = House::open().await;
    let name = "x".repeat(5 << 20);
    let headers = [("x-waybill", "1"), ("content-type", "application/json")];
    let form = json!({ "email": name, "password": "x" }).to_string();
    let answer = house.visitor().raw("POST", "/api/gate/sign-in", &headers, form.as_bytes()).await;
    assert_eq!((answer.status, answer.code().as_str()), (413, "too-large"));
    let mut push = house.owner.push_body(1, &[envelope(goods::warehouse())]);
    push["commands"][0]["args"]["name"] = json!(name);
    let answer = house.owner.raw("POST", "/api/sync/push", &headers, push.to_string().as_bytes()).await;
    assert_eq!((answer.status, answer.code().as_str()), (413, "too-large"));
    // Within the size of a push, the name is still too long; the command is refused and the queue goes on.
    push["commands"][0]["args"]["name"] = json!("x".repeat(1 << 20));
    let answer = house.owner.raw("POST", "/api/sync/push", &headers, push.to_string().as_bytes()).await;
    assert_eq!((answer.status, answer.json()["last_seq"].as_u64()), (200, Some(1)));
    for broken in [&b"{"[..], b"", b"[]", b"\xff\xfe", b"{\"client\":1}"] {
        assert_eq!(house.owner.raw("POST", "/api/sync/push", &headers, broken).await.code(), "not-readable");
        assert_eq!(house.owner.raw("POST", "/api/gate/sign-in", &headers, broken).await.code(), "not-readable");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_comes_too_slowly_is_not_waited_for() {
    let pace = Pace { at_least: Duration::from_millis(300), bytes_a_second: 10 };
    let house = House::open_within(Limits { pace, ..Limits::default() }).await;
    let push = house.owner.push_body(1, &[envelope(goods::warehouse())]).to_string();
    let headers = [("x-waybill", "1"), ("content-type", "application/json")];

    // given a device whose bytes come one at a time, and one that falls silent
    let begin = || house.owner.announce("POST", "/api/sync/push", &headers, push.len());
    let (slow, mut silent) = (begin().await.into_split(), begin().await);
    silent.write_all(&push.as_bytes()[..5]).await.unwrap();
    let (slow, mut dripping, drops) = (slow.0, slow.1, push.clone());
    // when nobody would live to see the last of them
    tokio::spawn(async move {
        for byte in drops.as_bytes() {
            // Fails when the server has closed.
            if dripping.write_all(std::slice::from_ref(byte)).await.is_err() {
                break;
            }
            sleep(Duration::from_millis(200)).await;
        }
    });
    // then both are told, their connections end, and nothing of them was done
    for answer in [Answer::heard(slow).await, Answer::heard(silent).await] {
        assert_eq!((answer.status, answer.code().as_str()), (408, "too-slow"));
        assert_eq!(answer.header("connection"), Some("close"));
    }
    assert_eq!(house.count("select count(*) from command_log where tenant_id = $1 and seq is not null").await, 0);

    // What has come buys time: half of a push and a pause longer than the first patience.
    let mut paused = begin().await;
    let (first, rest) = push.as_bytes().split_at(push.len() / 2);
    paused.write_all(first).await.unwrap();
    sleep(Duration::from_millis(600)).await;
    paused.write_all(rest).await.unwrap();
    assert_eq!(Answer::heard(paused).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn plain_http_from_elsewhere_is_told_why_it_cannot_sign_in() {
    let house = House::open().await;
    let form = json!({ "email": "owner@shop.example", "password": PASSWORD }).to_string();
    let headers = [("x-waybill", "1"), ("content-type", "application/json"), ("host", "waybill.example")];
    let mut stranger = house.visitor();
    stranger.cookie = None;
    let answer = stranger.raw("POST", "/api/gate/sign-in", &headers, form.as_bytes()).await;
    assert_eq!((answer.status, answer.code().as_str()), (403, "https-needed"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_is_believed_only_when_it_is_named() {
    let house = House::open_with(|config| config.serving.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()]).await;
    let headers = [("x-waybill", "1"), ("x-forwarded-proto", "https"), ("x-forwarded-for", "203.0.113.9")];
    let answer = house.visitor().raw("GET", "/healthz", &headers, b"").await;
    assert!(answer.header("strict-transport-security").is_some());
    assert_eq!(
        house.visitor().raw("GET", "/metrics", &headers, b"").await.status,
        404,
        "figures are not for the world"
    );
    let plain = House::open().await;
    assert!(plain.visitor().raw("GET", "/healthz", &headers, b"").await.header("strict-transport-security").is_none());
    assert_eq!(plain.visitor().get("/metrics").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_with_a_token() {
    let house = House::open_with(|config| config.serving.metrics_token = Some("let me see".to_owned())).await;
    assert_eq!(house.visitor().get("/metrics").await.status, 404);
    let figures = house.visitor().raw("GET", "/metrics", &[("authorization", "Bearer let me see")], b"").await;
    assert!(figures.text().contains("waybill_http_requests_total"));
}
