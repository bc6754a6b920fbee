//! Reading a pasted block: a name, a phone, an address, in Chinese or in English, in whatever order people copy them.
//!
//! Nothing is invented: a province is added only when its city is known, and what cannot be placed is handed back as
//! `leftover`, for a person to look at.

mod china;
mod cities;
mod labels;
mod numbers;
mod western;

use super::{Address, Email, Phone, TextLine};

/// What was read out of a pasted block.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pasted {
    /// Empty when nobody is named.
    pub name: String,
    pub phone: Option<Phone>,
    pub email: Option<Email>,
    pub address: Address,
    /// What could not be placed.
    pub leftover: String,
}

/// A block longer than this is no address.
const LONGEST: usize = 4000;

/// Reads a block. `country` (ISO code) is where the parcel goes when the block does not say.
pub fn read(text: &str, country: &str) -> Pasted {
    let text = text.get(..text.floor_char_boundary(LONGEST.min(text.len()))).unwrap_or_default();
    let text: String = text.chars().map(plain).collect();
    let (text, email) = take_email(&text);
    let chinese = text.chars().any(is_han);
    let mut pasted = if chinese { china::read(&text, country) } else { western::read(&text, country) };
    pasted.email = email;
    pasted
}

/// Full-width letters, digits and signs as their plain ones.
fn plain(c: char) -> char {
    match c {
        '\u{3000}' | '\u{a0}' => ' ',
        '，' | '、' => ',',
        '；' | '。' => ';',
        '：' => ':',
        '（' => '(',
        '）' => ')',
        '＋' => '+',
        '－' | '—' | '–' => '-',
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\r' => '\n',
        c => c,
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}')
}

/// Takes the first e-mail address out of the text.
fn take_email(text: &str) -> (String, Option<Email>) {
    let separators =
        |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '<' | '>' | '(' | ')' | '|') || is_han(c);
    for piece in text.split(separators).filter(|piece| piece.contains('@')) {
        if let Ok(email) = Email::parse(piece) {
            return (text.replacen(piece, " ", 1), Some(email));
        }
    }
    (text.to_owned(), None)
}

/// Text as a line of an address: without the separators around it.
fn line(text: &str) -> TextLine {
    TextLine::keep(text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '-' | '/' | '|')))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
