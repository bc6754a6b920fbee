//! Carriers: their names, the shape of their numbers, where they can be followed.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Carrier {
    Sf,
    Zto,
    Yto,
    Yunda,
    Sto,
    Jd,
    Ems,
    RoyalMail,
    Dhl,
    Ups,
    Fedex,
    Usps,
    /// A local courier or the shop's own car.
    Other,
}

impl Carrier {
    pub const ALL: &'static [Carrier] = &[
        Carrier::Sf,
        Carrier::Zto,
        Carrier::Yto,
        Carrier::Yunda,
        Carrier::Sto,
        Carrier::Jd,
        Carrier::Ems,
        Carrier::RoyalMail,
        Carrier::Dhl,
        Carrier::Ups,
        Carrier::Fedex,
        Carrier::Usps,
        Carrier::Other,
    ];

    /// Word in URLs, files and the API.
    pub fn code(self) -> &'static str {
        match self {
            Carrier::Sf => "sf",
            Carrier::Zto => "zto",
            Carrier::Yto => "yto",
            Carrier::Yunda => "yunda",
            Carrier::Sto => "sto",
            Carrier::Jd => "jd",
            Carrier::Ems => "ems",
            Carrier::RoyalMail => "royal_mail",
            Carrier::Dhl => "dhl",
            Carrier::Ups => "ups",
            Carrier::Fedex => "fedex",
            Carrier::Usps => "usps",
            Carrier::Other => "other",
        }
    }

    pub fn from_code(code: &str) -> Option<Carrier> {
        Carrier::ALL.iter().copied().find(|carrier| carrier.code() == code)
    }

    /// Whether a number can be one of this carrier's: letters, digits, lengths, and the check digit where one is known.
    pub fn takes(self, number: &str) -> bool {
        let digits =
            |text: &str, lengths: &[usize]| lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        let after = |prefix: &str| number.strip_prefix(prefix);
        match self {
            Carrier::Sf => after("SF").is_some_and(|rest| digits(rest, &[13])) || digits(number, &[12, 15]),
            Carrier::Zto => digits(number, &[12, 14]) || after("ZT").is_some_and(|rest| digits(rest, &[11, 12])),
            Carrier::Yto => after("YT").is_some_and(|rest| digits(rest, &[13])) || digits(number, &[10, 18]),
            Carrier::Yunda => digits(number, &[13, 15]) || after("YD").is_some_and(|rest| digits(rest, &[13])),
            Carrier::Sto => digits(number, &[12, 13, 15]),
            Carrier::Jd => (after("JD").is_some() || after("JDVA").is_some()) && (12..=20).contains(&number.len()),
            Carrier::Ems => is_upu_item(number) || digits(number, &[13]),
            Carrier::RoyalMail => is_upu_item(number),
            Carrier::Dhl => digits(number, &[10, 11]) || after("JD").is_some_and(|rest| digits(rest, &[18])),
            Carrier::Ups => is_ups(number),
            Carrier::Fedex => digits(number, &[12, 15, 20, 22]),
            Carrier::Usps => digits(number, &[20, 22, 26, 30, 34]) || is_upu_item(number),
            Carrier::Other => {
                (4..=40).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            }
        }
    }

    /// Where the customer can ask the carrier; none if there is no public page.
    pub fn follow_url(self, number: &str) -> Option<String> {
        let page = match self {
            Carrier::Sf => "https://www.sf-express.com/chn/sc/waybill/waybill-detail/",
            Carrier::Ups => "https://www.ups.com/track?tracknum=",
            Carrier::Fedex => "https://www.fedex.com/fedextrack/?trknbr=",
            Carrier::Dhl => "https://www.dhl.com/global-en/home/tracking.html?tracking-id=",
            Carrier::Usps => "https://tools.usps.com/go/TrackConfirmAction?tLabels=",
            Carrier::RoyalMail => "https://www.royalmail.com/track-your-item#/tracking-results/",
            Carrier::Zto
            | Carrier::Yto
            | Carrier::Yunda
            | Carrier::Sto
            | Carrier::Jd
            | Carrier::Ems
            | Carrier::Other => return None,
        };
        number.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-').then(|| format!("{page}{number}"))
    }
}

/// UPU S10: two letters, eight digits, a check digit (weights 8 6 4 2 3 5 9 7), two letters of the country.
fn is_upu_item(number: &str) -> bool {
    let bytes = number.as_bytes();
    let (Some(head), Some(serial), Some(check), Some(tail)) =
        (bytes.get(..2), bytes.get(2..10), bytes.get(10), bytes.get(11..13))
    else {
        return false;
    };
    if bytes.len() != 13
        || !head.iter().chain(tail).all(u8::is_ascii_uppercase)
        || !serial.iter().chain([check]).all(u8::is_ascii_digit)
    {
        return false;
    }
    let sum: u32 =
        serial.iter().zip([8u32, 6, 4, 2, 3, 5, 9, 7]).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let expected = match 11 - sum % 11 {
        10 => 0,
        11 => 5,
        digit => digit,
    };
    u32::from(check - b'0') == expected
}

/// `1Z`, fifteen letters or digits, a check digit: letters count as (position in the alphabet + 2) mod 10,
/// every second one doubled.
fn is_ups(number: &str) -> bool {
    let Some(rest) = number
        .strip_prefix("1Z")
        .filter(|rest| rest.len() == 16 && rest.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase()))
    else {
        return false;
    };
    let value = |b: u8| if b.is_ascii_digit() { u32::from(b - b'0') } else { (u32::from(b - b'A') + 2) % 10 };
    let bytes = rest.as_bytes();
    let sum: u32 = bytes.iter().take(15).enumerate().map(|(at, b)| value(*b) * if at % 2 == 1 { 2 } else { 1 }).sum();
    bytes.last().is_some_and(|check| check.is_ascii_digit() && u32::from(check - b'0') == (10 - sum % 10) % 10)
}

/// A number as it is kept: no spaces, upper case.
pub fn clean_number(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).take(60).collect::<String>().to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_shape_of_their_carrier() {
        let cases = [
            (Carrier::Sf, "SF1234567890123", true),
            (Carrier::Sf, "SF12345", false),
            (Carrier::Yto, "YT1234567890123", true),
            (Carrier::RoyalMail, "RB123456785GB", true),
            (Carrier::RoyalMail, "RB123456786GB", false),
            (Carrier::Ups, "1Z5R89390357567127", true),
            (Carrier::Ups, "1Z5R89390357567128", false),
            (Carrier::Other, "VAN-17", true),
            (Carrier::Other, "<script>", false),
        ];
        for (carrier, number, fits) in cases {
            assert_eq!(carrier.takes(number), fits, "{carrier:?} {number}");
        }
        assert_eq!(clean_number(" sf 1234 5678 90123 "), "SF1234567890123");
    }
}
