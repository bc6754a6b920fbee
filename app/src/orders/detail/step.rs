//! The primary button of an order: always its next step.

use super::dialogs::Dialogs;
use crate::desk::{may, use_doing};
use crate::words::language;
use crate::{routes, t};
use kit::{Button, ButtonKind, Glyph, LinkButton};
use leptos::prelude::*;
use shared::orders::release::Release;
use shared::orders::{NextStep, Order};
use shared::people::Right;
use shared::text::words;
use std::sync::Arc;

/// Who may take a step.
fn right(step: NextStep) -> Right {
    match step {
        NextStep::RecordPayment => Right::TakePayment,
        NextStep::CompleteAddress => Right::EditOrders,
        NextStep::ReleaseHold => Right::HoldOrders,
        NextStep::Reserve => Right::Reserve,
        NextStep::Pick | NextStep::Pack | NextStep::Ship => Right::Fulfil,
        NextStep::CorrectTracking | NextStep::Nothing => Right::Track,
    }
}

#[component]
pub fn NextButton(order: Signal<Arc<Order>>, dialogs: Dialogs) -> impl IntoView {
    let step = Memo::new(move |_| order.read().next_step());
    move || {
        let step = step.get();
        let allowed = may(right(step));
        let id = order.read_untracked().id;
        match step {
            NextStep::Nothing => ().into_any(),
            NextStep::Pick => view! { <Walk step href=routes::pick(id) icon=Glyph::Basket allowed/> }.into_any(),
            NextStep::Pack => view! { <Walk step href=routes::pack(id) icon=Glyph::Package allowed/> }.into_any(),
            _ => view! { <Press step order dialogs allowed/> }.into_any(),
        }
    }
}

/// A step that is done on the floor.
#[component]
fn Walk(step: NextStep, href: String, icon: Glyph, allowed: Signal<bool>) -> impl IntoView {
    let href = StoredValue::new(href);
    view! {
        <Show when=move || allowed.get()>
            <LinkButton label=move || words::next_step(language(), step) href=href.get_value() icon=Some(icon) kind=ButtonKind::Primary/>
        </Show>
    }
}

/// A step that is done here.
#[component]
fn Press(step: NextStep, order: Signal<Arc<Order>>, dialogs: Dialogs, allowed: Signal<bool>) -> impl IntoView {
    let doing = use_doing();
    let press = move || match step {
        NextStep::RecordPayment => dialogs.payment.set(true),
        NextStep::CompleteAddress => dialogs.address.set(true),
        NextStep::Reserve => dialogs.reserve.set(true),
        NextStep::Ship => dialogs.ship.set(true),
        NextStep::CorrectTracking => {
            dialogs.parcel.set(order.read_untracked().shipments.last().copied());
            dialogs.tracking.set(true);
        }
        NextStep::ReleaseHold => {
            let order = order.get_untracked();
            if let Some(hold) = order.holds.first() {
                doing.act_and_tell(Release { order: order.id, kind: hold.kind }, t!("hold-released"));
            }
        }
        NextStep::Pick | NextStep::Pack | NextStep::Nothing => {}
    };
    view! {
        <Show when=move || allowed.get()>
            <Button label=move || words::next_step(language(), step) kind=ButtonKind::Primary on_press=press/>
        </Show>
    }
}
