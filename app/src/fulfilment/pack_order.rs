//! Packing one order: every unit scanned into the box, then the carrier, then out of the house.

use super::answer::{AnswerBand, Answers};
use super::carrier_form::CarrierForm;
use super::read_code::{Code, read_code};
use super::saved::SavedMark;
use super::shipped::ShippedParcels;
use super::slip::{PrintSlip, Slip};
use super::type_code::TypeCode;
use crate::desk::{may, use_desk, words_of};
use crate::floor::{FloorFoot, FloorHead, JobIsOpen};
use crate::{routes, t};
use engine::Desk;
use kit::{Banner, Button, ButtonKind, Each, EmptyState, Glyph, Icon, LinkButton, ScanKind, Thumb, ThumbSize, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;
use shared::base::{OrderId, Quantity, Sku};
use shared::catalog::Product;
use shared::fulfilment::pack::Pack;
use shared::fulfilment::unpack::Unpack;
use shared::fulfilment::{PackVerdict, verify_pack};
use shared::orders::{Line, Order};
use shared::people::Right;
use std::collections::VecDeque;
use std::sync::Arc;

/// One order at the packing desk. Cheap to copy into handlers.
#[derive(Clone, Copy)]
pub struct PackJob {
    desk: Desk,
    pub order_id: OrderId,
    pub order: Memo<Option<Arc<Order>>>,
    pub answers: Answers,
    /// What the carrier's label says; a scan that is no product lands here once the box is full.
    pub tracking: RwSignal<String>,
    done: RwSignal<Vec<Pack>>,
    queue: StoredValue<VecDeque<String>>,
    busy: StoredValue<bool>,
}

impl PackJob {
    fn new(desk: Desk, id: OrderId) -> PackJob {
        PackJob {
            desk,
            order_id: id,
            order: seen_last(desk.watch(move |books| books.order(id))),
            answers: Answers::new(t!("floor-ready"), t!("floor-ready-pack")),
            tracking: RwSignal::new(String::new()),
            done: RwSignal::new(Vec::new()),
            queue: StoredValue::new(VecDeque::new()),
            busy: StoredValue::new(false),
        }
    }

    /// Everything that was picked is in the box, and there is something in it.
    pub fn is_full(self) -> bool {
        self.order.read().as_ref().is_some_and(|order| box_is_full(order))
    }

    fn scan(self, code: String) {
        self.queue.update_value(|queue| queue.push_back(code));
        if self.busy.get_value() {
            return;
        }
        self.busy.set_value(true);
        spawn_local(async move {
            while let Some(code) = self.queue.try_update_value(VecDeque::pop_front).flatten() {
                self.answer(&code).await;
            }
            self.busy.set_value(false);
        });
    }

    async fn answer(self, code: &str) {
        let Some(order) = self.desk.read(|books| books.order(self.order_id)) else {
            return self.answers.give(ScanKind::Unknown, t!("floor-no-order"), code.to_owned());
        };
        match self.desk.read(|books| read_code(books, code)) {
            Code::Product(sku) => match verify_pack(&order, &sku) {
                PackVerdict::Pack(line) => self.pack(line, sku, Quantity::ONE).await,
                PackVerdict::Complete => self.wrong(t!("floor-complete"), &sku),
                PackVerdict::NotPicked => self.wrong(t!("floor-not-picked"), &sku),
                PackVerdict::Wrong => self.wrong(t!("floor-wrong-item"), &sku),
            },
            // The label is scanned last: whatever is no product is the carrier's number then.
            Code::Unknown(number) if box_is_full(&order) => {
                self.answers.give(ScanKind::Right, t!("floor-number-read"), number.clone());
                self.tracking.set(number);
            }
            Code::Order(_) | Code::Bin(..) | Code::Unknown(_) => {
                self.answers.give(ScanKind::Unknown, t!("floor-unknown-code"), code.to_owned());
            }
        }
    }

    fn wrong(self, title: String, sku: &Sku) {
        let name = self.desk.read(|books| books.get::<Product>(sku).map(|product| product.name.to_string()));
        self.answers.give(ScanKind::Wrong, title, name.unwrap_or_else(|| sku.to_string()));
    }

    async fn pack(self, line: u16, sku: Sku, quantity: Quantity) {
        let pack = Pack { order: self.order_id, line, sku, quantity };
        match self.desk.act(pack.clone()).await {
            Ok(_) => {
                self.done.update(|done| done.push(pack));
                let order = self.desk.read(|books| books.order(self.order_id));
                let packed = order.as_ref().and_then(|order| order.line(line)).cloned();
                let Some(packed) = packed else { return };
                if packed.to_pack().is_zero() {
                    self.answers.give(ScanKind::LineDone, t!("floor-line-packed"), packed.name.to_string());
                } else {
                    self.answers.give(
                        ScanKind::Right,
                        t!("floor-n-more", n = packed.to_pack()),
                        packed.name.to_string(),
                    );
                }
            }
            Err(why) => self.answers.give(ScanKind::Wrong, t!("floor-not-saved"), words_of(&why)),
        }
    }

    fn undo(self) {
        let Some(last) = self.done.try_update(Vec::pop).flatten() else { return };
        spawn_local(async move {
            let out = Unpack { order: last.order, line: last.line, sku: last.sku.clone(), quantity: last.quantity };
            match self.desk.act(out).await {
                Ok(_) => self.answers.give(
                    ScanKind::Ready,
                    t!("floor-undone"),
                    t!("floor-taken-out", sku = last.sku.as_str()),
                ),
                Err(why) => {
                    self.done.update(|done| done.push(last));
                    self.answers.give(ScanKind::Wrong, t!("floor-not-saved"), words_of(&why));
                }
            }
        });
    }
}

/// An order that has left the house leaves the devices of the floor; its page says so until somebody goes on.
fn seen_last(order: Memo<Option<Arc<Order>>>) -> Memo<Option<Arc<Order>>> {
    Memo::new(move |before: Option<&Option<Arc<Order>>>| {
        let left = || before.cloned().flatten().filter(|order| order.status().is_done());
        order.get().or_else(left)
    })
}

fn box_is_full(order: &Order) -> bool {
    order.lines.iter().all(|line| line.to_pack().is_zero()) && order.lines.iter().any(|line| !line.to_ship().is_zero())
}

#[component]
pub fn PackOrder() -> impl IntoView {
    let params = use_params_map();
    let order = Memo::new(move |_| params.read().get("order").and_then(|id| id.parse::<OrderId>().ok()));
    view! {
        {move || match order.get() {
            Some(order) => view! { <Job order/> }.into_any(),
            None => view! { <Gone/> }.into_any(),
        }}
    }
}

#[component]
fn Gone() -> impl IntoView {
    view! {
        <FloorHead title=move || t!("floor-pack") back=routes::PACK/>
        <div class="floor-body">
            <EmptyState title=move || t!("floor-no-order") note=move || t!("floor-no-order-note") icon=Glyph::Search>
                <LinkButton label=move || t!("floor-to-queue") href=routes::PACK kind=ButtonKind::Primary/>
            </EmptyState>
        </div>
    }
}

#[component]
fn Job(order: OrderId) -> impl IntoView {
    let job = PackJob::new(use_desk(), order);
    engine::scanner::use_scanner(move |scan| job.scan(scan.text));
    let known = Memo::new(move |_| job.order.read().is_some());
    let full = Memo::new(move |_| job.is_full());
    let may_fulfil = may(Right::Fulfil);
    let empty = Memo::new(move |_| {
        job.order
            .read()
            .as_ref()
            .is_some_and(|order| order.lines.iter().all(|line| line.to_pack().is_zero() && line.to_ship().is_zero()))
    });
    let number = move || job.order.read().as_ref().map(|order| order.number.to_string()).unwrap_or_default();
    let progress = move || {
        job.order.read().as_ref().map_or_else(String::new, |order| {
            t!("floor-progress", done = order.units(|line| line.packed), all = order.units(|line| line.picked))
        })
    };
    view! {
        <JobIsOpen/>
        <Show when=move || known.get() fallback=Gone>
            <FloorHead title=move || t!("floor-pack-order", number = number()) back=routes::PACK note=progress
                marks=move || view! { <SavedMark order=Signal::stored(Some(order))/> }/>
            <div class="floor-body">
                <Show when=move || !empty.get() fallback=move || view! { <NothingToPack order=job.order/> }>
                    <AnswerBand answers=job.answers/>
                    {move || warning(&job.order.read()).map(|word| view! {
                        <Banner title=move || t!(word) note=move || t!(note_of(word)) tone=Tone::Warn/>
                    })}
                    <PackLines order=job.order/>
                    <Show when=move || full.get() && may_fulfil.get()>
                        <CarrierForm job/>
                    </Show>
                </Show>
                <ShippedParcels order=job.order/>
            </div>
            <Show when=move || !empty.get() && may_fulfil.get()>
                <Actions job/>
            </Show>
            <Slip order=job.order/>
        </Show>
    }
}

/// What the packer has to know before the box is closed.
fn warning(order: &Option<Arc<Order>>) -> Option<&'static str> {
    let order = order.as_ref()?;
    if !order.holds.is_empty() {
        return Some("floor-on-hold");
    }
    order.awaits_address().then_some("floor-address-waits")
}

