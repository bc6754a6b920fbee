//! The jobs: large tiles with what waits. Scanning anything leads to the right job.

use super::shift::Shift;
use crate::desk::{Account, Pill, ThemeMenu, sees_whole, use_desk};
use crate::fulfilment::{Code, read_code, to_pack as to_pack_rows, to_pick as to_pick_rows};
use crate::{routes, t};
use engine::Desk;
use kit::{Glyph, Icon, ScanBand, ScanKind};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::base::OrderId;
use shared::orders::{Line, Order};

#[component]
pub fn Jobs() -> impl IntoView {
    let desk = use_desk();
    let started = RwSignal::new(false);
    let unknown = RwSignal::new(Option::<String>::None);
    let navigate = use_navigate();
    engine::scanner::use_scanner(move |scan| match way_of(desk, &scan.text) {
        Some(path) => navigate(&path, Default::default()),
        None => {
            engine::sounds::unknown();
            unknown.set(Some(scan.text));
        }
    });
    let to_pick = desk.watch(|books| to_pick_rows(books).len());
    let to_pack = desk.watch(|books| to_pack_rows(books).len());
    let merchant = desk.watch(|books| books.get::<shared::people::Merchant>(shared::people::Merchant::ID));
    let sees_whole = sees_whole();
    view! {
        <header class="floor-head">
            <h1>{move || merchant.read().as_ref().map(|m| m.name.to_string()).unwrap_or_default()}</h1>
            <span class="push"></span>
            <Pill/>
            <ThemeMenu/>
            <Account/>
        </header>
        <div class="floor-body">
            <Shift started/>
            {move || unknown.get().map(|code| view! {
                <ScanBand kind=ScanKind::Unknown title=move || t!("floor-unknown-code") detail=code/>
            })}
            <nav class="jobs" aria-label=move || t!("floor-jobs")>
                <Job href=routes::PICK glyph=Glyph::Inventory label="floor-pick" count=move || Some(to_pick.get())/>
                <Job href=routes::PACK glyph=Glyph::Package label="floor-pack" count=move || Some(to_pack.get())/>
                <Job href=routes::RECEIVING glyph=Glyph::Download label="floor-receive" count=|| None/>
                <Job href=routes::LOOK_UP glyph=Glyph::Search label="floor-look-up" count=|| None/>
                <Show when=move || sees_whole.get()>
                    <Job href=routes::ORDERS glyph=Glyph::Orders label="floor-desk" count=|| None/>
                </Show>
            </nav>
        </div>
    }
}

#[component]
fn Job(
    href: &'static str,
    glyph: Glyph,
    label: &'static str,
    count: impl Fn() -> Option<usize> + Copy + Send + Sync + 'static,
) -> impl IntoView {
    view! {
        <a class="job" href=href>
            <Icon glyph/>
            <span>{move || t!(label)}</span>
            {move || count().map(|count| view! { <span class="job-count">{count}</span> })}
        </a>
    }
}

/// Where a scanned code leads: an order to its next job, goods and bins to looking up.
fn way_of(desk: Desk, code: &str) -> Option<String> {
    desk.read(|books| match read_code(books, code) {
        Code::Order(id) => books.get::<Order>(id).map(|order| job_of(id, &order)),
        Code::Product(_) | Code::Bin(..) => {
            Some(format!("{}?code={}", routes::LOOK_UP, String::from(js_sys::encode_uri_component(code))))
        }
        Code::Unknown(_) => None,
    })
}

fn job_of(id: OrderId, order: &Order) -> String {
    if order.units(Line::to_pick_now).is_zero() { routes::pack(id) } else { routes::pick(id) }
}
