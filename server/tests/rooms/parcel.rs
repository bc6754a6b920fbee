//! The parcel page and the search for a parcel.
use crate::house::{Answer, House};
use crate::shop::Parcel;
use server::office::now;
use shared::base::moment::{DAY, HOUR};

/// Nothing inline: the page's policy would refuse it.
fn assert_plain(page: &Answer) {
    let text = page.text();
    assert!(
        !text.contains("<style")
            && !text.contains(" style=")
            && !text.contains(" onclick")
            && !text.contains("javascript:"),
        "{text}"
    );
    for script in text.split("<script").skip(1) {
        assert!(script.starts_with(" src=\"/t/"), "an inline script: {script}");
    }
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    assert_eq!(page.header("referrer-policy"), Some("no-referrer"));
    assert_eq!(page.header("x-robots-tag"), Some("noindex, nofollow"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parcel_page_answers_in_one_sentence_and_shows_no_more_than_it_must() {
    let house = House::open().await;
    let parcel = Parcel { happened: now().plus(-30 * HOUR), ..Parcel::new() }.leaves(&house).await;
    parcel.tracked(&house, "in_transit", now().plus(-3 * HOUR)).await;
    let anybody = house.visitor();
    let page = anybody.get(&parcel.path(&house)).await;
    assert_eq!(page.status, 200);
    assert_plain(&page);
    let text = page.text();
    assert!(text.contains("<html lang=\"en\">") && text.contains("<h1>On its way with SF Express</h1>"), "{text}");
    assert!(text.contains("M*** O*** · 447****0123") && text.contains("Updated 3 hours ago"), "{text}");
    for secret in ["Okafor", "Graham", "maya@", "7700900", "<b>blue"] {
        assert!(!text.contains(secret), "{secret} is on the page");
    }
    let style = anybody.get("/t/style.css").await;
    let script = anybody.get("/t/copy.js").await;
    let all = page.body.len() + style.body.len() + script.body.len();
    assert!(all <= 30 * 1024, "{all} bytes");
    let tag = page.header("etag").unwrap().to_owned();
    let again = anybody.raw("GET", &parcel.path(&house), &[("if-none-match", &tag)], b"").await;
    assert_eq!((again.status, again.body.len()), (304, 0));
    let chinese = anybody.get(&format!("{}?lang=zh-CN", parcel.path(&house))).await.text();
    assert!(chinese.contains("<html lang=\"zh-CN\">") && chinese.contains("包裹正在路上，由顺丰速运承运"), "{chinese}");
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_unknown_and_expired_links_get_the_same_calm_page() {
    let house = House::open().await;
    let old = Parcel { happened: now().plus(-70 * DAY), ..Parcel::new() }.leaves(&house).await;
    old.tracked(&house, "delivered", now().plus(-61 * DAY)).await;
    let fresh = Parcel { happened: now().plus(-70 * DAY), ..Parcel::new() }.leaves(&house).await;
    fresh.tracked(&house, "delivered", now().plus(-59 * DAY)).await;
    let anybody = house.visitor();
    assert_eq!(anybody.get(&fresh.path(&house)).await.status, 200);
    let pages = [
        anybody.get(&old.path(&house)).await,
        anybody.get("/t/0000000000000000000000000Ab").await,
        anybody.get("/t/x").await,
    ];
    for page in &pages {
        assert_eq!(page.status, 404);
        assert_plain(page);
        assert_eq!(page.body, pages[0].body);
    }
}

async fn find(house: &House, order: &str, phone: &str) -> Answer {
    let form = format!("order={}&phone={phone}", order.replace('#', "%23").replace(' ', "+"));
    house
        .visitor()
        .raw("POST", "/find", &[("content-type", "application/x-www-form-urlencoded")], form.as_bytes())
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parcel_is_found_with_its_number_and_four_digits() {
    let house = House::open().await;
    let parcel = Parcel { external_id: Some("SO-77".to_owned()), ..Parcel::new() }.leaves(&house).await;
    for number in ["#10001", "so-77"] {
        let found = find(&house, number, "0123").await;
        assert_eq!((found.status, found.header("location")), (303, Some(parcel.path(&house).as_str())), "{number}");
    }
    assert_plain(&house.visitor().get("/find").await);
    let (wrong, missing) = (find(&house, "10001", "9999").await, find(&house, "10002", "0123").await);
    assert_eq!((wrong.status, missing.status), (200, 200));
    assert_eq!(
        wrong.text().replace("10001", "N"),
        missing.text().replace("10002", "N"),
        "the same answer for wrong and missing"
    );
    assert_plain(&wrong);
    assert_eq!(find(&house, "<script>", "0123").await.text().matches("<script>").count(), 0);
    let refused = find(&house, "10001", "0123").await;
    assert_eq!(refused.status, 429, "five an hour");
    assert_plain(&refused);
}

#[tokio::test(flavor = "multi_thread")]
async fn parcels_of_two_shops_with_the_same_number_are_both_offered() {
    let mut other = House::open().await;
    Parcel::new().leaves(&other).await;
    let mut owner = other.visitor();
    let shop = owner.sign_up("other@shop.example").await;
    other.tenant = serde_json::from_value(shop["tenant"].clone()).unwrap();
    other.owner = owner;
    let second = Parcel::new().leaves(&other).await;
    let found = find(&other, "10001", "0123").await;
    assert_eq!((found.status, found.text().matches("<li><a href=").count()), (200, 2), "{}", found.text());
    // The desk gives out the customer's link, of its own parcels only.
    let link = other.owner.get(&format!("/api/app/parcel-link/{}", second.shipment)).await.json();
    assert!(link["url"].as_str().unwrap().ends_with(&second.path(&other)));
    assert_eq!(other.visitor().get(&format!("/api/app/parcel-link/{}", second.shipment)).await.status, 401);
    assert_eq!(other.person("viewer").await.get("/api/app/parcel-link/nonsense").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_phone_changes_what_finds_the_parcel() {
    let house = House::open().await;
    let parcel = Parcel::new().leaves(&house).await;
    let customer = serde_json::json!({ "name": "Maya", "email": null, "phone": "+447700900999", "language": "en" });
    let amend =
        crate::shop::command("orders.amend.1", serde_json::json!({ "order": parcel.order, "customer": customer }));
    crate::shop::told(&house, now(), vec![amend]).await;
    assert_eq!(find(&house, "10001", "0123").await.status, 200);
    assert_eq!(find(&house, "10001", "0999").await.status, 303);
}