fn note_of(warning: &str) -> &'static str {
    if warning == "floor-on-hold" { "floor-on-hold-note" } else { "floor-address-waits-note" }
}

/// What goes in, ticking off.
#[component]
fn PackLines(order: Memo<Option<Arc<Order>>>) -> impl IntoView {
    let shown = move || {
        let lines = order.read().as_ref().map(|order| order.lines.clone()).unwrap_or_default();
        lines.into_iter().filter(|line| !line.picked.less(line.shipped).is_zero()).collect::<Vec<_>>()
    };
    view! {
        <ul class="pack-lines" role="list">
            <Each each=shown key=|line| (line.no, line.picked, line.packed) let:one>
                <PackLine line=one/>
            </Each>
        </ul>
    }
}

#[component]
fn PackLine(line: Line) -> impl IntoView {
    let sku = line.sku.clone();
    let picture = use_desk().watch(move |books| books.get::<Product>(&sku).and_then(|product| product.picture.clone()));
    let done = line.to_pack().is_zero();
    let (packed, picked) = (line.packed.less(line.shipped), line.picked.less(line.shipped));
    view! {
        <li class="pack-line" class:done=done>
            <Thumb src=move || picture.get().unwrap_or_default() size=ThumbSize::Card/>
            <span class="pack-name"><strong>{line.name.to_string()}</strong><span class="mono">{line.sku.to_string()}</span></span>
            <span class="pack-qty">{packed.get()}<small>" / " {picked.get()}</small></span>
            <span class="pack-tick"><Icon glyph=if done { Glyph::Done } else { Glyph::Open }/>
                <span class="visually-hidden">{move || if done { t!("floor-line-packed") } else { t!("floor-line-open") }}</span>
            </span>
        </li>
    }
}

