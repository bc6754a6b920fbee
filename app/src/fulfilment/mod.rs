//! Picking and packing on the floor.

use leptos::prelude::*;

#[component]
pub fn PickQueue() -> impl IntoView {}

#[component]
pub fn PickOrder() -> impl IntoView {}

#[component]
pub fn PackQueue() -> impl IntoView {}

#[component]
pub fn PackOrder() -> impl IntoView {}
