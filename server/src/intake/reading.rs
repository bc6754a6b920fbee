//! From what a program sent to commands: every value is parsed into its type, and all that is wrong is told at once.

use super::shapes::{ApiAddress, ApiCustomer, ApiTerms, NewLine, NewOrder, NewProduct};
use crate::web::Problem;
use crate::web::problem::FieldProblem;
use actix_web::http::StatusCode;
use serde::de::DeserializeOwned;
use shared::base::address::country_code;
use shared::base::{
    Address, Barcode, Currency, Email, Malformed, Moment, Money, Name, Note, OrderId, Phone, Quantity, Sku, TextLine,
    WarehouseCode,
};
use shared::catalog::Product;
use shared::catalog::put_product::PutProduct;
use shared::orders::place::{MOST_LINES, Place, Wanted};
use shared::orders::{Contact, Terms};
use shared::people::{Language, Merchant};

/// The body as a shape, or where it is not one.
pub fn body<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value: T = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let pointer = pointer(error.path());
        let why: String = error.inner().to_string().chars().filter(|c| !c.is_control()).take(200).collect();
        unreadable(&pointer, why)
    })?;
    reader.end().map_err(|error| unreadable("", error.to_string()))?;
    Ok(value)
}

fn unreadable(pointer: &str, why: String) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "api-body")
        .with("why", why)
        .telling("pointer", serde_json::Value::String(pointer.to_owned()))
}

/// `/lines/0/sku` (RFC 6901).
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let parts = path.iter().map(|segment| match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
        Segment::Enum { variant } => format!("/{variant}"),
        Segment::Unknown => String::new(),
    });
    parts.collect()
}

/// Gathers what is wrong, so that a program hears everything in one answer.
#[derive(Default)]
struct Faults(Vec<FieldProblem>);

impl Faults {
    fn take<T>(&mut self, pointer: impl Into<String>, result: Result<T, Malformed>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(why) => {
                self.0.push(FieldProblem { field: pointer.into(), why });
                None
            }
        }
    }

    /// An empty text is as good as none.
    fn optional<T>(
        &mut self,
        pointer: &str,
        text: Option<&str>,
        parse: impl FnOnce(&str) -> Result<T, Malformed>,
    ) -> Option<T> {
        let text = text.filter(|text| !text.trim().is_empty())?;
        self.take(pointer, parse(text))
    }

    fn end<T>(self, value: Option<T>) -> Result<T, Problem> {
        match (Problem::fields(self.0), value) {
            (None, Some(value)) => Ok(value),
            (Some(problem), _) => Err(problem),
            (None, None) => Err(Problem::broken()),
        }
    }
}

/// The command for an order. `fallback` is its id when it has none of its channel's; `products` are those of its lines
/// that exist.
pub fn order(
    new: &NewOrder,
    fallback: OrderId,
    merchant: &Merchant,
    products: &[Option<&Product>],
) -> Result<Place, Problem> {
    let mut faults = Faults::default();
    let channel = faults.take(
        "/channel",
        TextLine::parse(&new.channel).and_then(|line| if line.is_empty() { Err(Malformed::Empty) } else { Ok(line) }),
    );
    let external_id = faults.optional("/external_id", new.external_id.as_deref(), TextLine::parse);
    let ship_to = address(new.ship_to.as_ref(), merchant, &mut faults);
    let customer = contact(&new.customer, &ship_to, merchant, &mut faults);
    let currency = match &new.currency {
        Some(code) => faults.take("/currency", Currency::parse(code)),
        None => Some(merchant.currency),
    };
    let money = |text: &str| amount(text, merchant.currency);
    let shipping_fee = faults.optional("/shipping_fee", new.shipping_fee.as_deref(), money).unwrap_or(0);
    let paid = faults.optional("/paid", new.paid.as_deref(), money).unwrap_or(0);
    let placed_at = faults
        .optional("/placed_at", new.placed_at.as_deref(), |text| Moment::parse(text, merchant.utc_offset_minutes));
    let note = faults.optional("/note", new.note.as_deref(), Note::parse).unwrap_or_default();
    let lines = lines(&new.lines, merchant, products, &mut faults);
    let place = channel.zip(customer).zip(currency).map(|((channel, customer), currency)| Place {
        order: match &external_id {
            Some(external) => OrderId::from_channel(channel.as_str(), external.as_str()),
            None => fallback,
        },
        channel,
        external_id,
        customer,
        ship_to,
        currency,
        lines,
        shipping_fee,
        terms: match new.terms {
            ApiTerms::Prepaid => Terms::Prepaid,
            ApiTerms::CashOnDelivery => Terms::CashOnDelivery,
            ApiTerms::OnAccount => Terms::OnAccount,
        },
        paid,
        placed_at,
        urgent: new.urgent,
        note,
        import: None,
    });
    faults.end(place)
}

/// Where to reserve: what the program says, else the shop's usual place.
pub fn warehouse(new: &NewOrder, merchant: &Merchant) -> Result<Option<WarehouseCode>, Problem> {
    let mut faults = Faults::default();
    let named = faults.optional("/warehouse", new.warehouse.as_deref(), WarehouseCode::parse);
    faults.end(Some(())).map(|()| named.or_else(|| merchant.default_warehouse.clone()))
}

