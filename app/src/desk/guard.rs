//! Screens behind the door: nobody sees them who is not signed in, and some are only for those who may do the work.

use super::{may, use_desk};
use crate::{routes, t};
use engine::Session;
use kit::{EmptyState, Glyph};
use leptos::prelude::*;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_location;
use shared::people::Right;

/// Shows its children to somebody who is signed in, also offline, and sends everybody else to the door.
#[component]
pub fn SignedIn(children: ChildrenFn) -> impl IntoView {
    let session = use_desk().session();
    let signed_in = Memo::new(move |_| matches!(*session.read(), Session::SignedIn { .. }));
    let children = StoredValue::new(children);
    view! {
        <Show when=move || signed_in.get() fallback=ToTheDoor>
            {children.with_value(|children| children())}
        </Show>
    }
}

/// Shows its children to those who may do something, and says so to everybody else. The rules would refuse it anyway,
/// but nobody shall fill in a form first.
#[component]
pub fn ForThose(right: Right, children: ChildrenFn) -> impl IntoView {
    let may = may(right);
    let children = StoredValue::new(children);
    view! {
        <Show when=move || may.get() fallback=|| view! {
            <h1 class="visually-hidden">{move || t!("not-yours-title")}</h1>
            <EmptyState title=move || t!("not-yours-title") note=move || t!("not-yours-note") icon=Glyph::Lock/>
        }>
            {children.with_value(|children| children())}
        </Show>
    }
}

/// To the sign-in screen, which leads back to where somebody wanted to go.
#[component]
fn ToTheDoor() -> impl IntoView {
    let location = use_location();
    let wanted = format!(
        "{}{}",
        location.pathname.get_untracked(),
        match location.search.get_untracked().as_str() {
            "" => String::new(),
            search => format!("?{}", search.trim_start_matches('?')),
        }
    );
    let next = String::from(js_sys::encode_uri_component(&wanted));
    view! { <Redirect path=format!("{}?next={next}", routes::SIGN_IN)/> }
}
