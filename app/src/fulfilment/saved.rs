//! Where the work on an order is: on this device, on the server, or waiting for a person.

use crate::desk::use_desk;
use crate::t;
use engine::ChangeState;
use kit::{Glyph, Tag, Tone};
use leptos::prelude::*;
use shared::base::OrderId;
use shared::engine::Recorded;
use shared::orders::Order;

/// The three states that a person can see.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Saved {
    Here,
    Server,
    NeedsYou,
}

/// A tag with the state of everything done to this order.
#[component]
pub fn SavedMark(#[prop(into)] order: Signal<Option<OrderId>>) -> impl IntoView {
    let desk = use_desk();
    let work = desk.work();
    let unsent = desk.watch(move |books| order.get().is_some_and(|id| books.is_unsent(&Order::key_of(id))));
    let state = Memo::new(move |_| {
        let key = order.get().map(Order::key_of);
        let refused = work.read().iter().any(|change| {
            matches!(change.state, ChangeState::NeedsYou { .. })
                && key.as_ref().is_some_and(|key| change.keys.contains(key))
        });
        if refused {
            Saved::NeedsYou
        } else if unsent.get() {
            Saved::Here
        } else {
            Saved::Server
        }
    });
    let label = move || match state.get() {
        Saved::Here => t!("floor-on-this-device"),
        Saved::Server => t!("floor-on-the-server"),
        Saved::NeedsYou => t!("floor-needs-you"),
    };
    let tone = Signal::derive(move || match state.get() {
        Saved::Here | Saved::Server => Tone::Quiet,
        Saved::NeedsYou => Tone::Warn,
    });
    let icon = Signal::derive(move || {
        Some(match state.get() {
            Saved::Here => Glyph::Draft,
            Saved::Server => Glyph::Check,
            Saved::NeedsYou => Glyph::Attention,
        })
    });
    view! { <span class="saved-mark"><Tag label tone icon/></span> }
}
