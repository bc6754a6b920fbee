//! The packing slip: a sheet of 100 by 150 millimetres that lies in the box or is stuck on it.

use crate::desk::use_desk;
use crate::t;
use kit::{Button, Glyph};
use leptos::prelude::*;
use shared::orders::Order;
use std::sync::Arc;

/// Shown on paper only.
#[component]
pub fn Slip(order: Memo<Option<Arc<Order>>>) -> impl IntoView {
    let merchant = use_desk().watch(|books| books.merchant());
    let sheet = move || {
        order.get().map(|order| {
            let lines = order.lines.iter().filter(|line| !line.packed.is_zero()).cloned().collect::<Vec<_>>();
            view! {
                <header><strong>{move || merchant.read().as_ref().map(|m| m.name.to_string())}</strong><span>{order.number.to_string()}</span></header>
                <address>
                    <strong>{order.customer.name.to_string()}</strong><br/>
                    {order.ship_to.one_line()}<br/>
                    {order.masked_phone()}
                </address>
                <table><tbody>
                    {lines.into_iter().map(|line| view! {
                        <tr><td>{line.packed.get()}" ×"</td><td>{line.name.to_string()}</td><td>{line.sku.to_string()}</td></tr>
                    }).collect_view()}
                </tbody></table>
            }
        })
    };
    view! { <div class="print-slip" aria-hidden="true">{sheet}</div> }
}

/// Opens the print dialog of the browser; the style sheet leaves only the slip.
#[component]
pub fn PrintSlip(disabled: Signal<bool>) -> impl IntoView {
    view! { <Button label=move || t!("floor-print-slip") icon=Some(Glyph::Print) disabled on_press=move |()| engine::print_page()/> }
}
