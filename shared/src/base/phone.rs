//! Phone numbers: kept as digits with the country code, shown masked wherever a stranger might look.

use super::Malformed;
use serde::{Deserialize, Serialize};

/// E.164 without the plus is kept inside: country code and number, 7 to 15 digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

/// Country calling codes by ISO country, for numbers written without one.
const CALLING_CODES: &[(&str, &str)] = &[
    ("CN", "86"),
    ("HK", "852"),
    ("MO", "853"),
    ("TW", "886"),
    ("SG", "65"),
    ("MY", "60"),
    ("JP", "81"),
    ("KR", "82"),
    ("GB", "44"),
    ("IE", "353"),
    ("DE", "49"),
    ("FR", "33"),
    ("ES", "34"),
    ("IT", "39"),
    ("NL", "31"),
    ("BE", "32"),
    ("PT", "351"),
    ("CH", "41"),
    ("AT", "43"),
    ("SE", "46"),
    ("NO", "47"),
    ("DK", "45"),
    ("FI", "358"),
    ("PL", "48"),
    ("CZ", "420"),
    ("GR", "30"),
    ("CY", "357"),
    ("MT", "356"),
    ("LT", "370"),
    ("IS", "354"),
    ("IL", "972"),
    ("AE", "971"),
    ("SA", "966"),
    ("BH", "973"),
    ("LB", "961"),
    ("US", "1"),
    ("CA", "1"),
    ("AU", "61"),
    ("NZ", "64"),
    ("IN", "91"),
    ("BR", "55"),
    ("MX", "52"),
    ("ZA", "27"),
];

impl Phone {
    /// `13800138000` in China becomes `+8613800138000`; `+44 20 7946 0000` stays what it says.
    pub fn parse(text: &str, country: &str) -> Result<Self, Malformed> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Malformed::Empty);
        }
        if text.len() > 40 || text.chars().any(|c| !(c.is_ascii_digit() || " +-().（）".contains(c))) {
            return Err(Malformed::NotAPhone);
        }
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let international = text.starts_with('+') || digits.starts_with("00");
        let code = CALLING_CODES.iter().find(|(iso, _)| *iso == country).map_or("", |(_, code)| *code);
        // Without a country nobody can say whose number it is.
        if !international && code.is_empty() {
            return Err(Malformed::NotAPhone);
        }
        let number = if international {
            digits.trim_start_matches('0').to_owned()
        } else if code == "86" && digits.len() == 13 && digits.starts_with("86") {
            digits
        } else {
            format!("{code}{}", digits.trim_start_matches('0'))
        };
        Phone::checked(number)
    }

    fn checked(number: String) -> Result<Self, Malformed> {
        if !(7..=15).contains(&number.len()) || !number.chars().all(|c| c.is_ascii_digit()) {
            return Err(Malformed::NotAPhone);
        }
        // A mainland number is a mobile of eleven digits (1[3-9]...) or a landline with its area code.
        if let Some(national) = number.strip_prefix("86") {
            let mobile = national.len() == 11
                && national.starts_with('1')
                && !national.starts_with("10")
                && !national.starts_with("11")
                && !national.starts_with("12");
            let landline = (9..=11).contains(&national.len()) && !national.starts_with('1')
                || national.starts_with("10") && national.len() == 10;
            if !(mobile || landline) {
                return Err(Malformed::NotAPhone);
            }
        }
        Ok(Phone(number))
    }

    /// `+8613800138000`.
    pub fn e164(&self) -> String {
        format!("+{}", self.0)
    }

    /// The second factor of the parcel search.
    pub fn last_four(&self) -> &str {
        self.0.get(self.0.len().saturating_sub(4)..).unwrap_or_default()
    }

    /// `138****8000`.
    pub fn masked(&self) -> String {
        let national = self.0.strip_prefix("86").unwrap_or(&self.0);
        format!("{}****{}", national.get(..3).unwrap_or_default(), self.last_four())
    }
}

impl std::fmt::Debug for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.masked())
    }
}

impl std::fmt::Display for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "+{}", self.0)
    }
}

impl TryFrom<String> for Phone {
    type Error = Malformed;
    fn try_from(text: String) -> Result<Self, Malformed> {
        Phone::checked(text.trim_start_matches('+').to_owned())
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> String {
        phone.e164()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_kept_with_their_country() {
        assert_eq!(Phone::parse("138 0013 8000", "CN").unwrap().e164(), "+8613800138000");
        assert_eq!(Phone::parse("+86 138-0013-8000", "GB").unwrap().e164(), "+8613800138000");
        assert_eq!(Phone::parse("020 7946 0000", "GB").unwrap().e164(), "+442079460000");
        assert_eq!(Phone::parse("0571-8888 6666", "CN").unwrap().e164(), "+8657188886666");
        for bad in ["12", "call me", "11800138000", "138001380001"] {
            assert!(Phone::parse(bad, "CN").is_err(), "{bad}");
        }
    }

    #[test]
    fn logs_never_show_a_whole_number() {
        assert_eq!(format!("{:?}", Phone::parse("13800138000", "CN").unwrap()), "138****8000");
    }
}
