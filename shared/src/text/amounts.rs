//! Numbers and money as people write them. Both languages group by three with a comma and divide with a point; a third that
//! does not will need its own way. The browser's formatter writes the same, but making the first one takes 20 to 100 ms, and
//! every start of the app would wait for it.

use crate::base::Money;

/// `2,310`.
pub fn number(number: i64) -> String {
    grouped(&number.to_string())
}

/// `¥2,310.50`, `-€12.00`, `CHF 7.90`.
pub fn money(money: Money) -> String {
    let plain = money.plain();
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |digits| ("-", digits));
    let symbol = money.currency.symbol();
    // Letters and digits must neither run together nor be parted by the end of a line.
    let space = if symbol.ends_with(char::is_alphabetic) { "\u{a0}" } else { "" };
    format!("{sign}{symbol}{space}{}", grouped(digits))
}

/// A decimal text with commas between its thousands.
fn grouped(text: &str) -> String {
    let (whole, fraction) = text.split_at(text.find('.').unwrap_or(text.len()));
    let digits = whole.bytes().filter(u8::is_ascii_digit).count();
    let mut grouped = String::with_capacity(text.len() + digits / 3);
    let mut left = digits;
    for character in whole.chars() {
        if character.is_ascii_digit() {
            if left < digits && left.is_multiple_of(3) {
                grouped.push(',');
            }
            left -= 1;
        }
        grouped.push(character);
    }
    grouped + fraction
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Currency;

    #[test]
    fn numbers_are_grouped_by_three() {
        let written = [0, 7, 999, 1_000, 12_345, 1_234_567, -1_234, -999, i64::MIN].map(number);
        let expected =
            ["0", "7", "999", "1,000", "12,345", "1,234,567", "-1,234", "-999", "-9,223,372,036,854,775,808"];
        assert_eq!(written, expected);
    }

    #[test]
    fn money_has_its_sign_its_symbol_and_its_decimals() {
        let written = |minor, code| money(Money::new(minor, Currency::parse(code).unwrap()));
        assert_eq!(written(231_050, "CNY"), "¥2,310.50");
        assert_eq!(written(-1_200, "EUR"), "-€12.00");
        assert_eq!(written(1_234_567, "JPY"), "¥1,234,567");
        assert_eq!(written(1_234_567, "KWD"), "KWD\u{a0}1,234.567");
        assert_eq!(written(5, "USD"), "$0.05");
        assert_eq!(written(790, "CHF"), "CHF\u{a0}7.90");
        assert_eq!(written(790, "PLN"), "zł\u{a0}7.90");
        assert_eq!(written(790, "BRL"), "R$7.90");
    }
}
