//! Products: what can be sold and stored.

use leptos::prelude::*;

#[component]
pub fn Products() -> impl IntoView {}
