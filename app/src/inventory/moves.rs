//! The ledger of one SKU on screen: every move with who, why, from where to where, and the balance after it.

use super::ledger::LedgerLine;
use super::older_moves::{OlderMoves, ReadOn};
use crate::words::language;
use crate::{format, routes, t};
use engine::Desk;
use kit::{Button, Card, Each, EmptyState, Glyph, Table};
use leptos::prelude::*;
use shared::base::moment::MINUTE;
use shared::inventory::{Place, Reference};
use shared::orders::Order;
use shared::text::words;

/// Lines shown at first, and added with every "more".
const PAGE: usize = 50;

/// A fact that was recorded later than this was waiting on a device; then both times are told.
const LATE: i64 = 2 * MINUTE;

#[component]
pub fn Moves(lines: Memo<Vec<LedgerLine>>, older: OlderMoves) -> impl IntoView {
    let shown = RwSignal::new(PAGE);
    let visible = move || lines.read().iter().take(shown.get()).cloned().collect::<Vec<_>>();
    view! {
        <Card title=move || t!("ledger-title") flush=true>
            <Show when=move || !lines.read().is_empty() fallback=|| view! {
                <EmptyState title=t!("ledger-none") note=t!("ledger-none-note") icon=Glyph::History/>
            }>
                <Table label=move || t!("table-of", name = t!("ledger-title"))>
                    <thead><tr>
                        <th scope="col">{move || t!("ledger-when")}</th>
                        <th scope="col">{move || t!("ledger-what")}</th>
                        <th scope="col" class="lo">{move || t!("ledger-from-to")}</th>
                        <th scope="col" class="lo">{move || t!("ledger-who")}</th>
                        <th scope="col" class="end">{move || t!("ledger-change")}</th>
                        <th scope="col" class="end">{move || t!("ledger-balance")}</th>
                    </tr></thead>
                    <tbody>
                        <Each each=visible key=|line| (line.entry.id.clone(), line.balance) let:line>
                            <Line line/>
                        </Each>
                    </tbody>
                </Table>
            </Show>
            <Show when=move || { lines.read().len() > shown.get() } fallback=move || view! { <ReadOn older/> }>
                <div class="card-more">
                    <Button label=move || t!("more") on_press=move || shown.update(|shown| *shown += PAGE)/>
                </div>
            </Show>
        </Card>
    }
}

#[component]
fn Line(line: LedgerLine) -> impl IntoView {
    let LedgerLine { entry, change, balance } = line;
    let (happened, recorded) = (entry.occurred_at, entry.recorded_at);
    let late = recorded.0 - happened.0 > LATE;
    let (from, to, kind, by) = (entry.from.clone(), entry.to.clone(), entry.kind, entry.by.clone());
    let way = move || format!("{} → {}", place(&from), place(&to));
    let signed = move || match change {
        0 => "·".to_owned(),
        more if more > 0 => format!("+{}", format::number(more)),
        less => format!("−{}", format::number(less.unsigned_abs() as i64)),
    };
    view! {
        <tr>
            <td class="nowrap">
                <time datetime=happened.iso() title=move || format::date_time(happened)>{move || format::relative(happened, engine::now())}</time>
                {late.then(|| view! { <p class="t3">{move || t!("ledger-received", when = format::relative(recorded, engine::now()))}</p> })}
            </td>
            <td>{move || words::move_kind(language(), kind)} " " <Because reference=entry.reference.clone()/></td>
            <td class="lo mono">{way}</td>
            <td class="lo t2">{by}</td>
            <td class="end"><span class:tone-good={change > 0} class:tone-bad={change < 0}>{signed}</span></td>
            <td class="end">{move || format::number(balance)}</td>
        </tr>
    }
}

fn place(place: &Place) -> String {
    words::place(language(), place)
}

/// Why: the order, the delivery, or the reason somebody gave.
#[component]
fn Because(reference: Reference) -> impl IntoView {
    let desk = expect_context::<Desk>();
    match reference {
        Reference::Order { order, .. } | Reference::Shipment { order, .. } => {
            let number = desk.read(|books| books.get::<Order>(order).map(|order| order.number.to_string()));
            let text = move || number.clone().unwrap_or_else(|| t!("word-order"));
            view! { <a href=routes::order(order)>{text}</a> }.into_any()
        }
        Reference::Receipt { receipt } => {
            view! { <a href=routes::receipt(receipt)>{move || t!("ledger-delivery")}</a> }.into_any()
        }
        Reference::Reason { reason } => {
            view! { <span class="t2">{move || words::adjust_reason(language(), reason)}</span> }.into_any()
        }
        Reference::Count => ().into_any(),
    }
}
