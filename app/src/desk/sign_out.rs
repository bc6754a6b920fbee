//! Signing out, guarded: work that is only on this device is never lost by it.

use super::{use_desk, use_doing};
use crate::{format, routes, t};
use kit::{Button, ButtonKind, ConfirmDialog, Dialog, Glyph};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Saves what is not sent as a file for another device, and says so.
pub async fn save_unsent(doing: super::Doing) {
    let Some(file) = doing.desk.export_unsent().await else { return doing.warn(t!("sync-not-exported")) };
    let name = format!("waybill-unsent-{}.json", engine::now().iso().get(..10).unwrap_or_default());
    kit::save_file(&name, "application/json", file.as_bytes());
    doing.tell(t!("sync-exported"));
}

/// Signs out when `wanted`. With unsent work it asks: stay, keep a copy in a file, or delete it after typing how many.
#[component]
pub fn SignOut(wanted: RwSignal<bool>) -> impl IntoView {
    let desk = use_desk();
    let doing = use_doing();
    let go = super::use_go();
    let away = move || go.to(routes::SIGN_IN);
    let unsent = RwSignal::new(0_usize);
    let asking = RwSignal::new(false);
    let deleting = RwSignal::new(false);
    Effect::new(move |_| {
        if !wanted.get() {
            return;
        }
        wanted.set(false);
        spawn_local(async move {
            match desk.sign_out().await {
                Ok(()) => away(),
                Err(left) => {
                    unsent.set(left.0);
                    asking.set(true);
                }
            }
        });
    });
    let export = move || {
        spawn_local(save_unsent(doing));
    };
    let delete = move || {
        spawn_local(async move {
            if desk.sign_out_and_delete().await.is_err() {
                doing.warn(t!("did-not-save"));
                return;
            }
            away();
        });
    };
    let footer = move || {
        view! {
            <Button label=move || t!("sign-out-delete") kind=ButtonKind::Ghost on_press=move || { asking.set(false); deleting.set(true) }/>
            <Button label=move || t!("sign-out-export") icon=Glyph::Download on_press=export/>
            <Button label=move || t!("sign-out-stay") kind=ButtonKind::Primary on_press=move || asking.set(false)/>
        }
    };
    view! {
        <Dialog open=asking title=move || t!("sign-out-title", n = unsent.get()) close_label=move || t!("close") footer>
            <p>{move || t!("sign-out-note")}</p>
        </Dialog>
        <ConfirmDialog open=deleting title=move || t!("sign-out-delete-title", n = unsent.get()) note=move || t!("sign-out-delete-note")
            confirm_label=move || t!("sign-out-delete") cancel_label=move || t!("sign-out-stay") close_label=move || t!("close")
            on_confirm=delete danger=true must_type=move || format::number(unsent.get())
            must_type_label=move || t!("sign-out-type", n = unsent.get())/>
    }
}
