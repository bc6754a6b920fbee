//! Changes that come by another way than their device's own push: held, and decided by an owner.
use crate::goods;
use crate::house::{Answer, House, PASSWORD, Visitor, envelope};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use serde_json::{Value, json};
use server::store::merchants::new_uuid;
use shared::base::OrderId;
use shared::engine::Envelope;
use shared::sync::hand_in::bond;

/// A device with somebody signed in on it, and what it was told when it said hello.
struct Tablet {
    visitor: Visitor,
    hello: Value,
}

impl Tablet {
    async fn of(visitor: Visitor) -> Tablet {
        let hello = visitor.hello().await;
        Tablet { visitor, hello }
    }

    fn bond(&self) -> String {
        let id = |name: &str| serde_json::from_value(self.hello[name].clone()).unwrap();
        let member = serde_json::from_value(self.hello["member"].clone()).unwrap();
        bond(id("tenant"), member, self.visitor.client)
    }

    fn push(&self, commands: &[Envelope]) -> String {
        let commands: Vec<Value> = commands
            .iter()
            .enumerate()
            .map(|(at, envelope)| {
                let mut sent = serde_json::to_value(envelope).unwrap();
                sent["seq"] = json!(at + 1);
                sent
            })
            .collect();
        json!({ "client": self.visitor.client, "protocol": 1, "device": "Lost tablet", "commands": commands })
            .to_string()
    }

    fn sealed(&self, bond: &str, body: &str) -> String {
        let seal = self.hello["seal"].as_str().unwrap();
        let key: Vec<u8> = (0..64).step_by(2).map(|at| u8::from_str_radix(&seal[at..at + 2], 16).unwrap()).collect();
        let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &key).unwrap());
        let nonce: [u8; 12] = rand::random();
        let mut closed = body.as_bytes().to_vec();
        key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(bond.as_bytes()), &mut closed)
            .unwrap();
        STANDARD.encode([nonce.as_slice(), &closed].concat())
    }

    fn file(&self, enclosed: Value) -> Value {
        let share = json!({
            "tenant": self.hello["tenant"], "member": self.hello["member"], "client": self.visitor.client,
            "changes": 1, "pushes": [enclosed],
        });
        json!({ "format": 1, "exported_at": 5, "device": "Lost tablet", "shares": [share] })
    }

    fn sealed_file(&self, commands: &[Envelope]) -> Value {
        self.file(json!({ "sealed": self.sealed(&self.bond(), &self.push(commands)) }))
    }
}

/// With a session as a file that somebody carries, without one as the device itself.
async fn hand_in(from: &Visitor, file: Value) -> Answer {
    let path = if from.cookie.is_some() { "/api/app/hand-in" } else { "/api/sync/hand-in" };
    from.send("POST", path, Some(file)).await
}

async fn handed_in(from: &Visitor, file: Value) -> (u64, u64) {
    let answer = hand_in(from, file).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    (answer.json()["held"].as_u64().unwrap(), answer.json()["known"].as_u64().unwrap())
}

async fn held(owner: &Visitor) -> Vec<Value> {
    owner.get("/api/app/held").await.json().as_array().unwrap().clone()
}

/// About everything of this tablet that has come until now.
async fn decide(owner: &Visitor, tablet: &Tablet, how: &str) -> Answer {
    decide_until(owner, tablet, how, server::office::now().0 + 1_000).await
}

async fn decide_until(owner: &Visitor, tablet: &Tablet, how: &str, held_at: i64) -> Answer {
    let path = format!("/api/app/held/{}/{how}", tablet.visitor.client);
    owner.send("POST", &path, Some(json!({ "member": tablet.hello["member"], "held_at": held_at }))).await
}

async fn mugs(house: &House) -> i64 {
    house.count("select coalesce(sum(on_hand), 0)::bigint from stock where tenant_id = $1 and sku = 'MUG'").await
}

async fn stocked() -> House {
    let house = House::open().await;
    house.done(vec![goods::warehouse(), goods::bin(), goods::product("MUG")]).await;
    house
}

