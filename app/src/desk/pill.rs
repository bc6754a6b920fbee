//! The sync pill: where the work of this device is, in the same words everywhere.

use super::use_desk;
use crate::{format, routes, t};
use engine::SyncStatus;
use kit::{SyncPill, SyncState};
use leptos::prelude::*;

/// The pill; it leads to the Sync screen.
#[component]
pub fn Pill() -> impl IntoView {
    let status = use_desk().status();
    view! { <SyncPill state=Signal::derive(move || look(&status.read())) text=move || words(&status.read()) href=routes::SYNC/> }
}

fn look(status: &SyncStatus) -> SyncState {
    match status {
        SyncStatus::AllSent { .. } => SyncState::Synced,
        SyncStatus::Sending(_) | SyncStatus::Loading(_) => SyncState::Sending,
        SyncStatus::Offline { waiting: 0 } | SyncStatus::OfflineAndEmpty => SyncState::Offline,
        SyncStatus::Offline { .. } => SyncState::OfflineWaiting,
        SyncStatus::NeedsYou(_) | SyncStatus::SignedOutWithWork(_) | SyncStatus::TooOld { .. } => SyncState::NeedsYou,
        SyncStatus::CannotSave => SyncState::CannotSave,
        SyncStatus::Old { .. } => SyncState::Old,
    }
}

/// What the pill says.
pub fn words(status: &SyncStatus) -> String {
    match status {
        SyncStatus::AllSent { at } => t!("pill-synced", time = format::time(*at)),
        SyncStatus::Loading(filling) if filling.of == 0 => t!("pill-loading-begins"),
        SyncStatus::Loading(filling) => {
            t!("pill-loading", n = format::number(filling.records as u64), of = format::number(filling.of as u64))
        }
        SyncStatus::Sending(n) => t!("pill-sending", n = format::number(*n)),
        SyncStatus::Offline { waiting: 0 } => t!("pill-offline"),
        SyncStatus::Offline { waiting } => t!("pill-offline-waiting", n = *waiting, shown = format::number(*waiting)),
        SyncStatus::OfflineAndEmpty => t!("pill-offline-empty"),
        SyncStatus::NeedsYou(n) => t!("pill-needs-you", n = *n),
        SyncStatus::CannotSave => t!("pill-cannot-save"),
        SyncStatus::Old { since } => t!("pill-old", since = format::date_time(*since)),
        SyncStatus::TooOld { .. } => t!("pill-too-old"),
        SyncStatus::SignedOutWithWork(n) => t!("pill-signed-out", n = *n),
    }
}
