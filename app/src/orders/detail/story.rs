//! Everything that happened to an order, newest first: what, who, on which device, when it happened and when it came in.

use crate::desk::use_now;
use crate::orders::parts::channel_name;
use crate::words::language;
use crate::{format, t};
use kit::{Card, Glyph, Timeline, TimelineEntry, Tone};
use leptos::prelude::*;
use shared::base::moment::MINUTE;
use shared::orders::order::Entry;
use shared::orders::{Happened, Order};
use shared::text::words;
use std::sync::Arc;

#[component]
pub fn Story(order: Signal<Arc<Order>>) -> impl IntoView {
    let now = use_now();
    let entries = Signal::derive(move || {
        let now = now.get();
        order
            .read()
            .history
            .iter()
            .rev()
            .map(|entry| {
                let (tone, glyph) = look(&entry.what);
                TimelineEntry {
                    when: format::near(entry.occurred_at, now),
                    datetime: entry.occurred_at.iso(),
                    title: title(&entry.what),
                    detail: came_late(entry).unwrap_or_default(),
                    who: who(entry),
                    tone,
                    glyph: Some(glyph),
                }
            })
            .collect::<Vec<_>>()
    });
    view! { <Card title=move || t!("story-title")><Timeline label=move || t!("story-title") entries/></Card> }
}

/// What happened, with money and channels written as this screen writes them.
fn title(what: &Happened) -> String {
    match what {
        Happened::Placed { channel } => t!("happened-placed", channel = channel_name(channel)),
        Happened::Paid { amount, method } => {
            t!("happened-paid", amount = format::money(*amount), method = words::payment_method(language(), *method))
        }
        other => words::happened(language(), other),
    }
}

/// Programs are their own device: they are named once.
fn who(entry: &Entry) -> String {
    if entry.device.is_empty() || entry.device.eq_ignore_ascii_case(&entry.by) {
        return entry.by.clone();
    }
    t!("story-who", who = entry.by.as_str(), device = entry.device.as_str())
}

/// Said when the books heard of it noticeably later, because a device was offline.
fn came_late(entry: &Entry) -> Option<String> {
    let late = entry.recorded_at.0.saturating_sub(entry.occurred_at.0) > 2 * MINUTE;
    late.then(|| t!("time-received-at", when = format::date_time(entry.recorded_at)))
}

fn look(what: &Happened) -> (Tone, Glyph) {
    match what {
        Happened::Placed { .. } => (Tone::Quiet, Glyph::Orders),
        Happened::Amended { .. } => (Tone::Quiet, Glyph::Edit),
        Happened::Held { .. } => (Tone::Warn, Glyph::Paused),
        Happened::Released { .. } => (Tone::Good, Glyph::Play),
        Happened::Paid { .. } => (Tone::Good, Glyph::Payment),
        Happened::Reserved { .. } => (Tone::Good, Glyph::Inventory),
        Happened::ReservedPartly { .. } => (Tone::Warn, Glyph::Inventory),
        Happened::Unreserved { .. } | Happened::Unpicked { .. } | Happened::Unpacked { .. } => {
            (Tone::Quiet, Glyph::Undo)
        }
        Happened::PickingStarted { .. } => (Tone::Info, Glyph::Basket),
        Happened::Picked => (Tone::Good, Glyph::Basket),
        Happened::ShortReported { .. } => (Tone::Warn, Glyph::Attention),
        Happened::Packed => (Tone::Good, Glyph::Package),
        Happened::Shipped { .. } => (Tone::Good, Glyph::Truck),
        Happened::TrackingCorrected { .. } => (Tone::Quiet, Glyph::Barcode),
        Happened::Delivered => (Tone::Good, Glyph::Done),
        Happened::Cancelled { .. } => (Tone::Bad, Glyph::Banned),
        Happened::NoticeQueued => (Tone::Info, Glyph::Send),
        Happened::NoticeSkipped { .. } => (Tone::Quiet, Glyph::Mail),
        Happened::NoticeSent => (Tone::Good, Glyph::Mail),
        Happened::NoticeFailed => (Tone::Bad, Glyph::Mail),
    }
}
