//! What keeps an order from going on, in words, each with its remedy beside it.

use super::dialogs::Dialogs;
use crate::desk::{may, use_doing};
use crate::format;
use crate::t;
use crate::words::language;
use kit::{Button, DecisionCard};
use leptos::prelude::*;
use shared::base::ShipmentId;
use shared::notifications::Finding;
use shared::orders::hold::PutOnHold;
use shared::orders::release::Release;
use shared::orders::{Hold, HoldKind, Order};
use shared::people::Right;
use shared::text::{refusals, words};
use std::sync::Arc;

#[component]
pub fn Holds(order: Signal<Arc<Order>>, dialogs: Dialogs) -> impl IntoView {
    let holds = Memo::new(move |_| order.read().holds.clone());
    move || holds.get().into_iter().map(|hold| view! { <HoldCard order hold dialogs/> }).collect_view()
}

/// The dialog that puts a finding right.
fn remedy(finding: &Finding, dialogs: Dialogs) -> Option<(&'static str, RwSignal<bool>, Right)> {
    match finding {
        Finding::Unpaid { .. } => Some(("payment-record", dialogs.payment, Right::TakePayment)),
        Finding::AddressBlank | Finding::AddressMissing { .. } => {
            Some(("address-complete", dialogs.address, Right::EditOrders))
        }
        Finding::NoTrackingNumber | Finding::TrackingNumberShape { .. } | Finding::TrackingNumberTaken { .. } => {
            Some(("tracking-correct", dialogs.tracking, Right::Track))
        }
        Finding::StockNotCovered { .. } => None,
    }
}

#[component]
fn HoldCard(order: Signal<Arc<Order>>, hold: Hold, dialogs: Dialogs) -> impl IntoView {
    let doing = use_doing();
    let kind = hold.kind;
    let findings = hold.findings.clone();
    let what = move || match findings.as_slice() {
        [] => String::new(),
        found => found.iter().map(|finding| refusals::finding(language(), finding)).collect::<Vec<_>>().join(" "),
    };
    let (note, by, at) = (hold.note.to_string(), hold.opened_by.clone(), hold.opened_at);
    let what = move || match (what(), note.as_str()) {
        (said, "") => said,
        (said, note) => format!("{said} {note}").trim().to_owned(),
    };
    let way = hold.findings.iter().find_map(|finding| remedy(finding, dialogs));
    let put_right = way.map(|(word, open, right)| {
        let allowed = may(right);
        let press = move || {
            if kind == HoldKind::Notice {
                dialogs.parcel.set(newest_parcel(&order.read_untracked()));
            }
            open.set(true);
        };
        view! {
            <Show when=move || allowed.get()><Button label=move || t!(word) on_press=press/></Show>
        }
    });
    let release = move || {
        let id = order.read_untracked().id;
        if kind.is_rule() {
            doing.act_and_tell(Release { order: id, kind }, t!("hold-released"));
        } else {
            let note = order.read_untracked().hold(kind).map(|hold| hold.note.clone()).unwrap_or_default();
            doing.act_with_undo(Release { order: id, kind }, t!("hold-released"), PutOnHold { order: id, kind, note });
        }
    };
    let may_release = may(Right::HoldOrders);
    let release_word = move || if kind.is_rule() { t!("hold-release-anyway") } else { t!("hold-release") };
    view! {
        <DecisionCard title=move || words::hold(language(), kind) what who=move || t!("hold-who", who = by.as_str(), when = format::date_time(at))>
            {put_right}
            <Show when=move || may_release.get()><Button label=release_word on_press=release/></Show>
        </DecisionCard>
    }
}

fn newest_parcel(order: &Order) -> Option<ShipmentId> {
    order.shipments.last().copied()
}
