//! Entries in columns: what is alike lies together, so that it squeezes well, and nothing lies there twice. The bodies of the
//! kinds of which there are many are taken apart themselves ([`shapes`]).
//!
//! Most bodies begin with the id of their record. An id of random bytes does not squeeze, and one in hexadecimal digits and one in
//! bytes are two different things to whatever squeezes; so it is written once. The part of a UUID that is a time, and versions,
//! are written as their difference to the one before.

use super::fields::{Apart, Together};
use super::pieces::{less, more, put, put_bytes, take, take_bytes};
use super::{BadSegment, Entry, shapes};
use uuid::Uuid;

/// What is known of an entry before its id and body are read.
mod outline {
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

/// Each is numbers or texts, or bytes. Behind them lie the bodies that are taken apart: for each kind its number and a column for
/// each place of its shape.
#[derive(Default)]
struct Columns<C> {
    kinds: C,
    outlines: C,
    /// Each less the one before.
    versions: C,
    /// Of ids that are UUIDs; each less the one before.
    times: C,
    rests: C,
    /// Ids that are not.
    names: C,
    /// Of the bodies that lie here in one piece.
    lengths: C,
    bodies: C,
}

impl<C> Columns<C> {
    fn all(&self) -> [&C; 8] {
        let Columns { kinds, outlines, versions, times, rests, names, lengths, bodies } = self;
        [kinds, outlines, versions, times, rests, names, lengths, bodies]
    }
}

/// To take fewer bodies apart than this costs more than it saves.
const FEW: usize = 16;

/// Kinds whose bodies lie in one piece.
type Whole = [bool; 1 + u8::MAX as usize];

/// Behind what is in `into` already.
pub fn write(entries: &[Entry], into: &mut Vec<u8>) {
    let mut whole = few(entries);
    while let Err(DoesNotFit { kind }) = write_with(entries, &whole, into) {
        whole[usize::from(kind)] = true;
    }
}

/// A body of this kind has another shape.
struct DoesNotFit {
    kind: u8,
}

fn write_with(entries: &[Entry], whole: &Whole, into: &mut Vec<u8>) -> Result<(), DoesNotFit> {
    let mut writer = Writer { to: Columns::default(), apart: Vec::new(), whole, last: Last::default() };
    for entry in entries {
        writer.push(entry)?;
    }
    for column in writer.to.all() {
        put_bytes(into, column);
    }
    for (kind, apart) in &writer.apart {
        into.push(*kind);
        apart.write(into);
    }
    Ok(())
}

fn few(entries: &[Entry]) -> Whole {
    let mut bodies = [0; 1 + u8::MAX as usize];
    for entry in entries.iter().filter(|entry| entry.body.is_some()) {
        bodies[usize::from(entry.kind)] += 1;
    }
    bodies.map(|bodies: usize| bodies < FEW)
}

/// Whether a body has the shape of its kind, if there is one.
pub fn fits(entry: &Entry) -> bool {
    let (Some(body), Some(shape)) = (&entry.body, shapes::of(entry.kind)) else { return true };
    let behind = behind_own_id(body, as_we_write_it(&entry.id).as_ref(), &entry.id);
    Apart::new(shape).push(behind.unwrap_or(body)).is_some()
}

struct Writer<'a> {
    to: Columns<Vec<u8>>,
    apart: Vec<(u8, Apart)>,
    whole: &'a Whole,
    last: Last,
}

impl Writer<'_> {
    fn push(&mut self, entry: &Entry) -> Result<(), DoesNotFit> {
        let Writer { to, last, .. } = self;
        let uuid = as_we_write_it(&entry.id);
        let mut outline = 0;
        if let Some(uuid) = &uuid {
            outline |= outline::UUID;
            let (time, rest) = uuid.as_bytes().split_at(TIME_BYTES);
            put(&mut to.times, less(&mut last.time, number_of(time)));
            to.rests.extend_from_slice(rest);
        } else {
            put_bytes(&mut to.names, entry.id.as_bytes());
        }
        put(&mut to.versions, less(&mut last.version, entry.version));
        if let Some(body) = &entry.body {
            outline |= outline::BODY;
            let behind = behind_own_id(body, uuid.as_ref(), &entry.id);
            if behind.is_some() {
                outline |= outline::OWN;
            }
            self.body(entry.kind, behind.unwrap_or(body))?;
        }
        self.to.kinds.push(entry.kind);
        self.to.outlines.push(outline);
        Ok(())
    }

    fn body(&mut self, kind: u8, body: &[u8]) -> Result<(), DoesNotFit> {
        if let Some(apart) = self.apart(kind) {
            return apart.push(body).ok_or(DoesNotFit { kind });
        }
        put(&mut self.to.lengths, body.len() as u64);
        self.to.bodies.extend_from_slice(body);
        Ok(())
    }

    fn apart(&mut self, kind: u8) -> Option<&mut Apart> {
        if self.whole[usize::from(kind)] {
            return None;
        }
        let at = match self.apart.iter().position(|(known, _)| *known == kind) {
            Some(at) => at,
            None => {
                self.apart.push((kind, Apart::new(shapes::of(kind)?)));
                self.apart.len() - 1
            }
        };
        self.apart.get_mut(at).map(|(_, apart)| apart)
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
    if own.len() < SHORT && usize::from(*length) == own.len() { rest.strip_prefix(own) } else { None }
}

