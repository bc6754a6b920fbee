//! Segments: records as they travel and as devices keep them. Bytes on the wire = bytes stored.
//!
//! Layout: `W B`, schema as big-endian u16, then postcard of the entries. Another schema is another cache: the device
//! throws these bytes away and asks again. The outbox never uses this codec.

use super::record::{Key, Kind, Record};
use serde::{Deserialize, Serialize};

/// Number of the layout of all record types together. Raise it whenever one of them changes.
pub const SCHEMA: u16 = 2;

const MAGIC: [u8; 2] = *b"WB";

/// One record in a segment. `body` is empty when the record is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub kind: u8,
    pub id: String,
    pub version: u64,
    #[serde(with = "body")]
    pub body: Option<Vec<u8>>,
}

/// Bodies are copied in one piece. The derived way takes them byte by byte, which is most of what a device does when it
/// opens its books; what is written is the same.
mod body {
    use serde::de::{Deserialize, Deserializer, Error, Visitor};
    use serde::ser::{Serialize, Serializer};

    struct Bytes<'a>(&'a [u8]);

    impl Serialize for Bytes<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_bytes(self.0)
        }
    }

    struct Owned(Vec<u8>);

    impl<'de> Deserialize<'de> for Owned {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Owned, D::Error> {
            struct Copied;
            impl Visitor<'_> for Copied {
                type Value = Owned;

                fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str("bytes")
                }

                fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Owned, E> {
                    Ok(Owned(bytes.to_vec()))
                }
            }
            deserializer.deserialize_bytes(Copied)
        }
    }

    #[expect(clippy::ref_option, reason = "serde hands the field over so")]
    pub fn serialize<S: Serializer>(body: &Option<Vec<u8>>, serializer: S) -> Result<S::Ok, S::Error> {
        body.as_deref().map(Bytes).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<u8>>, D::Error> {
        Ok(Option::<Owned>::deserialize(deserializer)?.map(|owned| owned.0))
    }
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

pub fn encode_segment(entries: &[Entry]) -> Result<Vec<u8>, BadSegment> {
    let mut bytes =
        Vec::with_capacity(entries.iter().map(|e| e.id.len() + 16 + e.body.as_ref().map_or(0, Vec::len)).sum());
    bytes.extend_from_slice(&MAGIC);
    bytes.extend_from_slice(&SCHEMA.to_be_bytes());
    postcard::to_extend(entries, bytes).map_err(|error| BadSegment::Broken(error.to_string()))
}

pub fn decode_segment(bytes: &[u8]) -> Result<Vec<Entry>, BadSegment> {
    let (head, body) = bytes.split_at_checked(4).ok_or(BadSegment::NotASegment)?;
    match head {
        [b'W', b'B', high, low] => match u16::from_be_bytes([*high, *low]) {
            SCHEMA => postcard::from_bytes(body).map_err(|error| BadSegment::Broken(error.to_string())),
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
            Entry { kind: 3, id: "A".into(), version: 7, body: Some(vec![1, 2]) },
            Entry { kind: 3, id: "B".into(), version: 8, body: None },
        ];
        let bytes = encode_segment(&entries).unwrap();
        assert_eq!(decode_segment(&bytes).unwrap(), entries);
        assert_eq!(bytes, [b'W', b'B', 0, 2, 2, 3, 1, b'A', 7, 1, 2, 1, 2, 3, 1, b'B', 8, 0], "the bytes are frozen");
        assert_eq!(decode_segment(b"<html>"), Err(BadSegment::NotASegment));
        assert_eq!(decode_segment(&[b'W', b'B', 99, 1, 0]), Err(BadSegment::OtherSchema(99 * 256 + 1)));
        assert!(matches!(decode_segment(&bytes[..bytes.len() - 1]), Err(BadSegment::Broken(_))));
    }
}
