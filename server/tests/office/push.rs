//! Pushes: answered once and for all, in order, whatever happens to the connection.
use crate::goods;
use crate::house::{House, PASSWORD, envelope};
use serde_json::json;
use server::store::merchants::new_uuid;
use shared::base::OrderId;
use shared::engine::{Outcome, Refusal};
use shared::sync::protocol::Answer;

#[tokio::test(flavor = "multi_thread")]
async fn a_push_is_answered_and_pulled_elsewhere() {
    let house = House::open().await;
    let order = OrderId(new_uuid());
    let commands: Vec<_> = [
        goods::warehouse(),
        goods::bin(),
        goods::product("MUG"),
        goods::stock("MUG", 5),
        goods::order(order, "MUG", 2),
        goods::reserve(order),
    ]
    .into_iter()
    .map(envelope)
    .collect();
    let reply = house.owner.pushed(1, &commands).await;
    assert_eq!(reply.last_seq, 6);
    assert!(reply.answers.iter().all(|answered| matches!(answered.answer, Answer::Accepted(_))), "{:?}", reply.answers);

    let clerk = house.person("clerk").await;
    let pulled = clerk.pull(&[("orders", 0), ("stock", 0), ("settings", 0), ("catalog", 0)]).await;
    assert!(pulled.version >= reply.version);
    let entries = clerk.entries(&pulled).await;
    let found = entries.iter().find(|entry| entry.id == order.to_string()).unwrap();
    let record = shared::engine::Record::from_bytes(shared::engine::Kind::Order, found.body.as_ref().unwrap()).unwrap();
    let shared::engine::Record::Order(placed) = record else { panic!("an order") };
    assert_eq!(placed.lines[0].reserved.signed(), 2);
    assert_eq!(placed.history[0].by, "Maya");
    assert_eq!(placed.history[0].device, "Tablet 1");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_push_again_changes_nothing_and_says_the_same() {
    let house = House::open().await;
    house.done(vec![goods::warehouse(), goods::bin(), goods::product("MUG")]).await;
    let commands = vec![
        envelope(goods::stock("MUG", 5)),
        envelope(goods::reserve(OrderId(new_uuid()))),
        envelope(goods::stock("MUG", 2)),
    ];
    let first = house.owner.pushed(1, &commands).await;
    assert!(
        matches!(first.answers[1].answer, Answer::Refused(Refusal::NotFound { .. })),
        "a refusal does not stop what follows"
    );
    let again = house.owner.pushed(1, &commands).await;
    assert_eq!(first.answers, again.answers);
    assert_eq!(again.last_seq, 3);
    assert_eq!(house.count("select on_hand from stock where tenant_id = $1 and sku = 'MUG'").await, 7);
    // The tail of it, and one more.
    let mut tail = commands[1..].to_vec();
    tail.push(envelope(goods::stock("MUG", 1)));
    assert_eq!(house.owner.pushed(2, &tail).await.last_seq, 4);
    assert_eq!(house.count("select on_hand from stock where tenant_id = $1 and sku = 'MUG'").await, 8);
    // Another outbox of the same device (its numbering was lost) sends what was done already.
    let mut other = house.owner.clone();
    other.client = shared::base::ClientId(new_uuid());
    assert_eq!(other.pushed(1, &commands).await.answers, first.answers);
    assert_eq!(house.count("select on_hand from stock where tenant_id = $1 and sku = 'MUG'").await, 8);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gap_is_told_and_nothing_of_it_is_taken() {
    let house = House::open().await;
    let answer = house.owner.push(3, &[envelope(goods::warehouse())]).await;
    assert_eq!(answer.status, 409);
    assert_eq!(answer.code(), "push-gap");
    assert_eq!(answer.json()["expected"], 1);
    assert_eq!(house.owner.pushed(1, &[envelope(goods::warehouse())]).await.last_seq, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unreadable_command_is_kept_and_does_not_stop_the_queue() {
    let house = House::open().await;
    let mut body = house.owner.push_body(1, &[envelope(goods::warehouse()), envelope(goods::product("MUG"))]);
    body["commands"][0]["name"] = json!("inventory.teleport.7");
    let answer = house.owner.send("POST", "/api/sync/push", Some(body.clone())).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.json()["answers"][0]["answer"], "unreadable");
    assert_eq!(answer.json()["answers"][1]["answer"], json!({ "accepted": "done" }));
    assert_eq!(house.count("select count(*) from command_log where tenant_id = $1 and raw like '%teleport%'").await, 1);
    assert_eq!(house.owner.send("POST", "/api/sync/push", Some(body)).await.json()["last_seq"], 2);
    // Half a character, as broken text from a scanner may hold.
    let raw = format!(
        r#"{{"client":"{}","protocol":1,"commands":[{{"seq":3,"name":"\ud800","args":{{}}}}]}}"#,
        house.owner.client
    );
    let headers = [("x-waybill", "1"), ("content-type", "application/json")];
    assert_eq!(house.owner.raw("POST", "/api/sync/push", &headers, raw.as_bytes()).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn characters_the_database_refuses_are_a_refusal() {
    let house = House::open().await;
    let mut command = serde_json::to_value(envelope(goods::warehouse())).unwrap();
    command["name"] = json!("notifications.resend.1");
    command["args"] = json!({ "notice": "a\u{0}b" });
    let sent = serde_json::from_value(command).unwrap();
    let reply = house.owner.pushed(1, &[sent, envelope(goods::warehouse())]).await;
    assert!(matches!(reply.answers[0].answer, Answer::Refused(Refusal::Invalid { .. })));
    assert!(matches!(reply.answers[1].answer, Answer::Accepted(Outcome::Done)));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_want_the_last_unit_one_gets_it() {
    let house = House::open().await;
    let orders = [OrderId(new_uuid()), OrderId(new_uuid())];
    let set_up = vec![goods::warehouse(), goods::bin(), goods::product("MUG"), goods::stock("MUG", 1)];
    house.done(set_up.into_iter().chain(orders.iter().map(|order| goods::order(*order, "MUG", 1))).collect()).await;
    let floors = [house.person("floor").await, house.person("floor").await];
    let (left_command, right_command) = ([envelope(goods::reserve(orders[0]))], [envelope(goods::reserve(orders[1]))]);
    let (left, right) = tokio::join!(floors[0].pushed(1, &left_command), floors[1].pushed(1, &right_command));
    let accepted =
        [&left, &right].iter().filter(|reply| matches!(reply.answers[0].answer, Answer::Accepted(_))).count();
    let short = [&left, &right]
        .iter()
        .filter(|reply| matches!(reply.answers[0].answer, Answer::Refused(Refusal::NotEnoughStock { .. })))
        .count();
    assert_eq!((accepted, short), (1, 1));
    assert_eq!(house.count("select reserved from stock where tenant_id = $1 and sku = 'MUG'").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_is_what_the_session_says() {
    let house = House::open().await;
    let floor = house.person("floor").await;
    let reply = floor.pushed(1, &[envelope(goods::product("MUG"))]).await;
    assert!(matches!(reply.answers[0].answer, Answer::Refused(Refusal::NotAllowed { .. })));
    let pulled = floor.pull(&[("settings", 0), ("messages", 0)]).await;
    assert_eq!(pulled.dropped, vec![shared::engine::Scope::Messages]);
    assert_eq!(floor.send("POST", "/api/app/api-keys", Some(json!({ "name": "x" }))).await.status, 403);
    let mut gone = floor.clone();
    assert_eq!(gone.sign_in("nobody@shop.example", PASSWORD).await.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_breaks_after_sending_doubles_nothing() {
    let house = House::open().await;
    house.done(vec![goods::warehouse(), goods::bin(), goods::product("MUG")]).await;
    let headers = [("x-waybill", "1"), ("content-type", "application/json")];
    for seq in 1..=20u64 {
        let commands = [envelope(goods::stock("MUG", 1))];
        let body = house.owner.push_body(seq, &commands).to_string();
        drop(house.owner.begin("POST", "/api/sync/push", &headers, body.as_bytes()).await);
        // It may have been taken or not; sent again, it is there once.
        assert_eq!(house.owner.pushed(seq, &commands).await.last_seq, seq);
    }
    assert_eq!(house.count("select on_hand from stock where tenant_id = $1 and sku = 'MUG'").await, 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_app_is_told_to_update() {
    let house = House::open().await;
    let mut body = house.owner.push_body(1, &[envelope(goods::warehouse())]);
    body["protocol"] = json!(0);
    let answer = house.owner.send("POST", "/api/sync/push", Some(body)).await;
    assert_eq!((answer.status, answer.code().as_str()), (426, "app-too-old"));
    let pull = json!({ "client": house.owner.client, "epoch": "", "schema": 60_000, "scopes": [] });
    assert_eq!(house.owner.send("POST", "/api/sync/pull", Some(pull)).await.status, 426);
}
