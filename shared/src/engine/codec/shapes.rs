//! What a body consists of, so that a segment can lay what is alike in many bodies side by side.
//!
//! A shape is written in single characters, each for something as postcard writes it:
//!
//! | | |
//! |---|---|
//! | `n` | a number, a moment, a variant that carries nothing |
//! | `d` | a number near to the one in the record before: lies there as the difference |
//! | `b` | one byte |
//! | `t` | text, or an id |
//! | `?x` | perhaps `x` |
//! | `*x` | a list of `x` |
//! | `(xy)` | `x`, then `y` |
//! | `<x\|y>` | `x` or `y` |
//!
//! A shape that does not fit costs bytes and nothing else: such bodies lie in one piece and come out as they were. A test of the
//! rules says that all fit. To change a shape is to change the layout (`SCHEMA`).

use crate::engine::Kind;

/// `notifications::gate::Finding`.
macro_rules! finding {
    () => {
        "<nt||n|tn||nt|tt>"
    };
}

/// `orders::order::Happened`.
macro_rules! happened {
    () => {
        "<t|bbbb|n|nb|ntn|nt|nn|n|t||tn|tn||tn|nt|t||t||n||>"
    };
}

/// `inventory::Place`.
macro_rules! place {
    () => {
        "<tt||||>"
    };
}

/// Of what follows its own id in a body. None for kinds of which a shop has few.
pub fn of(kind: u8) -> Option<&'static [u8]> {
    let shape = match Kind::from_number(kind)? {
        Kind::Order => concat!(
            "<t|d>t?tt?t?tntttttt",                // number, channel, external id, customer, address
            concat!("t*(nttnnnnnnnn)nn*(nntnt)"),  // currency, lines, shipping fee, terms, payments
            concat!("*(n*", finding!(), "tnt)*n"), // holds, overruled
            "?tdnbt?n*tb?t",                       // warehouse to import
            concat!("*(", happened!(), "ttnn)"),   // history
            concat!("?(n*", finding!(), "bt)"),    // withheld
        ),
        Kind::Stock => "tt*(tn?(dn)?(dn)*(dnn))nn",
        Kind::Move => concat!("tn", place!(), place!(), "n<tn|tt|t|n|>ddt"),
        Kind::Shipment => "tt?n?t*(ntn)nd*(ndttt)",
        Kind::TrackingClaim => "nttt",
        Kind::Notice => "ttt?ttn<||||n>d*(nndnt)n",
        Kind::Product => "t*tnt?tnnb",
        Kind::BarcodeClaim => "t",
        _ => return None,
    };
    Some(shape.as_bytes())
}

/// Walks along a shape with what goes from one place to another.
pub struct Walk<'a> {
    pub shape: &'static [u8],
    /// Carries one thing that lies in the column of this place of the shape; answers with its value if it is a number. None if
    /// there is no such thing.
    pub carry: &'a mut dyn FnMut(usize) -> Option<u64>,
}

impl Walk<'_> {
    /// One body. None if something is missing on the way.
    pub fn whole(&mut self) -> Option<()> {
        let end = self.each_from(0)?;
        (end == self.shape.len()).then_some(())
    }

    /// What comes one after the other, up to the end of it.
    fn each_from(&mut self, mut at: usize) -> Option<usize> {
        while !matches!(self.shape.get(at), None | Some(b')' | b'|' | b'>')) {
            at = self.one(at)?;
        }
        Some(at)
    }

    /// One thing; answers with the place behind it.
    fn one(&mut self, at: usize) -> Option<usize> {
        match self.shape.get(at)? {
            b'?' => match (self.carry)(at)? {
                0 => Some(self.behind(at + 1)),
                1 => self.one(at + 1),
                _ => None,
            },
            b'*' => {
                for _ in 0..(self.carry)(at)? {
                    self.one(at + 1)?;
                }
                Some(self.behind(at + 1))
            }
            b'(' => Some(self.each_from(at + 1)? + 1),
            b'<' => {
                let which = (self.carry)(at)?;
                let start = self.variant(at + 1, which)?;
                self.each_from(start)?;
                Some(self.behind(at))
            }
            _ => {
                (self.carry)(at)?;
                Some(at + 1)
            }
        }
    }

    /// The place behind one thing that is not there.
    fn behind(&self, mut at: usize) -> usize {
        let mut depth = 0u32;
        loop {
            let Some(sign) = self.shape.get(at) else { return at };
            at += 1;
            match sign {
                b'(' | b'<' => depth += 1,
                b')' | b'>' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 && !matches!(sign, b'?' | b'*') {
                return at;
            }
        }
    }

    /// Where a variant begins.
    fn variant(&self, mut at: usize, mut which: u64) -> Option<usize> {
        while which > 0 {
            match self.shape.get(at)? {
                b'|' => {
                    at += 1;
                    which -= 1;
                }
                b'>' => return None,
                _ => at = self.behind(at),
            }
        }
        Some(at)
    }
}

/// Whether something lies in a column of its own at this place of a shape.
pub fn has_column(sign: u8) -> bool {
    !matches!(sign, b'(' | b')' | b'|' | b'>')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(shape: &'static str, numbers: &[u64]) -> Option<String> {
        let (mut seen, mut numbers) = (String::new(), numbers.iter());
        let mut carry = |at: usize| {
            seen.push(char::from(shape.as_bytes()[at]));
            numbers.next().copied()
        };
        Walk { shape: shape.as_bytes(), carry: &mut carry }.whole()?;
        Some(seen)
    }

    #[test]
    fn a_walk_goes_where_the_numbers_say() {
        assert_eq!(places("nt", &[0, 0]).unwrap(), "nt");
        assert_eq!(places("?tn", &[0, 5]).unwrap(), "?n");
        assert_eq!(places("?tn", &[1, 5, 5]).unwrap(), "?tn");
        assert_eq!(places("*(nt)b", &[2, 7, 7, 7, 7, 1]).unwrap(), "*ntntb");
        assert_eq!(places("*(nt)b", &[0, 1]).unwrap(), "*b");
        assert_eq!(places("<t|nn||?(tt)>b", &[1, 9, 9, 9]).unwrap(), "<nnb");
        assert_eq!(places("<t|nn||?(tt)>b", &[2, 9]).unwrap(), "<b");
        assert_eq!(places("<t|nn||?(tt)>b", &[3, 0, 9]).unwrap(), "<?b");
        assert_eq!(places("?*<t|n>b", &[1, 2, 0, 8, 1, 8, 9]).unwrap(), "?*<t<nb");
    }

    #[test]
    fn every_shape_can_be_walked_to_its_end() {
        for shape in (0..=u8::MAX).filter_map(of) {
            let mut carry = |_: usize| Some(0);
            assert_eq!(Walk { shape, carry: &mut carry }.whole(), Some(()), "{}", String::from_utf8_lossy(shape));
        }
    }

    #[test]
    fn a_walk_ends_where_something_is_missing() {
        for (shape, numbers) in [("nt", &[0][..]), ("?t", &[2]), ("<t|n>", &[2]), ("*t", &[u64::MAX, 1])] {
            assert_eq!(places(shape, numbers), None, "{shape}");
        }
    }
}
