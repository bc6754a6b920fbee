//! Segments: records as they travel and as devices keep them. Bytes on the wire = bytes stored.
//!
//! Layout: `W B`, schema as big-endian u16, then [`columns`]. Another schema is another cache: the device
//! throws these bytes away and asks again. The outbox never uses this codec.

mod columns;
mod fields;
mod pieces;
mod shapes;

use super::record::{Key, Kind, Record};
use serde::{Deserialize, Serialize};

/// Number of the layout of all record types together. Raise it whenever one of them changes.
pub const SCHEMA: u16 = 4;

const MAGIC: [u8; 2] = *b"WB";

/// One record in a segment. `body` is empty when the record is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub kind: u8,
    pub id: String,
    pub version: u64,
    #[serde(with = "serde_bytes")]
    pub body: Option<Vec<u8>>,
}

/// Bytes that are no segment of this schema.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadSegment {
    #[error("not a segment")]
    NotASegment,
    #[error("schema {0}, this app reads {SCHEMA}")]
    OtherSchema(u16),
    #[error("broken: {0}")]
    Broken(String),
}

impl Entry {
    pub fn new(key: &Key, version: u64, record: Option<&Record>) -> Result<Entry, BadSegment> {
        let body = record.map(Record::to_bytes).transpose().map_err(|error| BadSegment::Broken(error.to_string()))?;
        Ok(Entry { kind: key.kind as u8, id: key.id.clone(), version, body })
    }

    /// None for a kind that a newer server knows and this app does not.
    pub fn key(&self) -> Option<Key> {
        Kind::from_number(self.kind).map(|kind| Key { kind, id: self.id.clone() })
    }
}

pub fn encode_segment(entries: &[Entry]) -> Vec<u8> {
    let mut bytes =
        Vec::with_capacity(entries.iter().map(|e| e.id.len() + 16 + e.body.as_ref().map_or(0, Vec::len)).sum());
    bytes.extend_from_slice(&MAGIC);
    bytes.extend_from_slice(&SCHEMA.to_be_bytes());
    columns::write(entries, &mut bytes);
    bytes
}

/// Whether a segment of many such records can take its body apart. Nothing but its size depends on it.
pub fn fits_its_shape(entry: &Entry) -> bool {
    columns::fits(entry)
}

pub fn decode_segment(bytes: &[u8]) -> Result<Vec<Entry>, BadSegment> {
    let (head, body) = bytes.split_at_checked(4).ok_or(BadSegment::NotASegment)?;
    match head {
        [b'W', b'B', high, low] => match u16::from_be_bytes([*high, *low]) {
            SCHEMA => columns::read(body),
            other => Err(BadSegment::OtherSchema(other)),
        },
        _ => Err(BadSegment::NotASegment),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_round_trip_and_strangers_are_refused() {
        let entries = vec![
            Entry { kind: 3, id: "A".into(), version: 7, body: Some(vec![1, b'A', 2]) },
            Entry { kind: 3, id: "B".into(), version: 8, body: None },
        ];
        let bytes = encode_segment(&entries);
        assert_eq!(decode_segment(&bytes).unwrap(), entries);
        let frozen: &[u8] = &[
            b'W', b'B', 0, 4, // the layout
            2, 3, 3, // kinds
            2, 6, 0, // outlines: a body that begins with its id; gone
            2, 14, 2, // versions, each as what it is more than the one before
            0, 0, // no ids that are UUIDs
            4, 1, b'A', 1, b'B', // other ids
            1, 1, 1, 2, // lengths of bodies, and what is in them behind their ids
        ];
        assert_eq!(bytes, frozen, "the bytes are frozen");
        let claim = |code: u8| {
            let body = Some([&[1, code], &b"\x03MUG"[..]].concat());
            Entry { kind: 4, id: char::from(code).to_string(), version: 7, body }
        };
        let claims: Vec<Entry> = (b'A'..=b'P').map(claim).collect();
        let bytes = encode_segment(&claims);
        let apart = [&[4, 64], b"\x03MUG".repeat(16).as_slice()].concat();
        assert!(bytes.ends_with(&apart), "one kind, one column, and what is in it: {bytes:?}");
        assert_eq!(decode_segment(&bytes).unwrap(), claims);
        assert_eq!(decode_segment(b"<html>"), Err(BadSegment::NotASegment));
        assert_eq!(decode_segment(&[b'W', b'B', 99, 1, 0]), Err(BadSegment::OtherSchema(99 * 256 + 1)));
        assert!(matches!(decode_segment(&bytes[..bytes.len() - 1]), Err(BadSegment::Broken(_))));
    }
}
