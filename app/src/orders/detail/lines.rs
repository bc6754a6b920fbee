//! The lines of an order and how far each is.

use crate::desk::use_desk;
use crate::{format, routes, t};
use kit::{Card, Each, Table, Thumb};
use leptos::prelude::*;
use shared::base::{Money, Quantity};
use shared::catalog::Product;
use shared::orders::{Line, Order};
use std::sync::Arc;

#[component]
pub fn Lines(order: Signal<Arc<Order>>) -> impl IntoView {
    let numbers = Memo::new(move |_| order.read().lines.iter().map(|line| line.no).collect::<Vec<_>>());
    view! {
        <Card title=move || t!("draft-lines") flush=true>
            <Table label=move || t!("draft-lines")>
                <thead>
                    <tr>
                        <th scope="col">{move || t!("word-product")}</th>
                        <th scope="col" class="end">{move || t!("line-ordered")}</th>
                        <th scope="col" class="end">{move || t!("stock-reserved")}</th>
                        <th scope="col" class="end">{move || t!("line-picked")}</th>
                        <th scope="col" class="end">{move || t!("line-packed")}</th>
                        <th scope="col" class="end">{move || t!("line-shipped")}</th>
                        <th scope="col" class="end lo">{move || t!("word-total")}</th>
                    </tr>
                </thead>
                <tbody>
                    <Each each=move || numbers.get() key=|no| *no let:no><Row order no/></Each>
                </tbody>
            </Table>
            <Totals order/>
        </Card>
    }
}

#[component]
fn Row(order: Signal<Arc<Order>>, no: u16) -> impl IntoView {
    let desk = use_desk();
    let line = Memo::new(move |_| order.read().line(no).cloned());
    let picture = desk.watch(move |books| {
        line.read()
            .as_ref()
            .and_then(|line| books.get::<Product>(&line.sku))
            .and_then(|product| product.picture.clone())
            .unwrap_or_default()
    });
    let currency = move || order.read().currency;
    move || {
        line.get().map(|line| {
        let wanted = line.quantity.less(line.cancelled);
        let price = Money::new(line.unit_price, currency());
        let total = Money::new(line.unit_price.saturating_mul(wanted.signed()), currency());
        let remark = remark(&line);
        view! {
            <tr class="product-row" class:gone=wanted.is_zero()>
                <td>
                    <span class="product-cell">
                        <Thumb src=picture/>
                        <span>
                            <span>{line.name.to_string()}</span><br/>
                            <a class="mono" href=routes::sku(&line.sku)>{line.sku.to_string()}</a>
                            {remark.map(|words| view! { <br/><span class="tone-warn">{words}</span> })}
                        </span>
                    </span>
                </td>
                <td class="end" data-label=t!("line-ordered")>{format::number(wanted.signed())}</td>
                <td class="end" data-label=t!("stock-reserved")>{step(line.reserved.plus(line.shipped).min(wanted), wanted)}</td>
                <td class="end" data-label=t!("line-picked")>{step(line.picked, wanted)}</td>
                <td class="end" data-label=t!("line-packed")>{step(line.packed, wanted)}</td>
                <td class="end" data-label=t!("line-shipped")>{step(line.shipped, wanted)}</td>
                <td class="end lo nowrap"><span>{format::money(total)}</span><br/><span class="t3">{format::money(price)}</span></td>
            </tr>
        }
    })
    }
}

/// How many are so far; grey for none, so that the eye finds what is under way.
fn step(done: Quantity, wanted: Quantity) -> impl IntoView {
    let class = if done.is_zero() {
        "t3"
    } else if done < wanted {
        "tone-info"
    } else {
        "tone-good"
    };
    view! { <span class=class>{format::number(done.signed())}</span> }
}

fn remark(line: &Line) -> Option<String> {
    if !line.cancelled.is_zero() {
        return Some(t!("line-cancelled", n = line.cancelled));
    }
    (!line.short.is_zero()).then(|| t!("line-missing", n = line.short))
}

#[component]
fn Totals(order: Signal<Arc<Order>>) -> impl IntoView {
    let amounts = move || {
        let order = order.get();
        let fee = Money::new(order.shipping_fee, order.currency);
        let goods = Money::new(order.total().minor.saturating_sub(order.shipping_fee), order.currency);
        [
            (t!("total-goods"), goods, ""),
            (t!("word-shipping-fee"), fee, ""),
            (t!("word-total"), order.total(), "strong"),
        ]
    };
    view! {
        <dl class="totals">
            {move || amounts().into_iter().map(|(word, amount, class)| view! {
                <div class=class><dt>{word}</dt><dd>{format::money(amount)}</dd></div>
            }).collect_view()}
        </dl>
    }
}
