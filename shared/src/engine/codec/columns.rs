//! Entries in columns: what is alike lies together, so that it squeezes well, and nothing lies there twice.
//!
//! Most bodies begin with the id of their record. An id of random bytes does not squeeze, and one in hexadecimal digits and one in
//! bytes are two different things to whatever squeezes; so it is written once. The part of a UUID that is a time, and versions,
//! are written as their difference to the one before.

use super::{BadSegment, Entry};
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};
use uuid::Uuid;

/// Bytes in one piece.
pub struct Bytes<'a>(pub &'a [u8]);

impl Serialize for Bytes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Bytes<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Bytes<'a>, D::Error> {
        <&'a [u8]>::deserialize(deserializer).map(Bytes)
    }
}

/// What is known of an entry before its id and body are read.
mod shape {
    /// The id is a UUID as we write them, else any text.
    pub const UUID: u8 = 1;
    /// The record is there, else gone.
    pub const BODY: u8 = 2;
    /// The body begins with the id, which is left out of it.
    pub const OWN: u8 = 4;
    pub const ALL: u8 = UUID | BODY | OWN;
}

const UUID_BYTES: usize = 16;
/// Of a UUID, what tells the time if it is one of version 7.
const TIME_BYTES: usize = 6;
const REST_BYTES: usize = UUID_BYTES - TIME_BYTES;
/// A text below this length has one byte for it.
const SHORT: usize = 128;

#[derive(serde::Serialize, serde::Deserialize)]
struct Columns<'a> {
    #[serde(borrow)]
    kinds: Bytes<'a>,
    #[serde(borrow)]
    shapes: Bytes<'a>,
    /// Each less the one before.
    versions: Vec<i64>,
    /// Of ids that are UUIDs; each less the one before.
    times: Vec<i64>,
    #[serde(borrow)]
    rests: Bytes<'a>,
    /// Ids that are not.
    #[serde(borrow)]
    names: Vec<&'a str>,
    /// Of the bodies as they lie here.
    lengths: Vec<u32>,
    #[serde(borrow)]
    bodies: Bytes<'a>,
}

/// Behind what is in `into` already.
pub fn write(entries: &[Entry], into: Vec<u8>) -> Result<Vec<u8>, postcard::Error> {
    let mut writer = Writer::default();
    entries.iter().for_each(|entry| writer.push(entry));
    let columns = Columns {
        kinds: Bytes(&writer.kinds),
        shapes: Bytes(&writer.shapes),
        versions: writer.versions,
        times: writer.times,
        rests: Bytes(&writer.rests),
        names: writer.names,
        lengths: writer.lengths,
        bodies: Bytes(&writer.bodies),
    };
    postcard::to_extend(&columns, into)
}

#[derive(Default)]
struct Writer<'a> {
    kinds: Vec<u8>,
    shapes: Vec<u8>,
    versions: Vec<i64>,
    times: Vec<i64>,
    rests: Vec<u8>,
    names: Vec<&'a str>,
    lengths: Vec<u32>,
    bodies: Vec<u8>,
    last: Last,
}

impl<'a> Writer<'a> {
    fn push(&mut self, entry: &'a Entry) {
        let uuid = as_we_write_it(&entry.id);
        let mut shape = 0;
        if let Some(uuid) = uuid {
            shape |= shape::UUID;
            let (time, rest) = uuid.as_bytes().split_at(TIME_BYTES);
            self.times.push(self.last.time.less(number(time)));
            self.rests.extend_from_slice(rest);
        } else {
            self.names.push(&entry.id);
        }
        if let Some(body) = &entry.body {
            shape |= shape::BODY;
            let behind = behind_own_id(body, uuid.as_ref(), &entry.id);
            if behind.is_some() {
                shape |= shape::OWN;
            }
            let kept = behind.unwrap_or(body);
            // A body is far below this: the rules bound what is in a record.
            self.lengths.push(u32::try_from(kept.len()).unwrap_or(u32::MAX));
            self.bodies.extend_from_slice(kept);
        }
        self.kinds.push(entry.kind);
        self.shapes.push(shape);
        self.versions.push(self.last.version.less(entry.version));
    }
}

