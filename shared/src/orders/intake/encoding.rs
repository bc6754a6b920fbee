//! Which letters the bytes of a file mean.

use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// Encodings that shops' systems export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    #[serde(rename = "utf_8")]
    Utf8,
    #[serde(rename = "utf_16_le")]
    Utf16Le,
    #[serde(rename = "utf_16_be")]
    Utf16Be,
    #[serde(rename = "gb_18030")]
    Gb18030,
    #[serde(rename = "windows_1252")]
    Windows1252,
}

impl Encoding {
    pub const ALL: &'static [Encoding] =
        &[Encoding::Utf8, Encoding::Gb18030, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Windows1252];

    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16Le => "utf-16-le",
            Encoding::Utf16Be => "utf-16-be",
            Encoding::Gb18030 => "gb-18030",
            Encoding::Windows1252 => "windows-1252",
        }
    }

    /// Takes the usual names: `gbk`, `latin1`, `utf8`…
    pub fn from_name(name: &str) -> Option<Encoding> {
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
        match plain.as_str() {
            "utf8" => Some(Encoding::Utf8),
            "utf16le" | "utf16" => Some(Encoding::Utf16Le),
            "utf16be" => Some(Encoding::Utf16Be),
            "gb18030" | "gbk" | "gb2312" | "cp936" => Some(Encoding::Gb18030),
            "windows1252" | "latin1" | "iso88591" | "cp1252" => Some(Encoding::Windows1252),
            _ => None,
        }
    }

    /// The most likely encoding. A byte order mark decides; valid UTF-8 is UTF-8; the rest is told by its bytes.
    pub fn detect(bytes: &[u8]) -> Encoding {
        match bytes {
            [0xef, 0xbb, 0xbf, ..] => return Encoding::Utf8,
            [0xff, 0xfe, ..] => return Encoding::Utf16Le,
            [0xfe, 0xff, ..] => return Encoding::Utf16Be,
            _ => {}
        }
        if let Some(utf16) = utf16_without_mark(bytes) {
            return utf16;
        }
        if std::str::from_utf8(bytes).is_ok() {
            return Encoding::Utf8;
        }
        if looks_chinese(bytes) { Encoding::Gb18030 } else { Encoding::Windows1252 }
    }

    /// The text. What cannot be read becomes U+FFFD, which names and codes refuse, so it is reported at its row.
    pub fn decode(self, bytes: Vec<u8>) -> String {
        match self {
            Encoding::Utf8 => utf8(bytes),
            Encoding::Utf16Le => utf16(&bytes, u16::from_le_bytes),
            Encoding::Utf16Be => utf16(&bytes, u16::from_be_bytes),
            Encoding::Gb18030 => gb18030(&bytes),
            Encoding::Windows1252 => bytes.into_iter().map(windows_1252).collect(),
        }
    }
}

/// Reads GB18030 with tables that the host has already. A browser brings them; carrying them once more would make the
/// app a sixth larger to load.
static HOST_TABLES: OnceLock<fn(&[u8]) -> String> = OnceLock::new();

/// Says how this host reads GB18030. To be called once, at the start, where the feature `gb18030` is off.
pub fn read_gb18030_with(reader: fn(&[u8]) -> String) {
    // The first reader stays: a host has one.
    let _ = HOST_TABLES.set(reader);
}

fn gb18030(bytes: &[u8]) -> String {
    match HOST_TABLES.get() {
        Some(reader) => reader(bytes),
        None => own_gb18030(bytes),
    }
}

#[cfg(feature = "gb18030")]
fn own_gb18030(bytes: &[u8]) -> String {
    encoding_rs::GB18030.decode_without_bom_handling(bytes).0.into_owned()
}

/// Without tables every letter beyond ASCII is unreadable, and said to be.
#[cfg(not(feature = "gb18030"))]
fn own_gb18030(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { char::REPLACEMENT_CHARACTER }).collect()
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks(2).map(|pair| match pair {
        [first, second] => unit([*first, *second]),
        // Half a letter at the end of a cut file: a lone surrogate, which reads as U+FFFD.
        _ => 0xd800,
    });
    let text = char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER));
    text.enumerate().filter(|(at, letter)| !(*at == 0 && *letter == '\u{feff}')).map(|(_, letter)| letter).collect()
}