fn number_of(time: &[u8]) -> u64 {
    time.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

pub fn read(bytes: &[u8]) -> Result<Vec<Entry>, BadSegment> {
    entries(bytes).ok_or_else(|| BadSegment::Broken("columns that do not fit".to_owned()))
}

fn entries(mut bytes: &[u8]) -> Option<Vec<Entry>> {
    let mut next = || take_bytes(&mut bytes);
    let [kinds, outlines, versions, times] = [next()?, next()?, next()?, next()?];
    let [rests, names, lengths, bodies] = [next()?, next()?, next()?, next()?];
    let from = Columns { kinds, outlines, versions, times, rests, names, lengths, bodies };
    let mut together = Vec::new();
    while let Some(kind) = bytes.split_off_first() {
        together.push((*kind, Together::read(shapes::of(*kind)?, &mut bytes)?));
    }
    let mut reader = Reader { from, together, last: Last::default() };
    let mut entries = Vec::with_capacity(kinds.len());
    while !reader.from.kinds.is_empty() {
        entries.push(reader.entry()?);
    }
    let is_done = reader.from.all().iter().all(|left| left.is_empty());
    (is_done && reader.together.iter().all(|(_, kind)| kind.is_done())).then_some(entries)
}

struct Reader<'a> {
    from: Columns<&'a [u8]>,
    together: Vec<(u8, Together<'a>)>,
    last: Last,
}

impl Reader<'_> {
    fn entry(&mut self) -> Option<Entry> {
        let kind = *self.from.kinds.split_off_first()?;
        let outline = *self.from.outlines.split_off_first()?;
        if outline & !outline::ALL != 0 {
            return None;
        }
        let version = more(&mut self.last.version, take(&mut self.from.versions)?);
        if outline & outline::UUID == 0 {
            let id = str::from_utf8(take_bytes(&mut self.from.names)?).ok()?.to_owned();
            let body = self.body((kind, outline), id.as_bytes())?;
            return Some(Entry { kind, id, version, body });
        }
        let uuid = self.uuid()?;
        let body = self.body((kind, outline), uuid.as_bytes())?;
        let id = uuid.hyphenated().encode_lower(&mut Uuid::encode_buffer()).to_owned();
        Some(Entry { kind, id, version, body })
    }

    fn uuid(&mut self) -> Option<Uuid> {
        let time = more(&mut self.last.time, take(&mut self.from.times)?);
        let [0, 0, time @ ..] = time.to_be_bytes() else { return None };
        let mut bytes = [0; UUID_BYTES];
        let (first, second) = bytes.split_at_mut(TIME_BYTES);
        first.copy_from_slice(&time);
        second.copy_from_slice(self.from.rests.split_off(..REST_BYTES)?);
        Some(Uuid::from_bytes(bytes))
    }

    #[expect(clippy::option_option, reason = "no such body, and no body")]
    fn body(&mut self, (kind, outline): (u8, u8), own: &[u8]) -> Option<Option<Vec<u8>>> {
        if outline & outline::BODY == 0 {
            return Some(None);
        }
        let mut body = Vec::new();
        if outline & outline::OWN != 0 {
            body.push(u8::try_from(own.len()).ok().filter(|length| usize::from(*length) < SHORT)?);
            body.extend_from_slice(own);
        }
        if let Some((_, together)) = self.together.iter_mut().find(|(known, _)| *known == kind) {
            together.next(&mut body)?;
        } else {
            let length = usize::try_from(take(&mut self.from.lengths)?).ok()?;
            body.extend_from_slice(self.from.bodies.split_off(..length)?);
        }
        Some(Some(body))
    }
}

