//! The warehouse tablet: its shell, the jobs, and looking things up.

use leptos::prelude::*;

#[component]
pub fn Jobs() -> impl IntoView {}

#[component]
pub fn LookUp() -> impl IntoView {}

/// The shell of the floor around the screen that is open.
#[component]
pub fn Floor() -> impl IntoView {
    view! { <leptos_router::components::Outlet/> }
}
