//! The mail "your parcel is on its way": what it says, taken from the records, and how it looks as text and as HTML.

use crate::tracking::clock::Clock;
use crate::tracking::view::{carrier_name, items, recipient};
use minijinja::{Environment, context};
use shared::base::Address;
use shared::orders::Order;
use shared::people::{Language, Merchant};
use shared::shipping::Shipment;
use shared::text::{say, t};
use std::sync::OnceLock;

/// A mail in its reader's language, before it becomes bytes. Nothing in it is markup.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Letter {
    pub lang: &'static str,
    pub subject: String,
    pub shop: String,
    pub greeting: String,
    pub sentence: String,
    pub items_title: String,
    pub items: Vec<String>,
    /// (label, value): order, carrier, number, where it goes.
    pub facts: Vec<(String, String)>,
    pub follow: String,
    pub url: String,
    pub contact: String,
    pub why: String,
}

impl Letter {
    /// `url` is the link to the parcel page.
    pub fn shipped(merchant: &Merchant, order: &Order, shipment: &Shipment, url: &str, clock: Clock) -> Letter {
        let language = clock.language;
        let carrier = carrier_name(language, shipment.carrier);
        let number = order.number.to_string();
        let shop = merchant.name.to_string();
        let date = clock.date(shipment.handed_over_at);
        Letter {
            lang: language.tag(),
            subject: say(language, "office-mail-subject", &[("number", number.as_str().into())]),
            greeting: say(language, "office-mail-greeting", &[("name", order.customer.name.as_str().into())]),
            sentence: say(
                language,
                "office-mail-sentence",
                &[("date", date.into()), ("carrier", carrier.as_str().into())],
            ),
            items_title: t(language, "office-mail-items"),
            items: items(order, &shipment.parcel.contents, language),
            facts: facts(order, shipment, number, carrier, language),
            follow: t(language, "office-mail-follow"),
            url: url.to_owned(),
            contact: contact(merchant, language),
            why: say(language, "office-mail-why", &[("shop", shop.as_str().into())]),
            shop,
        }
    }

    pub fn text(&self) -> Result<String, minijinja::Error> {
        templates().get_template("shipped.txt")?.render(context! { m => self })
    }

    pub fn html(&self) -> Result<String, minijinja::Error> {
        templates().get_template("shipped.html")?.render(context! { m => self })
    }
}

fn facts(
    order: &Order,
    shipment: &Shipment,
    number: String,
    carrier: String,
    language: Language,
) -> Vec<(String, String)> {
    let mut facts = vec![(t(language, "office-mail-order"), number), (t(language, "office-mail-carrier"), carrier)];
    if let Some(number) = &shipment.tracking_number {
        facts.push((t(language, "office-mail-number"), number.clone()));
    }
    facts.push((t(language, "office-mail-address"), format!("{}, {}", recipient(order), masked_place(&order.ship_to))));
    facts
}

/// Enough to see that it goes to the right town. A mail may be read by others, so the street stays out.
fn masked_place(address: &Address) -> String {
    let parts = [address.region.as_str(), address.city.as_str(), address.district.as_str()];
    let town: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let separator = if address.country.as_str() == "CN" { " " } else { ", " };
    format!("{} ***", town.join(separator)).trim_start().to_owned()
}

fn contact(merchant: &Merchant, language: Language) -> String {
    match (&merchant.reply_to, &merchant.phone) {
        (Some(_), Some(phone)) => say(language, "office-mail-contact-both", &[("phone", phone.to_string().into())]),
        (None, Some(phone)) => say(language, "office-mail-contact-phone", &[("phone", phone.to_string().into())]),
        (Some(_), None) => t(language, "office-mail-contact-reply"),
        (None, None) => String::new(),
    }
}

fn templates() -> &'static Environment<'static> {
    static TEMPLATES: OnceLock<Environment<'static>> = OnceLock::new();
    TEMPLATES.get_or_init(|| {
        let mut templates = Environment::new();
        // The ending decides: `.html` is escaped, `.txt` is not.
        for (name, source) in [
            ("shipped.txt", include_str!("templates/shipped.txt")),
            ("shipped.html", include_str!("templates/shipped.html")),
        ] {
            if let Err(error) = templates.add_template(name, source) {
                tracing::error!(template = name, %error, "template is broken");
            }
        }
        templates
    })
}