/// Of numbers that are written as differences, the one before.
#[derive(Default)]
struct Last {
    version: u64,
    time: u64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(entries: &[Entry]) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(entries, &mut bytes);
        bytes
    }

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

    /// A body of this shape, mostly: some end early or say that there is what there cannot be.
    fn body_of(shape: &[u8], seeds: &[u8]) -> Vec<u8> {
        let (mut body, mut seeds) = (Vec::new(), seeds.iter());
        let _ = each_from(shape, 0, &mut seeds, &mut body);
        body
    }

    fn each_from(shape: &[u8], mut at: usize, seeds: &mut Seeds<'_>, body: &mut Vec<u8>) -> Option<usize> {
        while at < shape.len() && !b")|>".contains(&shape[at]) {
            at = one(shape, at, seeds, body)?;
        }
        Some(at)
    }

    type Seeds<'a> = std::slice::Iter<'a, u8>;

    fn one(shape: &[u8], mut at: usize, seeds: &mut Seeds<'_>, body: &mut Vec<u8>) -> Option<usize> {
        let seed = *seeds.next()?;
        match shape[at] {
            b'(' => return Some(each_from(shape, at + 1, seeds, body)? + 1),
            b'?' | b'*' => {
                body.push(seed % 2);
                if seed % 2 == 1 {
                    one(shape, at + 1, seeds, body)?;
                }
                return Some(shapes::leap(shape, at));
            }
            b'<' => {
                body.push(seed % 6);
                for _ in 0..seed % 6 {
                    at = shapes::leap(shape, at);
                    (shape[at] == b'|').then_some(())?;
                }
                at = each_from(shape, at + 1, seeds, body)?;
                while shape[at] != b'>' {
                    at = shapes::leap(shape, at);
                }
            }
            b't' => put_bytes(body, &[seed, 200, 0][..usize::from(seed % 4)]),
            b'b' => body.push(seed),
            _ => put(body, u64::from(seed) << (seed % 57)),
        }
        Some(at + 1)
    }

    fn many_of_a_kind() -> impl Strategy<Value = Vec<Entry>> {
        let bodies = |kind: u8| {
            let one = (any::<u128>(), any::<u64>(), proptest::collection::vec(any::<u8>(), 120));
            let entry = move |(id, version, seeds): (u128, u64, Vec<u8>)| {
                let id = Uuid::from_u128(id).to_string();
                let body = begins_with(&id, &body_of(shapes::of(kind).unwrap(), &seeds));
                Entry { kind, id, version, body: Some(body) }
            };
            proptest::collection::vec(one.prop_map(entry), FEW..FEW + 4)
        };
        proptest::sample::select(&[3, 4, 7, 8, 11, 14, 15, 16]).prop_flat_map(bodies)
    }

    proptest! {
        #[test]
        fn bodies_that_were_taken_apart_come_out_as_they_were(entries in many_of_a_kind(), strange in any::<bool>(), other in entry()) {
            let mut entries = entries;
            if !strange {
                entries.retain(fits);
            }
            entries.push(other);
            let bytes = written(&entries);
            prop_assert_eq!(read(&bytes), Ok(entries));
        }

        #[test]
        fn bodies_that_were_changed_on_their_way_are_read_or_refused(
            entries in many_of_a_kind(), at in any::<prop::sample::Index>(), now in any::<u8>()
        ) {
            let mut bytes = written(&entries);
            let at = at.index(bytes.len());
            bytes[at] = now;
            let _ = read(&bytes);
            prop_assert!(read(&bytes[..at]).is_err());
        }

        #[test]
        fn what_was_written_is_read(entries in proptest::collection::vec(entry(), 0..20)) {
            let bytes = written(&entries);
            prop_assert_eq!(read(&bytes), Ok(entries));
        }

        #[test]
        fn bytes_that_were_changed_on_their_way_are_read_or_refused(
            entries in proptest::collection::vec(entry(), 1..6), at in any::<prop::sample::Index>(), now in any::<u8>()
        ) {
            let mut bytes = written(&entries);
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
        let bytes = written(std::slice::from_ref(&twice));
        let rest = Uuid::try_parse(id).unwrap().as_bytes()[TIME_BYTES..].to_vec();
        assert_eq!(bytes.windows(REST_BYTES).filter(|bytes| *bytes == rest).count(), 1);
        assert!(bytes.len() < 36, "{} bytes", bytes.len());
    }
}
