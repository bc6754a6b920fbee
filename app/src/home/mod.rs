//! What waits today: numbers that lead to the work, the first steps of a new shop, and how the orders came.

mod plot;
mod setup;
mod tiles;

use crate::desk::{use_desk, use_now};
use crate::{format, t};
use kit::PageHead;
use leptos::prelude::*;

#[component]
pub fn Home() -> impl IntoView {
    let now = use_now();
    let shop = use_desk().watch(|books| books.merchant().map(|shop| shop.name.to_string()).unwrap_or_default());
    view! {
        <PageHead title=move || t!("nav-home") note=move || format!("{} · {}", shop.get(), format::date(now.get()))/>
        <setup::Setup/>
        <tiles::StockQuestions/>
        <tiles::Tiles/>
        <plot::Plot/>
    }
}
