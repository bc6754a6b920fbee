//! The headline of the Sync page: one sentence that says whether all work is safe, and what to do if not.

use crate::{format, t};
use engine::SyncStatus;
use kit::Tone;
use shared::base::Moment;

/// Tone, sentence, and a line below it. `oldest` is when the oldest waiting change was made.
pub fn headline(status: &SyncStatus, oldest: Option<Moment>) -> (Tone, String, String) {
    let oldest = oldest.map(format::time).unwrap_or_default();
    match status {
        SyncStatus::AllSent { at } => (Tone::Good, t!("sync-all-safe"), t!("sync-all-sent", time = format::time(*at))),
        SyncStatus::Loading(_) => (Tone::Info, t!("sync-loading"), t!("sync-loading-note")),
        SyncStatus::Sending(n) => (Tone::Info, t!("sync-all-safe"), t!("sync-sending", n = *n)),
        SyncStatus::Offline { waiting: 0 } => (Tone::Quiet, t!("sync-all-safe"), t!("sync-offline-nothing-waits")),
        SyncStatus::Offline { waiting } => {
            (Tone::Quiet, t!("sync-safe-here"), t!("sync-offline-waiting", n = *waiting, oldest = oldest))
        }
        SyncStatus::OfflineAndEmpty => (Tone::Quiet, t!("sync-offline-empty"), t!("first-sync-offline")),
        SyncStatus::NeedsYou(n) => (Tone::Warn, t!("sync-needs-you", n = *n), t!("sync-needs-you-note")),
        SyncStatus::CannotSave => (Tone::Bad, t!("sync-cannot-save-title"), t!("sync-cannot-save")),
        SyncStatus::Old { since } => {
            (Tone::Warn, t!("sync-old", since = format::date_time(*since)), t!("sync-old-note"))
        }
        SyncStatus::TooOld { waiting } => (Tone::Warn, t!("too-old-title"), t!("too-old-note", n = *waiting)),
        SyncStatus::SignedOutWithWork(n) => (Tone::Warn, t!("sync-signed-out", n = *n), t!("sync-signed-out-note")),
    }
}
