//! Sorting that is compiled once. The standard library's sort is compiled anew for every type and every order, 4 KB of
//! wasm each; the app sorts in forty places. Here each place brings its comparison and its swaps, and no more.
//!
//! Stable, n log n comparisons, 4 bytes more an item.

use std::cmp::Ordering;

/// Sorts as `compare` says; equal items keep their order.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut places = places(items.len(), &|one, other| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    });
    put_into(items, &mut places);
}

/// Sorts by a key; equal items keep their order.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// Sorts items that have an order of their own.
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// Collects one by one. `collect` into a tree sorts everything first, by a sort of its own for every kind of tree.
pub fn gather<C: Default + Extend<T>, T>(items: impl IntoIterator<Item = T>) -> C {
    let mut gathered = C::default();
    gathered.extend(items);
    gathered
}

/// For every place in the sorted list, the place of its item now.
fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|one, other| compare(*one, *other));
    places
}

/// Follows every cycle of the permutation once.
fn put_into<T>(items: &mut [T], places: &mut [usize]) {
    for start in 0..items.len() {
        let mut here = start;
        while let Some(from) = places.get(here).copied() {
            if let Some(place) = places.get_mut(here) {
                *place = here;
            }
            if from == start || from == here {
                break;
            }
            items.swap(here, from);
            here = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The same as the standard one, in the order of equal items too.
        #[test]
        fn sorts_and_is_stable(numbers in proptest::collection::vec(0u8..20, 0..200)) {
            let mut items: Vec<(u8, usize)> = numbers.into_iter().zip(0..).collect();
            let mut expected = items.clone();
            expected.sort_by_key(|(number, _)| *number);
            sort_by_key(&mut items, |(number, _)| *number);
            prop_assert_eq!(items, expected);
        }
    }
}
