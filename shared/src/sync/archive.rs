//! Older orders and moves, which devices do not hold: how a device asks the office for them.
//!
//! - `GET /api/sync/archive?words=…&before=…` -> the bytes of a `RowSegment`: up to `PAGE` orders and one more if there are
//!   more, the newest first; what counts as the version of a row is the moment since when its order is over
//! - `GET /api/sync/archive/moves?sku=…&before=…` -> the bytes of a segment: up to `MOVES` moves of a product and one more if
//!   there are more, the newest first
//! - `GET /api/sync/archive/{order}` -> the bytes of one segment: the order and what belongs to it; 404 when there is none

use crate::base::{Moment, OrderId};
use crate::inventory::Move;

/// Orders on a page.
pub const PAGE: usize = 50;

/// Moves on a page.
pub const MOVES: usize = 200;

/// Longest search, in characters.
pub const LONGEST_WORDS: usize = 200;

/// Where the page behind an order begins.
pub fn place(over_since: Moment, order: OrderId) -> String {
    format!("{}.{order}", over_since.0)
}

/// The same, read.
pub fn read_place(text: &str) -> Option<(Moment, OrderId)> {
    let (over_since, id) = text.split_once('.')?;
    Some((Moment(over_since.parse().ok()?), id.parse().ok()?))
}

/// Where the page behind a move begins.
pub fn move_place(entry: &Move) -> String {
    format!("{}.{}", entry.recorded_at.0, entry.id)
}

/// The same, read. An id of a move is short.
pub fn read_move_place(text: &str) -> Option<(Moment, String)> {
    let (recorded_at, id) = text.split_once('.')?;
    let fits = id.len() <= 200 && !id.contains('\0');
    Some((Moment(recorded_at.parse().ok()?), id.to_owned())).filter(|_| fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_comes_back_as_it_went() {
        let id = OrderId::from_channel("shop", "7");
        let over_since = Moment(1_700_000_000_000);
        assert_eq!(read_place(&place(over_since, id)), Some((over_since, id)));
        for bad in ["", "17", "x.y", "1."] {
            assert_eq!(read_place(bad), None, "{bad}");
        }
    }
}
