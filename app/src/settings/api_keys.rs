//! API keys: for programs that bring orders or read stock. A key is shown once, and can be taken back at any time.

use super::online::Online;
use crate::desk::use_doing;
use crate::entry::Entry;
use crate::gate;
use crate::words::language;
use crate::{format, t};
use kit::{
    Banner, Button, ButtonKind, Card, Choice, ConfirmDialog, Dialog, EmptyState, Field, Glyph, LinkButton, Select,
    Table, Tone,
};
use leptos::prelude::*;
use serde::Deserialize;
use shared::base::{Moment, Name};
use shared::people::Role;
use shared::text::words;

#[derive(Clone, Debug, Deserialize)]
struct Keys {
    keys: Vec<Key>,
}

#[derive(Clone, Debug, Deserialize)]
struct Key {
    id: String,
    name: String,
    role: Role,
    tail: String,
    created_at: i64,
    last_used_at: Option<i64>,
}

#[derive(Deserialize)]
struct Made {
    key: String,
}

#[component]
pub fn ApiKeys() -> impl IntoView {
    let keys = Online::<Keys>::ask("/api/app/api-keys");
    let (making, made, revoking) = (RwSignal::new(false), RwSignal::new(None::<String>), RwSignal::new(None::<Key>));
    let actions = move || {
        view! {
            <LinkButton label=move || t!("keys-docs") href="/api/v1/docs" icon=Glyph::ExternalLink kind=ButtonKind::Ghost/>
            <Button label=move || t!("keys-make") icon=Glyph::Plus kind=ButtonKind::Primary on_press=move || making.set(true)/>
        }
    };
    view! {
        <p class="t2">{move || t!("keys-note")}</p>
        <Show when=move || made.read().is_some()>
            <FreshKey made/>
        </Show>
        <Card title=move || t!("settings-keys") icon=Glyph::Link actions=actions flush=true>
            {keys.view(3, move |keys| view! { <KeyTable keys=keys.keys revoking/> })}
        </Card>
        <MakeKey open=making made keys/>
        <RevokeKey revoking keys/>
    }
}

/// The new key, this once.
#[component]
fn FreshKey(made: RwSignal<Option<String>>) -> impl IntoView {
    let doing = use_doing();
    let copy = move || {
        let Some(key) = made.get_untracked() else { return };
        leptos::task::spawn_local(async move {
            if kit::copy_text(&key).await {
                doing.tell(t!("copied"));
            } else {
                doing.warn(t!("keys-not-copied"));
            }
        });
    };
    view! {
        <Banner title=move || t!("keys-made") note=move || t!("keys-made-note") tone=Tone::Good on_close=move || made.set(None) close_label=move || t!("close")>
            <code class="mono key-text">{move || made.get().unwrap_or_default()}</code>
            <Button label=move || t!("copy") icon=Glyph::Copy on_press=copy/>
        </Banner>
    }
}

#[component]
fn KeyTable(keys: Vec<Key>, revoking: RwSignal<Option<Key>>) -> impl IntoView {
    if keys.is_empty() {
        return view! { <EmptyState title=t!("keys-none") note=t!("keys-none-note") icon=Glyph::Link/> }.into_any();
    }
    let lines = keys.into_iter().map(|key| view! { <Line key revoking/> }).collect_view();
    view! {
        <Table label=move || t!("table-of", name = t!("settings-keys"))>
            <thead><tr>
                <th scope="col">{move || t!("word-name")}</th>
                <th scope="col">{move || t!("keys-ends-with")}</th>
                <th scope="col" class="lo">{move || t!("word-role")}</th>
                <th scope="col" class="lo">{move || t!("keys-created")}</th>
                <th scope="col" class="lo">{move || t!("keys-last-used")}</th>
                <th scope="col"><span class="visually-hidden">{move || t!("keys-revoke")}</span></th>
            </tr></thead>
            <tbody>{lines}</tbody>
        </Table>
    }
    .into_any()
}

