//! Data in and out: bringing in orders, taking them away as a file, and removing the demo.

use super::order_csv;
use crate::desk::use_doing;
use crate::gate;
use crate::{routes, t};
use kit::{Button, ButtonKind, Card, ConfirmDialog, Glyph, LinkButton, Progress};
use leptos::prelude::*;
use shared::base::OrderId;
use shared::engine::Kind;
use shared::orders::Order;
use shared::people::Right;

/// Orders written between two pauses for the browser.
const BATCH: usize = 500;

#[component]
pub fn Data() -> impl IntoView {
    let doing = use_doing();
    let demo = doing.desk.watch(|books| books.merchant().is_some_and(|merchant| merchant.demo));
    view! {
        <Card title=move || t!("data-in") icon=Glyph::Upload>
            <div class="stack">
                <p class="t2">{move || t!("data-in-note")}</p>
                <div class="line"><LinkButton label=move || t!("data-import") href=routes::IMPORT icon=Glyph::Upload/></div>
            </div>
        </Card>
        <Export/>
        <Show when=move || { demo.get() && doing.may(Right::RunShop) }>
            <RemoveDemo/>
        </Show>
    }
}

#[component]
fn Export() -> impl IntoView {
    let doing = use_doing();
    let orders = doing.desk.watch(|books| books.count(Kind::Order));
    let (busy, written) = (RwSignal::new(false), RwSignal::new(0_u64));
    let export = move || {
        busy.set(true);
        written.set(0);
        leptos::task::spawn_local(async move {
            let ids: Vec<OrderId> =
                doing.desk.read(|books| books.ids(Kind::Order).filter_map(|id| id.parse().ok()).collect());
            let mut file = format!("{}{}", order_csv::MARK, order_csv::HEADER);
            for batch in ids.chunks(BATCH) {
                doing.desk.read(|books| {
                    for order in batch.iter().filter_map(|id| books.get::<Order>(id)) {
                        order_csv::write_order(&mut file, &order);
                    }
                });
                written.try_update(|written| *written += batch.len() as u64);
                engine::breathe().await;
            }
            kit::save_file("waybill-orders.csv", "text/csv", file.as_bytes());
            busy.try_set(false);
            doing.tell(t!("data-exported", n = ids.len()));
        });
    };
    view! {
        <Card title=move || t!("data-out") icon=Glyph::Download>
            <div class="stack">
                <p class="t2">{move || t!("data-out-note")}</p>
                <Show when=move || busy.get()>
                    <Progress label=move || t!("data-out") done=written total=Signal::derive(move || orders.get() as u64)/>
                </Show>
                <div class="line">
                    <Button label=move || t!("data-export", n = orders.get()) icon=Glyph::Download busy=busy on_press=export
                        disabled=Signal::derive(move || orders.get() == 0)/>
                </div>
            </div>
        </Card>
    }
}

#[component]
fn RemoveDemo() -> impl IntoView {
    let doing = use_doing();
    let (asking, busy) = (RwSignal::new(false), RwSignal::new(false));
    let remove = move || {
        busy.set(true);
        leptos::task::spawn_local(async move {
            let answer = doing
                .desk
                .tell::<_, serde::de::IgnoredAny>(engine::Method::Post, "/api/app/demo/remove", &serde_json::json!({}))
                .await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    doing.desk.sync_now();
                    doing.tell(t!("data-demo-removed"));
                }
                Err(problem) => doing.warn(gate::net(&problem)),
            }
        });
    };
    view! {
        <Card title=move || t!("data-demo") icon=Glyph::Trash>
            <div class="stack">
                <p class="t2">{move || t!("data-demo-note")}</p>
                <div class="line"><Button label=move || t!("data-demo-remove") kind=ButtonKind::Danger busy=busy on_press=move || asking.set(true)/></div>
            </div>
        </Card>
        <ConfirmDialog open=asking title=move || t!("data-demo-ask") note=move || t!("data-demo-ask-note") confirm_label=move || t!("data-demo-remove")
            cancel_label=move || t!("cancel") close_label=move || t!("close") on_confirm=remove danger=true/>
    }
}
