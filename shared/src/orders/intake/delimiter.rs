//! What stands between the cells of a row.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delimiter {
    #[default]
    Comma,
    Semicolon,
    Tab,
}

impl Delimiter {
    pub const ALL: &'static [Delimiter] = &[Delimiter::Comma, Delimiter::Semicolon, Delimiter::Tab];

    pub fn byte(self) -> u8 {
        match self {
            Delimiter::Comma => b',',
            Delimiter::Semicolon => b';',
            Delimiter::Tab => b'\t',
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Delimiter::Comma => "comma",
            Delimiter::Semicolon => "semicolon",
            Delimiter::Tab => "tab",
        }
    }

    pub fn from_name(name: &str) -> Option<Delimiter> {
        Delimiter::ALL
            .iter()
            .copied()
            .find(|delimiter| delimiter.name() == name || name.as_bytes() == [delimiter.byte()])
    }

    /// The one that cuts the header into most cells and the rows behind it into as many.
    pub fn detect(text: &str) -> Delimiter {
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(20).collect();
        let score = |delimiter: Delimiter| {
            let counts: Vec<usize> = lines.iter().map(|line| outside_quotes(line, delimiter.byte())).collect();
            let header = counts.first().copied().unwrap_or(0);
            let agreeing = counts.iter().filter(|count| **count == header).count();
            if header == 0 { 0 } else { header.min(200) * 10 + agreeing * 30 }
        };
        Delimiter::ALL
            .iter()
            .copied()
            .rev()
            .max_by_key(|delimiter| score(*delimiter))
            .filter(|best| score(*best) > 0)
            .unwrap_or_default()
    }
}

fn outside_quotes(line: &str, byte: u8) -> usize {
    let mut quoted = false;
    let mut count = 0;
    for b in line.bytes() {
        match b {
            b'"' => quoted = !quoted,
            b if b == byte && !quoted => count += 1,
            _ => {}
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_cuts_the_rows() {
        let cases = [
            ("a,b,c\n1,2,3\n", Delimiter::Comma),
            ("a;b;c\n1,5;2;3\n2,5;1;3\n", Delimiter::Semicolon),
            ("a\tb\n\"1,2,3\"\t4\n", Delimiter::Tab),
            ("order;\"name, first; last\";qty\n1;\"x, y\";2\n", Delimiter::Semicolon),
            ("one column\n1\n", Delimiter::Comma),
            ("", Delimiter::Comma),
        ];
        for (text, delimiter) in cases {
            assert_eq!(Delimiter::detect(text), delimiter, "{text}");
        }
    }
}
