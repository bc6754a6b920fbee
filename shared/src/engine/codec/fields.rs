//! Bodies of one kind, taken apart into a column for each place of their shape, and put together again.

use super::pieces::{less, more, put, take};
use super::shapes::{self, Walk, has_column};
use serde_bytes::ByteBuf;

/// Takes bodies apart.
pub struct Apart {
    shape: &'static [u8],
    /// One for each place of the shape.
    columns: Vec<ByteBuf>,
    /// The number before, where differences are told.
    last: Vec<u64>,
}

impl Apart {
    pub fn new(shape: &'static [u8]) -> Apart {
        Apart { shape, columns: vec![ByteBuf::new(); shape.len()], last: vec![0; shape.len()] }
    }

    /// None if the body does not fit; then nothing that was taken apart here can be used.
    pub fn push(&mut self, mut body: &[u8]) -> Option<()> {
        let Apart { shape, columns, last } = self;
        let mut carry = |at: usize| {
            let column = columns.get_mut(at)?;
            let Piece { bytes, number } = piece(shape.get(at)?, &mut body)?;
            match (shape.get(at)?, last.get_mut(at)?) {
                (b'd', last) => {
                    is_shortest(bytes).then_some(())?;
                    put(column, &less(last, number)).ok()?;
                }
                _ => column.extend_from_slice(bytes),
            }
            Some(number)
        };
        Walk { shape, carry: &mut carry }.whole()?;
        body.is_empty().then_some(())
    }

    /// In the order of the shape, without places that never have anything.
    pub fn columns(self) -> Vec<ByteBuf> {
        self.shape.iter().zip(self.columns).filter(|(sign, _)| has_column(**sign)).map(|(_, column)| column).collect()
    }
}

/// Puts bodies together again.
pub struct Together<'a> {
    shape: &'static [u8],
    columns: Vec<&'a [u8]>,
    last: Vec<u64>,
}

impl<'a> Together<'a> {
    /// None if these columns are not those of the kind's shape.
    pub fn new(kind: u8, columns: &[&'a [u8]]) -> Option<Together<'a>> {
        let shape = shapes::of(kind)?;
        let mut given = columns.iter();
        let mut at_place = Vec::with_capacity(shape.len());
        for sign in shape {
            at_place.push(if has_column(*sign) { given.next()? } else { &[][..] });
        }
        given.next().is_none().then(|| Together { shape, columns: at_place, last: vec![0; shape.len()] })
    }

    /// The next body, behind what is in `into` already.
    pub fn next(&mut self, into: &mut Vec<u8>) -> Option<()> {
        let Together { shape, columns, last } = self;
        let mut carry = |at: usize| {
            let column = columns.get_mut(at)?;
            match (shape.get(at)?, last.get_mut(at)?) {
                (b'd', last) => {
                    let number = more(last, take(column)?);
                    put(into, &number).ok()?;
                    Some(number)
                }
                (sign, _) => {
                    let Piece { bytes, number } = piece(sign, column)?;
                    into.extend_from_slice(bytes);
                    Some(number)
                }
            }
        };
        Walk { shape, carry: &mut carry }.whole()
    }

    /// Whether nothing is left.
    pub fn is_done(&self) -> bool {
        self.columns.iter().all(|column| column.is_empty())
    }
}

struct Piece<'a> {
    bytes: &'a [u8],
    /// The number that these bytes are, or begin with.
    number: u64,
}

/// The next piece of some bytes.
fn piece<'a>(sign: &u8, from: &mut &'a [u8]) -> Option<Piece<'a>> {
    let all = *from;
    let number = match sign {
        b'b' => u64::from(*from.split_off_first()?),
        _ => take::<u64>(from)?,
    };
    if *sign == b't' {
        from.split_off(..usize::try_from(number).ok()?)?;
    }
    Some(Piece { bytes: all.get(..all.len() - from.len())?, number })
}

/// Whether a number is written as postcard would write it: only then does it come out as it was.
fn is_shortest(bytes: &[u8]) -> bool {
    bytes.len() == 1 || bytes.last() != Some(&0)
}
