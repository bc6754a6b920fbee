//! The REST API: orders in and out, stock, products, keys, and its description.
use crate::house::{Answer, House};
use crate::shop::Parcel;
use serde_json::{Value, json};
use server::gate::api_keys;
use shared::base::{Name, OpId};
use shared::people::Role;

struct Program<'a> {
    house: &'a House,
    key: String,
}

impl Program<'_> {
    async fn new(house: &House, role: Role) -> Program<'_> {
        let (_, key) = api_keys::create(house.office.store(), house.tenant, Name::parse("shop").unwrap(), role)
            .await
            .unwrap()
            .unwrap();
        Program { house, key }
    }

    async fn send(&self, method: &str, path: &str, extra: &[(&str, &str)], body: &[u8]) -> Answer {
        let bearer = format!("Bearer {}", self.key);
        let mut headers = vec![("authorization", bearer.as_str()), ("content-type", "application/json")];
        headers.extend_from_slice(extra);
        self.house.visitor().raw(method, path, &headers, body).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], b"").await
    }

    async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, &[], body.to_string().as_bytes()).await
    }
}

fn order(external: Option<&str>) -> Value {
    json!({
        "channel": "web shop", "external_id": external, "paid": "56.00", "reserve": true,
        "customer": { "name": "Maya Okafor", "email": "maya@example.com", "phone": "07700 900123", "language": "en" },
        "ship_to": { "country": "GB", "city": "London", "postcode": "E8 3RL", "street": "1 Graham Road" },
        "lines": [{ "sku": "MUG", "quantity": 2 }],
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_comes_in_once_and_can_be_read() {
    let house = House::open().await;
    Parcel::new().leaves(&house).await;
    let program = Program::new(&house, Role::Clerk).await;
    let placed = program.post("/api/v1/orders", &order(Some("SO-1"))).await;
    assert_eq!(placed.status, 201, "{}", placed.text());
    let first = placed.json();
    assert_eq!(
        (&first["status"], &first["total"], &first["payment"]),
        (&json!("to_pick"), &json!("56.00"), &json!("paid"))
    );
    assert_eq!(first["lines"][0]["reserved"], 2, "the price is the product's own, the stock is promised");
    assert_eq!(first["customer"]["phone"], "+447700900123");
    let path = format!("/api/v1/orders/{}", first["id"].as_str().unwrap());
    assert_eq!(placed.header("location"), Some(path.as_str()));
    assert_eq!(program.get(&path).await.json()["number"], first["number"]);
    let again = program.post("/api/v1/orders", &order(Some("SO-1"))).await;
    assert_eq!((again.status, &again.json()["id"]), (200, &first["id"]));
    let by_number = program.get("/api/v1/orders?channel=web%20shop&external_id=SO-1").await.json();
    assert_eq!(by_number["orders"][0]["id"], first["id"]);
    assert_eq!(program.get("/api/v1/orders/00000000-0000-0000-0000-000000000000").await.code(), "not-found");
    assert_eq!(program.get("/api/v1/orders/1%27--").await.code(), "not-found");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_bring_every_order_once_and_then_what_changed() {
    let house = House::open().await;
    let shipped = Parcel::new().leaves(&house).await;
    let program = Program::new(&house, Role::Clerk).await;
    for n in 0..7 {
        assert_eq!(program.post("/api/v1/orders", &order(Some(&format!("SO-{n}")))).await.status, 201);
    }
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = program.get(&format!("/api/v1/orders?limit=3{cursor}")).await.json();
        seen.extend(page["orders"].as_array().unwrap().iter().map(|order| order["id"].as_str().unwrap().to_owned()));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    let unique: std::collections::BTreeSet<&String> = seen.iter().collect();
    assert_eq!((seen.len(), unique.len()), (8, 8));
    let left = program.get("/api/v1/orders?status=shipped").await.json();
    assert_eq!(left["orders"].as_array().unwrap().len(), 1);
    let shipment = &left["orders"][0]["shipments"][0];
    assert!(shipment["parcel_url"].as_str().unwrap().ends_with(&shipped.path(&house)));
    assert_eq!(
        program.get("/api/v1/orders?channel=web%20shop&limit=200").await.json()["orders"].as_array().unwrap().len(),
        7
    );
    for bad in ["status=lost", "since=yesterday", "cursor=1'", "external_id=SO-1"] {
        assert_eq!(program.get(&format!("/api/v1/orders?{bad}")).await.status, 422, "{bad}");
    }
    assert_eq!(program.get("/api/v1/orders?nonsense=1").await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_of_a_request_is_remembered_for_ever() {
    let house = House::open().await;
    Parcel::new().leaves(&house).await;
    let program = Program::new(&house, Role::Clerk).await;
    let key = [("idempotency-key", "a-1")];
    let body = order(None).to_string();
    let answers =
        futures::future::join_all((0..6).map(|_| program.send("POST", "/api/v1/orders", &key, body.as_bytes()))).await;
    for answer in &answers {
        assert_eq!((answer.status, &answer.body), (201, &answers[0].body), "{}", answer.text());
    }
    assert_eq!(
        house.count("select count(*) from record where tenant_id = $1 and kind = 'order'").await,
        2,
        "one of them by this key"
    );
    let again = program.send("POST", "/api/v1/orders", &key, body.as_bytes()).await;
    assert_eq!((again.status, again.header("idempotent-replayed")), (201, Some("true")));
    let other = program.send("POST", "/api/v1/orders", &key, order(Some("SO-9")).to_string().as_bytes()).await;
    assert_eq!((other.status, other.code().as_str()), (422, "api-idempotency-other"));
    let refused = [("idempotency-key", "a-2")];
    let bad = json!({ "customer": { "name": "" }, "lines": [] }).to_string();
    let first = program.send("POST", "/api/v1/orders", &refused, bad.as_bytes()).await;
    let second = program.send("POST", "/api/v1/orders", &refused, bad.as_bytes()).await;
    assert_eq!((first.status, &first.body), (422, &second.body), "refusals are remembered too");
    assert_eq!(
        program.send("POST", "/api/v1/orders", &[("idempotency-key", "")], b"{}").await.code(),
        "api-idempotency-key"
    );
}

/// The ids of the office's own commands cannot be guessed, so nobody can use one first and have its answer.
#[tokio::test(flavor = "multi_thread")]
async fn an_order_cannot_be_kept_out_by_whoever_knows_its_key() {
    let house = House::open().await;
    Parcel::new().leaves(&house).await;
    let viewer = house.person("viewer").await;
    for (seq, subject) in (1..).zip(["api|a-9", "api|a-9|orders", "a-9"]) {
        let mut push = viewer.push_body(seq, &[]);
        push["commands"] = json!([{ "seq": seq, "op": OpId::from_office(subject, 1), "occurred_at": 5,
            "name": "notifications.resend.1", "args": { "notice": "n" } }]);
        let headers = [("x-waybill", "1"), ("content-type", "application/json")];
        assert_eq!(viewer.raw("POST", "/api/sync/push", &headers, push.to_string().as_bytes()).await.status, 200);
    }
    let program = Program::new(&house, Role::Clerk).await;
    let key = [("idempotency-key", "a-9")];
    let placed = program.send("POST", "/api/v1/orders", &key, order(Some("SO-9")).to_string().as_bytes()).await;
    assert_eq!(placed.status, 201, "{}", placed.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_that_is_wrong_is_told_at_once_and_where() {
    let house = House::open().await;
    Parcel::new().leaves(&house).await;
    let program = Program::new(&house, Role::Clerk).await;
    let mut wrong = order(Some("SO-1"));
    wrong["customer"]["email"] = json!("nobody");
    wrong["paid"] = json!("1.005");
    wrong["lines"] =
        json!([{ "sku": "MUG", "quantity": 0 }, { "sku": "MUG", "quantity": 1.5 }, { "sku": "MUG", "quantity": -1 }]);
    let answer = program.post("/api/v1/orders", &wrong).await;
    assert_eq!((answer.status, answer.code().as_str()), (422, "invalid"), "{}", answer.text());
    let errors = answer.json();
    let pointers: Vec<&str> =
        errors["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect();
    assert_eq!(pointers, ["/customer/email", "/paid", "/lines/0/quantity", "/lines/1/quantity", "/lines/2/quantity"]);
    let mut typo = order(None);
    typo["lines"][0]["sku_code"] = json!("X");
    let answer = program.post("/api/v1/orders", &typo).await;
    assert_eq!((answer.status, answer.json()["pointer"].as_str()), (400, Some("/lines/0/sku_code")));
    let mut unknown = order(None);
    unknown["lines"][0]["sku"] = json!("NOTHING");
    assert_eq!(program.post("/api/v1/orders", &unknown).await.code(), "not-found");
    for (body, status) in
        [("", 400), ("{", 400), ("[1]", 400), ("{\"customer\":{\"name\":\"\\ud800\"},\"lines\":[]}", 400)]
    {
        let answer = program.send("POST", "/api/v1/orders", &[], body.as_bytes()).await;
        assert_eq!((answer.status, answer.code().as_str()), (status, "api-body"), "{body}");
    }
    let mut huge = order(None);
    huge["customer"]["name"] = json!("x".repeat(5 << 20));
    assert_eq!(program.post("/api/v1/orders", &huge).await.status, 413);
    let chinese =
        program.send("POST", "/api/v1/orders", &[("accept-language", "zh-CN")], wrong.to_string().as_bytes()).await;
    assert!(chinese.json()["title"].as_str().unwrap().chars().any(|letter| letter > '\u{2fff}'), "{}", chinese.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_open_what_their_role_may_do() {
    let house = House::open().await;
    Parcel::new().leaves(&house).await;
    let floor = Program::new(&house, Role::Floor).await;
    assert_eq!(floor.post("/api/v1/orders", &order(None)).await.code(), "not-allowed");
    assert_eq!(
        floor.post("/api/v1/products", &json!({ "sku": "A", "name": "A", "price": "1" })).await.code(),
        "not-allowed"
    );
    assert_eq!(floor.get("/api/v1/stock").await.status, 200);
    let nobody = Program { house: &house, key: "wb_nonsense".to_owned() };
    for path in ["/api/v1/orders", "/api/v1/stock", "/api/v1/orders/1"] {
        assert_eq!(nobody.get(path).await.code(), "key-needed", "{path}");
    }
    assert_eq!(house.visitor().get("/api/v1/orders").await.status, 401);
    assert_eq!(house.owner.get("/api/v1/orders").await.status, 200, "a person who is signed in may look");
    let mut other = house.visitor();
    other.sign_up("other@shop.example").await;
    assert_eq!(other.get("/api/v1/orders").await.json()["orders"], json!([]), "another shop sees nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn products_and_stock() {
    let house = House::open().await;
    Parcel::new().leaves(&house).await;
    let program = Program::new(&house, Role::Clerk).await;
    let tote =
        json!({ "sku": "tote-navy", "name": "Tote", "price": "96.00", "barcodes": ["2900000010015"], "low_at": 5 });
    let new = program.post("/api/v1/products", &tote).await;
    assert_eq!((new.status, &new.json()["sku"]), (201, &json!("TOTE-NAVY")), "{}", new.text());
    assert_eq!(program.post("/api/v1/products", &tote).await.status, 200);
    let key = [("idempotency-key", "p-1")];
    let cap = json!({ "sku": "CAP-1", "name": "Cap", "price": "79" }).to_string();
    for replayed in [None, Some("true")] {
        let answer = program.send("POST", "/api/v1/products", &key, cap.as_bytes()).await;
        assert_eq!((answer.status, answer.header("idempotent-replayed")), (201, replayed), "made once, said twice");
    }
    let thief = json!({ "sku": "CAP", "name": "Cap", "price": "1", "barcodes": ["2900000010015"] });
    assert_eq!(program.post("/api/v1/products", &thief).await.code(), "barcode-taken");
    let stock = program.get("/api/v1/stock?sku=mug").await.json();
    let expected =
        json!([{ "sku": "MUG", "warehouse": "HZ", "on_hand": 3, "reserved": 0, "available": 3, "incoming": 0 }]);
    assert_eq!(stock["stock"], expected);
    let page = program.get("/api/v1/stock?limit=1&warehouse=HZ").await.json();
    assert_eq!(page["stock"].as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_description_names_every_route_and_every_route_is_there() {
    let house = House::open().await;
    let document = house.visitor().get("/api/v1/openapi.json").await.json();
    let mut described: Vec<String> = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            described.push(format!("{} {path}", method.to_uppercase()));
            let answer = house
                .visitor()
                .raw(&method.to_uppercase(), &path.replace("{id}", "1"), &[("authorization", "Bearer x")], b"")
                .await;
            assert_eq!(answer.code(), "key-needed", "{method} {path} is there and asks for a key");
        }
    }
    described.sort();
    assert_eq!(
        described,
        [
            "GET /api/v1/orders",
            "GET /api/v1/orders/{id}",
            "GET /api/v1/stock",
            "POST /api/v1/orders",
            "POST /api/v1/products"
        ]
    );
    assert!(document["components"]["securitySchemes"]["key"].is_object());
    for language in ["en", "zh-CN"] {
        let page = house.visitor().get(&format!("/api/v1/docs?lang={language}")).await;
        let text = page.text();
        assert_eq!(page.status, 200);
        assert!(!text.contains("<script") && !text.contains(" style=") && !text.contains("<style"));
        assert!(!text.contains("office-api"), "a word is missing in {language}");
        for (path, _) in document["paths"].as_object().unwrap() {
            assert!(text.replace("&#x2f;", "/").contains(path), "{path}");
        }
    }
}
