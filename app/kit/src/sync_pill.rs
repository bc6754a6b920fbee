//! The sync pill: one place, always there, that says where the work of this device is.

use crate::{Glyph, Icon, Text};
use leptos::prelude::*;

/// What the pill says. Offline is grey, never red; only a device that cannot save is red.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyncState {
    /// All is on the server. The words fold away after three seconds.
    Synced,
    /// Changes are being sent.
    Sending,
    /// No connection, nothing waits.
    Offline,
    /// No connection, changes wait on this device.
    OfflineWaiting,
    /// A person has to decide.
    NeedsYou,
    /// Changes wait for more than a day.
    Old,
    /// This device cannot save.
    CannotSave,
}

impl SyncState {
    const fn name(self) -> &'static str {
        match self {
            SyncState::Synced => "synced",
            SyncState::Sending => "sending",
            SyncState::Offline | SyncState::OfflineWaiting => "offline",
            SyncState::NeedsYou | SyncState::Old => "needs",
            SyncState::CannotSave => "broken",
        }
    }

    const fn glyph(self) -> Glyph {
        match self {
            SyncState::Synced => Glyph::Check,
            SyncState::Sending => Glyph::Sync,
            SyncState::Offline | SyncState::OfflineWaiting => Glyph::CloudOff,
            SyncState::NeedsYou | SyncState::Old => Glyph::Attention,
            SyncState::CannotSave => Glyph::Alert,
        }
    }
}

/// The pill; it leads to the Sync screen.
#[component]
pub fn SyncPill(
    /// What it says.
    #[prop(into)]
    state: Signal<SyncState>,
    /// The words for it.
    #[prop(into)]
    text: Text,
    /// Address of the Sync screen.
    #[prop(into)]
    href: Text,
) -> impl IntoView {
    let glyph = Signal::derive(move || state.get().glyph());
    view! {
        <a class="sync" data-state=move || state.get().name() href=move || href.get() title=move || text.get()>
            <Icon glyph/>
            <span class="sync-text" role="status">{move || text.get()}</span>
        </a>
    }
}
