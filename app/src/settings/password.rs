//! A new password for somebody who forgot theirs; told to them by the owner.

use crate::desk::use_doing;
use crate::entry::Entry;
use crate::gate;
use crate::gate::password_field::{PasswordField, take_new_password};
use crate::t;
use kit::{Button, ButtonKind, Dialog};
use leptos::prelude::*;
use shared::people::Member;
use std::sync::Arc;

#[component]
pub fn PasswordDialog(
    /// Whose; none while closed.
    of: RwSignal<Option<Arc<Member>>>,
) -> impl IntoView {
    let doing = use_doing();
    let open = RwSignal::new(false);
    let (password, busy) = (Entry::new(""), RwSignal::new(false));
    Effect::new(move |_| {
        password.set("");
        open.set(of.read().is_some());
    });
    let save = move || {
        let (Some(member), Some(secret)) = (of.get_untracked(), take_new_password(password)) else { return };
        let name = member.name.to_string();
        busy.set(true);
        leptos::task::spawn_local(async move {
            let path = format!("/api/app/members/{}", member.id);
            let form = serde_json::json!({
                "name": member.name, "email": member.email, "role": member.role, "language": member.language,
                "active": member.active, "password": secret,
            });
            let answer = doing.desk.tell::<_, serde::de::IgnoredAny>(engine::Method::Put, &path, &form).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    of.set(None);
                    doing.tell(t!("staff-password-set", name = name));
                }
                Err(problem) => password.complain_with(gate::net(&problem)),
            }
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !busy.get_untracked() {
            save();
        }
    };
    let title = move || {
        of.read().as_ref().map(|member| t!("staff-password-for", name = member.name.as_str())).unwrap_or_default()
    };
    view! {
        <Dialog open title=title close_label=move || t!("close") on_close=move || of.set(None)>
            <form class="stack" on:submit=submit novalidate>
                <PasswordField label=move || t!("gate-password") hint=move || t!("staff-password-note") entry=password autocomplete="new-password"/>
                <div class="form-actions">
                    <Button label=move || t!("cancel") on_press=move || of.set(None)/>
                    <Button label=move || t!("save") kind=ButtonKind::Primary submit=true busy=busy/>
                </div>
            </form>
        </Dialog>
    }
}
