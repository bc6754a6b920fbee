//! What the parcel page shows, taken from the records: masked, in words, nothing that a stranger should not see.

use super::clock::Clock;
use shared::base::moment::DAY;
use shared::base::name::mask_name;
use shared::base::{Moment, Quantity};
use shared::orders::Order;
use shared::people::{Language, Merchant};
use shared::shipping::{Carrier, Shipment, TrackStatus};
use shared::text::{say, t, words};

/// A parcel as its page shows it. All text is in the reader's language already.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ParcelView {
    pub lang: &'static str,
    pub shop: String,
    /// The status in two or three words, and the carrier: the line above the sentence.
    pub eyebrow: String,
    /// The one sentence that answers.
    pub sentence: String,
    /// What the customer can do now; empty when there is nothing to do.
    pub help: String,
    pub steps: Vec<Step>,
    pub events: Vec<Event>,
    pub number: Option<String>,
    pub follow: Option<Link>,
    pub recipient: String,
    pub order: String,
    pub items: Vec<String>,
    /// A `mailto:` address.
    pub mail: Option<String>,
    pub phone: Option<String>,
    pub updated: String,
    pub updated_at: String,
    pub zone: String,
}

/// One of the four steps.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Step {
    pub name: String,
    pub reached: bool,
}

/// One line of what happened.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Event {
    pub machine: String,
    pub day: String,
    pub time: String,
    pub text: String,
    pub place: String,
}

/// A link to the carrier's own page.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Link {
    pub url: String,
    pub text: String,
}

/// A parcel is shown until this long after its delivery.
pub const SHOWN_AFTER_DELIVERY: i64 = 60 * DAY;

/// Whether the link still opens. A parcel that never arrives is shown as long as a delivered one after its last news.
pub fn is_expired(shipment: &Shipment, now: Moment) -> bool {
    let final_word = matches!(shipment.status(), TrackStatus::Delivered | TrackStatus::Returned);
    let shown_for = if final_word { SHOWN_AFTER_DELIVERY } else { 3 * SHOWN_AFTER_DELIVERY };
    now.0.saturating_sub(shipment.updated_at().0) > shown_for
}

/// The carrier's name in a sentence.
pub fn carrier_name(language: Language, carrier: Option<Carrier>) -> String {
    match carrier {
        Some(Carrier::Other) | None => t(language, "office-parcel-carrier-unknown"),
        Some(carrier) => words::carrier(language, carrier),
    }
}

impl ParcelView {
    pub fn new(merchant: &Merchant, order: &Order, shipment: &Shipment, clock: Clock) -> ParcelView {
        let language = clock.language;
        let carrier = carrier_name(language, shipment.carrier);
        let status = shipment.status();
        let named = shipment.carrier.filter(|carrier| *carrier != Carrier::Other);
        let status_word = words::track_status(language, status);
        ParcelView {
            lang: language.tag(),
            shop: merchant.name.to_string(),
            eyebrow: named.map_or_else(|| status_word.clone(), |_| format!("{status_word} · {carrier}")),
            sentence: sentence(merchant, shipment, &carrier, clock),
            help: help(merchant, status, &carrier, language),
            steps: steps(status, language),
            events: events(shipment, &carrier, clock),
            number: shipment.tracking_number.clone(),
            follow: shipment
                .carrier
                .zip(shipment.tracking_number.as_deref())
                .and_then(|(at, number)| at.follow_url(number))
                .map(|url| Link {
                    url,
                    text: say(language, "office-parcel-at-carrier", &[("carrier", carrier.as_str().into())]),
                }),
            recipient: recipient(order),
            order: say(language, "office-parcel-order", &[("number", order.number.to_string().into())]),
            items: items(order, &shipment.parcel.contents, language),
            mail: merchant.reply_to.as_ref().map(|address| mailto(address.as_str())),
            phone: merchant.phone.as_ref().map(ToString::to_string),
            updated: clock.updated(shipment.updated_at()),
            updated_at: clock.machine(shipment.updated_at()),
            zone: say(language, "office-shop-time", &[("offset", clock.zone().into())]),
        }
    }
}

