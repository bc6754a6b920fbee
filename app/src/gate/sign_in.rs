//! The sign-in screen.

use super::demo::DemoHint;
use super::frame::Frame;
use super::password_field::PasswordField;
use super::problem::{Where, told};
use crate::entry::Entry;
use crate::{routes, t};
use kit::{Banner, Button, ButtonKind, Field, FieldKind, Tone};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};
use shared::base::{Email, Malformed};

#[component]
pub fn SignIn() -> impl IntoView {
    let desk = expect_context::<engine::Desk>();
    let (email, password) = (Entry::new(""), Entry::new(""));
    let (busy, refused) = (RwSignal::new(false), RwSignal::new(String::new()));
    let navigate = use_navigate();
    let wanted =
        use_query_map().read_untracked().get("next").filter(|path| is_ours(path)).unwrap_or_else(|| "/".to_owned());
    let send = move || {
        let (Some(address), Some(secret)) = (email.take(Email::parse), password.take(not_empty)) else { return };
        busy.set(true);
        refused.set(String::new());
        let (navigate, wanted) = (navigate.clone(), wanted.clone());
        leptos::task::spawn_local(async move {
            let answer = desk.sign_in(address.as_str(), &secret).await;
            busy.set(false);
            match answer {
                Ok(()) => navigate(&wanted, Default::default()),
                Err(problem) => {
                    let (place, text) = told(&problem);
                    match place {
                        Where::Email => email.complain_with(text),
                        Where::Password => password.complain_with(text),
                        Where::Form => refused.set(text),
                    }
                }
            }
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !busy.get_untracked() {
            send();
        }
    };
    let foot = || view! { <a href=routes::SIGN_UP>{move || t!("gate-new-here")}</a> };
    view! {
        <Frame title=move || t!("gate-sign-in") foot=foot>
            <p class="t2">{move || t!("gate-sign-in-note")}</p>
            <Cleared/>
            <Show when=move || !refused.read().is_empty()>
                <Banner title=refused tone=Tone::Warn/>
            </Show>
            <form on:submit=submit novalidate>
                <Field label=move || t!("word-email") kind=FieldKind::Email value=email.text() on_input=email.typed()
                    error=email.error() autocomplete="username" max_length=254 takes_scans=true autofocus=true/>
                <PasswordField label=move || t!("gate-password") entry=password autocomplete="current-password"/>
                <Button label=move || t!("gate-sign-in") kind=ButtonKind::Primary submit=true wide=true busy=busy/>
            </form>
            <DemoHint choose=move |(address, secret): (String, String)| {
                email.set(address);
                password.set(secret);
            }/>
        </Frame>
    }
}

/// Said on a device whose storage the browser has cleared: what came of the work that was on it.
#[component]
fn Cleared() -> impl IntoView {
    let missed = expect_context::<engine::Desk>().missed();
    move || {
        missed.get().map(|lost| {
            let note = move || match lost {
                0 => t!("gate-cleared-nothing"),
                lost => t!("gate-cleared-lost", n = lost),
            };
            view! { <Banner title=move || t!("gate-cleared") note tone=if lost == 0 { Tone::Info } else { Tone::Warn }/> }
        })
    }
}

fn not_empty(text: &str) -> Result<String, Malformed> {
    if text.is_empty() { Err(Malformed::Empty) } else { Ok(text.to_owned()) }
}

/// A path of this app: a link must not lead somebody who signs in to another site.
fn is_ours(path: &str) -> bool {
    // Browsers drop tabs and line ends inside an address: `/<tab>/elsewhere` would be another site.
    let plain = !path.contains('\\') && !path.chars().any(char::is_control);
    path.starts_with('/') && !path.starts_with("//") && plain
}
