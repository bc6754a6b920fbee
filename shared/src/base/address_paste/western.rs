//! Blocks in Latin letters: lines or commas, small to large, the postcode where each country puts it.

use super::labels::{Label, labelled};
use super::{Pasted, line};
use crate::base::address::country_code;
use crate::base::{Address, Phone};

pub(super) fn read(text: &str, country: &str) -> Pasted {
    let mut block = Block::default();
    block.take(text);
    let named = block.take_country();
    let guess = named.unwrap_or(country);
    let phone = block.take_phone(guess);
    let (postcode, by_shape) = block.take_postcode(guess);
    let country = named.map(str::to_owned).or(by_shape.map(str::to_owned)).unwrap_or_else(|| country.to_owned());
    // The country may only now be known; a number without a country code is read in it.
    let phone = phone.and_then(|(text, read)| Phone::parse(&text, &country).ok().or(read));
    let name = block.take_name();
    let (region, city) = block.take_city(&country);
    let street = block.pieces.join(", ");
    let address = Address {
        country: line(&country),
        region: line(&region),
        city: line(&city),
        postcode: line(&postcode),
        street: line(&street),
        ..Address::default()
    };
    Pasted { name, phone, email: None, address, leftover: block.leftover.join(", ") }
}

#[derive(Default)]
struct Block {
    name: String,
    postcode: String,
    city: String,
    region: String,
    country: String,
    phone: String,
    pieces: Vec<String>,
    leftover: Vec<String>,
}

impl Block {
    /// Lines, then commas; labels say what a piece is.
    fn take(&mut self, text: &str) {
        for row in text.split(['\n', ';', '|', '\t']) {
            let row = row.trim().trim_matches(',').trim();
            if row.is_empty() {
                continue;
            }
            match labelled(row) {
                Some((_, "")) => {}
                Some((Label::Name, rest)) => self.name = rest.to_owned(),
                Some((Label::Postcode, rest)) => self.postcode = rest.to_owned(),
                Some((Label::City, rest)) => self.city = rest.to_owned(),
                Some((Label::Region, rest)) => self.region = rest.to_owned(),
                Some((Label::Country, rest)) => self.country = rest.to_owned(),
                Some((Label::Phone, rest)) => self.phone = rest.to_owned(),
                Some((Label::Email | Label::Address, rest)) => self.push(rest),
                None => self.push(row),
            }
        }
    }

    fn push(&mut self, row: &str) {
        self.pieces.extend(row.split(',').map(str::trim).filter(|piece| !piece.is_empty()).map(str::to_owned));
    }

