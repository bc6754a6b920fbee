//! Money: whole minor units and a currency. Never a float.

use super::Malformed;
use serde::{Deserialize, Serialize};

/// An ISO 4217 code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

/// Currencies Waybill takes, with their number of decimals (ISO 4217 exponents) and the short sign of the Unicode CLDR.
const CURRENCIES: &[(&str, u32, &str)] = &[
    ("AED", 2, "AED"),
    ("AUD", 2, "$"),
    ("BHD", 3, "BHD"),
    ("BRL", 2, "R$"),
    ("CAD", 2, "$"),
    ("CHF", 2, "CHF"),
    ("CNY", 2, "¥"),
    ("CZK", 2, "Kč"),
    ("DKK", 2, "kr"),
    ("EUR", 2, "€"),
    ("GBP", 2, "£"),
    ("HKD", 2, "$"),
    ("HUF", 2, "Ft"),
    ("IDR", 2, "Rp"),
    ("ILS", 2, "₪"),
    ("INR", 2, "₹"),
    ("JPY", 0, "¥"),
    ("KRW", 0, "₩"),
    ("KWD", 3, "KWD"),
    ("MOP", 2, "MOP"),
    ("MXN", 2, "$"),
    ("MYR", 2, "RM"),
    ("NOK", 2, "kr"),
    ("NZD", 2, "$"),
    ("PHP", 2, "₱"),
    ("PLN", 2, "zł"),
    ("SAR", 2, "SAR"),
    ("SEK", 2, "kr"),
    ("SGD", 2, "$"),
    ("THB", 2, "฿"),
    ("TRY", 2, "₺"),
    ("TWD", 2, "NT$"),
    ("USD", 2, "$"),
    ("VND", 0, "₫"),
    ("ZAR", 2, "R"),
];

impl Currency {
    pub fn parse(code: &str) -> Result<Self, Malformed> {
        let code = code.trim().to_ascii_uppercase();
        let known = CURRENCIES.iter().any(|(known, ..)| *known == code);
        match <[u8; 3]>::try_from(code.as_bytes()) {
            Ok(bytes) if known => Ok(Currency(bytes)),
            _ => Err(Malformed::NotACurrency),
        }
    }

    /// Every currency that can be chosen, in the order of its code.
    pub fn all() -> impl Iterator<Item = Currency> {
        CURRENCIES.iter().filter_map(|(code, ..)| Currency::parse(code).ok())
    }

    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// Number of decimals: 2 for CNY, 0 for JPY, 3 for KWD.
    pub fn exponent(&self) -> u32 {
        self.known().map_or(2, |(_, exponent, _)| *exponent)
    }

    /// `¥`, `€`, `kr`; several currencies share one. The code where there is none.
    pub fn symbol(&self) -> &str {
        self.known().map_or(self.code(), |(.., symbol)| symbol)
    }

    fn known(&self) -> Option<&'static (&'static str, u32, &'static str)> {
        CURRENCIES.iter().find(|(code, ..)| *code == self.code())
    }
}

impl std::fmt::Debug for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::fmt::Display for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl TryFrom<String> for Currency {
    type Error = Malformed;
    fn try_from(code: String) -> Result<Self, Malformed> {
        Currency::parse(&code)
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> String {
        currency.code().to_owned()
    }
}

/// An amount in minor units (fen, cents) of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    pub minor: i64,
    pub currency: Currency,
}

/// Above this, a price is a typing mistake: ten thousand million major units of a two-decimal currency.
pub const LARGEST_MINOR: i64 = 1_000_000_000_000;

impl Money {
    pub fn new(minor: i64, currency: Currency) -> Self {
        Money { minor, currency }
    }

