//! A new person: name, e-mail, role, and a first password that they change later. The server keeps the password, so this
//! needs a connection.

use super::staff::role_choices;
use crate::desk::use_doing;
use crate::entry::Entry;
use crate::gate;
use crate::gate::password_field::{PasswordField, take_new_password};
use crate::t;
use crate::words::language;
use engine::NetError;
use kit::{Banner, Button, ButtonKind, Dialog, Field, FieldKind, Select, Tone};
use leptos::prelude::*;
use serde::Serialize;
use shared::base::{Email, Name};
use shared::people::{Language, Role};
use shared::text::words;

#[derive(Serialize)]
struct Invited {
    name: Name,
    email: Email,
    role: Role,
    language: Language,
    password: String,
}

#[component]
pub fn NewMember(open: RwSignal<bool>) -> impl IntoView {
    let doing = use_doing();
    let (name, email, password) = (Entry::new(""), Entry::new(""), Entry::new(""));
    let role = RwSignal::new(Role::Clerk);
    let (busy, refused) = (RwSignal::new(false), RwSignal::new(String::new()));
    Effect::new(move |_| {
        if open.get() {
            for entry in [name, email, password] {
                entry.set("");
            }
            role.set(Role::Clerk);
            refused.set(String::new());
        }
    });
    let save = move || {
        let (who, address, secret) = (name.take(Name::parse), email.take(Email::parse), take_new_password(password));
        let (Some(who), Some(address), Some(secret)) = (who, address, secret) else { return };
        let said = who.to_string();
        let invited =
            Invited { name: who, email: address, role: role.get_untracked(), language: language(), password: secret };
        busy.set(true);
        refused.set(String::new());
        leptos::task::spawn_local(async move {
            let answer =
                doing.desk.tell::<_, serde::de::IgnoredAny>(engine::Method::Post, "/api/app/members", &invited).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    open.set(false);
                    doing.desk.sync_now();
                    doing.tell(t!("staff-added", name = said));
                }
                Err(problem) => tell(&problem, email, password, refused),
            }
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !busy.get_untracked() {
            save();
        }
    };
    view! {
        <Dialog open title=move || t!("staff-add") close_label=move || t!("close")>
            <Show when=move || !refused.read().is_empty()>
                <Banner title=refused tone=Tone::Warn/>
            </Show>
            <form class="stack" on:submit=submit novalidate>
                <Field label=move || t!("word-name") value=name.text() on_input=name.typed() error=name.error() max_length=160 takes_scans=true/>
                <Field label=move || t!("word-email") kind=FieldKind::Email value=email.text() on_input=email.typed()
                    error=email.error() max_length=254 takes_scans=true/>
                <Select label=move || t!("word-role") choices=Signal::derive(role_choices) value=move || role.get().name().to_owned()
                    hint=move || words::role_about(language(), role.get())
                    on_change=move |name: String| role.set(Role::from_name(&name).unwrap_or(Role::Viewer))/>
                <PasswordField label=move || t!("staff-first-password") hint=move || t!("staff-first-password-hint") entry=password
                    autocomplete="new-password"/>
                <div class="form-actions">
                    <Button label=move || t!("cancel") on_press=move || open.set(false)/>
                    <Button label=move || t!("staff-add") kind=ButtonKind::Primary submit=true busy=busy/>
                </div>
            </form>
        </Dialog>
    }
}

/// The server's complaint at the field that it is about.
fn tell(problem: &NetError, email: Entry, password: Entry, form: RwSignal<String>) {
    let text = gate::net(problem);
    let field = match problem {
        NetError::Problem(problem) => problem.field.as_deref(),
        _ => None,
    };
    match field {
        Some("email") => email.complain_with(text),
        Some("password") => password.complain_with(text),
        _ => form.set(text),
    }
}
