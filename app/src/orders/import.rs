//! Orders from a file: drop it, see what its columns mean, see what would happen, bring it in, and take it back.

mod check;
mod columns;
mod job;
mod known;
mod options;
mod past;
mod report;
mod source;

use crate::words::language;
use crate::{routes, t};
use check::{Checked, start_check};
use job::Running;
use kit::{Banner, Button, ButtonKind, Card, FileDrop, Glyph, PageHead, Progress, StepState, Stepper, Tone};
use leptos::prelude::*;
use shared::text::intake as words;
use source::Source;

/// Where somebody is with a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Choose,
    Map,
    Checking,
    Checked,
}

#[component]
pub fn ImportOrders() -> impl IntoView {
    let running = job::running();
    let busy = Memo::new(move |_| running.read().is_some());
    view! {
        <PageHead title=move || t!("orders-import") back_href=routes::ORDERS back_label=move || t!("order-back")/>
        <Show when=move || busy.get() fallback=NewImport><Running/></Show>
        <past::PastImports/>
    }
}

#[component]
fn NewImport() -> impl IntoView {
    let source = RwSignal::new_local(None::<Source>);
    let stage = RwSignal::new(Stage::Choose);
    let checked = RwSignal::new_local(None::<Checked>);
    let problem = RwSignal::new(String::new());
    let progress = RwSignal::new((0_u64, 0_u64));
    let start_over = move || {
        checked.set(None);
        source.set(None);
        problem.set(String::new());
        stage.set(Stage::Choose);
    };
    let check = move || {
        let Some(source) = source.get_untracked() else { return };
        problem.set(String::new());
        stage.set(Stage::Checking);
        start_check(source, progress, move |answer| match answer {
            Ok(found) => {
                checked.set(Some(found));
                stage.set(Stage::Checked);
            }
            Err(broken) => {
                problem.set(words::broken(language(), &broken));
                stage.set(Stage::Map);
            }
        });
    };
    let body = move || {
        match stage.get() {
        Stage::Choose => view! { <Choose source problem stage/> }.into_any(),
        Stage::Map => view! {
            <Show when=move || !problem.read().is_empty()><Banner title=problem tone=Tone::Warn/></Show>
            <columns::Columns source/>
            <options::ImportOptions source/>
            <div class="form-actions">
                <Button label=move || t!("import-other-file") on_press=start_over/>
                <Button label=move || t!("import-check") kind=ButtonKind::Primary on_press=check/>
            </div>
        }.into_any(),
        Stage::Checking => view! {
            <Card title=move || t!("import-checking")>
                <Progress label=move || t!("import-checking") done=Signal::derive(move || progress.get().0) total=Signal::derive(move || progress.get().1)/>
            </Card>
        }.into_any(),
        Stage::Checked => view! {
            <report::Found source checked back=move || stage.set(Stage::Map) again=check start_over/>
        }.into_any(),
    }
    };
    view! { <Steps stage/>{body} }
}

#[component]
fn Steps(stage: RwSignal<Stage>) -> impl IntoView {
    let steps = Signal::derive(move || {
        let here = match stage.get() {
            Stage::Choose => 0,
            Stage::Map | Stage::Checking => 1,
            Stage::Checked => 2,
        };
        ["import-step-file", "import-step-columns", "import-step-check", "import-step-done"]
            .iter()
            .enumerate()
            .map(|(at, word)| {
                let state = match at.cmp(&here) {
                    std::cmp::Ordering::Less => StepState::Done,
                    std::cmp::Ordering::Equal => StepState::Current,
                    std::cmp::Ordering::Greater => StepState::Ahead,
                };
                (shared::text::t(language(), word), state)
            })
            .collect::<Vec<_>>()
    });
    view! { <Stepper label=move || t!("import-steps") steps/> }
}

#[component]
fn Choose(
    source: RwSignal<Option<Source>, LocalStorage>,
    problem: RwSignal<String>,
    stage: RwSignal<Stage>,
) -> impl IntoView {
    let desk = crate::desk::use_desk();
    let reading = RwSignal::new(false);
    let brought = move |(files,): (Vec<kit::File>,)| {
        let Some(file) = files.into_iter().next() else { return };
        reading.set(true);
        problem.set(String::new());
        leptos::task::spawn_local(async move {
            match source::open(file, desk).await {
                Ok(found) => {
                    source.set(Some(found));
                    stage.set(Stage::Map);
                }
                Err(why) => problem.set(why),
            }
            reading.set(false);
        });
    };
    view! {
        <Card>
            <div class="stack">
                <FileDrop label=move || if reading.get() { t!("loading") } else { t!("import-drop") } hint=move || t!("import-drop-hint")
                    error=problem accept=".csv,.tsv,.txt,text/csv,text/plain" on_files=UnsyncCallback::new(brought)/>
                <p class="t2"><kit::Icon glyph=Glyph::Info/>" "{move || t!("import-about")}</p>
            </div>
        </Card>
    }
}
