//! Orders: the list, one order, a new one, and files of them.

use leptos::prelude::*;

#[component]
pub fn Orders() -> impl IntoView {}

#[component]
pub fn NewOrder() -> impl IntoView {}

#[component]
pub fn ImportOrders() -> impl IntoView {}

#[component]
pub fn OrderPage() -> impl IntoView {}
