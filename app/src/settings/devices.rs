//! The devices that work with these books, when they were last heard of, and signing one out that was lost.

use super::online::Online;
use crate::desk::use_doing;
use crate::gate;
use crate::{format, t};
use kit::{Button, ButtonKind, Card, ConfirmDialog, EmptyState, Glyph, Table, Tag, Tone};
use leptos::prelude::*;
use serde::Deserialize;
use shared::base::{ClientId, MemberId, Moment};
use shared::people::Member;

#[derive(Clone, Debug, Deserialize)]
struct Known {
    devices: Vec<Device>,
}

#[derive(Clone, Debug, Deserialize)]
struct Device {
    client: ClientId,
    device: String,
    member: Option<MemberId>,
    last_seen: i64,
    signed_in: bool,
    signed_out: bool,
}

#[component]
pub fn Devices() -> impl IntoView {
    let known = Online::<Known>::ask("/api/app/devices");
    let lost = RwSignal::new(None::<Device>);
    view! {
        <Card title=move || t!("devices-title") icon=Glyph::Tablet flush=true>
            {known.view(3, move |known| view! { <DeviceTable devices=known.devices lost/> })}
        </Card>
        <SignOutDevice lost known/>
    }
}

#[component]
fn DeviceTable(devices: Vec<Device>, lost: RwSignal<Option<Device>>) -> impl IntoView {
    if devices.is_empty() {
        return view! { <EmptyState title=t!("devices-none") icon=Glyph::Tablet/> }.into_any();
    }
    let lines = devices.into_iter().map(|device| view! { <Line device lost/> }).collect_view();
    view! {
        <Table label=move || t!("table-of", name = t!("devices-title"))>
            <thead><tr>
                <th scope="col">{move || t!("word-device")}</th>
                <th scope="col" class="lo">{move || t!("ledger-who")}</th>
                <th scope="col">{move || t!("devices-last-seen")}</th>
                <th scope="col" class="lo">{move || t!("word-status")}</th>
                <th scope="col"><span class="visually-hidden">{move || t!("devices-sign-out")}</span></th>
            </tr></thead>
            <tbody>{lines}</tbody>
        </Table>
    }
    .into_any()
}

#[component]
fn Line(device: Device, lost: RwSignal<Option<Device>>) -> impl IntoView {
    let doing = use_doing();
    let seen = Moment(device.last_seen);
    let who = device
        .member
        .and_then(|member| doing.desk.read(|books| books.get::<Member>(member)))
        .map(|member| member.name.to_string());
    let (tag, tone) =
        if device.signed_in { ("devices-signed-in", Tone::Good) } else { ("devices-signed-out", Tone::Quiet) };
    let kept = device.clone();
    view! {
        <tr>
            <th scope="row">{device.device}</th>
            <td class="lo">{who.unwrap_or_default()}</td>
            <td><time datetime=seen.iso() title=move || format::date_time(seen)>{move || format::relative(seen, engine::now())}</time></td>
            <td class="lo"><Tag label=move || t!(tag) tone=tone/></td>
            <td class="end">{(!device.signed_out).then(|| view! {
                <Button label=move || t!("devices-sign-out") kind=ButtonKind::Ghost on_press=move || lost.set(Some(kept.clone()))/>
            })}</td>
        </tr>
    }
}

#[component]
fn SignOutDevice(lost: RwSignal<Option<Device>>, known: Online<Known>) -> impl IntoView {
    let doing = use_doing();
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if lost.read().is_some() {
            open.set(true);
        }
    });
    let confirm = move || {
        let Some(device) = lost.get_untracked() else { return };
        lost.set(None);
        leptos::task::spawn_local(async move {
            let path = format!("/api/app/devices/{}", device.client);
            match doing
                .desk
                .tell::<_, serde::de::IgnoredAny>(engine::Method::Delete, &path, &serde_json::json!({}))
                .await
            {
                Ok(_) => doing.tell(t!("devices-now-signed-out", device = device.device)),
                Err(problem) => doing.warn(gate::net(&problem)),
            }
            known.again();
        });
    };
    let title = move || {
        lost.read()
            .as_ref()
            .map(|device| t!("devices-sign-out-ask", device = device.device.as_str()))
            .unwrap_or_default()
    };
    view! {
        <ConfirmDialog open title=title note=move || t!("devices-sign-out-note") confirm_label=move || t!("devices-sign-out")
            cancel_label=move || t!("cancel") close_label=move || t!("close") on_confirm=confirm danger=true/>
    }
}
