//! Text that people enter, bounded and clean: a name, one line, a note.

use super::Malformed;
use serde::{Deserialize, Serialize};

/// Invisible direction overrides can make a label read as something else; they have no place in names.
fn is_unwanted(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffd}' | '\u{feff}')
}

fn clean(text: &str, max: usize, lines: bool) -> Result<String, Malformed> {
    // A text far above the bound is refused before it is copied.
    if text.len() > max * 8 {
        return Err(Malformed::TooLong);
    }
    let text = text.trim();
    if text.chars().count() > max {
        return Err(Malformed::TooLong);
    }
    if text.chars().any(|c| is_unwanted(c) || (c == '\n' && !lines)) {
        return Err(Malformed::BadCharacters);
    }
    Ok(text.to_owned())
}

macro_rules! bounded {
    ($($(#[$doc:meta])* $name:ident { max: $max:literal, lines: $lines:literal, empty: $empty:literal })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Longest text, in characters.
            pub const MAX: usize = $max;

            pub fn parse(text: &str) -> Result<Self, Malformed> {
                let text = clean(text, Self::MAX, $lines)?;
                if text.is_empty() && !$empty {
                    return Err(Malformed::Empty);
                }
                Ok($name(text))
            }

            /// Keeps the usable part of a text that somebody else wrote (a file, a carrier).
            pub fn keep(text: &str) -> Option<Self> {
                let kept: String = text.chars().filter(|c| !is_unwanted(*c) && (*c != '\n' || $lines)).take(Self::MAX).collect();
                Self::parse(&kept).ok()
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = Malformed;
            fn try_from(text: String) -> Result<Self, Malformed> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> String {
                text.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

bounded! {
    /// What a person, a product or a place is called. Never empty.
    Name { max: 160, lines: false, empty: false }
    /// One line that may be empty: a street, a city, a reference.
    #[derive(Default)]
    Line { max: 200, lines: false, empty: true }
    /// Free text of several lines, may be empty.
    #[derive(Default)]
    Note { max: 2000, lines: true, empty: true }
}

impl Line {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Note {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// `王小明` -> `王**`, `Maya Okafor` -> `M*** O***`: enough to recognise a parcel, too little to learn a name.
pub fn mask_name(name: &str) -> String {
    if name.is_ascii() {
        let words = name.split_whitespace().filter_map(|word| word.chars().next()).map(|first| format!("{first}***"));
        return words.collect::<Vec<_>>().join(" ");
    }
    let mut letters = name.chars();
    match letters.next() {
        Some(first) => format!("{first}**"),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_megabytes_are_not_a_name() {
        assert_eq!(Name::parse(&"x".repeat(5_000_000)), Err(Malformed::TooLong));
        assert_eq!(Name::parse("  "), Err(Malformed::Empty));
        assert_eq!(Name::parse("a\u{202e}b"), Err(Malformed::BadCharacters));
        assert_eq!(Name::parse("a\u{0}b"), Err(Malformed::BadCharacters));
        assert_eq!(Name::keep("a\u{0}b").unwrap().as_str(), "ab");
        assert_eq!(Name::parse(" 帆布托特包 ").unwrap().as_str(), "帆布托特包");
    }

    #[test]
    fn masked_names_show_little() {
        assert_eq!(mask_name("王小明"), "王**");
        assert_eq!(mask_name("Maya Okafor"), "M*** O***");
    }
}
