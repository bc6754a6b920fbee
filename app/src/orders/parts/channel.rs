//! What channels are called.

use crate::t;

/// Waybill's own channels have words; the others are called as they call themselves.
pub fn channel_name(channel: &str) -> String {
    match channel {
        "desk" => t!("channel-desk"),
        "file" => t!("channel-file"),
        "api" => t!("channel-api"),
        other => other.to_owned(),
    }
}
