//! A segment that has come. Its hash and what is in it do not depend on where the errand is: whoever fetches ahead makes an
//! [`Arrived`] of it while the device writes down the one before.

use crate::engine::codec::{BadSegment, Entry, decode_segment};
use crate::sync::protocol::{SegmentRef, segment_hash};

#[derive(Debug, Clone)]
pub struct Arrived {
    pub bytes: Vec<u8>,
    /// Of these bytes, whatever was asked for.
    pub hash: String,
    pub entries: Result<Vec<Entry>, BadSegment>,
}

impl Arrived {
    pub fn of(bytes: Vec<u8>) -> Arrived {
        Arrived { hash: segment_hash(&bytes), entries: decode_segment(&bytes), bytes }
    }

    /// Whether these are the bytes that the office has sealed. A proxy may have cut them, or given others.
    pub fn is(&self, segment: &SegmentRef) -> bool {
        segment.bytes as usize == self.bytes.len() && segment.hash == self.hash
    }
}
