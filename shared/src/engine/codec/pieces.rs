//! Single values in bytes, as postcard writes them.

use serde::{Deserialize, Serialize};

pub fn put<T: Serialize>(column: &mut Vec<u8>, value: &T) -> Result<(), postcard::Error> {
    *column = postcard::to_extend(value, std::mem::take(column))?;
    Ok(())
}

/// The next value of a column.
pub fn take<'a, T: Deserialize<'a>>(column: &mut &'a [u8]) -> Option<T> {
    let (value, rest) = postcard::take_from_bytes(column).ok()?;
    *column = rest;
    Some(value)
}

/// A number less the one before it.
pub fn less(before: &mut u64, now: u64) -> i64 {
    let difference = now.wrapping_sub(*before).cast_signed();
    *before = now;
    difference
}

/// What [`less`] was made of.
pub fn more(before: &mut u64, difference: i64) -> u64 {
    *before = before.wrapping_add(difference.cast_unsigned());
    *before
}
