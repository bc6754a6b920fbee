//! Picking one order: one stop at a time, every scan safe before it sounds.

use super::answer::AnswerBand;
use super::pick_job::{PickJob, View};
use super::saved::SavedMark;
use super::type_code::TypeCode;
use crate::desk::{may, use_desk};
use crate::floor::{FloorFoot, FloorHead, JobIsOpen};
use crate::{routes, t};
use kit::{
    Button, ButtonKind, Dialog, EmptyState, Glyph, LinkButton, Progress, QtyPad, QtyPadWords, Tag, Thumb, ThumbSize,
    Tone,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;
use shared::base::{OrderId, Quantity, Sku};
use shared::catalog::Product;
use shared::fulfilment::PickStop;
use shared::people::Right;

/// How many stops after this one are shown.
const NEXT_STOPS: usize = 3;

#[component]
pub fn PickOrder() -> impl IntoView {
    let params = use_params_map();
    let order = Memo::new(move |_| params.read().get("order").and_then(|id| id.parse::<OrderId>().ok()));
    view! {
        {move || match order.get() {
            Some(order) => view! { <Job order/> }.into_any(),
            None => view! { <Gone/> }.into_any(),
        }}
    }
}

/// The order is not on this device.
#[component]
fn Gone() -> impl IntoView {
    view! {
        <FloorHead title=move || t!("floor-pick") back=routes::PICK/>
        <div class="floor-body">
            <EmptyState title=move || t!("floor-no-order") note=move || t!("floor-no-order-note") icon=Glyph::Search>
                <LinkButton label=move || t!("floor-to-queue") href=routes::PICK kind=ButtonKind::Primary/>
            </EmptyState>
        </div>
    }
}

#[component]
fn Job(order: OrderId) -> impl IntoView {
    let job = PickJob::new(use_desk(), order);
    engine::scanner::use_scanner(move |scan| job.scan(scan.text));
    let may_fulfil = may(Right::Fulfil);
    let shown = Memo::new(move |_| job.view.read().is_some());
    let number = move || job.view.read().as_ref().map(|view| view.order.number.to_string()).unwrap_or_default();
    let done = Memo::new(move |_| job.view.read().as_ref().is_some_and(|view| view.stops.is_empty()));
    view! {
        <JobIsOpen/>
        <Show when=move || shown.get() fallback=Gone>
            <FloorHead title=move || t!("floor-pick-order", number = number()) back=routes::PICK
                note=move || job.view.read().as_ref().map(progress_words).unwrap_or_default()
                marks=move || view! { <SavedMark order=Signal::stored(Some(order))/> }/>
            <div class="floor-body">
                <PickProgress job/>
                <Show when=move || !done.get() fallback=move || view! { <AllPicked order/> }>
                    <AnswerBand answers=job.answers/>
                    <NowCard job/>
                    <NextStops job/>
                </Show>
            </div>
            <Show when=move || !done.get() && may_fulfil.get()>
                <Actions job/>
            </Show>
        </Show>
    }
}

fn progress_words(view: &View) -> String {
    t!("floor-progress", done = view.picked(), all = view.wanted())
}

#[component]
fn PickProgress(job: PickJob) -> impl IntoView {
    let part = move |of: fn(&View) -> Quantity| job.view.read().as_ref().map_or(0, |view| u64::from(of(view).get()));
    let done = Signal::derive(move || part(View::picked));
    let total = Signal::derive(move || part(View::wanted));
    view! { <Progress label=move || t!("floor-progress-label") done total/> }
}

/// The stop where the picker stands.
#[component]
fn NowCard(job: PickJob) -> impl IntoView {
    let desk = use_desk();
    let stop = Memo::new(move |_| job.view.read().as_ref().and_then(|view| view.stops.first().cloned()));
    let product = desk.watch(move |books| stop.get().and_then(|stop| books.get::<Product>(&stop.sku)));
    let line = move |of: fn(&shared::orders::Line) -> Quantity| {
        let no = stop.read().as_ref().map(|stop| stop.line);
        let view = job.view.read();
        no.and_then(|no| view.as_ref().and_then(|view| view.order.line(no).map(of))).unwrap_or_default()
    };
    let bin = move || stop.read().as_ref().and_then(|stop| stop.bin.clone()).map(|bin| bin.to_string());
    let code = move || product.read().as_ref().and_then(|product| product.barcodes.first().map(ToString::to_string));
    view! {
        <section class="now" aria-live="polite" data-testid="now">
            <Thumb src=move || product.read().as_ref().and_then(|p| p.picture.clone()).unwrap_or_default() size=ThumbSize::Floor/>
            <div class="now-what">
                <div class="now-bin" data-testid="now-bin">{move || bin().unwrap_or_else(|| t!("floor-bin-unknown"))}</div>
                <div class="now-name">{move || stop.read().as_ref().map(|stop| stop.name.clone())}</div>
                <div class="now-code">{move || code().unwrap_or_else(|| stop.read().as_ref().map(|s| s.sku.to_string()).unwrap_or_default())}</div>
            </div>
            <div>
                <div class="now-qty" data-testid="now-qty">{move || line(|l| l.picked).get()}<small>" / " {move || line(|l| l.quantity.less(l.cancelled)).get()}</small></div>
                <div class="now-left">{move || t!("floor-n-more", n = stop.read().as_ref().map(|stop| stop.quantity).unwrap_or_default())}</div>
            </div>
        </section>
    }
}

#[component]
fn NextStops(job: PickJob) -> impl IntoView {
    let next = Memo::new(move |_| {
        job.view
            .read()
            .as_ref()
            .map(|view| view.stops.iter().skip(1).take(NEXT_STOPS).cloned().collect::<Vec<_>>())
            .unwrap_or_default()
    });
    let row = |stop: PickStop| {
        view! {
            <tr>
                <td><Tag label=move || t!("floor-next") tone=Tone::Quiet/></td>
                <td class="mono">{stop.bin.as_ref().map(ToString::to_string).unwrap_or_else(|| t!("floor-bin-unknown"))}</td>
                <td class="wrap">{stop.name.clone()}</td>
                <td class="n">{stop.quantity.get()}</td>
            </tr>
        }
    };
    view! {
        <Show when=move || !next.read().is_empty()>
            <div class="card flush">
                <table class="table">
                    <caption class="visually-hidden">{move || t!("floor-next-stops")}</caption>
                    <thead class="visually-hidden"><tr>
                        <th scope="col">{move || t!("word-status")}</th><th scope="col">{move || t!("word-bin")}</th>
                        <th scope="col">{move || t!("word-product")}</th><th scope="col">{move || t!("word-quantity")}</th>
                    </tr></thead>
                    <tbody>{move || next.get().into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </Show>
    }
}

/// At the bottom edge, for thumbs. No primary button: scanning is what one does here.
#[component]
fn Actions(job: PickJob) -> impl IntoView {
    let typing = RwSignal::new(false);
    let taking = RwSignal::new(false);
    let short = RwSignal::new(false);
    let stop = Memo::new(move |_| job.view.read().as_ref().and_then(|view| view.stops.first().cloned()));
    let has_bin = Signal::derive(move || stop.read().as_ref().is_some_and(|stop| stop.bin.is_some()));
    let take = move |quantity: u32| {
        taking.set(false);
        if let (Some(stop), Ok(quantity)) = (stop.get_untracked(), Quantity::new(i64::from(quantity))) {
            spawn_local(async move { job.take(&stop, quantity).await });
        }
    };
    let report = move |missing: u32| {
        short.set(false);
        if let Ok(missing) = Quantity::new(i64::from(missing)) {
            job.short(missing);
        }
    };
    view! {
        <FloorFoot>
            <Button label=move || t!("floor-undo") icon=Some(Glyph::Undo) disabled=Signal::derive(move || !job.can_undo()) on_press=move |()| job.undo()/>
            <Button label=move || t!("floor-short") on_press=move |()| short.set(true)/>
            <Button label=move || t!("skip") on_press=move |()| job.skip()/>
            <Button label=move || t!("floor-type") icon=Some(Glyph::Keyboard) on_press=move |()| typing.set(true)/>
            <Button label=move || t!("floor-take") icon=Some(Glyph::Check) disabled=Signal::derive(move || !has_bin.get()) on_press=move |()| taking.set(true)/>
        </FloorFoot>
        <TypeCode open=typing on_code=move |code: String| job.scan(code)/>
        <HowMany open=taking title="floor-take-title" confirm="floor-take-confirm" stop=stop on_confirm=take/>
        <HowMany open=short title="floor-short-title" confirm="floor-short-confirm" stop=stop on_confirm=report/>
    }
}

/// A dialog with the quantity pad, filled with what the stop still wants.
#[component]
fn HowMany(
    open: RwSignal<bool>,
    title: &'static str,
    confirm: &'static str,
    stop: Memo<Option<PickStop>>,
    #[prop(into)] on_confirm: Callback<u32>,
) -> impl IntoView {
    let value = RwSignal::new(1);
    let most = Memo::new(move |_| stop.read().as_ref().map_or(1, |stop| stop.quantity.get()));
    Effect::new(move |_| {
        if open.get() {
            value.set(most.get_untracked());
        }
    });
    let words = QtyPadWords {
        label: Signal::derive(move || t!("word-quantity")),
        back: Signal::derive(move || t!("delete")),
        less: Signal::derive(move || t!("fewer")),
        more: Signal::derive(move || t!("more")),
        confirm: Signal::derive(move || t!(confirm)),
    };
    view! {
        <Dialog open title=move || t!(title) close_label=move || t!("close")>
            <QtyPad words value on_change=move |next: u32| value.set(next) on_confirm=on_confirm most=most.get_untracked().max(1)
                note=move || t!("floor-of-n", n = most.get())/>
        </Dialog>
    }
}

/// Nothing left on the shelves for this order.
#[component]
fn AllPicked(order: OrderId) -> impl IntoView {
    let desk = use_desk();
    let waits = desk.watch(move |books| {
        let order = books.get::<shared::orders::Order>(order)?;
        let line = order.lines.iter().find(|line| !line.to_pick().is_zero())?;
        Some((line.sku.clone(), line.to_pick()))
    });
    let title = move || if waits.read().is_some() { t!("floor-waits-title") } else { t!("floor-picked-title") };
    let note = move || match waits.get() {
        Some((sku, units)) => waits_words(&sku, units),
        None => t!("floor-picked-note"),
    };
    view! {
        <EmptyState title note icon=Glyph::Done>
            <LinkButton label=move || t!("floor-go-pack") href=routes::pack(order) kind=ButtonKind::Primary/>
            <LinkButton label=move || t!("floor-next-order") href=routes::PICK/>
        </EmptyState>
    }
}

fn waits_words(sku: &Sku, units: Quantity) -> String {
    t!("floor-waits-note", sku = sku.as_str(), n = units)
}
