//! This device: its name, whether the browser promised to keep its storage, and a file with what is not sent.

use crate::desk::{save_unsent, use_doing};
use crate::entry::Entry;
use crate::{gate, t};
use kit::{Button, Card, Fact, Facts, Field, FileDrop, Glyph, Tag, Tone};
use leptos::prelude::*;
use shared::sync::hand_in::{HandedIn, LARGEST};

#[component]
pub fn ThisDevice(
    /// Told when a file was handed in.
    handed_in: Callback<()>,
) -> impl IntoView {
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
                <HandIn handed_in/>
                <Show when=move || engine::install::can_install().get()>
                    <Button label=move || t!("sync-install") icon=Glyph::Download on_press=engine::install::install/>
                </Show>
            </div>
        </Card>
    }
}

/// Saves what is not sent as a file for another device.
#[component]
pub fn ExportUnsent() -> impl IntoView {
    let doing = use_doing();
    let busy = RwSignal::new(false);
    let export = move || {
        busy.set(true);
        leptos::task::spawn_local(async move {
            save_unsent(doing).await;
            busy.try_set(false);
        });
    };
    view! { <Button label=move || t!("sync-export") icon=Glyph::Download busy=busy on_press=export/> }
}

/// Takes a file from another device that cannot send any more.
#[component]
fn HandIn(handed_in: Callback<()>) -> impl IntoView {
    let doing = use_doing();
    let (busy, wrong) = (RwSignal::new(false), RwSignal::new(String::new()));
    let bring = move |files: Vec<kit::File>| {
        let Some(file) = files.into_iter().next().filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        wrong.set(String::new());
        leptos::task::spawn_local(async move {
            let answer = read(doing.desk, file).await;
            busy.try_set(false);
            match answer {
                Ok(HandedIn { left_out, .. }) if left_out > 0 => doing.warn(t!("hand-in-left-out", n = left_out)),
                Ok(HandedIn { held: 0, .. }) => doing.tell(t!("hand-in-known")),
                Ok(HandedIn { held, .. }) => doing.tell(t!("hand-in-held", n = held)),
                Err(problem) => {
                    wrong.try_set(problem);
                }
            }
            handed_in.run(());
        });
    };
    view! {
        <FileDrop label=move || if busy.get() { t!("hand-in-busy") } else { t!("hand-in") } hint=move || t!("hand-in-hint")
            error=move || wrong.get() accept=".json,application/json" on_files=bring/>
    }
}

async fn read(desk: engine::Desk, file: kit::File) -> Result<HandedIn, String> {
    if file.size() > LARGEST as f64 {
        return Err(t!("hand-in-too-large"));
    }
    let bytes = kit::read_file(file).await.ok_or_else(|| t!("hand-in-no-file"))?;
    let text = String::from_utf8(bytes).map_err(|_| t!("hand-in-no-file"))?;
    desk.hand_in(text).await.map_err(|problem| gate::net(&problem))
}
