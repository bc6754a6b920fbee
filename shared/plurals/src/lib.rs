//! Which form of a word goes with a number, in the languages that Waybill speaks. English tells one from others, and for
//! places first, second and third too; Chinese tells nothing.
//!
//! Source of the rules: Unicode CLDR, Language Plural Rules (zh, en). Names and shapes are those that `fluent-bundle` uses.

pub mod operands;

use operands::PluralOperands;
use unic_langid::LanguageIdentifier;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PluralCategory {
    ZERO,
    ONE,
    TWO,
    FEW,
    MANY,
    OTHER,
}

/// What the number says: how many, or which one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PluralRuleType {
    ORDINAL,
    CARDINAL,
}

/// The rules of one language.
#[derive(Debug, Clone)]
pub struct PluralRules {
    locale: LanguageIdentifier,
    kind: PluralRuleType,
}

/// In every language that has no rules of its own here, nothing is told.
const ENGLISH: &str = "en";
const CHINESE: &str = "zh";

impl PluralRules {
    /// # Errors
    /// When Waybill does not speak this language.
    pub fn create<L: Into<LanguageIdentifier>>(locale: L, kind: PluralRuleType) -> Result<Self, &'static str> {
        let locale = locale.into();
        match locale.language.as_str() {
            ENGLISH | CHINESE => Ok(PluralRules { locale, kind }),
            _ => Err("unknown locale"),
        }
    }

    /// # Errors
    /// When the number cannot be read as one.
    pub fn select<N: TryInto<PluralOperands>>(&self, number: N) -> Result<PluralCategory, &'static str> {
        let number = number.try_into().map_err(|_| "not a number")?;
        Ok(match (self.locale.language.as_str(), self.kind) {
            (ENGLISH, PluralRuleType::CARDINAL) => how_many(&number),
            (ENGLISH, PluralRuleType::ORDINAL) => which(&number),
            _ => PluralCategory::OTHER,
        })
    }

    /// The languages that have rules.
    pub fn get_locales(_: PluralRuleType) -> Vec<LanguageIdentifier> {
        [ENGLISH, CHINESE].iter().filter_map(|tag| tag.parse().ok()).collect()
    }

    pub fn get_locale(&self) -> &LanguageIdentifier {
        &self.locale
    }
}

/// 1 order, 2 orders, 1.0 orders.
fn how_many(number: &PluralOperands) -> PluralCategory {
    if number.i == 1 && number.v == 0 { PluralCategory::ONE } else { PluralCategory::OTHER }
}

/// 1st, 2nd, 3rd, 4th, 11th.
fn which(number: &PluralOperands) -> PluralCategory {
    if number.v > 0 || (11..=13).contains(&(number.i % 100)) {
        return PluralCategory::OTHER;
    }
    match number.i % 10 {
        1 => PluralCategory::ONE,
        2 => PluralCategory::TWO,
        3 => PluralCategory::FEW,
        _ => PluralCategory::OTHER,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]
    use super::*;

    fn form(tag: &str, kind: PluralRuleType, number: f64) -> PluralCategory {
        let locale: LanguageIdentifier = tag.parse().unwrap();
        PluralRules::create(locale, kind).unwrap().select(number).unwrap()
    }

    #[test]
    fn english_tells_one_from_others_and_chinese_nothing() {
        use PluralCategory::{FEW, ONE, OTHER, TWO};
        use PluralRuleType::{CARDINAL, ORDINAL};
        let many = [(0.0, OTHER), (1.0, ONE), (2.0, OTHER), (1.5, OTHER), (21.0, OTHER)];
        many.iter().for_each(|(number, form_of)| assert_eq!(form("en", CARDINAL, *number), *form_of, "{number}"));
        let places = [(1.0, ONE), (2.0, TWO), (3.0, FEW), (4.0, OTHER), (11.0, OTHER), (12.0, OTHER), (21.0, ONE)];
        places.iter().for_each(|(number, form_of)| assert_eq!(form("en-GB", ORDINAL, *number), *form_of, "{number}"));
        assert_eq!(form("zh-CN", CARDINAL, 1.0), OTHER);
        assert!(PluralRules::create("pl".parse::<LanguageIdentifier>().unwrap(), CARDINAL).is_err());
    }
}
