//! Confirmed records on their way into the device's copy.

use crate::engine::codec::Entry;
use crate::engine::{Key, Scope};

/// Records that the office has confirmed, as they came.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Patch {
    pub entries: Vec<Entry>,
    /// Scopes to forget before the entries are applied.
    pub dropped: Vec<Scope>,
}

impl Patch {
    /// The keys that this patch touches.
    pub fn keys(&self) -> impl Iterator<Item = Key> {
        self.entries.iter().filter_map(Entry::key)
    }
}
