//! A number as plural rules look at it.

/// The operands of CLDR: the value, its whole part, and its visible fraction with and without trailing zeros.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PluralOperands {
    /// Absolute value.
    pub n: f64,
    /// Whole part.
    pub i: u64,
    /// Digits of the fraction, with zeros at the end.
    pub v: usize,
    /// The same without them.
    pub w: usize,
    /// The fraction as a number, with zeros at the end.
    pub f: u64,
    /// The same without them.
    pub t: u64,
}

impl TryFrom<f64> for PluralOperands {
    type Error = &'static str;

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the whole part of a number above zero"
    )]
    fn try_from(number: f64) -> Result<Self, Self::Error> {
        if !number.is_finite() {
            return Err("not a number");
        }
        let n = number.abs();
        let text = n.to_string();
        // The shortest text of a number has no zeros at its end.
        let fraction = text.split_once('.').map_or("", |(_, fraction)| fraction);
        let (digits, value) = (fraction.len(), fraction.parse().unwrap_or_default());
        Ok(PluralOperands { n, i: n as u64, v: digits, w: digits, f: value, t: value })
    }
}