#[component]
fn Actions(job: PackJob) -> impl IntoView {
    let typing = RwSignal::new(false);
    let pack_all = move |()| {
        let Some(order) = job.order.get_untracked() else { return };
        spawn_local(async move {
            for line in order.lines.iter().filter(|line| !line.to_pack().is_zero()) {
                job.pack(line.no, line.sku.clone(), line.to_pack()).await;
            }
        });
    };
    view! {
        <FloorFoot>
            <Button label=move || t!("floor-undo") icon=Some(Glyph::Undo) disabled=Signal::derive(move || job.done.read().is_empty()) on_press=move |()| job.undo()/>
            <Button label=move || t!("floor-type") icon=Some(Glyph::Keyboard) on_press=move |()| typing.set(true)/>
            <Button label=move || t!("floor-pack-all") icon=Some(Glyph::Check) disabled=Signal::derive(move || job.is_full()) on_press=pack_all/>
            <PrintSlip disabled=Signal::derive(move || job.order.read().as_ref().is_some_and(|order| order.lacks_address()))/>
        </FloorFoot>
        <TypeCode open=typing on_code=move |code: String| job.scan(code)/>
    }
}

/// Nothing lies at the packing desk for this order.
#[component]
fn NothingToPack(order: Memo<Option<Arc<Order>>>) -> impl IntoView {
    let shipped = Memo::new(move |_| order.read().as_ref().is_some_and(|order| !order.shipments.is_empty()));
    let pick =
        move || order.read().as_ref().filter(|order| order.is_ready_to_pick()).map(|order| routes::pick(order.id));
    let title = move || if shipped.get() { t!("floor-shipped-title") } else { t!("floor-not-picked-title") };
    let note = move || if shipped.get() { t!("floor-shipped-note") } else { t!("floor-not-picked-note") };
    view! {
        <EmptyState title note icon=Glyph::Package>
            {move || pick().map(|href| view! { <LinkButton label=move || t!("floor-go-pick") href=href kind=ButtonKind::Primary/> })}
            <LinkButton label=move || t!("floor-next-order") href=routes::PACK/>
        </EmptyState>
    }
}
