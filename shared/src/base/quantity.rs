//! Quantity: whole base units, never negative, never a float.

use super::Malformed;
use serde::{Deserialize, Serialize};

/// How many, in base units of the product. 0 to one thousand million.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Quantity(u32);

impl Quantity {
    pub const ZERO: Quantity = Quantity(0);
    pub const ONE: Quantity = Quantity(1);
    /// Above this, a quantity is a typing mistake (or a scanned barcode).
    pub const MAX: u32 = 1_000_000_000;

    pub fn new(units: i64) -> Result<Self, Malformed> {
        match u32::try_from(units) {
            Ok(units) if units <= Self::MAX => Ok(Quantity(units)),
            Ok(_) => Err(Malformed::TooLarge),
            Err(_) if units < 0 => Err(Malformed::Negative),
            Err(_) => Err(Malformed::TooLarge),
        }
    }

    /// Reads `6`, `6.0` and `1,000`; refuses `6.5` and `-1`.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let text: String = text.trim().chars().filter(|c| *c != ',' && !c.is_whitespace()).collect();
        if text.is_empty() {
            return Err(Malformed::Empty);
        }
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let digits = whole.strip_prefix(['-', '+']).unwrap_or(whole);
        if digits.is_empty()
            || !digits.chars().all(|c| c.is_ascii_digit())
            || !fraction.chars().all(|c| c.is_ascii_digit())
        {
            return Err(Malformed::NotANumber);
        }
        if fraction.chars().any(|c| c != '0') {
            return Err(Malformed::NotWhole);
        }
        Quantity::new(whole.parse::<i64>().map_err(|_| Malformed::TooLarge)?)
    }

    pub fn get(self) -> u32 {
        self.0
    }

    /// As a change of a balance.
    pub fn signed(self) -> i64 {
        i64::from(self.0)
    }

    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// What is left after taking `other`, at least zero.
    pub fn less(self, other: Quantity) -> Quantity {
        Quantity(self.0.saturating_sub(other.0))
    }

    /// The sum, at most the largest quantity.
    pub fn plus(self, other: Quantity) -> Quantity {
        Quantity(self.0.saturating_add(other.0).min(Self::MAX))
    }

    /// The part of a balance that is there: zero for a negative one.
    pub fn of_balance(balance: i64) -> Quantity {
        Quantity(u32::try_from(balance.clamp(0, i64::from(Self::MAX))).unwrap_or(Self::MAX))
    }
}

impl TryFrom<i64> for Quantity {
    type Error = Malformed;
    fn try_from(units: i64) -> Result<Self, Malformed> {
        Quantity::new(units)
    }
}

impl From<Quantity> for i64 {
    fn from(quantity: Quantity) -> i64 {
        quantity.signed()
    }
}

impl std::fmt::Display for Quantity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::iter::Sum for Quantity {
    fn sum<I: Iterator<Item = Quantity>>(parts: I) -> Quantity {
        parts.fold(Quantity::ZERO, Quantity::plus)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_and_not_negative() {
        let cases = [
            ("6", Ok(6)),
            ("6.0", Ok(6)),
            (" 1,000 ", Ok(1000)),
            ("0", Ok(0)),
            ("6.5", Err(Malformed::NotWhole)),
            ("-1", Err(Malformed::Negative)),
            ("six", Err(Malformed::NotANumber)),
            ("", Err(Malformed::Empty)),
            ("6901234567892", Err(Malformed::TooLarge)),
        ];
        for (text, expected) in cases {
            assert_eq!(Quantity::parse(text).map(Quantity::get), expected, "{text}");
        }
    }
}
