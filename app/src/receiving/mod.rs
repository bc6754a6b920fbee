//! Goods that come in: announced receipts, and taking them in.

use leptos::prelude::*;

#[component]
pub fn Receiving() -> impl IntoView {}

#[component]
pub fn NewReceipt() -> impl IntoView {}

#[component]
pub fn ReceiptPage() -> impl IntoView {}
