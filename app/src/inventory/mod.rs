//! What is where: levels, and the page of one SKU.

use leptos::prelude::*;

#[component]
pub fn Inventory() -> impl IntoView {}

#[component]
pub fn SkuPage() -> impl IntoView {}