fn as_we_write_it(id: &str) -> Option<Uuid> {
    let uuid = Uuid::try_parse(id).ok()?;
    (*uuid.hyphenated().encode_lower(&mut Uuid::encode_buffer()) == *id).then_some(uuid)
}

/// A body without the id that it begins with.
fn behind_own_id<'a>(body: &'a [u8], uuid: Option<&Uuid>, id: &str) -> Option<&'a [u8]> {
    let own = uuid.map_or(id.as_bytes(), |uuid| uuid.as_bytes());
    let (length, rest) = body.split_first()?;
    let is_long = own.len() >= SHORT || usize::from(*length) != own.len();
    if is_long { None } else { rest.strip_prefix(own) }
}

fn number(time: &[u8]) -> u64 {
    time.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

pub fn read(bytes: &[u8]) -> Result<Vec<Entry>, BadSegment> {
    let (columns, left): (Columns<'_>, _) =
        postcard::take_from_bytes(bytes).map_err(|error| BadSegment::Broken(error.to_string()))?;
    let count = columns.kinds.0.len();
    if columns.shapes.0.len() != count || columns.versions.len() != count || !left.is_empty() {
        return Err(broken());
    }
    let heads = columns.kinds.0.iter().zip(columns.shapes.0).zip(columns.versions);
    let mut reader = Reader {
        times: columns.times.into_iter(),
        rests: columns.rests.0,
        names: columns.names.into_iter(),
        lengths: columns.lengths.into_iter(),
        bodies: columns.bodies.0,
        last: Last::default(),
    };
    let mut entries = Vec::with_capacity(count);
    for ((kind, shape), version) in heads {
        entries.push(reader.entry(*kind, *shape, version).ok_or_else(broken)?);
    }
    if reader.is_at_its_end() { Ok(entries) } else { Err(broken()) }
}

fn broken() -> BadSegment {
    BadSegment::Broken("columns of different lengths".to_owned())
}

struct Reader<'a> {
    times: std::vec::IntoIter<i64>,
    rests: &'a [u8],
    names: std::vec::IntoIter<&'a str>,
    lengths: std::vec::IntoIter<u32>,
    bodies: &'a [u8],
    last: Last,
}

impl Reader<'_> {
    fn entry(&mut self, kind: u8, shape: u8, version: i64) -> Option<Entry> {
        if shape & !shape::ALL != 0 {
            return None;
        }
        let version = self.last.version.more(version);
        if shape & shape::UUID == 0 {
            let id = self.names.next()?.to_owned();
            let body = self.body(shape, id.as_bytes())?;
            return Some(Entry { kind, id, version, body });
        }
        let uuid = self.uuid()?;
        let body = self.body(shape, uuid.as_bytes())?;
        let id = uuid.hyphenated().encode_lower(&mut Uuid::encode_buffer()).to_owned();
        Some(Entry { kind, id, version, body })
    }

    fn uuid(&mut self) -> Option<Uuid> {
        let [0, 0, time @ ..] = self.last.time.more(self.times.next()?).to_be_bytes() else { return None };
        let (rest, rests) = self.rests.split_at_checked(REST_BYTES)?;
        self.rests = rests;
        let mut bytes = [0; UUID_BYTES];
        let (first, second) = bytes.split_at_mut(TIME_BYTES);
        first.copy_from_slice(&time);
        second.copy_from_slice(rest);
        Some(Uuid::from_bytes(bytes))
    }

    #[expect(clippy::option_option, reason = "no such body, and no body")]
    fn body(&mut self, shape: u8, own: &[u8]) -> Option<Option<Vec<u8>>> {
        if shape & shape::BODY == 0 {
            return Some(None);
        }
        let length = usize::try_from(self.lengths.next()?).ok()?;
        let (kept, bodies) = self.bodies.split_at_checked(length)?;
        self.bodies = bodies;
        if shape & shape::OWN == 0 {
            return Some(Some(kept.to_vec()));
        }
        let length = u8::try_from(own.len()).ok().filter(|length| usize::from(*length) < SHORT)?;
        let mut body = Vec::with_capacity(1 + own.len() + kept.len());
        body.push(length);
        body.extend_from_slice(own);
        body.extend_from_slice(kept);
        Some(Some(body))
    }

    fn is_at_its_end(&self) -> bool {
        let is_read = self.rests.is_empty() && self.bodies.is_empty();
        is_read && self.times.len() == 0 && self.names.len() == 0 && self.lengths.len() == 0
    }
}

