//! The gate: who comes in, how long, and what they are told when they do not.
use crate::house::{House, PASSWORD, Visitor};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn the_cookie_is_bound_to_this_host_and_hidden_from_scripts() {
    let house = House::open().await;
    let mut visitor = house.visitor();
    let answer = visitor.sign_in("OWNER@shop.example", PASSWORD).await;
    assert_eq!(answer.status, 200);
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Host-waybill="));
    for flag in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(flag), "{flag} in {cookie}");
    }
    assert!(!cookie.contains("Domain"));
    let me = visitor.get("/api/gate/me").await.json();
    assert_eq!(
        (me["role"].as_str(), me["email"].as_str(), me["shop"].as_str()),
        (Some("owner"), Some("owner@shop.example"), Some("Shop"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_new_at_every_sign_in_and_over_after_sign_out() {
    let house = House::open().await;
    let mut visitor = house.visitor();
    visitor.sign_in("owner@shop.example", PASSWORD).await;
    let first = visitor.clone();
    visitor.sign_in("owner@shop.example", PASSWORD).await;
    assert_ne!(first.cookie, visitor.cookie);
    assert_eq!(first.get("/api/gate/me").await.status, 401, "the one before is over");
    assert_eq!(visitor.send("POST", "/api/gate/sign-out", Some(json!({}))).await.status, 204);
    let answer = visitor.get("/api/gate/me").await;
    assert_eq!((answer.status, answer.code().as_str()), (401, "sign-in-needed"));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_with_many_others_is_still_known_from_them() {
    let house = House::open().await;
    let mut other_shop = house.visitor();
    other_shop.sign_up("owner@other.example").await;
    let (clerk, support) = (house.person("clerk").await, house.person("support").await);
    let mut gone = house.person("clerk").await;
    let still_has_the_token = gone.clone();
    assert_eq!(gone.send("POST", "/api/gate/sign-out", Some(json!({}))).await.status, 204);
    gone.cookie = Some("__Host-waybill=nobody-was-given-this".to_owned());

    let those = [house.owner.clone(), other_shop, clerk, support, still_has_the_token, gone];
    let crowd = (0..120).map(|at| {
        let visitor = those[at % those.len()].clone();
        async move { (at % 6, visitor.get("/api/gate/me").await) }
    });
    for (who, answer) in futures::future::join_all(crowd).await {
        let Some(email) = ["owner@shop", "owner@other", "clerk-", "support-"].get(who) else {
            assert_eq!(answer.status, 401, "signed out, or never signed in");
            continue;
        };
        let me = answer.json();
        assert!(me["email"].as_str().unwrap().starts_with(email), "{email} was taken for {me}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_and_unknown_are_told_the_same_and_failures_end() {
    let house = House::open().await;
    let mut visitor = house.visitor();
    let wrong = visitor.sign_in("owner@shop.example", "not the right one").await;
    let unknown = visitor.sign_in("nobody@shop.example", "not the right one").await;
    assert_eq!((wrong.status, &wrong.body), (401, &unknown.body));
    for _ in 1..10 {
        assert_eq!(visitor.sign_in("owner@shop.example", "not the right one").await.status, 401);
    }
    let kept_out = visitor.sign_in("owner@shop.example", PASSWORD).await;
    assert_eq!((kept_out.status, kept_out.code().as_str()), (429, "too-many"));
    assert!(kept_out.header("retry-after").unwrap().parse::<u64>().unwrap() > 60);
    assert_eq!(house.owner.get("/api/gate/me").await.status, 200, "whoever is in stays in");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_wrong_passwords_at_once_do_not_slip_through() {
    let house = House::open().await;
    let tries = (0..40).map(|_| {
        let mut visitor = house.visitor();
        async move { visitor.sign_in("owner@shop.example", "not the right one").await.status }
    });
    let answers = futures::future::join_all(tries).await;
    let tried = answers.iter().filter(|status| **status == 401).count();
    assert_eq!((tried, answers.len()), (10, 40), "{answers:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_to_another_shop_ends_the_session_in_this_one() {
    let house = House::open().await;
    let mut visitor = house.visitor();
    visitor.sign_in("owner@shop.example", PASSWORD).await;
    let here = visitor.clone();
    visitor.sign_up("owner@other.example").await;
    assert_eq!(visitor.get("/api/gate/me").await.status, 200);
    assert_eq!(here.get("/api/gate/me").await.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_floor_reads_no_customers_through_the_api() {
    let house = House::open().await;
    let floor = house.person("floor").await;
    for path in ["/api/v1/orders", "/api/v1/orders/00000000-0000-0000-0000-000000000001"] {
        assert_eq!(floor.get(path).await.status, 403, "{path}");
    }
    assert_eq!(floor.get("/api/v1/stock").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_says_everything_that_is_wrong_in_the_readers_language() {
    let house = House::open().await;
    let form = json!({ "merchant": "", "country": "China", "currency": "XYZ", "name": "x".repeat(5_000), "email": "nobody", "password": "short" });
    let headers = [("x-waybill", "1"), ("content-type", "application/json"), ("accept-language", "zh-CN,zh;q=0.9")];
    let answer = house.visitor().raw("POST", "/api/gate/sign-up", &headers, form.to_string().as_bytes()).await;
    assert_eq!((answer.status, answer.code().as_str()), (422, "invalid"));
    assert_eq!(answer.header("content-language"), Some("zh-CN"));
    let errors = answer.json()["errors"].as_array().unwrap().clone();
    let fields: Vec<&str> = errors.iter().filter_map(|error| error["pointer"].as_str()).collect();
    assert_eq!(fields, ["merchant", "country", "currency", "name", "email"]);
    assert!(errors.iter().all(|error| !error["detail"].as_str().unwrap().is_ascii()));

    let mut good = json!({ "merchant": "Two", "country": "DE", "currency": "EUR", "name": "Ada", "email": "ada@two.example", "password": "short" });
    let short = house.visitor().send("POST", "/api/gate/sign-up", Some(good.clone())).await;
    assert_eq!((short.code().as_str(), short.json()["field"].as_str()), ("password-short", Some("password")));
    good["password"] = json!("qwertyuiop123");
    assert_eq!(house.visitor().send("POST", "/api/gate/sign-up", Some(good.clone())).await.code(), "password-common");
    good["password"] = json!(PASSWORD);
    good["email"] = json!("Owner@shop.example");
    let taken = house.visitor().send("POST", "/api/gate/sign-up", Some(good)).await;
    assert_eq!(
        (taken.status, taken.code().as_str(), taken.json()["field"].as_str()),
        (409, "email-taken", Some("email"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn people_are_added_changed_and_kept_out() {
    let house = House::open().await;
    let form = json!({ "name": "Chen", "email": "chen@shop.example", "role": "floor", "password": PASSWORD });
    let added = house.owner.send("POST", "/api/app/members", Some(form)).await.json();
    let path = format!("/api/app/members/{}", added["member"].as_str().unwrap());
    let mut chen = house.visitor();
    assert_eq!(chen.sign_in("chen@shop.example", PASSWORD).await.status, 200);
    assert_eq!(
        chen.send("PUT", &path, Some(json!({ "name": "Chen", "email": "chen@shop.example", "role": "owner" })))
            .await
            .status,
        403
    );
    // Another role is in force at once.
    house
        .owner
        .send("PUT", &path, Some(json!({ "name": "Chen", "email": "chen@shop.example", "role": "clerk" })))
        .await;
    assert_eq!(chen.get("/api/gate/me").await.json()["role"], "clerk");
    // Without a password, somebody new could never come in.
    let nobody = json!({ "name": "No", "email": "no@shop.example", "role": "viewer" });
    assert_eq!(house.owner.send("POST", "/api/app/members", Some(nobody)).await.json()["field"], "password");
    // Deactivated: out at once, and not in again.
    let gone = json!({ "name": "Chen", "email": "chen@shop.example", "role": "clerk", "active": false });
    assert_eq!(house.owner.send("PUT", &path, Some(gone)).await.status, 200);
    assert_eq!(chen.get("/api/gate/me").await.status, 401);
    assert_eq!(chen.sign_in("chen@shop.example", PASSWORD).await.status, 401);
    let stranger_path = format!("/api/app/members/{}", uuid::Uuid::nil());
    let form = json!({ "name": "X", "email": "x@shop.example", "role": "viewer" });
    assert_eq!(house.owner.send("PUT", &stranger_path, Some(form)).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_password_ends_the_other_sessions() {
    let house = House::open().await;
    let mut tablet = house.visitor();
    tablet.sign_in("owner@shop.example", PASSWORD).await;
    let change = |old: &str, new: &str| json!({ "old": old, "new": new });
    let wrong =
        house.owner.send("PUT", "/api/gate/password", Some(change("not the right one", "another long sentence"))).await;
    assert_eq!((wrong.status, wrong.json()["field"].as_str()), (422, Some("old")));
    let changed = house.owner.send("PUT", "/api/gate/password", Some(change(PASSWORD, "another long sentence"))).await;
    assert_eq!(changed.status, 204, "{}", changed.text());
    assert_eq!(house.owner.get("/api/gate/me").await.status, 200);
    assert_eq!(tablet.get("/api/gate/me").await.status, 401);
    assert_eq!(tablet.sign_in("owner@shop.example", "another long sentence").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_shown_once_and_can_be_taken_back() {
    let house = House::open().await;
    let made = house.owner.send("POST", "/api/app/api-keys", Some(json!({ "name": "Web shop" }))).await;
    assert_eq!(made.status, 201);
    let (id, key) = (made.json()["id"].as_str().unwrap().to_owned(), made.json()["key"].as_str().unwrap().to_owned());
    assert!(key.starts_with(&format!("wb_{}_", house.tenant.0.simple())));
    let listed = house.owner.get("/api/app/api-keys").await;
    assert!(!listed.text().contains(&key));
    assert_eq!(listed.json()["keys"][0]["name"], "Web shop");
    let bearer = format!("Bearer {key}");
    let program = Visitor::new(&house.address);
    assert_eq!(program.raw("GET", "/api/v1/stock", &[("authorization", &bearer)], b"").await.status, 200);
    assert_eq!(program.get("/api/v1/stock").await.status, 401);
    let forged = format!("Bearer wb_{}_{}", house.tenant.0.simple(), "A".repeat(27));
    // A cookie does not help who shows a wrong key.
    assert_eq!(house.owner.raw("GET", "/api/v1/stock", &[("authorization", &forged)], b"").await.status, 401);
    let owner_key = house.owner.send("POST", "/api/app/api-keys", Some(json!({ "name": "x", "role": "owner" }))).await;
    assert_eq!(owner_key.json()["field"], "role");
    assert_eq!(house.owner.send("DELETE", &format!("/api/app/api-keys/{id}"), None).await.status, 204);
    assert_eq!(program.raw("GET", "/api/v1/stock", &[("authorization", &bearer)], b"").await.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_tablet_is_signed_out_from_elsewhere() {
    let house = House::open().await;
    let tablet = house.person("floor").await;
    tablet.hello().await;
    let devices = house.owner.get("/api/app/devices").await.json();
    let device =
        devices["devices"].as_array().unwrap().iter().find(|device| device["signed_in"] == true).unwrap().clone();
    assert_eq!(device["device"], "Tablet 1");
    let path = format!("/api/app/devices/{}", device["client"].as_str().unwrap());
    assert_eq!(house.owner.send("DELETE", &path, None).await.status, 204);
    assert_eq!(tablet.get("/api/gate/me").await.status, 401);
    assert_eq!(house.owner.get("/api/gate/me").await.status, 200);
}
