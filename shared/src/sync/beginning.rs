//! The beginning of every list of orders: the first rows of each status in the orders in which people look at them, and how
//! many there are. It lies beside the head of the cache and is the first thing that is read, so that a list stands before
//! even the rows of all orders are.
//!
//! A copy of a copy: it is used only with exactly the chunks that it was made of, and what replaces it comes at once.

use super::footing::{ChunkKey, Head};
use super::rows::{ROWS, RowSegment};
use crate::orders::Status;
use serde::{Deserialize, Serialize};

/// Raise it whenever the layout changes, or what belongs to a beginning.
const BEGINNING: u16 = 1;

const MAGIC: [u8; 2] = *b"WF";

/// Of all lists, as they were with these chunks.
#[derive(Debug, Clone, PartialEq)]
pub struct Beginning {
    pub head: Head,
    /// The last chunk that there was.
    pub last: ChunkKey,
    /// How many orders have this status.
    pub counts: Vec<(Status, u64)>,
    /// The first rows of each status, each order once, and the shop.
    pub rows: RowSegment,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    /// As the cache writes it: the app carries one way of writing a head.
    head: String,
    last: ChunkKey,
    counts: Vec<(Status, u64)>,
    rows: Vec<u8>,
}

impl Beginning {
    /// `W F`, the numbers of this layout and of the rows' as big-endian u16, then postcard.
    pub fn to_bytes(&self) -> Result<Vec<u8>, postcard::Error> {
        let Beginning { head, last, counts, rows } = self.clone();
        let head = serde_json::to_string(&head).map_err(|_| postcard::Error::SerdeSerCustom)?;
        let stored = Stored { head, last, counts, rows: rows.to_bytes()? };
        postcard::to_extend(&stored, numbered())
    }

    /// None for bytes of another make.
    pub fn from_bytes(bytes: &[u8]) -> Option<Beginning> {
        let body = bytes.strip_prefix(numbered().as_slice())?;
        let Stored { head, last, counts, rows } = postcard::from_bytes(body).ok()?;
        Some(Beginning { head: serde_json::from_str(&head).ok()?, last, counts, rows: RowSegment::from_bytes(&rows)? })
    }

    /// Whether it was made of exactly these chunks.
    pub fn fits(&self, head: &Head, last: ChunkKey) -> bool {
        self.head == *head && self.last == last
    }
}

fn numbered() -> Vec<u8> {
    [MAGIC, BEGINNING.to_be_bytes(), ROWS.to_be_bytes()].concat()
}
