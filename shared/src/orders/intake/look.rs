//! A first look at a file: what it is, what its columns are called, and a few rows to show.

use super::column::{Column, Mapping};
use super::delimiter::Delimiter;
use super::encoding::Encoding;
use super::split::{Cut, cut_row};
use serde::{Deserialize, Serialize};

/// What a person chose; none: find out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Choice {
    pub encoding: Option<Encoding>,
    pub delimiter: Option<Delimiter>,
    /// Whether the first row names the columns.
    pub header: Option<bool>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    pub encoding: Encoding,
    pub delimiter: Delimiter,
    pub has_header: bool,
    /// One name for each column; `A`, `B`, `C`… when the file has no header.
    pub header: Vec<String>,
    /// The first rows, for the screen.
    pub rows: Vec<Vec<String>>,
    pub mapping: Mapping,
}

/// Why a file cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    #[error("the file is empty")]
    Empty,
    #[error("the file has no rows")]
    NoRows,
    #[error("the file is not text")]
    NotText,
    #[error("the file is a spreadsheet")]
    Spreadsheet,
    #[error("columns are missing")]
    MissingColumns { columns: Vec<Column> },
}

/// Rows that the screen shows.
const SAMPLE_ROWS: usize = 20;
/// Bytes that are read for it.
const SAMPLE_BYTES: usize = 256 * 1024;
/// Longest text of a cell on the screen.
const SAMPLE_CELL: usize = 200;

pub fn look(bytes: &[u8], choice: Choice) -> Result<Look, Broken> {
    refuse_other_files(bytes)?;
    let encoding = choice.encoding.unwrap_or_else(|| Encoding::detect(bytes));
    let cut = whole_letters(bytes, SAMPLE_BYTES);
    let text = encoding.decode(bytes.get(..cut).unwrap_or(bytes).to_vec());
    let (hint, start) = separator_hint(&text);
    let body = text.get(start..).unwrap_or_default();
    let delimiter = choice.delimiter.or(hint).unwrap_or_else(|| Delimiter::detect(body));
    let (mut rows, broken) = first_rows(body, delimiter);
    let first = rows.first().cloned().ok_or(Broken::Empty)?;
    let has_header = choice.header.unwrap_or_else(|| is_header(&first));
    let header = if has_header { rows.remove(0) } else { (0..first.len()).map(column_letters).collect() };
    // A row that cannot be shown here, broken or longer than the sample, is still a row with its own remark.
    if rows.is_empty() && !broken && cut == bytes.len() {
        return Err(Broken::NoRows);
    }
    let mapping = if has_header { Mapping::guess(&header) } else { Mapping::default() };
    Ok(Look { encoding, delimiter, has_header, header, rows, mapping })
}

/// Spreadsheets and pictures are told from text by their first bytes.
pub(super) fn refuse_other_files(bytes: &[u8]) -> Result<(), Broken> {
    if bytes.iter().all(u8::is_ascii_whitespace) || bytes == [0xef, 0xbb, 0xbf] {
        return Err(Broken::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(Broken::Spreadsheet);
    }
    let sample = bytes.get(..4096.min(bytes.len())).unwrap_or(bytes);
    let utf16 =
        matches!(Encoding::detect(bytes.get(..64 * 1024).unwrap_or(bytes)), Encoding::Utf16Le | Encoding::Utf16Be);
    let controls = sample.iter().filter(|b| **b < 32 && !matches!(b, b'\t' | b'\n' | b'\r')).count();
    if !utf16 && controls * 20 > sample.len() { Err(Broken::NotText) } else { Ok(()) }
}

/// At most `most` bytes that end at a line, so that no letter is cut.
fn whole_letters(bytes: &[u8], most: usize) -> usize {
    if bytes.len() <= most {
        return bytes.len();
    }
    let sample = bytes.get(..most).unwrap_or(bytes);
    match sample.iter().rposition(|b| *b == b'\n') {
        // In UTF-16 a line end has two bytes; an even cut keeps pairs together.
        Some(at) => (at + 1) & !1,
        None => most & !1,
    }
}

/// Spreadsheets write `sep=;` as a first line. Returns the delimiter and where the rows begin.
pub(super) fn separator_hint(text: &str) -> (Option<Delimiter>, usize) {
    let line_end = text.find('\n').map_or(text.len(), |at| at + 1);
    let first = text.get(..line_end).unwrap_or_default();
    match first.trim().strip_prefix("sep=") {
        Some(sign) => (Delimiter::from_name(sign), line_end),
        None => (None, 0),
    }
}

/// The first rows as the screen shows them, and whether one of them is broken.
fn first_rows(text: &str, delimiter: Delimiter) -> (Vec<Vec<String>>, bool) {
    let (mut at, mut cells, mut rows, mut broken) = (0, Vec::new(), Vec::new(), false);
    while rows.len() <= SAMPLE_ROWS {
        match cut_row(text, &mut at, delimiter.byte(), &mut cells) {
            Cut::Row if cells.iter().all(|cell| cell.trim().is_empty()) => {}
            Cut::Row => rows.push(cells.iter().map(|cell| cell.trim().chars().take(SAMPLE_CELL).collect()).collect()),
            Cut::Broken => broken = true,
            Cut::End => break,
        }
    }
    (rows, broken)
}

/// A header names at least two columns that are known, or has no number in any cell.
fn is_header(row: &[String]) -> bool {
    let known = row.iter().filter(|cell| Column::guess(cell).is_some()).count();
    known >= 2 || row.iter().all(|cell| !cell.is_empty() && !cell.chars().any(|c| c.is_ascii_digit()))
}

/// `A` to `Z`, `AA`…: as spreadsheets count.
fn column_letters(at: usize) -> String {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).unwrap_or(0));
    if at < 26 { letter(at).to_string() } else { format!("{}{}", letter(at / 26 - 1), letter(at)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sees_what_a_file_is() {
        let seen = look("订单号;商品编码;数量\nA1;MUG;2\n".as_bytes(), Choice::default()).unwrap();
        assert_eq!((seen.delimiter, seen.encoding, seen.has_header), (Delimiter::Semicolon, Encoding::Utf8, true));
        assert_eq!(seen.mapping.missing(), vec![]);
        let bare = look(b"1001,MUG-01,2,28.00\n1002,MUG-02,1,30.00\n", Choice::default()).unwrap();
        assert!(!bare.has_header);
        assert_eq!(bare.header, ["A", "B", "C", "D"]);
        assert_eq!(bare.rows.len(), 2);
        let hinted = look(b"sep=;\norder;sku;qty\n1;A;2\n", Choice::default()).unwrap();
        assert_eq!((hinted.delimiter, hinted.header.len()), (Delimiter::Semicolon, 3));
    }

    #[test]
    fn says_why_a_file_cannot_be_read() {
        let why = |bytes: &[u8]| look(bytes, Choice::default()).unwrap_err();
        assert_eq!(why(b""), Broken::Empty);
        assert_eq!(why(b" \n\n"), Broken::Empty);
        assert_eq!(why(b"order,sku,qty\n"), Broken::NoRows);
        assert_eq!(why(b"PK\x03\x04rest"), Broken::Spreadsheet);
        assert_eq!(why(&[1u8, 2, 3, 0, 7].repeat(100)), Broken::NotText);
    }
}
