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

/// Whether something lies in a column of its own at this place of a shape.
pub fn has_column(sign: u8) -> bool {
    !matches!(sign, b'(' | b')' | b'|' | b'>')
}

/// From `?` and `*` to the place behind what comes next; from `<` and `|` to the next `|` or `>` of the same thing. Elsewhere to the
/// place behind.
pub fn leap(shape: &[u8], from: usize) -> usize {
    let mut depth = 0u32;
    let mut at = from + 1;
    let is_variant = matches!(shape.get(from), Some(b'<' | b'|'));
    while let Some(sign) = shape.get(at) {
        match sign {
            b'|' | b'>' if is_variant && depth == 0 => return at,
            b'(' | b'<' => depth += 1,
            b')' | b'>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
        if depth == 0 && !is_variant && !matches!(sign, b'?' | b'*') {
            break;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaps_go_behind_what_may_be_left_out_and_from_variant_to_variant() {
        let shape = b"?tn*(n?t)b<t|*<n|b>n||t>?*tb";
        let leaps =
            |sign: u8| (0..shape.len()).filter(|at| shape[*at] == sign).map(|at| leap(shape, at)).collect::<Vec<_>>();
        assert_eq!(leaps(b'?'), [2, 8, 27]);
        assert_eq!(leaps(b'*'), [9, 19, 27]);
        assert_eq!(leaps(b'<'), [12, 16]);
        assert_eq!(leaps(b'|'), [20, 18, 21, 23]);
    }

    #[test]
    fn every_shape_is_closed() {
        for shape in (0..=u8::MAX).filter_map(of) {
            let count = |sign: u8| shape.iter().filter(|other| **other == sign).count();
            assert_eq!((count(b'('), count(b'<')), (count(b')'), count(b'>')), "{}", String::from_utf8_lossy(shape));
            assert!(shape.iter().all(|sign| b"ndbt?*(<|>)".contains(sign)));
        }
    }
}
