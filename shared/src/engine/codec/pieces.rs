//! Numbers and texts in bytes, as postcard writes them. Ours, because each field of each record that comes goes through here.

/// Of a number, in bytes.
const LONGEST: usize = 10;

/// The number that bytes begin with, and in how many of them it lies.
pub fn number(bytes: &[u8]) -> Option<(u64, usize)> {
    let mut number = 0;
    for (at, byte) in bytes.iter().enumerate().take(LONGEST) {
        number |= u64::from(byte & 127) << (7 * at);
        if *byte < 128 {
            return (at < LONGEST - 1 || *byte < 2).then_some((number, at + 1));
        }
    }
    None
}

/// The next number of a column.
pub fn take(column: &mut &[u8]) -> Option<u64> {
    let (number, length) = number(column)?;
    column.split_off(..length)?;
    Some(number)
}

/// The next bytes of a column.
pub fn take_bytes<'a>(column: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = take(column)?;
    column.split_off(..usize::try_from(length).ok()?)
}

pub fn put(column: &mut Vec<u8>, mut number: u64) {
    while number > 127 {
        column.push(128 | (number & 127) as u8);
        number >>= 7;
    }
    column.push(number as u8);
}

pub fn put_bytes(column: &mut Vec<u8>, bytes: &[u8]) {
    put(column, bytes.len() as u64);
    column.extend_from_slice(bytes);
}

/// A number less the one before it. Small differences are small numbers, whatever their sign.
pub fn less(before: &mut u64, now: u64) -> u64 {
    let difference = now.wrapping_sub(*before);
    *before = now;
    difference << 1 ^ (difference.cast_signed() >> 63).cast_unsigned()
}

/// What [`less`] was made of.
pub fn more(before: &mut u64, less: u64) -> u64 {
    *before = before.wrapping_add(less >> 1 ^ (less & 1).wrapping_neg());
    *before
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn they_are_as_postcard_writes_them(number in any::<u64>(), small in 0..70u32, before in any::<u64>(), text in ".{0,200}") {
            let number = number >> small.min(63);
            let mut bytes = Vec::new();
            put(&mut bytes, number);
            prop_assert_eq!(&bytes, &postcard::to_stdvec(&number).unwrap());
            prop_assert_eq!(super::number(&bytes), Some((number, bytes.len())));
            let (mut one, mut other) = (before, before);
            let difference = less(&mut one, number);
            prop_assert_eq!((one, more(&mut other, difference), other), (number, number, number));
            bytes.clear();
            put_bytes(&mut bytes, text.as_bytes());
            prop_assert_eq!(&bytes, &postcard::to_stdvec(&text).unwrap());
            let mut column = bytes.as_slice();
            prop_assert_eq!((take_bytes(&mut column), column), (Some(text.as_bytes()), &[][..]));
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        let too_large = [[255; 9].as_slice(), &[2]].concat();
        let largest = [[255; 9].as_slice(), &[1]].concat();
        assert_eq!(number(&largest), Some((u64::MAX, 10)));
        for bytes in [&[][..], &[128], &[255; 11], &too_large] {
            assert_eq!(number(bytes), None, "{bytes:?}");
        }
    }
}
