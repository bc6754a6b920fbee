//! What of this device's work the office has, and what needs a decision.

use leptos::prelude::*;

#[component]
pub fn Sync() -> impl IntoView {}
