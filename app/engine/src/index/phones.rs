//! Whose orders: by telephone number, as support finds them. Made when somebody asks for the first number, kept up to date
//! from then on: most devices never need it.

use super::Row;
use rustc_hash::FxHashMap;
use shared::base::OrderId;
use std::cell::RefCell;

/// Digits of a number with its country, without the plus: 15 at most (E.164), so they fit.
type Digits = u64;

/// Fewer digits are the beginning of a number.
const LEAST: usize = 8;

#[derive(Debug, Default)]
pub(super) struct Phones(RefCell<Option<FxHashMap<Digits, Vec<OrderId>>>>);

/// `+8613800138000`.
fn digits(word: &str) -> Option<Digits> {
    let digits = word.strip_prefix('+')?;
    let is_whole = digits.len() >= LEAST && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_whole.then(|| digits.parse().ok()).flatten()
}

/// The words of search hold it in this form.
fn of(row: &Row) -> Option<Digits> {
    row.search().split(' ').find_map(digits)
}

impl Phones {
    /// The orders of this number; none if it is not one, or if nobody has it.
    pub fn find<'a, I: Iterator<Item = &'a Row>>(&self, wanted: &str, all: impl Fn() -> I) -> Option<Vec<OrderId>> {
        let wanted = digits(wanted.trim())?;
        let mut known = self.0.borrow_mut();
        let by_digits = known.get_or_insert_with(|| {
            let mut made: FxHashMap<Digits, Vec<OrderId>> = FxHashMap::default();
            for row in all() {
                if let Some(digits) = of(row) {
                    made.entry(digits).or_default().push(row.id);
                }
            }
            made
        });
        by_digits.get(&wanted).cloned()
    }

    pub fn put(&mut self, row: &Row) {
        if let Some(known) = self.0.get_mut()
            && let Some(digits) = of(row)
        {
            known.entry(digits).or_default().push(row.id);
        }
    }

    pub fn remove(&mut self, row: &Row) {
        if let Some(known) = self.0.get_mut()
            && let Some(digits) = of(row)
            && let Some(ids) = known.get_mut(&digits)
        {
            ids.retain(|id| *id != row.id);
            if ids.is_empty() {
                known.remove(&digits);
            }
        }
    }
}
