//! Everything else that can be done with an order.

use super::dialogs::Dialogs;
use crate::desk::{may, use_doing};
use crate::{routes, t};
use kit::{Glyph, Menu, MenuItem};
use leptos::prelude::*;
use shared::base::OrderId;
use shared::orders::amend::Amend;
use shared::orders::unreserve::Unreserve;
use shared::orders::{Line, Order};
use shared::people::Right;
use std::sync::Arc;

fn urgent(order: OrderId, urgent: bool) -> Amend {
    Amend { order, customer: None, ship_to: None, lines: None, shipping_fee: None, urgent: Some(urgent), note: None }
}

#[component]
pub fn More(order: Signal<Arc<Order>>, dialogs: Dialogs) -> impl IntoView {
    let doing = use_doing();
    let (edit, hold, reserve, receive) =
        (may(Right::EditOrders), may(Right::HoldOrders), may(Right::Reserve), may(Right::MoveStock));
    let navigate = crate::desk::use_go();
    let items = Signal::derive(move || {
        let order = order.get();
        let id = order.id;
        let (open, picked) =
            (!order.units(Line::open).is_zero() && !order.is_cancelled(), !order.units(|line| line.picked).is_zero());
        let reserved = !order.units(|line| line.reserved).is_zero();
        let mut items = Vec::new();
        let mut item = |wanted: bool, item: MenuItem| {
            if wanted {
                items.push(item);
            }
        };
        let show = |word: &'static str, glyph: Glyph, dialog: RwSignal<bool>| {
            MenuItem::new(t!(word), move || dialog.set(true)).glyph(glyph)
        };
        item(edit.get() && open && !picked, show("more-lines", Glyph::Edit, dialogs.lines));
        item(edit.get() && open, {
            let (word, now) = if order.urgent { ("more-not-urgent", true) } else { ("more-urgent", false) };
            let done = if now { t!("did-not-urgent") } else { t!("did-urgent") };
            MenuItem::new(t!(word), move || doing.act_with_undo(urgent(id, !now), done.clone(), urgent(id, now)))
                .glyph(Glyph::Flag)
        });
        item(hold.get() && open, show("more-hold", Glyph::Paused, dialogs.hold));
        item(
            reserve.get() && open && !order.units(Line::unreserved).is_zero(),
            show("more-reserve", Glyph::Inventory, dialogs.reserve),
        );
        item(reserve.get() && reserved && !picked, {
            MenuItem::new(t!("more-unreserve"), move || {
                doing.act_and_tell(Unreserve { order: id }, t!("did-unreserve"))
            })
            .glyph(Glyph::Undo)
        });
        item(receive.get() && open && !order.units(Line::unreserved).is_zero(), {
            MenuItem::new(t!("more-receive"), move || navigate.to(format!("{}?order={id}", routes::NEW_RECEIPT)))
                .glyph(Glyph::Receive)
        });
        item(edit.get() && open, show("more-cancel", Glyph::Banned, dialogs.cancel).danger());
        items
    });
    let some = Memo::new(move |_| !items.read().is_empty());
    view! { <Show when=move || some.get()><Menu label=move || t!("more") items compact=true/></Show> }
}
