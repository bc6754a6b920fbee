//! Reads a file batch by batch, so that a screen can show how far it is.

use super::column::{Mapping, Places};
use super::draft::Drafts;
use super::encoding::Encoding;
use super::look::{Broken, Look, refuse_other_files, separator_hint};
use super::options::{Known, Options};
use super::plan::{Plan, make_plan};
use super::row::Row;
use super::split::{Cut, cut_row};

/// A file that is being read.
#[derive(Debug)]
pub struct Reader {
    text: String,
    at: usize,
    delimiter: u8,
    places: Places,
    options: Options,
    /// Number of the next row, as a spreadsheet counts.
    next_row: u32,
    drafts: Drafts,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub rows: u32,
    pub bytes: usize,
    pub of_bytes: usize,
    pub finished: bool,
}

impl Reader {
    /// `look` is what `look()` found, with the mapping that a person may have changed.
    pub fn new(bytes: Vec<u8>, look: &Look, options: Options) -> Result<Reader, Broken> {
        Reader::with(bytes, look.encoding, look.delimiter, look.has_header, &look.mapping, options)
    }

    fn with(
        bytes: Vec<u8>,
        encoding: Encoding,
        delimiter: super::Delimiter,
        has_header: bool,
        mapping: &Mapping,
        options: Options,
    ) -> Result<Reader, Broken> {
        refuse_other_files(&bytes)?;
        let missing = mapping.missing();
        if !missing.is_empty() {
            return Err(Broken::MissingColumns { columns: missing });
        }
        let text = encoding.decode(bytes);
        let (_, start) = separator_hint(&text);
        let mut reader = Reader {
            text,
            at: start,
            delimiter: delimiter.byte(),
            places: mapping.places(),
            options,
            next_row: if start > 0 { 2 } else { 1 },
            drafts: Drafts::default(),
        };
        if has_header {
            reader.skip_header();
        }
        Ok(reader)
    }

    fn skip_header(&mut self) {
        let mut cells = Vec::new();
        while cut_row(&self.text, &mut self.at, self.delimiter, &mut cells) != Cut::End {
            self.next_row += 1;
            if cells.iter().any(|cell| !cell.trim().is_empty()) {
                return;
            }
        }
    }

    /// Reads up to `rows` more rows.
    pub fn next_batch(&mut self, rows: usize) -> Progress {
        let Reader { text, at, delimiter, places, options, next_row, drafts } = self;
        let mut cells = Vec::new();
        let mut finished = false;
        for _ in 0..rows {
            match cut_row(text, at, *delimiter, &mut cells) {
                Cut::Row => {
                    let row = Row { number: *next_row, cells: &cells, places };
                    if !row.is_blank() {
                        drafts.take(&row, options);
                    }
                }
                Cut::Broken => drafts.broken(*next_row),
                Cut::End => {
                    finished = true;
                    break;
                }
            }
            *next_row = next_row.saturating_add(1);
        }
        Progress { rows: drafts.rows, bytes: *at, of_bytes: text.len(), finished }
    }

    /// What the rows read so far come to, beside what the shop has already.
    pub fn plan(self, known: &dyn Known) -> Plan {
        make_plan(self.drafts, &self.options, known)
    }
}
