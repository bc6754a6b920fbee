//! What the first screen needs of a chunk: the rows of its orders, and the shop. It lies beside the chunk and is read first,
//! so that a list of 100,000 orders stands before the orders themselves are read.
//!
//! Before the rows of all chunks lies a [`Beginning`]: the first rows of every list, and what waits in the outbox as rows.
//!
//! Nothing but copies: whoever does not find one, or one of another make, reads the chunks and makes the rows anew.

use crate::base::OrderId;
use crate::engine::codec::Entry;
use crate::engine::{Key, Kind, Record, Recorded};
use crate::orders::row::PackedRows;
use crate::orders::{Order, OrderRow};
use crate::people::Merchant;
use serde::{Deserialize, Serialize};

/// Raise it whenever the layout changes, or what a rule makes of an order in a list (its status, its words for search): rows
/// that an older app has written are made anew then.
pub const ROWS: u16 = 1;

const MAGIC: [u8; 2] = *b"WR";

/// Of one chunk.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RowSegment {
    /// With the version of the order that each was made of.
    pub rows: Vec<(u64, OrderRow)>,
    /// Orders that are gone, and since when.
    pub gone: Vec<(u64, OrderId)>,
    /// The shop itself, if the chunk holds it.
    pub shop: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    rows: PackedRows,
    gone: Vec<(u64, OrderId)>,
    shop: Vec<Entry>,
}

impl RowSegment {
    /// Of the records of a chunk; `known` may have the row of an order at a version already.
    pub fn of(entries: &[Entry], known: impl Fn(&Key, u64) -> Option<OrderRow>) -> RowSegment {
        let mut segment = RowSegment::default();
        for entry in entries {
            match entry.key() {
                Some(key) if key.kind == Kind::Order => segment.add(&key, entry, &known),
                Some(key) if key.kind == Merchant::KIND => segment.shop.push(entry.clone()),
                _ => {}
            }
        }
        segment
    }

    fn add(&mut self, key: &Key, entry: &Entry, known: &impl Fn(&Key, u64) -> Option<OrderRow>) {
        match &entry.body {
            Some(body) => {
                // An order that cannot be read counts as absent everywhere.
                let made = || {
                    Record::from_bytes(key.kind, body)
                        .ok()
                        .as_ref()
                        .and_then(Order::unwrap)
                        .map(|order| OrderRow::of(order))
                };
                self.rows.extend(known(key, entry.version).or_else(made).map(|row| (entry.version, row)));
            }
            None => self.gone.extend(key.id.parse().map(|id| (entry.version, id))),
        }
    }

    /// `W R`, the number of the layout as big-endian u16, then postcard.
    pub fn to_bytes(&self) -> Result<Vec<u8>, postcard::Error> {
        let mut rows = PackedRows::default();
        self.rows.iter().for_each(|(version, row)| rows.push(*version, row));
        let stored = Stored { rows, gone: self.gone.clone(), shop: self.shop.clone() };
        let head = [MAGIC.as_slice(), ROWS.to_be_bytes().as_slice()].concat();
        postcard::to_extend(&stored, head)
    }

    /// None for bytes of another make.
    pub fn from_bytes(bytes: &[u8]) -> Option<RowSegment> {
        let (head, body) = bytes.split_at_checked(4)?;
        let is_ours = head.starts_with(&MAGIC) && head.ends_with(&ROWS.to_be_bytes());
        let stored: Stored = is_ours.then(|| postcard::from_bytes(body).ok())??;
        Some(RowSegment { rows: stored.rows.unpack().collect(), gone: stored.gone, shop: stored.shop })
    }
}

/// What a device shows before it has read anything else: the first rows of every list as they were with what waited in the
/// outbox then, and the rows that this makes different.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Beginning {
    /// The effects of the commands up to this number of the outbox were in the chunks.
    pub contained: u64,
    /// The commands up to this number were laid over them.
    pub known_seq: u64,
    /// So many of them waited for an answer.
    pub waiting: u64,
    /// The first rows of every list, each with how many orders have its status; and the shop.
    pub lists: RowSegment,
    /// Orders that look otherwise than their rows beside the chunks, or are gone; their versions mean nothing.
    pub unsent: RowSegment,
}

impl Beginning {
    /// Whether a device shows just this, whose outbox goes up to `last_seq`, of which `waiting` wait, and whose chunks contain
    /// the effects up to `contained`. The host makes sure that these are the chunks of then.
    pub fn is_true(&self, last_seq: u64, waiting: u64, contained: u64) -> bool {
        if self.known_seq <= self.contained {
            // Nothing waited. What was refused since has changed no order.
            last_seq <= contained
        } else {
            // What was answered meanwhile may have been refused.
            (self.known_seq, self.waiting, self.contained) == (last_seq, waiting, contained)
        }
    }

    /// The numbers and the length of the lists as big-endian u64, then the two segments.
    pub fn to_bytes(&self) -> Result<Vec<u8>, postcard::Error> {
        let (lists, unsent) = (self.lists.to_bytes()?, self.unsent.to_bytes()?);
        let numbers = [self.contained, self.known_seq, self.waiting, lists.len() as u64].map(u64::to_be_bytes);
        Ok([numbers.as_flattened(), &lists, &unsent].concat())
    }

    /// None for bytes of another make.
    pub fn from_bytes(bytes: &[u8]) -> Option<Beginning> {
        let (numbers, segments) = bytes.split_at_checked(32)?;
        let number = |at: usize| Some(u64::from_be_bytes(numbers.get(at..at + 8)?.try_into().ok()?));
        let (lists, unsent) = segments.split_at_checked(usize::try_from(number(24)?).ok()?)?;
        let (lists, unsent) = (RowSegment::from_bytes(lists)?, RowSegment::from_bytes(unsent)?);
        Some(Beginning { contained: number(0)?, known_seq: number(8)?, waiting: number(16)?, lists, unsent })
    }
}