#[component]
fn Line(key: Key, revoking: RwSignal<Option<Key>>) -> impl IntoView {
    let (created, used, role) = (Moment(key.created_at), key.last_used_at.map(Moment), key.role);
    let kept = key.clone();
    view! {
        <tr>
            <th scope="row">{key.name}</th>
            <td class="mono">{format!("…{}", key.tail)}</td>
            <td class="lo">{move || words::role(language(), role)}</td>
            <td class="lo">{move || format::date_time(created)}</td>
            <td class="lo">{move || used.map_or_else(|| t!("keys-never"), |at| format::relative(at, engine::now()))}</td>
            <td class="end"><Button label=move || t!("keys-revoke") kind=ButtonKind::Ghost on_press=move || revoking.set(Some(kept.clone()))/></td>
        </tr>
    }
}

#[component]
fn MakeKey(open: RwSignal<bool>, made: RwSignal<Option<String>>, keys: Online<Keys>) -> impl IntoView {
    let doing = use_doing();
    let (name, role, busy) = (Entry::new(""), Entry::new(Role::Clerk.name()), RwSignal::new(false));
    let save = move || {
        let Some(called) = name.take(Name::parse) else { return };
        let form = serde_json::json!({ "name": called, "role": role.get_untracked() });
        busy.set(true);
        leptos::task::spawn_local(async move {
            let answer = doing.desk.tell::<_, Made>(engine::Method::Post, "/api/app/api-keys", &form).await;
            busy.try_set(false);
            match answer {
                Ok(Made { key }) => {
                    made.set(Some(key));
                    open.set(false);
                    name.set("");
                    keys.again();
                }
                Err(problem) => name.complain_with(gate::net(&problem)),
            }
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !busy.get_untracked() {
            save();
        }
    };
    // Settings and staff are for people, so no key works as an owner.
    let roles = || {
        Role::STAFF
            .iter()
            .filter(|role| **role != Role::Owner)
            .map(|role| Choice::new(role.name(), words::role(language(), *role)))
            .collect::<Vec<_>>()
    };
    let about =
        move || Role::from_name(&role.get()).map(|role| words::role_about(language(), role)).unwrap_or_default();
    view! {
        <Dialog open title=move || t!("keys-make") close_label=move || t!("close")>
            <form class="stack" on:submit=submit novalidate>
                <Field label=move || t!("keys-for") hint=move || t!("keys-for-hint") value=name.text() on_input=name.typed()
                    error=name.error() max_length=160 takes_scans=true/>
                <Select label=move || t!("word-role") hint=about choices=Signal::derive(roles) value=role.text() on_change=role.typed()/>
                <div class="form-actions">
                    <Button label=move || t!("cancel") on_press=move || open.set(false)/>
                    <Button label=move || t!("keys-make") kind=ButtonKind::Primary submit=true busy=busy/>
                </div>
            </form>
        </Dialog>
    }
}

#[component]
fn RevokeKey(revoking: RwSignal<Option<Key>>, keys: Online<Keys>) -> impl IntoView {
    let doing = use_doing();
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if revoking.read().is_some() {
            open.set(true);
        }
    });
    let confirm = move || {
        let Some(key) = revoking.get_untracked() else { return };
        revoking.set(None);
        leptos::task::spawn_local(async move {
            let path = format!("/api/app/api-keys/{}", key.id);
            match doing
                .desk
                .tell::<_, serde::de::IgnoredAny>(engine::Method::Delete, &path, &serde_json::json!({}))
                .await
            {
                Ok(_) => doing.tell(t!("keys-revoked", name = key.name)),
                Err(problem) => doing.warn(gate::net(&problem)),
            }
            keys.again();
        });
    };
    let title =
        move || revoking.read().as_ref().map(|key| t!("keys-revoke-ask", name = key.name.as_str())).unwrap_or_default();
    view! {
        <ConfirmDialog open title=title note=move || t!("keys-revoke-note") confirm_label=move || t!("keys-revoke")
            cancel_label=move || t!("cancel") close_label=move || t!("close") on_confirm=confirm danger=true/>
    }
}
