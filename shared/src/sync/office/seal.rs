//! How segments are cut: records of a scope in the order of (version, kind, id), a fixed number in each, never changed
//! afterwards. The host pages through the records; this says from where on and what each page holds.

use super::answer::Sealed;
use crate::sync::fault::{self, Fault};

/// How much goes where.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Records in a segment.
    pub records: usize,
    /// A device that misses more records of a scope than this gets segments; fewer come as a patch.
    pub many: usize,
}

/// A segment is one request, one transaction of the browser and one piece of a progress bar, and must come over a bad line before
/// anybody gives up: about 140 kB squeezed.
pub const BOUNDS: Bounds = Bounds { records: 1_024, many: 600 };

/// A place in the order of records: version, name of the kind, id.
pub type Place = (u64, String, String);

/// Sealing of one scope.
#[derive(Debug, Clone)]
pub struct Sealing {
    last: Place,
}

impl Sealing {
    /// After what is sealed already, of segments that were begun at this version. Whole versions are sealed, and everything up
    /// to where they were begun, so the next record has a higher one.
    pub fn after(sealed: Option<&Sealed>, begun: u64) -> Sealing {
        let next = sealed.map_or(0, |segment| segment.last_version.max(begun) + 1);
        Sealing { last: (next, String::new(), String::new()) }
    }

    /// Sealing begins only when so much changed after this version that devices need it.
    pub fn begins_after(&self) -> u64 {
        self.last.0.saturating_sub(1)
    }

    /// The next page holds the records behind this place.
    pub fn behind(&self) -> &Place {
        &self.last
    }

    /// Takes a page that ends with `newest`. Returns the version up to which nothing is missing with it: not the last one
    /// if there are more records of that version.
    pub fn take(&mut self, newest: Place, ends_inside_its_version: bool) -> u64 {
        let version = newest.0;
        self.last = newest;
        if ends_inside_its_version && !fault::on(Fault::HalfVersionIsWhole) {
            version.saturating_sub(1)
        } else {
            version
        }
    }
}

/// Whether segments hold mostly older states of the same records, so that a new device would fetch everything twice.
pub fn is_worn(held: usize, lives: usize, bounds: Bounds) -> bool {
    held > 2 * lives + 4 * bounds.many
}