    fn take_country(&mut self) -> Option<&'static str> {
        if let Some(code) = country_code(&self.country) {
            return Some(code);
        }
        // Two letters may be a state; only longer names, and the codes that are no state, are countries here.
        let is_country = |piece: &str| {
            country_code(piece.trim_end_matches('.')).filter(|_| piece.len() > 2 || matches!(piece, "UK" | "GB" | "US"))
        };
        let at = self.pieces.iter().rposition(|piece| is_country(piece).is_some())?;
        let code = self.pieces.get(at).and_then(|piece| is_country(piece));
        // The first piece is a name or a street, never the country.
        if at == 0 {
            return None;
        }
        self.pieces.remove(at);
        code
    }

    /// The piece with the most digits of a phone number, as text and as it reads now.
    fn take_phone(&mut self, country: &str) -> Option<(String, Option<Phone>)> {
        if !self.phone.is_empty() {
            let text = std::mem::take(&mut self.phone);
            return Some((text.clone(), Phone::parse(&text, country).ok()));
        }
        let looks = |piece: &str| {
            let digits = piece.chars().filter(char::is_ascii_digit).count();
            let clean = piece.chars().all(|c| c.is_ascii_digit() || " +-().".contains(c));
            clean && (digits >= 9 || digits >= 7 && piece.starts_with(['+', '(', '0']))
        };
        let at = self.pieces.iter().position(|piece| looks(piece))?;
        let text = self.pieces.remove(at);
        while let Some(second) = self.pieces.iter().position(|piece| looks(piece)) {
            let second = self.pieces.remove(second);
            self.leftover.push(second);
        }
        let read = Phone::parse(&text, country).ok();
        Some((text, read))
    }

    /// The postcode, and the country when its shape tells it.
    fn take_postcode(&mut self, country: &str) -> (String, Option<&'static str>) {
        if !self.postcode.is_empty() {
            return (std::mem::take(&mut self.postcode), None);
        }
        for at in (0..self.pieces.len()).rev() {
            let Some(piece) = self.pieces.get(at).cloned() else { continue };
            let words: Vec<&str> = piece.split_whitespace().collect();
            for take in [2usize, 1] {
                for from in (0..(words.len() + 1).saturating_sub(take)).rev() {
                    let candidate = words.get(from..from + take).unwrap_or_default().join(" ");
                    let Some(shape) = shape_of(&candidate) else { continue };
                    if !shape.fits(
                        country,
                        &piece,
                        from == 0 && words.len() > take && at == 0,
                        words.len() > take || at > 0,
                    ) {
                        continue;
                    }
                    let rest: Vec<&str> = words
                        .iter()
                        .enumerate()
                        .filter(|(i, _)| *i < from || *i >= from + take)
                        .map(|(_, word)| *word)
                        .collect();
                    if rest.is_empty() {
                        self.pieces.remove(at);
                    } else if let Some(place) = self.pieces.get_mut(at) {
                        *place = rest.join(" ");
                    }
                    return (candidate.to_uppercase(), shape.country(&rest));
                }
            }
        }
        (String::new(), None)
    }

    /// The first piece without digits, when something remains for the street.
    fn take_name(&mut self) -> String {
        if !self.name.is_empty() {
            return std::mem::take(&mut self.name);
        }
        let first = self.pieces.first().is_some_and(|piece| !piece.chars().any(|c| c.is_ascii_digit()));
        let enough = self.pieces.len() + usize::from(!self.city.is_empty()) > 2;
        if first && enough { self.pieces.remove(0) } else { String::new() }
    }

    fn take_city(&mut self, country: &str) -> (String, String) {
        let mut region = std::mem::take(&mut self.region);
        if region.is_empty()
            && let Some(at) = self.pieces.len().checked_sub(1)
            && let Some(last) = self.pieces.get(at).cloned()
        {
            let (rest, found) = region_in(&last, country);
            if !found.is_empty() && (at > 0 || !rest.is_empty()) {
                region = found;
                match self.pieces.get_mut(at) {
                    Some(place) if !rest.is_empty() => *place = rest,
                    _ => {
                        self.pieces.remove(at);
                    }
                }
            }
        }
        if !self.city.is_empty() {
            return (region, std::mem::take(&mut self.city));
        }
        // One piece alone is a street; the city stands behind it.
        let city = if self.pieces.len() > 1 { self.pieces.pop().unwrap_or_default() } else { String::new() };
        (region, city)
    }
}

/// How a postcode is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    British,
    Canadian,
    Dutch,
    /// `94103-1234`
    AmericanLong,
    Digits(usize),
    /// `150-0001`, `00-001`, `111 22`
    Split,
}

fn shape_of(text: &str) -> Option<Shape> {
    let kinds: String = text
        .chars()
        .map(|c| match c {
            c if c.is_ascii_digit() => '9',
            c if c.is_ascii_alphabetic() => 'A',
            c => c,
        })
        .collect();
    match kinds.as_str() {
        "A9 9AA" | "A99 9AA" | "AA9 9AA" | "AA99 9AA" | "A9A 9AA" | "AA9A 9AA" => Some(Shape::British),
        "A99AA" | "A999AA" | "AA99AA" | "AA999AA" | "A9A9AA" | "AA9A9AA" => Some(Shape::British),
        "A9A 9A9" | "A9A9A9" => Some(Shape::Canadian),
        "9999 AA" => Some(Shape::Dutch),
        "99999-9999" => Some(Shape::AmericanLong),
        "999-9999" | "99-999" | "9999-999" | "99999-999" | "999 99" => Some(Shape::Split),
        digits if (4..=6).contains(&digits.len()) && digits.chars().all(|c| c == '9') => {
            Some(Shape::Digits(digits.len()))
        }
        _ => None,
    }
}

