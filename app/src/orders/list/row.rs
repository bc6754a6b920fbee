//! The cells of one order in the list.

use crate::format;
use crate::orders::parts::{StatusTag, StockTag};
use crate::t;
use engine::Desk;
use kit::{Column, Glyph, Icon};
use leptos::prelude::*;
use shared::base::Moment;
use shared::engine::Recorded;
use shared::orders::{Order, OrderRow};
use std::sync::Arc;

/// The columns of these cells.
pub fn columns() -> Vec<Column> {
    vec![
        Column::new(move || t!("word-order"), 7).fixed(),
        Column::new(move || t!("word-ship-by"), 9).fixed(),
        Column::new(move || t!("word-customer"), 9),
        Column::new(move || t!("word-items"), 5).fixed().number().low(),
        Column::new(move || t!("word-status"), 12),
        Column::new(move || t!("word-stock"), 10).fixed().low(),
        Column::new(move || t!("word-total"), 7).fixed().number().low(),
    ]
}

pub fn cells(row: &Arc<OrderRow>, now: Signal<Moment>, desk: Desk) -> Vec<AnyView> {
    let key = Order::key_of(row.id);
    let unsent = desk.watch(move |books| books.is_unsent(&key));
    let OrderRow { ship_by, status, stock, urgent, total, units, .. } = *row.as_ref();
    let (number, customer) = (row.number().to_owned(), row.customer().to_owned());
    let urgent = urgent.then(|| view! {
        <span class="urgent" title=t!("word-urgent")><Icon glyph=Glyph::Flag/><span class="visually-hidden">{t!("word-urgent")}</span></span>
    });
    vec![
        view! { <span class="mono nowrap">{number}</span>{urgent} }.into_any(),
        view! { <ShipBy ship_by done=status.is_done() now/> }.into_any(),
        view! { <span class="clip">{customer}</span> }.into_any(),
        view! { {format::number(units.signed())} }.into_any(),
        view! {
            <span class="order-state">
                <StatusTag status/>
                {move || unsent.get().then(|| view! { <span class="t2 nowrap not-sent">{t!("not-yet-sent")}</span> })}
            </span>
        }
        .into_any(),
        view! { <StockTag stock/> }.into_any(),
        view! { <span class="nowrap">{format::money(total)}</span> }.into_any(),
    ]
}

/// When it must leave; late ones in red words. An order that left needs none.
#[component]
fn ShipBy(ship_by: Moment, done: bool, now: Signal<Moment>) -> impl IntoView {
    move || {
        let now = now.get();
        let whole = format::date_time(ship_by);
        match format::late(ship_by, now).filter(|_| !done) {
            Some(late) => view! { <strong class="tone-bad nowrap" title=whole>{late}</strong> }.into_any(),
            None => {
                view! { <span class="nowrap" class:t3=done title=whole>{format::near(ship_by, now)}</span> }.into_any()
            }
        }
    }
}
