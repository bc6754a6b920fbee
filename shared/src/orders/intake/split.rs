//! Cuts text into rows and cells (RFC 4180, with the liberties that real files take), and finds its way back after a
//! quote that is never closed.

use std::borrow::Cow;

/// What one step of cutting found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    Row,
    /// The quotes of this line do not match; reading goes on at the next line.
    Broken,
    End,
}

/// A quoted cell of several lines that is longer than this is a quote that somebody forgot to close.
const LONGEST_WITH_LINES: usize = 64 * 1024;

/// Reads one row at `*at` into `cells` and moves `*at` behind it.
pub(super) fn cut_row<'a>(text: &'a str, at: &mut usize, delimiter: u8, cells: &mut Vec<Cow<'a, str>>) -> Cut {
    cells.clear();
    let bytes = text.as_bytes();
    if *at >= bytes.len() {
        return Cut::End;
    }
    let line = *at;
    let mut from = line;
    loop {
        let quoted = bytes.get(from) == Some(&b'"');
        let end = if quoted {
            match quoted_cell(text, from, delimiter) {
                Some((cell, end)) => {
                    cells.push(cell);
                    end
                }
                None => {
                    cells.clear();
                    *at = after_line(bytes, line);
                    return Cut::Broken;
                }
            }
        } else {
            let rest = bytes.get(from..).unwrap_or_default();
            let end =
                from + rest.iter().position(|b| *b == delimiter || *b == b'\n' || *b == b'\r').unwrap_or(rest.len());
            cells.push(Cow::Borrowed(text.get(from..end).unwrap_or_default()));
            end
        };
        match bytes.get(end) {
            Some(b) if *b == delimiter => from = end + 1,
            Some(b'\r') if bytes.get(end + 1) == Some(&b'\n') => {
                *at = end + 2;
                return Cut::Row;
            }
            Some(_) => {
                *at = end + 1;
                return Cut::Row;
            }
            None => {
                *at = end;
                return Cut::Row;
            }
        }
    }
}

/// A cell that begins with a quote at `from`: its text and where it ends. None when its quotes do not match.
fn quoted_cell(text: &str, from: usize, delimiter: u8) -> Option<(Cow<'_, str>, usize)> {
    let bytes = text.as_bytes();
    let (mut at, mut doubled, mut lines) = (from + 1, false, false);
    let close = loop {
        match bytes.get(at)? {
            b'"' if bytes.get(at + 1) == Some(&b'"') => {
                doubled = true;
                at += 2;
            }
            b'"' => break at,
            b'\n' => {
                lines = true;
                at += 1;
            }
            _ => at += 1,
        }
        if lines && at - from > LONGEST_WITH_LINES {
            return None;
        }
    };
    let inside = text.get(from + 1..close).unwrap_or_default();
    let inside = if doubled { Cow::Owned(inside.replace("\"\"", "\"")) } else { Cow::Borrowed(inside) };
    let rest = bytes.get(close + 1..).unwrap_or_default();
    let tail = rest.iter().position(|b| *b == delimiter || *b == b'\n' || *b == b'\r').unwrap_or(rest.len());
    let after = text.get(close + 1..close + 1 + tail).unwrap_or_default();
    if after.trim().is_empty() {
        return Some((inside, close + 1 + tail));
    }
    // `"6"" nails" x` on one line is somebody's way of writing; over several lines it is a lost quote.
    if lines { None } else { Some((Cow::Owned(format!("{inside}{after}")), close + 1 + tail)) }
}

fn after_line(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    match rest.iter().position(|b| *b == b'\n' || *b == b'\r') {
        Some(end) if rest.get(end) == Some(&b'\r') && rest.get(end + 1) == Some(&b'\n') => from + end + 2,
        Some(end) => from + end + 1,
        None => bytes.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Result<Vec<String>, ()>> {
        let (mut at, mut cells, mut rows) = (0, Vec::new(), Vec::new());
        loop {
            match cut_row(text, &mut at, b',', &mut cells) {
                Cut::Row => rows.push(Ok(cells.iter().map(|cell| cell.to_string()).collect())),
                Cut::Broken => rows.push(Err(())),
                Cut::End => return rows,
            }
        }
    }

    fn row(cells: &[&str]) -> Result<Vec<String>, ()> {
        Ok(cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn cuts_what_spreadsheets_write() {
        assert_eq!(
            rows("a,b\r\n1,\"x, y\"\n2,\"say \"\"hi\"\"\"\r3,"),
            vec![row(&["a", "b"]), row(&["1", "x, y"]), row(&["2", "say \"hi\""]), row(&["3", ""])]
        );
        assert_eq!(rows("1,\"two\nlines\",3\n4,5,6"), vec![row(&["1", "two\nlines", "3"]), row(&["4", "5", "6"])]);
        assert_eq!(rows("1,6\" nails,\"6\" wide\n"), vec![row(&["1", "6\" nails", "6 wide"])]);
        assert_eq!(rows(""), vec![]);
    }

    #[test]
    fn a_lost_quote_costs_one_row_only() {
        assert_eq!(rows("1,\"lost,2\n2,x,3\n3,\"y\",1\n"), vec![Err(()), row(&["2", "x", "3"]), row(&["3", "y", "1"])]);
        assert_eq!(rows("1,\"lost to the end\n2,x\n3,y"), vec![Err(()), row(&["2", "x"]), row(&["3", "y"])]);
    }

    #[test]
    fn five_megabytes_in_a_cell_stay_one_cell() {
        let text = format!("1,\"{}\"\n2,b\n", "x".repeat(5_000_000));
        let cut = rows(&text);
        assert_eq!(cut.len(), 2);
        assert_eq!(cut[1], row(&["2", "b"]));
    }
}
