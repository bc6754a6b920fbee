//! What everybody has to know, whatever they do on this device.

use super::load_newest::TooOld;
use super::use_desk;
use crate::t;
use engine::SyncStatus;
use kit::{Banner, Tone};
use leptos::prelude::*;

/// Across the desk and the floor: nothing can be saved here, or the app is too old.
#[component]
pub fn Warnings() -> impl IntoView {
    let status = use_desk().status();
    let broken = Memo::new(move |_| matches!(*status.read(), SyncStatus::CannotSave));
    view! {
        {move || broken.get().then(|| view! {
            <Banner title=move || t!("cannot-save-title") note=move || t!("cannot-save-note") tone=Tone::Bad/>
        })}
        <TooOld/>
    }
}
