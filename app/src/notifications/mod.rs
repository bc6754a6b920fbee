//! Messages to customers: what was sent, what failed, what waits for a person.

use leptos::prelude::*;

#[component]
pub fn Messages() -> impl IntoView {}