/// Latin-1 with the letters that Windows put where Latin-1 has control codes (WHATWG index windows-1252).
fn windows_1252(byte: u8) -> char {
    const UPPER: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    byte.checked_sub(0x80).and_then(|at| UPPER.get(usize::from(at)).copied()).unwrap_or(char::from(byte))
}

/// A large file is taken as it is, without a copy.
fn utf8(mut bytes: Vec<u8>) -> String {
    if bytes.starts_with(&[0xef, 0xbb, 0xbf]) {
        bytes.drain(..3);
    }
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    }
}

/// Enough of a file to tell its encoding.
const SAMPLE: usize = 64 * 1024;

/// Latin letters and commas in UTF-16 have a zero as their other byte.
fn utf16_without_mark(bytes: &[u8]) -> Option<Encoding> {
    let sample = bytes.get(..SAMPLE.min(bytes.len())).unwrap_or(bytes);
    let pairs = sample.len() / 2;
    let zeros = |at: usize| sample.iter().skip(at).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if pairs < 2 {
        None
    } else if odd * 3 > pairs && even * 20 < pairs {
        Some(Encoding::Utf16Le)
    } else if even * 3 > pairs && odd * 20 < pairs {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

/// In GBK text, bytes above 0x80 stand in pairs that both are high; in Western text they stand alone among letters.
fn looks_chinese(bytes: &[u8]) -> bool {
    let (mut both_high, mut alone, mut at) = (0u32, 0u32, 0usize);
    while let Some(lead) = bytes.get(at) {
        if *lead < 0x80 {
            at += 1;
            continue;
        }
        match (lead, bytes.get(at + 1)) {
            (0xa1..=0xf7, Some(0xa1..=0xfe)) => both_high += 1,
            (0x81..=0xfe, Some(0x80..=0xfe)) => {}
            _ => {
                alone += 1;
                at += 1;
                continue;
            }
        }
        at += 2;
    }
    both_high > alone.saturating_mul(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn as_utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
        let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn tells_encodings_apart_and_reads_them() {
        let chinese = "订单号,商品编码,数量\nA1,帆布托特包,2\n";
        let western = "order,name\n1,Café crème\n2,Größe für Söhne\n3,£ naïve\n";
        let cases = [
            (chinese.as_bytes().to_vec(), Encoding::Utf8, chinese),
            ([&[0xef, 0xbb, 0xbf], chinese.as_bytes()].concat(), Encoding::Utf8, chinese),
            (encoding_rs::GB18030.encode(chinese).0.into_owned(), Encoding::Gb18030, chinese),
            (encoding_rs::WINDOWS_1252.encode(western).0.into_owned(), Encoding::Windows1252, western),
            (as_utf16(western, false, true), Encoding::Utf16Le, western),
            (as_utf16(western, true, true), Encoding::Utf16Be, western),
            (as_utf16(western, false, false), Encoding::Utf16Le, western),
            (as_utf16(western, true, false), Encoding::Utf16Be, western),
            (as_utf16(chinese, false, true), Encoding::Utf16Le, chinese),
            (b"order,sku\n1,A\n".to_vec(), Encoding::Utf8, "order,sku\n1,A\n"),
        ];
        for (bytes, encoding, text) in cases {
            assert_eq!(Encoding::detect(&bytes), encoding, "{text}");
            assert_eq!(encoding.decode(bytes), text);
        }
    }

    #[test]
    fn broken_bytes_are_marked_and_not_lost() {
        assert_eq!(Encoding::Utf8.decode(b"a\xffb".to_vec()), "a\u{fffd}b");
        let lone_surrogate = [0xff, 0xfe, b'a', 0, 0x00, 0xd8, b'b', 0];
        assert_eq!(Encoding::detect(&lone_surrogate), Encoding::Utf16Le);
        assert_eq!(Encoding::Utf16Le.decode(lone_surrogate.to_vec()), "a\u{fffd}b");
        assert_eq!(Encoding::from_name("GBK"), Some(Encoding::Gb18030));
    }
}
