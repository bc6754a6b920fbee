//! Bodies of one kind, taken apart into a column for each place of their shape, and put together again.
//!
//! This is done for each field of each record that comes, so it knows no types and calls nobody else's code.

use super::pieces::{less, more, number, put, put_bytes, take_bytes};
use super::shapes;

/// A place of a shape.
struct Place<'a> {
    sign: u8,
    /// Behind what comes next, where that may be left out; the next variant, where there are some.
    leap: usize,
    /// The column, where bodies are put together.
    from: &'a [u8],
    /// And where they are taken apart.
    to: Vec<u8>,
    /// The number before, where differences are told.
    last: u64,
}

fn places(shape: &[u8]) -> Vec<Place<'_>> {
    let place = |(at, sign): (usize, &u8)| Place {
        sign: *sign,
        leap: shapes::leap(shape, at),
        from: &[],
        to: Vec::new(),
        last: 0,
    };
    shape.iter().enumerate().map(place).collect()
}

/// Takes bodies apart.
pub struct Apart(Vec<Place<'static>>);

impl Apart {
    /// Of which there are no bodies yet.
    pub fn new(shape: &'static [u8]) -> Apart {
        Apart(places(shape))
    }

    /// None if the body does not fit; then nothing that was taken apart here can be used.
    pub fn push(&mut self, body: &[u8]) -> Option<()> {
        let mut walk = Walk { places: &mut self.0, apart: true, body, into: &mut Vec::new() };
        walk.each_from(0)?;
        walk.body.is_empty().then_some(())
    }

    /// All columns, in the order of the shape.
    pub fn write(&self, into: &mut Vec<u8>) {
        for place in self.0.iter().filter(|place| shapes::has_column(place.sign)) {
            put_bytes(into, &place.to);
        }
    }
}

/// More is not made ready for a body before it is known.
const LONG: usize = 2_048;

/// Puts bodies together again.
pub struct Together<'a> {
    places: Vec<Place<'a>>,
    /// Bytes of the body before: the next one is about as long.
    before: usize,
}

impl<'a> Together<'a> {
    /// From columns that [`Apart::write`] has written.
    pub fn read(shape: &'static [u8], bytes: &mut &'a [u8]) -> Option<Together<'a>> {
        let mut places: Vec<Place<'a>> = places(shape);
        for place in places.iter_mut().filter(|place| shapes::has_column(place.sign)) {
            place.from = take_bytes(bytes)?;
        }
        Some(Together { places, before: 0 })
    }

    /// The next body, behind what is in `into` already.
    pub fn next(&mut self, into: &mut Vec<u8>) -> Option<()> {
        let Together { places, before } = self;
        into.reserve((*before).min(LONG));
        Walk { places, apart: false, body: &[], into }.each_from(0)?;
        *before = into.len();
        Some(())
    }

    /// Whether nothing is left.
    pub fn is_done(&self) -> bool {
        self.places.iter().all(|place| place.from.is_empty())
    }
}

/// Along a shape with one body, from it or to it.
struct Walk<'w, 'a> {
    places: &'w mut [Place<'a>],
    /// From the body to the columns, else from them to the body.
    apart: bool,
    body: &'w [u8],
    into: &'w mut Vec<u8>,
}

impl Walk<'_, '_> {
    /// What comes one after the other; answers with the place where it ends. None if something is missing on the way.
    fn each_from(&mut self, mut at: usize) -> Option<usize> {
        while let Some(place) = self.places.get(at) {
            if matches!(place.sign, b')' | b'|' | b'>') {
                break;
            }
            at = self.one(at)?;
        }
        Some(at)
    }

    /// One thing; answers with the place behind it.
    fn one(&mut self, at: usize) -> Option<usize> {
        let &Place { sign, leap, .. } = self.places.get(at)?;
        if sign == b'(' {
            return Some(self.each_from(at + 1)? + 1);
        }
        let number = self.carry(at)?;
        match (sign, number) {
            (b'?', 0) => Some(leap),
            (b'?', 1) => self.one(at + 1),
            (b'?', _) => None,
            (b'*', _) => {
                for _ in 0..number {
                    self.one(at + 1)?;
                }
                Some(leap)
            }
            (b'<', _) => self.variant(at, number),
            _ => Some(at + 1),
        }
    }