    /// Reads `2.55`, `1,234.50`, `¥ 12` or `12,50` (a comma followed by one or two last digits is a decimal comma).
    /// Trailing zeros beyond the currency's decimals are fine; other digits there are refused, never rounded.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, Malformed> {
        let cleaned: String =
            text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '¥' | '￥' | '$' | '€' | '£' | '\'')).collect();
        let (negative, digits) = match cleaned.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, cleaned.as_str()),
        };
        if digits.is_empty() {
            return Err(Malformed::Empty);
        }
        let (whole, fraction) = split_decimals(digits);
        let decimal = digits.as_bytes().get(whole.len()).copied();
        let whole = without_groups(whole, decimal).ok_or(Malformed::NotANumber)?;
        if !(whole.chars().all(|c| c.is_ascii_digit()) && fraction.chars().all(|c| c.is_ascii_digit()))
            || (whole.is_empty() && fraction.is_empty())
        {
            return Err(Malformed::NotANumber);
        }
        let exponent = currency.exponent() as usize;
        let significant = fraction.trim_end_matches('0');
        if significant.len() > exponent {
            return Err(Malformed::TooManyDecimals);
        }
        if whole.len() > 13 {
            return Err(Malformed::TooLarge);
        }
        let minor: i64 = format!("{whole}{significant:0<exponent$}").parse().map_err(|_| Malformed::NotANumber)?;
        if minor > LARGEST_MINOR {
            return Err(Malformed::TooLarge);
        }
        Ok(Money::new(if negative { -minor } else { minor }, currency))
    }

    /// `1234.50`: for files, the API and places without a locale. Screens use the browser's own formatting.
    pub fn plain(&self) -> String {
        let exponent = self.currency.exponent() as usize;
        let sign = if self.minor < 0 { "-" } else { "" };
        let digits = format!("{:0>width$}", self.minor.unsigned_abs(), width = exponent + 1);
        let (whole, fraction) = digits.split_at(digits.len() - exponent);
        if exponent == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }
}

/// The last separator is the decimal one, unless it is a comma with exactly three digits behind it.
fn split_decimals(digits: &str) -> (&str, &str) {
    match digits.rfind(['.', ',']) {
        Some(at) => {
            let fraction = digits.get(at + 1..).unwrap_or_default();
            let comma = digits.as_bytes().get(at) == Some(&b',');
            if comma && fraction.len() == 3 { (digits, "") } else { (digits.get(..at).unwrap_or_default(), fraction) }
        }
        None => (digits, ""),
    }
}

/// Digits before the decimals. Separators between them are groups only if they are all the same, are not the one before
/// the decimals, and stand three digits apart (two, as India writes them, before the last three): `4.50.00` is no amount.
fn without_groups(whole: &str, decimal: Option<u8>) -> Option<String> {
    let Some(separator) = whole.bytes().find(|byte| matches!(byte, b',' | b'.')) else {
        return Some(whole.to_owned());
    };
    let groups: Vec<&str> = whole.split(char::from(separator)).collect();
    let (first, rest) = groups.split_first()?;
    let (last, between) = rest.split_last()?;
    let fits = decimal != Some(separator)
        && (1..=3).contains(&first.len())
        && between.iter().all(|group| (2..=3).contains(&group.len()))
        && last.len() == 3;
    fits.then(|| groups.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str, code: &str) -> Result<i64, Malformed> {
        Money::parse(text, Currency::parse(code).unwrap()).map(|money| money.minor)
    }

    #[test]
    fn reads_what_people_and_files_write() {
        let cases = [
            ("2.55", "GBP", Ok(255)),
            ("2.5", "GBP", Ok(250)),
            ("17850.0", "JPY", Ok(17850)),
            ("1,234.50", "CNY", Ok(123_450)),
            ("1,234", "CNY", Ok(123_400)),
            ("12,50", "EUR", Ok(1250)),
            ("¥ 428.00", "CNY", Ok(42_800)),
            ("-3", "CNY", Ok(-300)),
            (".5", "USD", Ok(50)),
            ("1.234", "KWD", Ok(1234)),
            ("2.555", "GBP", Err(Malformed::TooManyDecimals)),
            ("4.50.00", "GBP", Err(Malformed::NotANumber)),
            ("4,50,00", "EUR", Err(Malformed::NotANumber)),
            ("1.234.567", "KWD", Err(Malformed::NotANumber)),
            ("1,2,345.00", "GBP", Err(Malformed::NotANumber)),
            ("1.234,50", "EUR", Ok(123_450)),
            ("1,234,567.8", "GBP", Ok(123_456_780)),
            ("12,34,567.00", "INR", Ok(123_456_700)),
            ("2.550", "GBP", Ok(255)),
            ("1.5", "JPY", Err(Malformed::TooManyDecimals)),
            ("1e5", "CNY", Err(Malformed::NotANumber)),
            ("", "CNY", Err(Malformed::Empty)),
            ("99999999999999", "CNY", Err(Malformed::TooLarge)),
        ];
        for (text, code, expected) in cases {
            assert_eq!(parse(text, code), expected, "{text} {code}");
        }
    }

    #[test]
    fn writes_plain_amounts() {
        let cny = Currency::parse("CNY").unwrap();
        assert_eq!(Money::new(-5, cny).plain(), "-0.05");
        assert_eq!(Money::new(231_050, cny).plain(), "2310.50");
        assert_eq!(Money::new(12, Currency::parse("JPY").unwrap()).plain(), "12");
    }
}