impl Shape {
    /// A bare number can be a house; it is a postcode where the country writes one so and it does not begin the block.
    fn fits(self, country: &str, piece: &str, begins_block: bool, has_company: bool) -> bool {
        match self {
            Shape::British | Shape::Canadian | Shape::Dutch | Shape::AmericanLong => has_company,
            Shape::Split => !begins_block && country != "US",
            Shape::Digits(length) => {
                let house = piece
                    .split_whitespace()
                    .next()
                    .is_some_and(|word| word.len() == length && word.bytes().all(|b| b.is_ascii_digit()))
                    && piece
                        .split_whitespace()
                        .any(|word| STREET_WORDS.contains(&word.to_lowercase().trim_end_matches('.')));
                let usual = match country {
                    "US" | "DE" | "FR" | "ES" | "IT" | "FI" | "MX" | "MY" | "KR" | "SA" => length == 5,
                    "AU" | "NZ" | "BE" | "CH" | "AT" | "DK" | "NO" | "PT" | "CY" | "ZA" | "NL" => length == 4,
                    "CN" | "SG" | "IN" => length == 6,
                    "GB" | "CA" | "JP" | "BR" | "PL" => false,
                    _ => true,
                };
                usual && !begins_block && !house
            }
        }
    }

    fn country(self, rest: &[&str]) -> Option<&'static str> {
        match self {
            Shape::British => Some("GB"),
            Shape::Canadian => Some("CA"),
            Shape::Dutch => Some("NL"),
            Shape::AmericanLong => Some("US"),
            Shape::Digits(5) if rest.last().is_some_and(|word| STATES.contains(&word.to_uppercase().as_str())) => {
                Some("US")
            }
            Shape::Digits(_) | Shape::Split => None,
        }
    }
}

const STREET_WORDS: &[&str] = &[
    "street",
    "st",
    "road",
    "rd",
    "avenue",
    "ave",
    "lane",
    "ln",
    "drive",
    "dr",
    "boulevard",
    "blvd",
    "way",
    "court",
    "ct",
    "square",
    "place",
    "pl",
    "highway",
    "terrace",
    "close",
    "crescent",
];

const STATES: &[&str] = &[
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA", "ME",
    "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA",
    "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "DC",
];
const PROVINCES_OF_CANADA: &[&str] = &["AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT"];
const STATES_OF_AUSTRALIA: &[&str] = &["NSW", "VIC", "QLD", "SA", "WA", "TAS", "ACT", "NT"];
const COUNTIES: &[&str] = &[
    "avon",
    "bedfordshire",
    "berkshire",
    "buckinghamshire",
    "cambridgeshire",
    "cheshire",
    "cornwall",
    "cumbria",
    "derbyshire",
    "devon",
    "dorset",
    "durham",
    "east sussex",
    "essex",
    "gloucestershire",
    "hampshire",
    "herefordshire",
    "hertfordshire",
    "kent",
    "lancashire",
    "leicestershire",
    "lincolnshire",
    "merseyside",
    "middlesex",
    "norfolk",
    "north yorkshire",
    "northamptonshire",
    "northumberland",
    "nottinghamshire",
    "oxfordshire",
    "shropshire",
    "somerset",
    "south yorkshire",
    "staffordshire",
    "suffolk",
    "surrey",
    "tyne and wear",
    "warwickshire",
    "west midlands",
    "west sussex",
    "west yorkshire",
    "wiltshire",
    "worcestershire",
    "midlothian",
    "county antrim",
    "county down",
];

/// Takes a state, province or county off a piece: (what remains, region).
fn region_in(piece: &str, country: &str) -> (String, String) {
    let known: &[&str] = match country {
        "US" => STATES,
        "CA" => PROVINCES_OF_CANADA,
        "AU" => STATES_OF_AUSTRALIA,
        "GB" if COUNTIES.contains(&piece.to_lowercase().as_str()) => return (String::new(), piece.to_owned()),
        _ => return (piece.to_owned(), String::new()),
    };
    match piece.rsplit_once(' ') {
        Some((rest, last)) if known.contains(&last.to_uppercase().as_str()) => {
            (rest.trim().to_owned(), last.to_uppercase())
        }
        None if known.contains(&piece.to_uppercase().as_str()) => (String::new(), piece.to_uppercase()),
        _ => (piece.to_owned(), String::new()),
    }
}
