//! Finding phone numbers in running text.

use crate::base::Phone;

/// Takes the first phone number out of the text; a sign stays where it was, because names stand beside numbers.
/// Further digits that belong to it (an extension, a second number) come back as they are.
pub(super) fn take_chinese_phone(text: &str) -> (String, Option<Phone>, String) {
    let letters: Vec<char> = text.chars().collect();
    for from in 0..letters.len() {
        let before = from.checked_sub(1).and_then(|at| letters.get(at));
        if before.is_some_and(|c| c.is_ascii_digit() || matches!(c, '-' | '+')) {
            continue;
        }
        let Some((length, phone)) = mobile(&letters, from).or_else(|| landline(&letters, from)) else { continue };
        let extension = extension(&letters, from + length);
        let kept: String =
            letters.iter().take(from).chain([&MARK]).chain(letters.iter().skip(from + length + extension)).collect();
        let extra: String = letters.iter().skip(from + length).take(extension).collect();
        return (kept, Some(phone), extra);
    }
    (text.to_owned(), None, String::new())
}

/// Stands where the phone number was.
pub(super) const MARK: char = '\u{1}';

/// `13800138000`, `138 0013 8000`, `138-0013-8000`, with `+86` or `0086` before it.
fn mobile(letters: &[char], from: usize) -> Option<(usize, Phone)> {
    let mut at = from;
    for prefix in ["+86", "0086", "86"] {
        if starts_with(letters, from, prefix) {
            let gap = usize::from(matches!(letters.get(from + prefix.len()), Some(' ' | '-')));
            if letters.get(from + prefix.len() + gap) == Some(&'1') {
                at = from + prefix.len() + gap;
                break;
            }
        }
    }
    let mut digits = String::new();
    while digits.len() < 11 {
        match letters.get(at) {
            Some(c) if c.is_ascii_digit() => digits.push(*c),
            Some(' ' | '-') if matches!(digits.len(), 3 | 7) => {}
            _ => return None,
        }
        at += 1;
    }
    if letters.get(at).is_some_and(char::is_ascii_digit) || !digits.starts_with('1') {
        return None;
    }
    Phone::parse(&digits, "CN").ok().map(|phone| (at - from, phone))
}

/// `0571-88886666`, `(0571) 8888 6666`.
fn landline(letters: &[char], from: usize) -> Option<(usize, Phone)> {
    if !matches!(letters.get(from), Some('0' | '(')) {
        return None;
    }
    let mut digits = String::new();
    let mut at = from;
    while let Some(c) = letters.get(at) {
        match c {
            c if c.is_ascii_digit() => digits.push(*c),
            '(' | ')' | '-' | ' ' if digits.len() < 8 => {}
            _ => break,
        }
        at += 1;
    }
    let length = letters.get(from..at)?.iter().collect::<String>().trim_end().chars().count();
    ((10..=12).contains(&digits.len()) && digits.starts_with('0'))
        .then(|| Phone::parse(&digits, "CN").ok().map(|phone| (length, phone)))
        .flatten()
}

/// Privacy numbers of marketplaces: `-1234`, `转1234`, `[1234]`.
fn extension(letters: &[char], from: usize) -> usize {
    if !matches!(letters.get(from), Some('-' | '转' | '[')) {
        return 0;
    }
    let digits = letters.iter().skip(from + 1).take_while(|c| c.is_ascii_digit()).count();
    if digits == 0 || digits > 6 {
        return 0;
    }
    let closed = usize::from(letters.get(from) == Some(&'[') && letters.get(from + 1 + digits) == Some(&']'));
    1 + digits + closed
}

fn starts_with(letters: &[char], from: usize, text: &str) -> bool {
    text.chars().enumerate().all(|(at, c)| letters.get(from + at) == Some(&c))
}