/// The tablet of Ben, who had this role, and does not work here any more.
async fn somebody_who_left(house: &House, role: &str) -> Tablet {
    let form = |active: bool| json!({ "name": "Ben", "email": "ben@shop.example", "role": role, "active": active, "password": PASSWORD });
    let added = house.owner.send("POST", "/api/app/members", Some(form(true))).await.json();
    let mut ben = house.visitor();
    ben.sign_in("ben@shop.example", PASSWORD).await;
    let ben = Tablet::of(ben).await;
    let path = format!("/api/app/members/{}", added["member"].as_str().unwrap());
    assert_eq!(house.owner.send("PUT", &path, Some(form(false))).await.status, 200);
    ben
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_lost_tablet_sends_waits_for_an_owner_and_is_done_once() {
    let house = stocked().await;
    let clerk = Tablet::of(house.person("clerk").await).await;
    let work = [envelope(goods::stock("MUG", 5)), envelope(goods::reserve(OrderId(new_uuid())))];
    // Signed in, it could send by itself: nothing is held.
    let nobody = house.visitor();
    let early = hand_in(&nobody, clerk.sealed_file(&work)).await.json();
    assert_eq!((&early["held"], &early["known"], &early["left_out"]), (&json!(0), &json!(0), &json!(1)));

    let path = format!("/api/app/devices/{}", clerk.visitor.client);
    assert_eq!(house.owner.send("DELETE", &path, Some(json!({}))).await.status, 204);
    assert_eq!(clerk.visitor.push(1, &work).await.status, 401);
    assert_eq!(handed_in(&nobody, clerk.sealed_file(&work)).await, (2, 0));
    assert_eq!(handed_in(&nobody, clerk.sealed_file(&work)).await, (0, 2), "the same again");
    assert_eq!(mugs(&house).await, 0, "nothing is done by itself");

    let waiting = held(&house.owner).await;
    assert_eq!(waiting.len(), 1);
    assert_eq!((&waiting[0]["count"], &waiting[0]["why"]), (&json!(2), &json!("signed_out")));
    assert_eq!(waiting[0]["device"], "Lost tablet");
    assert_eq!(waiting[0]["changes"][0][1], work[0].command.name());

    let viewer = house.person("viewer").await;
    assert_eq!(viewer.get("/api/app/held").await.status, 403);
    assert_eq!(decide(&viewer, &clerk, "take-over").await.status, 403);
    assert_eq!(decide(&viewer, &clerk, "discard").await.status, 403);

    let taken = decide(&house.owner, &clerk, "take-over").await.json();
    assert_eq!((&taken["accepted"], &taken["refused"]), (&json!(1), &json!(1)));
    assert_eq!(mugs(&house).await, 5);
    let refused = held(&house.owner).await;
    assert_eq!(
        (refused.len(), &refused[0]["count"]),
        (1, &json!(1)),
        "what was refused stays until somebody has read it"
    );
    assert_eq!(refused[0]["changes"][0][1], work[1].command.name());
    assert_eq!(refused[0]["refusals"], json!([taken["why"]]));
    assert_eq!(house.owner.hello().await["held"], 1);
    assert_eq!(decide(&viewer, &clerk, "read").await.status, 403);
    assert_eq!(decide(&house.owner, &clerk, "take-over").await.json()["refused"], 0, "it is not tried again");
    assert_eq!(decide(&house.owner, &clerk, "read").await.status, 204);
    assert!(held(&house.owner).await.is_empty());
    assert_eq!(house.owner.hello().await["held"], 0);
    let by = house
        .count("select count(*) from command_log where tenant_id = $1 and actor = 'clerk' and device = 'Lost tablet'");
    assert_eq!(by.await, 2, "it is the clerk's work in the books");
    let decided = house.count("select count(*) from held_command where tenant_id = $1 and decided_by is not null");
    assert_eq!(decided.await, 2, "and who decided is kept");

    // The tablet is found again: somebody signs in on it, and it sends what it still holds.
    let mut found = house.owner.clone();
    found.client = clerk.visitor.client;
    let again = found.pushed(1, &work).await;
    assert_eq!(again.last_seq, 2);
    assert_eq!(mugs(&house).await, 5, "nothing is done twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_carried_to_another_device() {
    let house = stocked().await;
    let clerk = Tablet::of(house.person("clerk").await).await;
    let colleague = house.person("floor").await;
    let work = [envelope(goods::stock("MUG", 3))];
    let file = clerk.sealed_file(&work);
    assert!(!file.to_string().contains("MUG"), "nobody reads it on the way");
    assert_eq!(handed_in(&colleague, file).await, (1, 0));
    assert_eq!(held(&house.owner).await[0]["why"], "file");
    assert_eq!(held(&house.owner).await[0]["sealed"], true);
    // Its own device comes into the network first: there is nothing to decide any more.
    clerk.visitor.pushed(1, &work).await;
    assert!(held(&house.owner).await.is_empty());
    assert_eq!(handed_in(&colleague, clerk.sealed_file(&work)).await, (0, 1));
    assert_eq!(mugs(&house).await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seal_opens_for_its_own_person_device_and_shop() {
    let house = stocked().await;
    let clerk = Tablet::of(house.person("clerk").await).await;
    let other = Tablet::of(house.person("clerk").await).await;
    let work = [envelope(goods::stock("MUG", 3))];
    let body = clerk.push(&work);
    let refused = async |from: &Visitor, file: Value| {
        let answer = hand_in(from, file).await;
        (answer.status, answer.code())
    };
    let broken = || (422, "hand-in-broken-seal".to_owned());
    // Under another person's name, with their seal; and for another device.
    let forged = clerk.file(json!({ "sealed": other.sealed(&clerk.bond(), &body) }));
    assert_eq!(refused(&house.owner, forged).await, broken());
    let moved = clerk.file(json!({ "sealed": clerk.sealed(&other.bond(), &body) }));
    assert_eq!(refused(&house.owner, moved).await, broken());
    let swapped = clerk.file(json!({ "sealed": clerk.sealed(&clerk.bond(), &other.push(&work)) }));
    assert_eq!(refused(&house.owner, swapped).await, broken());
    // Without a seal an owner has to vouch for it; a device without a session proves nothing.
    let open = || clerk.file(json!({ "open": body }));
    assert_eq!(refused(&other.visitor, open()).await, (403, "hand-in-no-seal".to_owned()));
    assert_eq!(refused(&house.visitor(), open()).await, (403, "hand-in-no-seal".to_owned()));
    let mut nothing = open();
    nothing["shares"][0]["pushes"] = json!([]);
    assert_eq!(refused(&house.visitor(), nothing).await, broken());
    assert_eq!(handed_in(&house.owner, open()).await, (1, 0));
    assert_eq!(held(&house.owner).await[0]["sealed"], false, "and the owner is told");
    // Without a seal nobody's name is put to a device that they never worked on.
    let mut borrowed = open();
    borrowed["shares"][0]["member"] = other.hello["member"].clone();
    assert_eq!(refused(&house.owner, borrowed).await, broken());
    // Another shop.
    let mut stranger = house.visitor();
    stranger.sign_up("stranger@elsewhere.example").await;
    assert_eq!(refused(&stranger, clerk.sealed_file(&work)).await, (422, "hand-in-other-shop".to_owned()));
    assert!(held(&stranger).await.is_empty());
    assert_eq!(decide(&stranger, &clerk, "take-over").await.status, 404);
    assert_eq!(decide(&stranger, &clerk, "discard").await.status, 204);
    assert_eq!(held(&house.owner).await.len(), 1, "which discards nothing of another shop");
    assert_eq!(refused(&house.owner, json!({ "format": 9 })).await, (422, "hand-in-no-file".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_left_is_held_and_may_be_discarded() {
    let house = stocked().await;
    let ben = somebody_who_left(&house, "clerk").await;
    let work = [envelope(goods::stock("MUG", 4))];
    assert_eq!(handed_in(&house.visitor(), ben.sealed_file(&work)).await, (1, 0));
    assert_eq!(held(&house.owner).await[0]["why"], "left");
    assert_eq!(decide(&house.owner, &ben, "discard").await.status, 204);
    assert!(held(&house.owner).await.is_empty());
    assert_eq!(decide(&house.owner, &ben, "take-over").await.json()["accepted"], 0);
    assert_eq!(mugs(&house).await, 0);
    assert_eq!(handed_in(&house.visitor(), ben.sealed_file(&work)).await, (0, 1), "it stays discarded");
    assert!(held(&house.owner).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_is_about_what_was_seen_and_an_owner_who_was_let_go_does_not_come_back() {
    let house = stocked().await;
    let ben = somebody_who_left(&house, "owner").await;
    let seen = envelope(goods::stock("MUG", 4));
    assert_eq!(handed_in(&house.visitor(), ben.sealed_file(std::slice::from_ref(&seen))).await, (1, 0));
    let held_at = held(&house.owner).await[0]["held_at"].as_i64().unwrap();
    while server::office::now().0 <= held_at + 1 {
        tokio::task::yield_now().await;
    }
    let settings = json!({ "name": "people.change_settings.1", "args": {
        "name": "Mine again", "country": "CN", "language": "en", "utc_offset_minutes": 480, "ship_within_hours": 48,
        "default_warehouse": null, "reply_to": null, "phone": null,
    } });
    let later = [seen, envelope(serde_json::from_value(settings).unwrap())];
    assert_eq!(handed_in(&house.visitor(), ben.sealed_file(&later)).await, (1, 1));

    let taken = decide_until(&house.owner, &ben, "take-over", held_at).await.json();
    assert_eq!((&taken["accepted"], &taken["refused"]), (&json!(1), &json!(0)));
    assert_eq!(mugs(&house).await, 4);
    assert_eq!(held(&house.owner).await[0]["count"], 1, "what came later waits");
    let taken = decide(&house.owner, &ben, "take-over").await.json();
    assert_eq!((&taken["accepted"], &taken["refused"]), (&json!(0), &json!(1)));
    assert!(taken["why"]["not_allowed"].is_object(), "{taken}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_one_share_does_not_stand_in_the_way_of_the_others() {
    let house = stocked().await;
    let clerk = Tablet::of(house.person("clerk").await).await;
    let work = [envelope(goods::stock("MUG", 3))];
    let mut file = clerk.sealed_file(&work);
    let good = file["shares"][0].clone();
    let mut elsewhere = good.clone();
    elsewhere["tenant"] = json!(new_uuid());
    file["shares"] = json!([elsewhere, good]);
    let sum = hand_in(&house.owner, file).await.json();
    assert_eq!((&sum["held"], &sum["left_out"]), (&json!(1), &json!(1)));
}
