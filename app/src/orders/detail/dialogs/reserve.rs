//! Promises stock of one warehouse to an order; shows before what is there.

use super::form::{Form, use_sending};
use crate::desk::use_desk;
use crate::orders::parts::{Need, best_warehouse, needs};
use crate::{format, routes, t};
use kit::{Banner, Choice, Dialog, LinkButton, Select, Table, Tone};
use leptos::prelude::*;
use shared::base::{Quantity, WarehouseCode};
use shared::orders::Order;
use shared::orders::reserve::Reserve;
use std::sync::Arc;

#[component]
pub fn ReserveDialog(order: Signal<Arc<Order>>, open: RwSignal<bool>) -> impl IntoView {
    view! { <Dialog open title=move || t!("reserve-title") close_label=move || t!("close") wide=true><Inside order open/></Dialog> }
}

#[component]
fn Inside(order: Signal<Arc<Order>>, open: RwSignal<bool>) -> impl IntoView {
    let desk = use_desk();
    let sending = use_sending(open);
    let warehouse = RwSignal::new(desk.read(|books| best_warehouse(books, &order.get_untracked())));
    let warehouses = desk.watch(|books| {
        let active = books.warehouses().into_iter().filter(|warehouse| warehouse.active);
        active
            .map(|warehouse| Choice::new(warehouse.code.as_str(), format!("{} · {}", warehouse.code, warehouse.name)))
            .collect::<Vec<_>>()
    });
    let needs = desk.watch(move |books| match warehouse.get() {
        Some(code) => needs(books, &order.read(), &code),
        None => Vec::new(),
    });
    let short = Memo::new(move |_| needs.read().iter().map(Need::short).sum::<Quantity>());
    let nothing = Memo::new(move |_| needs.read().iter().all(|need| need.available.is_zero()));
    let send = move || {
        if let Some(warehouse) = warehouse.get_untracked() {
            let partly = !short.get_untracked().is_zero();
            let done = if partly { t!("did-reserve-partly", n = short.get_untracked()) } else { t!("did-reserve") };
            sending.send(Reserve { order: order.get_untracked().id, warehouse, partly }, done);
        }
    };
    let label = move || if short.get().is_zero() { t!("reserve-all") } else { t!("way-reserve-partly") };
    view! {
        <Form sending label on_send=Callback::new(move |()| send()) disabled=Signal::derive(move || nothing.get() || warehouse.read().is_none())>
            <Select label=move || t!("word-warehouse") choices=warehouses
                value=Signal::derive(move || warehouse.get().map(String::from).unwrap_or_default())
                on_change=move |code: String| warehouse.set(WarehouseCode::parse(&code).ok())/>
            <Table label=move || t!("reserve-title")>
                <thead>
                    <tr>
                        <th scope="col">{move || t!("word-product")}</th>
                        <th scope="col" class="end">{move || t!("reserve-wanted")}</th>
                        <th scope="col" class="end">{move || t!("stock-available")}</th>
                        <th scope="col" class="end lo">{move || t!("stock-incoming")}</th>
                    </tr>
                </thead>
                <tbody>{move || needs.get().into_iter().map(row).collect_view()}</tbody>
            </Table>
            <Show when=move || !short.get().is_zero()>
                <Banner title=move || t!("reserve-short", n = short.get()) note=move || t!("reserve-short-note") tone=Tone::Warn>
                    <LinkButton label=move || t!("more-receive") href=move || format!("{}?order={}", routes::NEW_RECEIPT, order.read().id)/>
                </Banner>
            </Show>
        </Form>
    }
}

fn row(need: Need) -> impl IntoView {
    let class = if need.short().is_zero() { "end" } else { "end tone-warn strong" };
    view! {
        <tr>
            <td><span>{need.name}</span><br/><span class="mono t3">{need.sku}</span></td>
            <td class="end">{format::number(need.wanted.signed())}</td>
            <td class=class>{format::number(need.available.signed())}</td>
            <td class="end lo">{format::number(need.incoming.signed())}</td>
        </tr>
    }
}
