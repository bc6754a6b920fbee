//! One's own password. The server keeps it, so changing it needs a connection.

use crate::desk::use_doing;
use crate::entry::Entry;
use crate::gate;
use crate::gate::password_field::{PasswordField, take_new_password};
use crate::t;
use engine::NetError;
use kit::{Banner, Button, ButtonKind, Card, Glyph, Tone};
use leptos::prelude::*;
use shared::base::Malformed;

#[component]
pub fn Account() -> impl IntoView {
    let doing = use_doing();
    let (old, new) = (Entry::new(""), Entry::new(""));
    let (busy, refused) = (RwSignal::new(false), RwSignal::new(String::new()));
    let save = move || {
        refused.set(String::new());
        let known = old.take(|text| if text.is_empty() { Err(Malformed::Empty) } else { Ok(text.to_owned()) });
        let (Some(known), Some(wanted)) = (known, take_new_password(new)) else { return };
        busy.set(true);
        leptos::task::spawn_local(async move {
            let form = serde_json::json!({ "old": known, "new": wanted });
            let answer =
                doing.desk.tell::<_, serde::de::IgnoredAny>(engine::Method::Put, "/api/gate/password", &form).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    old.set("");
                    new.set("");
                    doing.tell(t!("account-changed"));
                }
                Err(problem) => complain(&problem, old, new, refused),
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
        <Card title=move || t!("settings-account") icon=Glyph::Lock>
            <form class="form" on:submit=submit novalidate>
                <Show when=move || !refused.read().is_empty()>
                    <Banner title=refused tone=Tone::Warn/>
                </Show>
                <PasswordField label=move || t!("account-old") entry=old autocomplete="current-password"/>
                <PasswordField label=move || t!("account-new") hint=move || t!("gate-password-rule") entry=new autocomplete="new-password"/>
                <p class="t2">{move || t!("account-note")}</p>
                <div class="form-actions"><Button label=move || t!("account-change") kind=ButtonKind::Primary submit=true busy=busy/></div>
            </form>
        </Card>
    }
}

/// The server's complaint at the field that it is about.
fn complain(problem: &NetError, old: Entry, new: Entry, form: RwSignal<String>) {
    let text = gate::net(problem);
    let field = match problem {
        NetError::Problem(problem) => problem.field.as_deref(),
        _ => None,
    };
    match field {
        Some("old") => old.complain_with(text),
        Some("new") => new.complain_with(text),
        _ => form.set(text),
    }
}
