//! What is selected in a table: by key, so that it survives sorting, filtering and new rows.

use leptos::prelude::*;
use std::collections::HashSet;

/// The selected rows of one table. Copy it freely: all copies are the same selection.
#[derive(Clone, Copy, Debug)]
pub struct Selection {
    picked: RwSignal<HashSet<String>>,
    anchor: RwSignal<Option<usize>>,
}

impl Default for Selection {
    fn default() -> Self {
        Self::new()
    }
}

impl Selection {
    /// Nothing selected.
    pub fn new() -> Self {
        Selection { picked: RwSignal::new(HashSet::new()), anchor: RwSignal::new(None) }
    }

    /// How many rows are selected.
    pub fn len(self) -> usize {
        self.picked.with(HashSet::len)
    }

    /// Nothing is selected.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Whether the row of this key is selected.
    pub fn has(self, key: &str) -> bool {
        self.picked.with(|picked| picked.contains(key))
    }

    /// The selected keys, in the order of the alphabet.
    pub fn keys(self) -> Vec<String> {
        let mut keys: Vec<String> = self.picked.with_untracked(|picked| picked.iter().cloned().collect());
        keys.sort_unstable();
        keys
    }

    /// Selects nothing.
    pub fn clear(self) {
        self.anchor.set(None);
        if !self.picked.with_untracked(HashSet::is_empty) {
            self.picked.set(HashSet::new());
        }
    }

    /// Selects exactly these rows.
    pub fn replace(self, keys: impl IntoIterator<Item = String>) {
        self.picked.set(keys.into_iter().collect());
    }

    /// Keeps only the rows that still exist.
    pub fn retain(self, exists: impl Fn(&str) -> bool) {
        if self.picked.with_untracked(|picked| picked.iter().any(|key| !exists(key))) {
            self.picked.update(|picked| picked.retain(|key| exists(key)));
        }
    }

    /// Selects a row or takes it out; it becomes the start of the next range.
    pub(super) fn toggle(self, index: usize, key: String) {
        self.anchor.set(Some(index));
        self.picked.update(|picked| {
            if !picked.remove(&key) {
                picked.insert(key);
            }
        });
    }

    /// Selects everything between the row last toggled and this one.
    pub(super) fn extend_to(self, index: usize, key_at: impl Fn(usize) -> Option<String>) {
        let from = self.anchor.get_untracked().unwrap_or(index);
        let keys: Vec<String> = (from.min(index)..=from.max(index)).filter_map(key_at).collect();
        self.picked.update(|picked| picked.extend(keys));
    }
}

#[cfg(test)]
mod tests {
    use super::Selection;
    use leptos::prelude::Owner;

    fn key(index: usize) -> Option<String> {
        (index < 10).then(|| format!("row-{index}"))
    }

    #[test]
    fn toggling_twice_changes_nothing() {
        let owner = Owner::new();
        owner.with(|| {
            let selection = Selection::new();
            selection.toggle(1, "row-1".into());
            assert!(selection.has("row-1"));
            selection.toggle(1, "row-1".into());
            assert!(selection.is_empty());
        });
    }

    #[test]
    fn a_range_goes_both_ways_from_the_anchor() {
        let owner = Owner::new();
        owner.with(|| {
            let selection = Selection::new();
            selection.toggle(4, "row-4".into());
            selection.extend_to(6, key);
            selection.extend_to(3, key);
            assert_eq!(selection.keys(), ["row-3", "row-4", "row-5", "row-6"]);
        });
    }

    #[test]
    fn rows_that_left_are_left_out() {
        let owner = Owner::new();
        owner.with(|| {
            let selection = Selection::new();
            selection.replace(["a".to_owned(), "b".to_owned()]);
            selection.retain(|key| key == "b");
            assert_eq!(selection.keys(), ["b"]);
        });
    }
}
