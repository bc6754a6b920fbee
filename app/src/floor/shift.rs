//! Starting a shift: one tap that unlocks sound, keeps the screen awake, and proves that the scanner is heard.

use crate::t;
use kit::{Button, ButtonKind, Glyph, Tag, Tone};
use leptos::prelude::*;

/// The card on the job screen until the shift is started.
#[component]
pub fn Shift(started: RwSignal<bool>) -> impl IntoView {
    let start = move |()| {
        engine::sounds::unlock();
        engine::sounds::ok();
        engine::keep_awake();
        started.set(true);
    };
    view! {
        <section class="card shift">
            <div class="shift-words">
                <strong>{move || t!("floor-shift-title")}</strong>
                <span>{move || t!("floor-shift-note")}</span>
            </div>
            <Show when=move || started.get() fallback=move || view! {
                <Button label=move || t!("floor-shift-start") kind=ButtonKind::Primary icon=Some(Glyph::Scan) on_press=start/>
            }>
                <Tag label=move || t!("floor-shift-on") tone=Tone::Good/>
            </Show>
        </section>
    }
}
