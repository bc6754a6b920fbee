//! Files that were brought in, and taking one back as a whole.

use crate::desk::{use_desk, use_doing, use_now, words_of};
use crate::words::language;
use crate::{format, t};
use kit::{Button, ButtonKind, Card, ConfirmDialog, Progress, Table, Tag, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::base::sorting;
use shared::base::{ImportId, OrderId};
use shared::engine::Command;
use shared::orders::undo_import::{MOST_ORDERS, UndoImport};
use shared::orders::{Import, ImportState, Order};
use shared::text::words;
use std::sync::Arc;

#[component]
pub fn PastImports() -> impl IntoView {
    let desk = use_desk();
    let imports = desk.watch(|books| {
        let mut all: Vec<Arc<Import>> = books.all::<Import>().collect();
        sorting::sort_by_key(&mut all, |import| std::cmp::Reverse(import.opened_at));
        all
    });
    let wanted = RwSignal::new(None::<Arc<Import>>);
    let asking = RwSignal::new(false);
    let progress = RwSignal::new(None::<(u64, u64)>);
    let ask = move |import: Arc<Import>| {
        wanted.set(Some(import));
        asking.set(true);
    };
    let doing = use_doing();
    let undo = move || {
        let Some(import) = wanted.get_untracked() else { return };
        spawn_local(async move {
            let commands = commands(import.id, desk.read(|books| orders_of(books, import.id)));
            let total = commands.len() as u64;
            progress.set(Some((0, total)));
            match desk
                .act_many(commands, move |done| {
                    progress.try_set(Some((done as u64, total)));
                })
                .await
            {
                Ok(answers) => match answers.iter().find_map(|answer| answer.as_ref().err()) {
                    None => {
                        super::job::forget();
                        doing.tell(t!("import-undone", file = import.file.as_str()));
                    }
                    Some(refusal) => doing.warn(shared::text::refusals::refusal(language(), refusal)),
                },
                Err(why) => doing.warn(words_of(&why)),
            }
            progress.try_set(None);
        });
    };
    view! {
        <Show when=move || !imports.read().is_empty()>
            <Card title=move || t!("import-past") flush=true>
                <Show when=move || progress.read().is_some()>
                    <Progress label=move || t!("import-undoing") done=Signal::derive(move || progress.get().map_or(0, |(done, _)| done))
                        total=Signal::derive(move || progress.get().map_or(0, |(_, total)| total))/>
                </Show>
                <Table label=move || t!("import-past")>
                    <thead>
                        <tr>
                            <th scope="col">{move || t!("word-file")}</th>
                            <th scope="col" class="lo">{move || t!("word-time")}</th>
                            <th scope="col" class="end">{move || t!("nav-orders")}</th>
                            <th scope="col">{move || t!("word-status")}</th>
                            <th scope="col"><span class="visually-hidden">{move || t!("undo")}</span></th>
                        </tr>
                    </thead>
                    <tbody>
                        {move || imports.get().into_iter().map(|import| view! { <Row import ask=Callback::new(ask)/> }).collect_view()}
                    </tbody>
                </Table>
            </Card>
        </Show>
        <ConfirmDialog open=asking title=move || t!("import-undo-title") note=move || {
                let file = wanted.get().map(|import| import.file.to_string()).unwrap_or_default();
                t!("import-undo-note", file = file)
            }
            confirm_label=move || t!("import-undo") cancel_label=move || t!("cancel") close_label=move || t!("close") danger=true on_confirm=undo/>
    }
}

fn orders_of(books: &engine::Books<'_>, import: ImportId) -> Vec<OrderId> {
    books.all::<Order>().filter(|order| order.import == Some(import)).map(|order| order.id).collect()
}

/// One command for every few hundred orders; the last one closes the import. An import without orders is closed too.
fn commands(import: ImportId, orders: Vec<OrderId>) -> Vec<Command> {
    let mut parts: Vec<Vec<OrderId>> = orders.chunks(MOST_ORDERS).map(<[OrderId]>::to_vec).collect();
    if parts.is_empty() {
        parts.push(Vec::new());
    }
    let last = parts.len() - 1;
    parts
        .into_iter()
        .enumerate()
        .map(|(at, orders)| UndoImport { import, orders, finished: at == last }.into())
        .collect()
}

#[component]
fn Row(import: Arc<Import>, ask: Callback<Arc<Import>>) -> impl IntoView {
    let now = use_now();
    let may = crate::desk::may(shared::people::Right::EditOrders);
    let state = import.state;
    let tone = match state {
        ImportState::Running => Tone::Info,
        ImportState::Done => Tone::Good,
        ImportState::Undone => Tone::Quiet,
    };
    let (opened_at, by) = (import.opened_at, import.by.clone());
    let undoable = state != ImportState::Undone;
    let (file, orders) = (import.file.to_string(), import.orders);
    let label_file = file.clone();
    let press = move || ask.run(import.clone());
    let press = Callback::new(move |()| press());
    view! {
        <tr>
            <td>{file}</td>
            <td class="lo nowrap">{move || format!("{} · {by}", format::near(opened_at, now.get()))}</td>
            <td class="end">{format::number(orders)}</td>
            <td><Tag label=move || words::import_state(language(), state) tone/></td>
            <td class="end">
                <Show when=move || undoable && may.get()>
                    <Button label={ let file = label_file.clone(); move || t!("import-undo-of", file = file.as_str()) } kind=ButtonKind::Ghost on_press=press/>
                </Show>
            </td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_part_closes_the_import() {
        let import: ImportId = "018f0000-0000-7000-8000-000000000000".parse().unwrap();
        let orders: Vec<OrderId> = (0..1201).map(|n| OrderId::from_channel("test", &n.to_string())).collect();
        let parts: Vec<(usize, bool)> = commands(import, orders)
            .into_iter()
            .map(|command| match command {
                Command::UndoImport(part) => (part.orders.len(), part.finished),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(parts, [(500, false), (500, false), (201, true)]);
        assert_eq!(commands(import, Vec::new()).len(), 1);
    }
}
