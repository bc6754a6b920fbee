//! This device: its name, whether the browser promised to keep its storage, and a file with what is not sent.

use crate::desk::use_doing;
use crate::entry::Entry;
use crate::t;
use kit::{Button, Card, Fact, Facts, Field, Glyph, Tag, Tone};
use leptos::prelude::*;

#[component]
pub fn ThisDevice() -> impl IntoView {
    let doing = use_doing();
    let kept = RwSignal::new(None::<bool>);
    leptos::task::spawn_local(async move {
        kept.try_set(Some(doing.desk.is_persisted().await));
    });
    let name = Entry::new(engine::preferences::device_name());
    let keep = move |text: String| {
        engine::preferences::set_device_name(&text);
        name.set(engine::preferences::device_name());
    };
    let storage = move || match kept.get() {
        None => ("loading", Tone::Quiet),
        Some(true) => ("sync-storage-kept", Tone::Good),
        Some(false) => ("sync-storage-best-effort", Tone::Quiet),
    };
    view! {
        <Card title=move || t!("sync-this-device") icon=Glyph::Tablet>
            <div class="stack">
                <Field label=move || t!("sync-device-name") hint=move || t!("sync-device-name-hint") value=name.text()
                    on_input=name.typed() on_commit=keep max_length=40 takes_scans=true/>
                <Facts>
                    <Fact name=move || t!("sync-storage")>
                        {move || { let (key, tone) = storage(); view! { <Tag label=move || t!(key) tone=tone/> } }}
                    </Fact>
                    <Fact name=move || t!("sync-installed")>
                        {move || if engine::install::is_installed() { t!("yes") } else { t!("no") }}
                    </Fact>
                </Facts>
                <p class="t2">{move || t!("sync-storage-note")}</p>
                <Show when=move || engine::install::can_install().get()>
                    <Button label=move || t!("sync-install") icon=Glyph::Download on_press=engine::install::install/>
                </Show>
            </div>
        </Card>
    }
}

/// Saves what is not sent as a file that support can read back.
#[component]
pub fn ExportUnsent() -> impl IntoView {
    let doing = use_doing();
    let busy = RwSignal::new(false);
    let export = move || {
        busy.set(true);
        leptos::task::spawn_local(async move {
            let file = doing.desk.export_unsent().await;
            busy.try_set(false);
            kit::save_file("waybill-unsent.json", "application/json", file.as_bytes());
            doing.tell(t!("sync-exported"));
        });
    };
    view! { <Button label=move || t!("sync-export") icon=Glyph::Download busy=busy on_press=export/> }
}
