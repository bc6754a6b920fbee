//! The dialogs of an order, one file each. They are opened from the next step, from holds, and from the menu.

mod address;
mod cancel;
mod contact;
mod form;
mod hold;
mod lines;
mod payment;
mod reserve;
mod ship;
mod tracking;
mod tracking_event;

use leptos::prelude::*;
use shared::base::ShipmentId;
use shared::orders::Order;
use std::sync::Arc;

/// Which dialog is open.
#[derive(Clone, Copy)]
pub struct Dialogs {
    pub payment: RwSignal<bool>,
    pub address: RwSignal<bool>,
    pub contact: RwSignal<bool>,
    pub lines: RwSignal<bool>,
    pub reserve: RwSignal<bool>,
    pub ship: RwSignal<bool>,
    pub tracking: RwSignal<bool>,
    pub event: RwSignal<bool>,
    pub hold: RwSignal<bool>,
    pub cancel: RwSignal<bool>,
    /// The parcel that tracking and event are about.
    pub parcel: RwSignal<Option<ShipmentId>>,
}

impl Dialogs {
    pub fn new() -> Dialogs {
        let closed = || RwSignal::new(false);
        Dialogs {
            payment: closed(),
            address: closed(),
            contact: closed(),
            lines: closed(),
            reserve: closed(),
            ship: closed(),
            tracking: closed(),
            event: closed(),
            hold: closed(),
            cancel: closed(),
            parcel: RwSignal::new(None),
        }
    }
}

/// All of them, closed.
#[component]
pub fn AllDialogs(order: Signal<Arc<Order>>, dialogs: Dialogs) -> impl IntoView {
    view! {
        <payment::RecordPaymentDialog order open=dialogs.payment/>
        <address::AddressDialog order open=dialogs.address/>
        <contact::ContactDialog order open=dialogs.contact/>
        <lines::LinesDialog order open=dialogs.lines/>
        <reserve::ReserveDialog order open=dialogs.reserve/>
        <ship::ShipDialog order open=dialogs.ship/>
        <tracking::TrackingDialog parcel=dialogs.parcel open=dialogs.tracking/>
        <tracking_event::EventDialog parcel=dialogs.parcel open=dialogs.event/>
        <hold::HoldDialog order open=dialogs.hold/>
        <cancel::CancelDialog order open=dialogs.cancel/>
    }
}
