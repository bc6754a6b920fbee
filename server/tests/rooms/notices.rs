//! Mails to customers: one per notice, whatever the mail server does and however many workers there are.
use crate::house::{House, until};
use crate::post_office::{Mood, PostOffice};
use crate::shop::{Parcel, command, told};
use serde_json::json;
use server::notifications::deliveries;
use server::notifications::retry::Retry;
use server::notifications::smtp::MailServer;
use server::notifications::worker::{Post, Worker};
use server::office::now;
use shared::base::Email;
use shared::notifications::{AttemptResult, Notice, NoticeState, Ticket};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

/// Waits of half a minute become fractions of a millisecond.
const FAST: Retry = Retry { scale: 1_000_000 };

fn worker(house: &House, post: Option<&PostOffice>) -> Worker {
    let post = Post {
        server: post.map(|post| MailServer::from_url(&post.url).unwrap()),
        from: Email::parse("no-reply@shop.example").unwrap(),
        base_url: "https://shop.example".to_owned(),
        retry: FAST,
    };
    Worker::new(house.office.clone(), post)
}

async fn notice(house: &House, parcel: &Parcel) -> Arc<Notice> {
    house.office.find::<Notice>(house.tenant, parcel.notice()).await.unwrap().unwrap()
}

/// Sends until nothing of the notice is left to do.
async fn settled(house: &House, worker: &Worker, parcel: &Parcel) -> Arc<Notice> {
    until("the notice is settled", async || {
        worker.send_due().await.unwrap();
        !matches!(notice(house, parcel).await.state, NoticeState::Queued | NoticeState::Retrying)
    })
    .await;
    notice(house, parcel).await
}

async fn tickets(house: &House) -> usize {
    house.office.list(house.tenant, <Ticket as shared::engine::Recorded>::KIND, None, 100).await.unwrap().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parcel_that_leaves_is_told_once_in_two_forms() {
    let (house, post) = (House::open().await, PostOffice::open([]).await);
    let parcel = Parcel::new().leaves(&house).await;
    let worker = worker(&house, Some(&post));
    let notice = settled(&house, &worker, &parcel).await;
    assert_eq!(notice.state, NoticeState::Accepted);
    assert_eq!(worker.send_due().await.unwrap(), 0, "there is nothing left to send");
    let mails = post.mails();
    let [mail] = mails.as_slice() else { panic!("{} mails", mails.len()) };
    assert_eq!(mail.to, ["<maya@example.com>"]);
    assert_eq!(mail.from.split_whitespace().next(), Some("<no-reply@shop.example>"));
    assert_eq!(mail.header("Subject").as_deref(), Some("Your order #10001 is on its way"));
    assert_eq!(mail.header("Auto-Submitted").as_deref(), Some("auto-generated"));
    assert_eq!(mail.header("Reply-To").as_deref(), Some("owner@shop.example"));
    let body = decoded(&mail.text);
    assert!(mail.text.contains("text/plain") && mail.text.contains("text/html"));
    let link = format!("https://shop.example{}", parcel.path(&house));
    assert_eq!(
        (body.matches(&format!("\r\n{link}\r\n")).count(), body.matches(&format!("href=\"{link}\"")).count()),
        (1, 2),
        "{body}"
    );
    assert!(body.contains("on its way with SF Express"));
    assert!(body.contains("- Mug <b>blue</b> & white × 2"), "plain text is not escaped");
    assert!(body.contains("Mug &lt;b&gt;blue&lt;/b&gt; &amp; white × 2"), "HTML is: {body}");
    assert!(!body.contains("Graham Road") && body.contains("M*** O***"), "the address stays out");
}

/// Both parts as readers see them: soft breaks joined, bytes and slashes restored.
fn decoded(text: &str) -> String {
    let joined = text.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let code = (*first == b'=')
            .then(|| tail.get(..2).and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()))
            .flatten();
        match code {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).replace("&#x2f;", "/")
}