/// The SKUs of the lines, as far as they are some.
pub fn skus(new: &NewOrder) -> Result<Vec<Sku>, Problem> {
    if new.lines.is_empty() {
        return Err(Problem::field("/lines", Malformed::Empty));
    }
    if new.lines.len() > MOST_LINES {
        return Err(Problem::field("/lines", Malformed::TooLarge));
    }
    let mut faults = Faults::default();
    let skus: Vec<Sku> = new
        .lines
        .iter()
        .enumerate()
        .filter_map(|(at, line)| faults.take(format!("/lines/{at}/sku"), Sku::parse(&line.sku)))
        .collect();
    faults.end(Some(skus))
}

fn lines(lines: &[NewLine], merchant: &Merchant, products: &[Option<&Product>], faults: &mut Faults) -> Vec<Wanted> {
    let known = products.iter().map(|product| product.map(|product| product.price.minor));
    let wanted = lines.iter().enumerate().zip(known.chain(std::iter::repeat(None))).map(|((at, line), own_price)| {
        let sku = faults.take(format!("/lines/{at}/sku"), Sku::parse(&line.sku));
        let quantity = faults.take(format!("/lines/{at}/quantity"), whole(&line.quantity));
        let price = faults.optional(&format!("/lines/{at}/unit_price"), line.unit_price.as_deref(), |text| {
            amount(text, merchant.currency)
        });
        // A product that is not known is refused by the rules, which say so better than a missing price would.
        let unit_price = price.or(own_price).unwrap_or(0);
        sku.zip(quantity).map(|(sku, quantity)| Wanted { sku, quantity, unit_price })
    });
    wanted.flatten().collect()
}

fn whole(number: &serde_json::Number) -> Result<Quantity, Malformed> {
    let units = number.as_i64().ok_or(if number.is_u64() { Malformed::TooLarge } else { Malformed::NotWhole })?;
    match Quantity::new(units)? {
        Quantity::ZERO => Err(Malformed::Empty),
        quantity => Ok(quantity),
    }
}

fn amount(text: &str, currency: Currency) -> Result<i64, Malformed> {
    match Money::parse(text, currency)?.minor {
        negative if negative < 0 => Err(Malformed::Negative),
        minor => Ok(minor),
    }
}

fn contact(customer: &ApiCustomer, ship_to: &Address, merchant: &Merchant, faults: &mut Faults) -> Option<Contact> {
    let name = faults.take("/customer/name", Name::parse(&customer.name));
    let email = faults.optional("/customer/email", customer.email.as_deref(), Email::parse);
    let country = if ship_to.country.is_empty() { &merchant.country } else { &ship_to.country };
    let phone =
        faults.optional("/customer/phone", customer.phone.as_deref(), |text| Phone::parse(text, country.as_str()));
    let language = faults.optional("/customer/language", customer.language.as_deref(), |tag| {
        Language::from_tag(tag).ok_or(Malformed::BadCharacters)
    });
    name.map(|name| Contact { name, email, phone, language: language.unwrap_or(merchant.language) })
}

fn address(address: Option<&ApiAddress>, merchant: &Merchant, faults: &mut Faults) -> Address {
    let Some(address) = address else { return Address::default() };
    let mut line =
        |name: &str, text: &str| faults.take(format!("/ship_to/{name}"), TextLine::parse(text)).unwrap_or_default();
    let (region, city, district) =
        (line("region", &address.region), line("city", &address.city), line("district", &address.district));
    let (postcode, street) = (line("postcode", &address.postcode), line("street", &address.street));
    let country = match address.country.trim() {
        "" => merchant.country.clone(),
        code => {
            let known = country_code(code).map(str::to_owned).or_else(|| iso(code));
            faults
                .take("/ship_to/country", known.ok_or(Malformed::BadCharacters).and_then(|code| TextLine::parse(&code)))
                .unwrap_or_default()
        }
    };
    Address { country, region, city, district, postcode, street }
}

/// A country that no form of ours offers is still a country.
fn iso(code: &str) -> Option<String> {
    (code.len() == 2 && code.bytes().all(|b| b.is_ascii_alphabetic())).then(|| code.to_ascii_uppercase())
}

/// The command for a product.
pub fn product(new: &NewProduct, currency: Currency) -> Result<PutProduct, Problem> {
    let mut faults = Faults::default();
    let sku = faults.take("/sku", Sku::parse(&new.sku));
    let name = faults.take("/name", Name::parse(&new.name));
    let price = faults.take("/price", amount(&new.price, currency));
    let low_at = faults.take("/low_at", Quantity::new(i64::from(new.low_at)));
    let barcodes: Vec<Barcode> = new
        .barcodes
        .iter()
        .enumerate()
        .filter_map(|(at, code)| faults.take(format!("/barcodes/{at}"), Barcode::parse(code)))
        .collect();
    let put = sku.zip(name).zip(price.zip(low_at)).map(|((sku, name), (price, low_at))| PutProduct {
        sku,
        name,
        barcodes,
        price: Money::new(price, currency),
        picture: None,
        weight_g: new.weight_g,
        low_at,
        active: new.active,
        only_new: false,
    });
    faults.end(put)
}
