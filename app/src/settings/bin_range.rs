//! A range of bins written as its first and last code: `A-01-01` to `A-05-10` is fifty bins.

use shared::base::{BinCode, Malformed};

/// More than this at once is a typing mistake.
pub const MOST_BINS: usize = 2_000;

/// Why a range cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeProblem {
    First(Malformed),
    Last(Malformed),
    /// The two codes are not built alike, or the last comes before the first.
    DoesNotFit,
    TooMany,
}

/// One part of a code: a run of digits, a single letter that may count, or text that stays.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Number { from: u32, to: u32, width: usize },
    Letter { from: u8, to: u8 },
    Fixed(String),
}

impl Part {
    fn of(first: &str, last: &str) -> Option<Part> {
        let digits = |text: &str| !text.is_empty() && text.len() <= 6 && text.bytes().all(|b| b.is_ascii_digit());
        if digits(first) && digits(last) {
            let (from, to) = (first.parse().ok()?, last.parse().ok()?);
            return (from <= to).then_some(Part::Number { from, to, width: first.len() });
        }
        match (first.as_bytes(), last.as_bytes()) {
            ([from @ b'A'..=b'Z'], [to @ b'A'..=b'Z']) => (from <= to).then_some(Part::Letter { from: *from, to: *to }),
            _ => (first == last).then(|| Part::Fixed(first.to_owned())),
        }
    }

    fn count(&self) -> usize {
        match self {
            Part::Number { from, to, .. } => usize::try_from(to - from).unwrap_or(usize::MAX).saturating_add(1),
            Part::Letter { from, to } => usize::from(to - from) + 1,
            Part::Fixed(_) => 1,
        }
    }

    fn texts(&self) -> Vec<String> {
        match self {
            Part::Number { from, to, width } => {
                (*from..=*to).map(|number| format!("{number:0width$}", width = *width)).collect()
            }
            Part::Letter { from, to } => (*from..=*to).map(|letter| char::from(letter).to_string()).collect(),
            Part::Fixed(text) => vec![text.clone()],
        }
    }
}

/// Every bin from the first to the last code, each part counting on its own. An empty last code is one bin.
pub fn bins(first: &str, last: &str) -> Result<Vec<BinCode>, RangeProblem> {
    let first = BinCode::parse(first).map_err(RangeProblem::First)?;
    if last.trim().is_empty() {
        return Ok(vec![first]);
    }
    let last = BinCode::parse(last).map_err(RangeProblem::Last)?;
    let (a, b): (Vec<&str>, Vec<&str>) = (first.as_str().split('-').collect(), last.as_str().split('-').collect());
    if a.len() != b.len() {
        return Err(RangeProblem::DoesNotFit);
    }
    let parts: Vec<Part> =
        a.iter().zip(&b).map(|(from, to)| Part::of(from, to)).collect::<Option<_>>().ok_or(RangeProblem::DoesNotFit)?;
    let count = parts.iter().fold(1usize, |count, part| count.saturating_mul(part.count()));
    if count > MOST_BINS {
        return Err(RangeProblem::TooMany);
    }
    let codes = parts.iter().enumerate().fold(vec![String::new()], |codes, (at, part)| {
        let texts = part.texts();
        let separator = if at == 0 { "" } else { "-" };
        codes.iter().flat_map(|code| texts.iter().map(move |text| format!("{code}{separator}{text}"))).collect()
    });
    codes.iter().map(|code| BinCode::parse(code).map_err(RangeProblem::Last)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(first: &str, last: &str) -> Vec<String> {
        bins(first, last).unwrap().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn each_part_counts_on_its_own() {
        assert_eq!(codes("A-01-01", "A-05-10").len(), 50);
        assert_eq!(codes("a-01-1", "B-02-1"), ["A-01-1", "A-02-1", "B-01-1", "B-02-1"]);
        assert_eq!(codes("QUARANTINE", ""), ["QUARANTINE"]);
        assert_eq!(codes("A-09-01", "A-10-01"), ["A-09-01", "A-10-01"]);
    }

    #[test]
    fn what_cannot_be_a_range_is_told() {
        assert_eq!(bins("", "A-01"), Err(RangeProblem::First(Malformed::Empty)));
        assert_eq!(bins("A-05", "A-01"), Err(RangeProblem::DoesNotFit));
        assert_eq!(bins("A-01", "A-01-02"), Err(RangeProblem::DoesNotFit));
        assert_eq!(bins("A-01", "B7-01"), Err(RangeProblem::DoesNotFit));
        assert_eq!(bins("A-000001-01", "Z-999999-99"), Err(RangeProblem::TooMany));
    }
}
