//! What a file would come to: the sum in sentences, the first orders, and every row that needs a word.

use super::check::Checked;
use super::job;
use super::source::Source;
use crate::desk::use_desk;
use crate::words::language;
use crate::{format, t};
use kit::{Banner, Button, ButtonKind, Card, Column, DataTable, Glyph, Table, Tag, Tone};
use leptos::prelude::*;
use shared::base::Money;
use shared::orders::intake::{Kind, Plan, Severity};
use shared::text::intake as words;
use std::rc::Rc;

type Sourced = RwSignal<Option<Source>, LocalStorage>;

/// Orders that are shown before they are placed.
const PREVIEW: usize = 8;

#[component]
pub fn Found(
    source: Sourced,
    checked: RwSignal<Option<Checked>, LocalStorage>,
    #[prop(into)] back: Callback<()>,
    #[prop(into)] again: Callback<()>,
    #[prop(into)] start_over: Callback<()>,
) -> impl IntoView {
    let desk = use_desk();
    let Some(Checked { plan }) = checked.get_untracked() else { return ().into_any() };
    let orders = plan.orders.len();
    let unknown = plan.report.count(Kind::UnknownProduct) > 0;
    let creates = source.with_untracked(|source| source.as_ref().is_some_and(|source| source.options.create_products));
    let create_and_check = move || {
        source.update(|source| {
            if let Some(source) = source {
                source.options.create_products = true;
            }
        });
        again.run(());
    };
    let import = {
        let plan = plan.clone();
        move || {
            if let Some(source) = source.get_untracked() {
                job::start(desk, &source, &plan);
                start_over.run(());
            }
        }
    };
    let press = StoredValue::new_local(import);
    let summary = plan.summary;
    view! {
        <Card title=move || t!("import-step-check")>
            <div class="stack">
                <ul class="consequences">
                    {move || words::summary(language(), &summary).into_iter().map(|said| view! { <li>{said}</li> }).collect_view()}
                </ul>
                <Show when=move || unknown && !creates>
                    <Banner title=move || t!("import-unknown-products") tone=Tone::Warn>
                        <Button label=move || t!("import-create-and-check") on_press=create_and_check/>
                    </Banner>
                </Show>
                <div class="form-actions">
                    <Button label=move || t!("import-other-file") kind=ButtonKind::Ghost on_press=move || start_over.run(())/>
                    <Button label=move || t!("import-back") on_press=move || back.run(())/>
                    <Button label=move || t!("import-go", n = orders, shown = format::number(orders)) kind=ButtonKind::Primary disabled=orders == 0
                        on_press=move || press.with_value(|press| press())/>
                </div>
            </div>
        </Card>
        <Preview plan=plan.clone()/>
        <Rows plan/>
    }.into_any()
}

#[component]
fn Preview(plan: Rc<Plan>) -> impl IntoView {
    let lines = plan
        .orders
        .iter()
        .take(PREVIEW)
        .map(|order| {
            let goods: i64 = order
                .lines
                .iter()
                .fold(0, |sum, line| sum.saturating_add(line.unit_price.saturating_mul(line.quantity.signed())));
            let total = Money::new(goods.saturating_add(order.shipping_fee), order.currency);
            view! {
                <tr>
                    <td class="mono">{order.external_id.as_ref().map(ToString::to_string).unwrap_or_default()}</td>
                    <td>{order.customer.name.to_string()}</td>
                    <td class="lo">{order.placed_at.map(format::date_time).unwrap_or_default()}</td>
                    <td class="end">{order.lines.len()}</td>
                    <td class="end nowrap">{format::money(total)}</td>
                </tr>
            }
        })
        .collect_view();
    let any = !plan.orders.is_empty();
    any.then(|| {
        view! {
            <Card title=move || t!("import-preview") flush=true>
                <Table label=move || t!("import-preview")>
                    <thead>
                        <tr>
                            <th scope="col">{move || t!("word-order")}</th>
                            <th scope="col">{move || t!("word-customer")}</th>
                            <th scope="col" class="lo">{move || t!("word-placed-at")}</th>
                            <th scope="col" class="end">{move || t!("draft-lines")}</th>
                            <th scope="col" class="end">{move || t!("word-total")}</th>
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </Table>
            </Card>
        }
    })
}

fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Rejected => Tone::Bad,
        Severity::Warning => Tone::Warn,
        Severity::Note => Tone::Quiet,
    }
}

/// Every remark, by kind; the whole of it as a file.
#[component]
fn Rows(plan: Rc<Plan>) -> impl IntoView {
    let counts: Vec<(Kind, u32)> = plan.report.counts().collect();
    if counts.is_empty() {
        return ().into_any();
    }
    let chosen = RwSignal::new(None::<Kind>);
    let stored = StoredValue::new_local(plan);
    let shown = Memo::new(move |_| {
        let wanted = chosen.get();
        stored.with_value(|plan| {
            let fits = |kind: Kind| wanted.is_none_or(|wanted| wanted == kind);
            plan.report
                .notes
                .iter()
                .enumerate()
                .filter(|(_, note)| fits(note.what.kind()))
                .map(|(at, _)| at)
                .collect::<Vec<_>>()
        })
    });
    let save = move || {
        let text = stored.with_value(|plan| words::report_file(language(), &plan.report));
        kit::save_file("waybill-import-report.csv", "text/csv", text.as_bytes());
    };
    let filters = move || {
        counts.clone().into_iter().map(|(kind, count)| {
        let press = move || chosen.update(|chosen| *chosen = if *chosen == Some(kind) { None } else { Some(kind) });
        view! {
            <button type="button" class="report-kind" aria-pressed=move || if chosen.get() == Some(kind) { "true" } else { "false" } on:click=move |_| press()>
                <Tag label=move || words::kind(language(), kind) tone=tone(kind.severity())/>
                <span>{format::number(count)}</span>
            </button>
        }
    }).collect_view()
    };
    let cells = move |index: usize| {
        let note = shown
            .with(|shown| shown.get(index).copied())
            .and_then(|at| stored.with_value(|plan| plan.report.notes.get(at).cloned()));
        note.map(|note| {
            vec![
                view! { {format::number(note.row)} }.into_any(),
                view! { <Tag label=words::severity(language(), note.severity) tone=tone(note.severity)/> }.into_any(),
                view! { <span>{words::what(language(), &note.what)}</span> }.into_any(),
            ]
        })
        .unwrap_or_default()
    };
    let columns = vec![
        Column::new(|| t!("word-row"), 5).fixed().number(),
        Column::new(|| t!("import-severity"), 9).fixed(),
        Column::new(|| t!("word-note"), 18),
    ];
    view! {
        <Card title=move || t!("import-report") actions=move || view! {
            <Button label=move || t!("download") icon=Some(Glyph::Download) kind=ButtonKind::Ghost on_press=save/>
        }>
            <div class="stack">
                <div class="line" role="group" aria-label=move || t!("import-report")>{filters}</div>
                <div class="report-rows">
                    <DataTable label=move || t!("import-report") columns len=Signal::derive(move || shown.read().len())
                        key=move |index: usize| shown.with_untracked(|shown| shown.get(index).map(ToString::to_string)) cells/>
                </div>
            </div>
        </Card>
    }.into_any()
}
