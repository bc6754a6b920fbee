//! Where the bare address leads, and what stands at addresses that lead nowhere.

use super::use_desk;
use crate::{routes, t};
use engine::Session;
use kit::{ButtonKind, EmptyState, Glyph, LinkButton};
use leptos::prelude::*;
use leptos_router::components::Redirect;
use shared::people::Role;

/// The screen that a role starts on.
pub fn first_screen(role: Role) -> &'static str {
    match role {
        Role::Owner => routes::HOME,
        Role::Floor => routes::FLOOR,
        _ => routes::ORDERS,
    }
}

/// Where the bare address leads: the screen that somebody's role starts on.
#[component]
pub fn Landing() -> impl IntoView {
    let path = match use_desk().session().get_untracked() {
        Session::SignedIn { role, .. } => first_screen(role),
        _ => routes::SIGN_IN,
    };
    view! { <Redirect path=path/> }
}

/// An address that leads nowhere.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <main class="screen">
            <h1 class="visually-hidden">{move || t!("not-found-title")}</h1>
            <EmptyState title=move || t!("not-found-title") note=move || t!("not-found-note") icon=Glyph::Search>
                <LinkButton label=move || t!("not-found-way") href="/" kind=ButtonKind::Primary/>
            </EmptyState>
        </main>
    }
}
