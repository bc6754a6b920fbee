//! Where an order stands, in one tag each for its work and its goods.

use crate::words::language;
use kit::{Glyph, Tag, Tone};
use leptos::prelude::*;
use shared::orders::{Status, StockState};
use shared::text::words;

/// The headline of an order.
#[component]
pub fn StatusTag(status: Status) -> impl IntoView {
    let (tone, icon) = look(status);
    view! { <Tag label=move || words::status(language(), status) tone icon=Some(icon)/> }
}

fn look(status: Status) -> (Tone, Glyph) {
    match status {
        Status::OnHold => (Tone::Warn, Glyph::Paused),
        Status::ToReserve | Status::ToPick | Status::ToPack => (Tone::Quiet, Glyph::Open),
        Status::Picking => (Tone::Info, Glyph::Active),
        Status::Packed => (Tone::Good, Glyph::Package),
        Status::PartlyShipped => (Tone::Info, Glyph::Split),
        Status::Shipped => (Tone::Good, Glyph::Truck),
        Status::Delivered => (Tone::Good, Glyph::Done),
        Status::Cancelled => (Tone::Quiet, Glyph::Banned),
    }
}

/// How its goods stand.
#[component]
pub fn StockTag(stock: StockState) -> impl IntoView {
    let (tone, icon) = match stock {
        // Nothing is open: nothing to say.
        StockState::Nothing => return ().into_any(),
        StockState::NotReserved => (Tone::Quiet, Glyph::Open),
        StockState::Short { .. } => (Tone::Warn, Glyph::Attention),
        StockState::Reserved | StockState::Taken => (Tone::Good, Glyph::Check),
    };
    view! { <Tag label=move || words::stock_state(language(), stock) tone icon=Some(icon)/> }.into_any()
}
