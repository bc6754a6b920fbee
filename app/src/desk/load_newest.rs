//! The server wants a newer app. Work goes on and is kept; nothing is sent until the new one is loaded.

use super::{use_desk, use_doing};
use crate::{routes, t};
use engine::SyncStatus;
use kit::{Banner, Button, Glyph, Tone};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Across every screen but Sync, whose headline says it.
#[component]
pub fn TooOld() -> impl IntoView {
    let status = use_desk().status();
    let path = use_location().pathname;
    let waiting = Memo::new(move |_| match *status.read() {
        SyncStatus::TooOld { waiting } if *path.read() != routes::SYNC => Some(waiting),
        _ => None,
    });
    move || {
        waiting.get().map(|n| view! {
            <Banner title=move || t!("too-old-title") note=move || t!("too-old-note", n = n) tone=Tone::Warn><LoadNewest/></Banner>
        })
    }
}

/// Loads it, unless a job is open.
#[component]
pub fn LoadNewest() -> impl IntoView {
    let doing = use_doing();
    let load = move || {
        if !engine::updates::load_newest() {
            doing.warn(t!("too-old-job"));
        }
    };
    view! { <Button label=move || t!("too-old-load") icon=Glyph::Download on_press=load/> }
}