/// Of numbers that are written as differences, the one before.
#[derive(Default)]
struct Last {
    version: Before,
    time: Before,
}

#[derive(Default)]
struct Before(u64);

impl Before {
    fn less(&mut self, now: u64) -> i64 {
        let difference = now.wrapping_sub(self.0).cast_signed();
        self.0 = now;
        difference
    }

    fn more(&mut self, difference: i64) -> u64 {
        self.0 = self.0.wrapping_add(difference.cast_unsigned());
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SOME_IDS: [&str; 5] = [
        "",
        "TEA-GREEN-500|SZX",
        "019b8a3e-5d00-7abc-a123-0123456789ab",
        "019B8A3E-5D00-7ABC-A123-0123456789AB",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
    ];

    fn id() -> impl Strategy<Value = String> {
        prop_oneof![
            proptest::sample::select(&SOME_IDS).prop_map(str::to_owned),
            any::<u128>().prop_map(|bits| Uuid::from_u128(bits).to_string()),
            "[a-z0-9|-]{0,140}",
        ]
    }

    /// What postcard makes of a record that begins with its id.
    fn begins_with(id: &str, rest: &[u8]) -> Vec<u8> {
        let own = match Uuid::try_parse(id) {
            Ok(uuid) => postcard::to_stdvec(&uuid),
            Err(_) => postcard::to_stdvec(id),
        };
        [own.unwrap(), rest.to_vec()].concat()
    }

    fn entry() -> impl Strategy<Value = Entry> {
        let rest = proptest::collection::vec(any::<u8>(), 0..40);
        (any::<u8>(), id(), any::<u64>(), rest, 0..3).prop_map(|(kind, id, version, rest, how)| {
            let body = match how {
                0 => None,
                1 => Some(rest),
                _ => Some(begins_with(&id, &rest)),
            };
            Entry { kind, id, version, body }
        })
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(entries in proptest::collection::vec(entry(), 0..20)) {
            let bytes = write(&entries, Vec::new()).unwrap();
            prop_assert_eq!(read(&bytes), Ok(entries));
        }

        #[test]
        fn bytes_that_were_changed_on_their_way_are_read_or_refused(
            entries in proptest::collection::vec(entry(), 1..6), at in any::<prop::sample::Index>(), now in any::<u8>()
        ) {
            let mut bytes = write(&entries, Vec::new()).unwrap();
            let at = at.index(bytes.len());
            bytes[at] = now;
            // Neither stops the program, nor takes memory that the bytes are not worth.
            let _ = read(&bytes);
            prop_assert!(read(&bytes[..at]).is_err());
        }
    }

    #[test]
    fn an_id_lies_in_the_bytes_once() {
        let id = "019b8a3e-5d00-7abc-a123-0123456789ab";
        let twice = Entry { kind: 11, id: id.to_owned(), version: 1, body: Some(begins_with(id, &[])) };
        let bytes = write(std::slice::from_ref(&twice), Vec::new()).unwrap();
        let rest = Uuid::try_parse(id).unwrap().as_bytes()[TIME_BYTES..].to_vec();
        assert_eq!(bytes.windows(REST_BYTES).filter(|bytes| *bytes == rest).count(), 1);
        assert!(bytes.len() < 36, "{} bytes", bytes.len());
    }
}