#[tokio::test(flavor = "multi_thread")]
async fn two_workers_send_every_mail_once() {
    const PARCELS: usize = 24;
    let (house, post) = (House::open().await, PostOffice::open([]).await);
    for _ in 0..PARCELS {
        Parcel::new().leaves(&house).await;
    }
    let (one, two) = (worker(&house, Some(&post)), worker(&house, Some(&post)));
    until("all are sent", async || {
        let (first, second) = tokio::join!(one.send_due(), two.send_due());
        first.unwrap() + second.unwrap() == 0
    })
    .await;
    let ids: BTreeSet<String> = post.mails().iter().map(|mail| mail.header("Message-ID").unwrap()).collect();
    assert_eq!((post.mails().len(), ids.len()), (PARCELS, PARCELS));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_busy_mail_server_is_asked_four_times_and_then_a_person() {
    let (house, post) =
        (House::open().await, PostOffice::open([Mood::Busy, Mood::Busy, Mood::HangUpBeforeText, Mood::Busy]).await);
    let parcel = Parcel::new().leaves(&house).await;
    let worker = worker(&house, Some(&post));
    let notice = settled(&house, &worker, &parcel).await;
    assert_eq!(notice.state, NoticeState::Failed);
    let numbers: Vec<u32> = notice.attempts.iter().map(|attempt| attempt.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
    assert!(notice.attempts.iter().all(|attempt| attempt.result == AttemptResult::Transient));
    assert_eq!((post.mails().len(), tickets(&house).await), (0, 1));
    // A person asks again; the next round begins, and its attempts are numbered on.
    told(&house, now(), vec![command("notifications.resend.1", json!({ "notice": parcel.notice() }))]).await;
    let notice = settled(&house, &worker, &parcel).await;
    assert_eq!((notice.state, notice.attempts.len(), notice.attempts[4].number), (NoticeState::Accepted, 5, 5));
    assert_eq!(post.mails().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_that_comes_back_gets_the_same_mail() {
    let (house, post) = (House::open().await, PostOffice::open([Mood::Busy, Mood::HangUpBeforeText]).await);
    let parcel = Parcel::new().leaves(&house).await;
    let notice = settled(&house, &worker(&house, Some(&post)), &parcel).await;
    assert_eq!((notice.state, notice.attempts.len()), (NoticeState::Accepted, 3));
    assert_eq!((post.mails().len(), tickets(&house).await), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_that_does_not_exist_is_not_tried_again() {
    let (house, post) = (House::open().await, PostOffice::open([Mood::Unknown]).await);
    let parcel = Parcel::new().leaves(&house).await;
    let notice = settled(&house, &worker(&house, Some(&post)), &parcel).await;
    assert_eq!(notice.state, NoticeState::Failed);
    let [attempt] = notice.attempts.as_slice() else { panic!("{:?}", notice.attempts) };
    assert_eq!(attempt.result, AttemptResult::Recipient);
    assert!(attempt.detail.contains("m***@example.com") && !attempt.detail.contains("maya@"), "{}", attempt.detail);
    assert_eq!(tickets(&house).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_have_gone_out_is_never_sent_again_blindly() {
    let (house, post) = (House::open().await, PostOffice::open([Mood::HangUpAfterText]).await);
    let parcel = Parcel::new().leaves(&house).await;
    let worker = worker(&house, Some(&post));
    let notice = settled(&house, &worker, &parcel).await;
    assert_eq!((notice.state, notice.attempts[0].result), (NoticeState::Failed, AttemptResult::Ambiguous));
    assert_eq!((worker.send_due().await.unwrap(), post.mails().len(), tickets(&house).await), (0, 1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_dies_leaves_a_mail_to_a_person_and_its_late_word_does_not_count() {
    let (house, post) = (House::open().await, PostOffice::open([]).await);
    let parcel = Parcel::new().leaves(&house).await;
    let store = house.office.store();
    let dead = deliveries::claim(store, house.tenant, 1, Duration::ZERO).await.unwrap();
    assert_eq!(dead.len(), 1);
    let notice = settled(&house, &worker(&house, Some(&post)), &parcel).await;
    assert_eq!((notice.state, notice.attempts[0].result), (NoticeState::Failed, AttemptResult::Ambiguous));
    assert_eq!((post.mails().len(), tickets(&house).await), (0, 1));
    let late = deliveries::log_result(store, &dead[0], "accepted", String::new(), None).await.unwrap();
    assert!(!late, "somebody else has spoken for this try");
    assert_eq!(
        house.count("select count(*) from delivery_attempt where tenant_id = $1 and state = 'ambiguous'").await,
        1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_result_that_the_books_missed_is_told_after_all() {
    let (house, post) = (House::open().await, PostOffice::open([]).await);
    let parcel = Parcel::new().leaves(&house).await;
    let store = house.office.store();
    // The mail went out and was logged; then the server ended, before the books heard of it.
    let claimed = deliveries::claim(store, house.tenant, 1, Duration::ZERO).await.unwrap();
    assert!(deliveries::log_result(store, &claimed[0], "accepted", "250 taken".to_owned(), None).await.unwrap());
    let notice = settled(&house, &worker(&house, Some(&post)), &parcel).await;
    assert_eq!((notice.state, post.mails().len()), (NoticeState::Accepted, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_gate_is_asked_again_before_a_mail_leaves() {
    let (house, post) = (House::open().await, PostOffice::open([]).await);
    let parcel = Parcel::new().leaves(&house).await;
    told(&house, now(), vec![command("orders.amend.1", json!({ "order": parcel.order, "shipping_fee": 900 }))]).await;
    let notice = settled(&house, &worker(&house, Some(&post)), &parcel).await;
    assert_eq!((notice.state, post.mails().len(), tickets(&house).await), (NoticeState::Failed, 0, 1));
    assert!(notice.attempts[0].detail.starts_with("not sent: "), "{}", notice.attempts[0].detail);
    assert_eq!(
        house.count("select count(*) from delivery_attempt where tenant_id = $1 and state = 'skipped'").await,
        4
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_a_customer_enters_becomes_a_header() {
    let (house, post) = (House::open().await, PostOffice::open([]).await);
    let parcel = Parcel { name: "\"Eve\" <eve@evil.example>, Bcc: all@evil.example".to_owned(), ..Parcel::new() };
    let parcel = parcel.leaves(&house).await;
    settled(&house, &worker(&house, Some(&post)), &parcel).await;
    let mails = post.mails();
    assert_eq!(mails[0].to, ["<maya@example.com>"]);
    assert_eq!(mails[0].header("Bcc"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_mail_server_mails_are_kept_to_be_read() {
    let house = House::open().await;
    let parcel = Parcel { language: "zh-CN", name: "王小明".to_owned(), ..Parcel::new() }.leaves(&house).await;
    let notice = settled(&house, &worker(&house, None), &parcel).await;
    assert_eq!(notice.state, NoticeState::Accepted);
    let list = house.owner.get("/api/app/outbox-mail").await.json();
    assert_eq!(list.as_array().unwrap().len(), 1);
    assert_eq!(list[0]["subject"], "您的订单 #10001 已发货");
    assert!(list[0]["text"].as_str().unwrap().contains("王小明，您好："));
    let html = house.owner.get(&format!("/api/app/outbox-mail/{}/html", list[0]["id"].as_str().unwrap())).await;
    let policy = html.header("content-security-policy").unwrap();
    assert!(policy.contains("default-src 'none'") && policy.contains("sandbox") && !policy.contains("script-src"));
    assert!(html.text().contains("<html lang=\"zh-CN\">") && !html.text().contains("<script"));
    assert_eq!(house.person("floor").await.get("/api/app/outbox-mail").await.status, 403);
    assert_eq!(house.visitor().get("/api/app/outbox-mail").await.status, 401);
}
