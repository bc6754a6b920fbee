//! Barcodes as scanners send them: AIM prefixes, GS1 element strings, GTIN check digits.

use super::Malformed;
use serde::{Deserialize, Serialize};

/// What is printed on a thing: a GTIN or any code of the merchant. UPC-A is kept as EAN-13 (with its leading zero).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Barcode(String);

impl Barcode {
    /// Cleans what a scanner or a person gave. Twelve digits with a right check digit are a UPC-A.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let text = strip_aim(text.trim());
        if text.is_empty() {
            return Err(Malformed::Empty);
        }
        if text.chars().count() > 80 {
            return Err(Malformed::TooLong);
        }
        if let Some(gtin) = gtin_of_gs1(text) {
            return Ok(Barcode(gtin));
        }
        if text.chars().any(|c| c.is_control() || c == '|') {
            return Err(Malformed::BadCharacters);
        }
        if text.len() == 12 && has_check_digit(text) {
            return Ok(Barcode(format!("0{text}")));
        }
        Ok(Barcode(text.to_ascii_uppercase()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the digits are a GTIN-8, -13 or -14 whose check digit fits.
    pub fn is_gtin(&self) -> bool {
        matches!(self.0.len(), 8 | 13 | 14) && has_check_digit(&self.0)
    }
}

/// `]C1`, `]d2`, `]Q3` tell the symbology; they are not part of the code.
fn strip_aim(text: &str) -> &str {
    let mut letters = text.chars();
    match (letters.next(), letters.next(), letters.next()) {
        (Some(']'), Some(symbology), Some(modifier))
            if symbology.is_ascii_alphabetic() && modifier.is_ascii_digit() =>
        {
            letters.as_str()
        }
        _ => text,
    }
}

/// The GTIN of `(01)…` or `01…` with a right check digit, without the leading zero of a GTIN-14 that is a GTIN-13.
fn gtin_of_gs1(text: &str) -> Option<String> {
    let text = text.trim_start_matches('\u{1d}');
    let gtin = match text.strip_prefix("(01)") {
        Some(rest) => rest.get(..14)?,
        None if text.len() >= 16 => text.strip_prefix("01")?.get(..14)?,
        None => return None,
    };
    has_check_digit(gtin).then(|| gtin.strip_prefix('0').unwrap_or(gtin).to_owned())
}

/// GS1 check digit: weights 3 and 1 from the right, sum divisible by ten.
fn has_check_digit(digits: &str) -> bool {
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let sum: u32 =
        digits.bytes().rev().enumerate().map(|(at, b)| u32::from(b - b'0') * if at % 2 == 1 { 3 } else { 1 }).sum();
    sum.is_multiple_of(10)
}

/// The GTIN-13 for twelve digits, for products that come without a barcode of their own.
pub fn ean13(twelve: &str) -> Option<Barcode> {
    (0..10).map(|check| format!("{twelve}{check}")).find(|code| code.len() == 13 && has_check_digit(code)).map(Barcode)
}

impl TryFrom<String> for Barcode {
    type Error = Malformed;
    fn try_from(text: String) -> Result<Self, Malformed> {
        Barcode::parse(&text)
    }
}

impl From<Barcode> for String {
    fn from(code: Barcode) -> String {
        code.0
    }
}

impl std::fmt::Display for Barcode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_has_one_code_however_it_is_scanned() {
        let plain = Barcode::parse("6901234567892").unwrap();
        for scan in [
            "]E06901234567892",
            "(01)06901234567892",
            "]C10106901234567892",
            "0106901234567892\u{1d}10LOT7",
            " 6901234567892 ",
        ] {
            assert_eq!(Barcode::parse(scan).unwrap(), plain, "{scan:?}");
        }
        assert_eq!(Barcode::parse("036000291452").unwrap().as_str(), "0036000291452");
        assert!(plain.is_gtin());
        assert!(!Barcode::parse("6901234567893").unwrap().is_gtin());
        assert_eq!(ean13("690123456789").unwrap(), plain);
    }
}
