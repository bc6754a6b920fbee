//! Bringing a file in. It goes on while somebody looks at other screens; this one shows how far it is.

use super::source::Source;
use crate::format;
use crate::t;
use crate::words::language;
use engine::Desk;
use kit::{Banner, Button, ButtonKind, Card, LinkButton, Progress, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::engine::{Command, Outcome, Refusal};
use shared::orders::View;
use shared::orders::import::{CloseImport, OpenImport};
use shared::orders::intake::Plan;
use shared::text::refusals;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What is being brought in, or what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    file: String,
    orders: usize,
    commands: usize,
    done: usize,
    result: Option<Result<Tally, String>>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Tally {
    placed: usize,
    known: usize,
    /// Refusals in words, with how many there were of each.
    refused: Vec<(String, usize)>,
}

/// The job of this tab. It outlives the screen.
fn job() -> &'static ArcRwSignal<Option<Job>> {
    static JOB: OnceLock<ArcRwSignal<Option<Job>>> = OnceLock::new();
    JOB.get_or_init(|| ArcRwSignal::new(None))
}

pub fn running() -> Signal<Option<Job>> {
    Signal::from(job().clone())
}

/// What came of the last file is not said any longer, for example because it was taken back.
pub fn forget() {
    job().update(|job| {
        // One that still runs goes on being shown.
        if job.as_ref().is_some_and(|job| job.result.is_some()) {
            *job = None;
        }
    });
}

/// Products first, then the orders that need them, all under one name so that they can be taken back together.
fn commands(source: &Source, plan: &Plan) -> Vec<Command> {
    let Some(import) = source.options.import else { return Vec::new() };
    let open = OpenImport {
        import,
        file: source.name.clone(),
        channel: source.options.channel.clone(),
        orders: plan.summary.orders,
        rejected_rows: plan.summary.rejected_rows,
    };
    let mut all: Vec<Command> = Vec::with_capacity(plan.products.len() + plan.orders.len() + 2);
    all.push(open.into());
    all.extend(plan.products.iter().cloned().map(Command::from));
    all.extend(plan.orders.iter().cloned().map(Command::from));
    all.push(CloseImport { import }.into());
    all
}

pub fn start(desk: Desk, source: &Source, plan: &Plan) {
    let commands = commands(source, plan);
    let first_order = 1 + plan.products.len();
    job().set(Some(Job {
        file: source.name.to_string(),
        orders: plan.orders.len(),
        commands: commands.len(),
        done: 0,
        result: None,
    }));
    let orders = plan.orders.len();
    spawn_local(async move {
        // A newer app must not be loaded in the middle of it.
        engine::updates::job_open(true);
        let answers = desk.act_many(commands, |done| set(|job| job.done = done)).await;
        engine::updates::job_open(false);
        let result = match answers {
            Ok(answers) => Ok(tally(&answers, first_order, orders)),
            Err(why) => Err(crate::desk::words_of(&why)),
        };
        set(|job| job.result = Some(result));
    });
}

fn set(change: impl FnOnce(&mut Job)) {
    job().update(|job| {
        if let Some(job) = job {
            change(job);
        }
    });
}

fn tally(answers: &[Result<Outcome, Refusal>], first_order: usize, orders: usize) -> Tally {
    let mut tally = Tally::default();
    let mut refused: BTreeMap<String, usize> = BTreeMap::new();
    for (at, answer) in answers.iter().enumerate() {
        let is_order = (first_order..first_order + orders).contains(&at);
        match answer {
            Ok(Outcome::Unchanged) if is_order => tally.known += 1,
            Ok(_) if is_order => tally.placed += 1,
            Ok(_) => {}
            Err(refusal) => *refused.entry(refusals::refusal(language(), refusal)).or_default() += 1,
        }
    }
    tally.refused = refused.into_iter().collect();
    tally
}

/// How far it is, and what came of it.
#[component]
pub fn Running() -> impl IntoView {
    let job = running();
    let finished = Memo::new(move |_| job.read().as_ref().is_some_and(|job| job.result.is_some()));
    let done = Signal::derive(move || job.read().as_ref().map_or(0, |job| job.done as u64));
    let total = Signal::derive(move || job.read().as_ref().map_or(0, |job| job.commands as u64));
    let text = move || t!("n-of-m", n = format::number(done.get()), m = format::number(total.get()));
    let title = move || {
        let (file, orders) = job.read().as_ref().map(|job| (job.file.clone(), job.orders)).unwrap_or_default();
        if finished.get() {
            t!("import-done", file = file)
        } else {
            t!("import-running", file = file, n = orders, shown = format::number(orders))
        }
    };
    view! {
        <Card title>
            <Show when=move || finished.get() fallback=move || view! {
                <div class="stack-tight">
                    <Progress label=title done total text/>
                    <p class="t2" role="status">{text}</p>
                    <p class="t2">{move || t!("import-leave")}</p>
                </div>
            }>
                <Outcome job/>
            </Show>
        </Card>
    }
}

#[component]
fn Outcome(job: Signal<Option<Job>>) -> impl IntoView {
    let again = forget;
    let said = move || {
        match job.get().and_then(|job| job.result) {
        None => ().into_any(),
        Some(Err(why)) => view! { <Banner title=why tone=Tone::Bad/> }.into_any(),
        Some(Ok(tally)) => view! {
            <ul class="consequences">
                <li>{t!("import-placed", n = tally.placed, shown = format::number(tally.placed))}</li>
                {(tally.known > 0).then(|| view! { <li>{t!("import-known", n = tally.known, shown = format::number(tally.known))}</li> })}
                {tally.refused.into_iter().map(|(why, n)| view! { <li>{t!("import-refused", n = n, why = why)}</li> }).collect_view()}
            </ul>
        }.into_any(),
    }
    };
    view! {
        <div class="stack">
            {said}
            <div class="form-actions">
                <Button label=move || t!("import-another") on_press=again/>
                <LinkButton label=move || t!("import-see") href=crate::orders::list_href(View::All) kind=ButtonKind::Primary/>
            </div>
        </div>
    }
}