    fn variant(&mut self, mut at: usize, mut which: u64) -> Option<usize> {
        loop {
            let &Place { sign, leap, .. } = self.places.get(at)?;
            match (sign, which) {
                (b'>', _) => return None,
                (_, 0) => break,
                _ => (at, which) = (leap, which - 1),
            }
        }
        at = self.each_from(at + 1)?;
        while self.places.get(at)?.sign != b'>' {
            at = self.places.get(at)?.leap;
        }
        Some(at + 1)
    }

    /// Carries what lies at this place; answers with the number that it is or begins with.
    fn carry(&mut self, at: usize) -> Option<u64> {
        let place = self.places.get_mut(at)?;
        let from = if self.apart { self.body } else { place.from };
        let first = *from.first()?;
        // Most are one byte.
        let (mut number, mut length) =
            if first < 128 || place.sign == b'b' { (u64::from(first), 1) } else { number(from)? };
        if place.sign == b't' {
            length = length.checked_add(usize::try_from(number).ok()?)?;
        }
        let bytes = from.get(..length)?;
        let to = if self.apart { &mut place.to } else { &mut *self.into };
        match (place.sign, bytes) {
            (b'd', _) if self.apart => {
                // Only so does it come out as it was.
                (length == 1 || bytes.last() != Some(&0)).then_some(())?;
                put(to, less(&mut place.last, number));
            }
            (b'd', _) => {
                number = more(&mut place.last, number);
                put(to, number);
            }
            (_, [byte]) => to.push(*byte),
            _ => to.extend_from_slice(bytes),
        }
        if self.apart {
            self.body = self.body.get(length..)?;
        } else {
            place.from = place.from.get(length..)?;
        }
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which places are walked along a body.
    fn walked(shape: &'static str, body: &[u8]) -> Option<String> {
        let mut apart = Apart::new(shape.as_bytes());
        apart.push(body)?;
        let walked = apart.0.iter().flat_map(|place| std::iter::repeat_n(char::from(place.sign), place.to.len()));
        let walked = walked.collect();
        let (mut columns, mut again) = (Vec::new(), Vec::new());
        apart.write(&mut columns);
        let mut together = Together::read(shape.as_bytes(), &mut columns.as_slice()).unwrap();
        together.next(&mut again).unwrap();
        assert_eq!((again.as_slice(), together.is_done()), (body, true), "{shape}");
        Some(walked)
    }

    #[test]
    fn a_walk_goes_where_the_numbers_say() {
        assert_eq!(walked("nt", &[1, 0]).unwrap(), "nt");
        assert_eq!(walked("?tn", &[0, 5]).unwrap(), "?n");
        assert_eq!(walked("?tn", &[1, 0, 5]).unwrap(), "?tn");
        assert_eq!(walked("*(nt)b", &[2, 7, 0, 7, 0, 1]).unwrap(), "*nnttb");
        assert_eq!(walked("*(nt)b", &[0, 1]).unwrap(), "*b");
        assert_eq!(walked("<t|nn||?(tt)>b", &[1, 9, 9, 9]).unwrap(), "<nnb");
        assert_eq!(walked("<t|nn||?(tt)>b", &[2, 9]).unwrap(), "<b");
        assert_eq!(walked("<t|nn||?(tt)>b", &[3, 0, 9]).unwrap(), "<?b");
        assert_eq!(walked("?*<t|*<n|b>>b", &[1, 2, 0, 0, 1, 1, 1, 8, 9]).unwrap(), "?*<<t*<bb");
        assert_eq!(walked("td", &[2, 8, 8, 255, 3]).unwrap(), "tttdd");
    }

    #[test]
    fn a_walk_ends_where_something_is_missing() {
        let broken: [(&str, &[u8]); 8] = [
            ("nt", &[0]),
            ("?t", &[2, 0]),
            ("<t|n>", &[2, 0]),
            ("*t", &[255, 255, 3, 0]),
            ("t", &[5, 1]),
            ("n", &[255; 11]),
            ("n", &[1, 1]),
            ("d", &[128, 0]),
        ];
        for (shape, body) in broken {
            assert_eq!(walked(shape, body), None, "{shape} {body:?}");
        }
    }
}