fn sentence(merchant: &Merchant, shipment: &Shipment, carrier: &str, clock: Clock) -> String {
    let status = shipment.status();
    let delivered_at = shipment
        .events
        .iter()
        .filter(|event| event.status == TrackStatus::Delivered)
        .map(|event| event.occurred_at)
        .max();
    let args = [
        ("carrier", carrier.into()),
        ("shop", merchant.name.as_str().into()),
        ("when", delivered_at.map(|at| clock.date_time(at)).unwrap_or_default().into()),
    ];
    say(clock.language, &format!("office-parcel-{}", status.name().replace('_', "-")), &args)
}

/// An address may hold `?` and `&`, which mean something else in a link.
fn mailto(address: &str) -> String {
    address.bytes().fold(String::from("mailto:"), |mut link, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'@' | b'.' | b'-' | b'_' | b'+' => link.push(char::from(byte)),
            _ => link.push_str(&format!("%{byte:02X}")),
        }
        link
    })
}

/// Only for the states in which a customer wonders what to do.
fn help(merchant: &Merchant, status: TrackStatus, carrier: &str, language: Language) -> String {
    let key = match status {
        TrackStatus::Problem => "office-parcel-help-problem",
        TrackStatus::AttemptFailed => "office-parcel-help-attempt-failed",
        TrackStatus::AvailableForPickup => "office-parcel-help-available-for-pickup",
        TrackStatus::Returning | TrackStatus::Returned => "office-parcel-help-returning",
        _ => return String::new(),
    };
    say(language, key, &[("shop", merchant.name.as_str().into()), ("carrier", carrier.into())])
}

fn steps(status: TrackStatus, language: Language) -> Vec<Step> {
    let names = [
        "office-parcel-step-ordered",
        "office-parcel-step-shipped",
        "office-parcel-step-in-transit",
        "office-parcel-step-delivered",
    ];
    (1u8..).zip(names).map(|(at, key)| Step { name: t(language, key), reached: at <= status.step() }).collect()
}

/// Newest first; the hand-over is the oldest one. The carrier's own words win over the status word.
fn events(shipment: &Shipment, carrier: &str, clock: Clock) -> Vec<Event> {
    let line = |at: Moment, text: String, place: String| Event {
        machine: clock.machine(at),
        day: clock.day(at),
        time: clock.time(at),
        text,
        place,
    };
    let told = shipment.events.iter().rev().map(|event| {
        let words = event.text.as_str();
        let text = if words.is_empty() { words::track_status(clock.language, event.status) } else { words.to_owned() };
        line(event.occurred_at, text, event.place.to_string())
    });
    let handed_over = say(clock.language, "office-parcel-handed-over", &[("carrier", carrier.into())]);
    told.chain([line(shipment.handed_over_at, handed_over, String::new())]).take(MOST_EVENTS).collect()
}

/// A page stays small, whatever a carrier sends.
const MOST_EVENTS: usize = 40;
const MOST_ITEMS: usize = 20;

/// `王** · 138****8888`.
pub fn recipient(order: &Order) -> String {
    let name = mask_name(order.customer.name.as_str());
    match &order.customer.phone {
        Some(phone) => format!("{name} · {}", phone.masked()),
        None => name,
    }
}

/// `Canvas tote bag × 2`; the tail of a long list is counted.
pub fn items(order: &Order, contents: &[(u16, shared::base::Sku, Quantity)], language: Language) -> Vec<String> {
    let name =
        |no: u16, sku: &shared::base::Sku| order.line(no).map_or_else(|| sku.to_string(), |line| line.name.to_string());
    let shown = if contents.len() > MOST_ITEMS { MOST_ITEMS - 1 } else { contents.len() };
    let mut items: Vec<String> = contents
        .iter()
        .take(shown)
        .map(|(no, sku, units)| {
            say(language, "office-mail-item", &[("name", name(*no, sku).into()), ("n", (*units).into())])
        })
        .collect();
    if contents.len() > shown {
        items.push(say(language, "office-mail-more", &[("n", (contents.len() - shown).into())]));
    }
    items
}
