//! Lists of changes: those that wait, and those that were sent lately.

use super::cards::{link_to, what};
use crate::{format, t};
use engine::{Change, ChangeState};
use kit::{Button, Card, Each, Glyph, Table, Tag, Tone};
use leptos::prelude::*;

/// Lines shown at first, and added with every "more".
const PAGE: usize = 25;

#[component]
pub fn Changes(
    #[prop(into)] title: kit::Text,
    /// Said in place of the list when it is empty.
    #[prop(into)]
    none: kit::Text,
    changes: Memo<Vec<Change>>,
) -> impl IntoView {
    let shown = RwSignal::new(PAGE);
    let visible = move || changes.read().iter().take(shown.get()).cloned().collect::<Vec<_>>();
    view! {
        <Card title flush=true>
            <Show when=move || !changes.read().is_empty() fallback=move || view! { <p class="t2 house-pad">{move || none.get()}</p> }>
                <Table label=move || t!("table-of", name = title.get())>
                    <thead><tr>
                        <th scope="col">{move || t!("sync-what")}</th>
                        <th scope="col" class="lo">{move || t!("ledger-who")}</th>
                        <th scope="col">{move || t!("ledger-when")}</th>
                        <th scope="col">{move || t!("sync-where")}</th>
                    </tr></thead>
                    <tbody>
                        <Each each=visible key=|change| (change.seq, place(&change.state)) let:change>
                            <Line change/>
                        </Each>
                    </tbody>
                </Table>
                <Show when=move || { changes.read().len() > shown.get() }>
                    <div class="card-more">
                        <Button label=move || t!("sync-more", n = changes.read().len() - shown.get())
                            on_press=move || shown.update(|shown| *shown += PAGE)/>
                    </div>
                </Show>
            </Show>
        </Card>
    }
}

/// The three places a change can be, for the key of its line.
fn place(state: &ChangeState) -> u8 {
    match state {
        ChangeState::OnThisDevice => 0,
        ChangeState::Sending => 1,
        ChangeState::OnTheServer { .. } => 2,
        ChangeState::NeedsYou { .. } => 3,
    }
}

#[component]
fn Line(change: Change) -> impl IntoView {
    let at = change.occurred_at;
    let href = change.keys.iter().find_map(link_to);
    let by = change.by.clone();
    let state = change.state.clone();
    let (key, tone, glyph) = match &state {
        ChangeState::OnThisDevice => ("sync-state-here", Tone::Quiet, Glyph::Tablet),
        ChangeState::Sending => ("sync-state-sending", Tone::Info, Glyph::Sync),
        ChangeState::OnTheServer { .. } => ("sync-state-server", Tone::Good, Glyph::Done),
        ChangeState::NeedsYou { .. } => ("sync-state-needs-you", Tone::Warn, Glyph::Attention),
    };
    let words = move || what(&change);
    view! {
        <tr>
            <td>{match href {
                Some(href) => view! { <a href=href>{words}</a> }.into_any(),
                None => view! { <span>{words}</span> }.into_any(),
            }}</td>
            <td class="lo t2">{by}</td>
            <td class="nowrap"><time datetime=at.iso() title=move || format::date_time(at)>{move || format::relative(at, engine::now())}</time></td>
            <td><Tag label=move || t!(key) tone=tone icon=glyph/></td>
        </tr>
    }
}
