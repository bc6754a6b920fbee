//! How the shop, its people and this device work.

use leptos::prelude::*;

#[component]
pub fn Settings() -> impl IntoView {}
