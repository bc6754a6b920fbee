//! The desk: the shell around the screens of the office.

use leptos::prelude::*;
use leptos_router::components::Outlet;

/// The shell around the screen that is open.
#[component]
pub fn Desk() -> impl IntoView {
    view! { <Outlet/> }
}

/// Where the bare address leads: the screen that somebody's role starts on.
#[component]
pub fn Landing() -> impl IntoView {}

/// An address that leads nowhere.
#[component]
pub fn NotFound() -> impl IntoView {}
