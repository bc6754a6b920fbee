//! Every address of the app on one page, and how addresses are made.

use crate::{
    catalog, desk, floor, fulfilment, gate, home, inventory, notifications, orders, receiving, settings, sync, t,
};
use desk::ForThose;
use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::path;
use shared::people::Right;

pub const SIGN_IN: &str = "/sign-in";
pub const SIGN_UP: &str = "/sign-up";
pub const HOME: &str = "/home";
pub const ORDERS: &str = "/orders";
pub const NEW_ORDER: &str = "/orders/new";
pub const OLDER_ORDERS: &str = "/orders/older";
pub const IMPORT: &str = "/orders/import";
pub const RECEIVING: &str = "/receiving";
pub const NEW_RECEIPT: &str = "/receiving/new";
pub const INVENTORY: &str = "/inventory";
pub const PRODUCTS: &str = "/products";
pub const MESSAGES: &str = "/messages";
pub const SYNC: &str = "/sync";
pub const SETTINGS: &str = "/settings";
pub const FLOOR: &str = "/floor";
pub const PICK: &str = "/floor/pick";
pub const PACK: &str = "/floor/pack";
pub const LOOK_UP: &str = "/floor/lookup";

/// The page of one thing below a list, for example `order(id)` is `/orders/<id>`. Ids are escaped, because SKUs may
/// hold any letter.
fn below(list: &str, id: impl ToString) -> String {
    format!("{list}/{}", String::from(js_sys::encode_uri_component(&id.to_string())))
}

/// Older orders with these words.
pub fn older_orders(words: &str) -> String {
    format!("{OLDER_ORDERS}?q={}", String::from(js_sys::encode_uri_component(words)))
}

pub fn order(id: impl ToString) -> String {
    below(ORDERS, id)
}

pub fn pick(order: impl ToString) -> String {
    below(PICK, order)
}

pub fn pack(order: impl ToString) -> String {
    below(PACK, order)
}

pub fn sku(sku: impl ToString) -> String {
    below(INVENTORY, sku)
}

pub fn receipt(id: impl ToString) -> String {
    below(RECEIVING, id)
}

/// A part of Settings: `shop`, `staff`, `places`, `keys`, `mail`, `scanning`, `look`, `data`, `about`.
pub fn setting(part: &str) -> String {
    below(SETTINGS, part)
}

// Forms that not every role may fill in.
#[component]
fn NewOrder() -> impl IntoView {
    view! { <ForThose right=Right::EditOrders><orders::NewOrder/></ForThose> }
}

#[component]
fn ImportOrders() -> impl IntoView {
    view! { <ForThose right=Right::EditOrders><orders::ImportOrders/></ForThose> }
}

#[component]
fn NewReceipt() -> impl IntoView {
    view! { <ForThose right=Right::MoveStock><receiving::NewReceipt/></ForThose> }
}

#[component]
pub fn App() -> impl IntoView {
    kit::provide_toasts();
    kit::provide_shortcuts().set_letters(engine::preferences::remembered("letters").as_deref() != Some("off"));
    desk::provide_clock();
    desk::follow_language();
    view! {
        <Router>
            <Routes fallback=desk::NotFound>
                <Route path=path!("/") view=desk::Landing/>
                <Route path=path!("/sign-in") view=gate::SignIn/>
                <Route path=path!("/sign-up") view=gate::SignUp/>
                <ParentRoute path=path!("/floor") view=floor::Floor>
                    <Route path=path!("") view=floor::Jobs/>
                    <Route path=path!("pick") view=fulfilment::PickQueue/>
                    <Route path=path!("pick/:order") view=fulfilment::PickOrder/>
                    <Route path=path!("pack") view=fulfilment::PackQueue/>
                    <Route path=path!("pack/:order") view=fulfilment::PackOrder/>
                    <Route path=path!("lookup") view=floor::LookUp/>
                </ParentRoute>
                <ParentRoute path=path!("") view=desk::Desk>
                    <Route path=path!("home") view=home::Home/>
                    <Route path=path!("orders") view=orders::Orders/>
                    <Route path=path!("orders/new") view=NewOrder/>
                    <Route path=path!("orders/import") view=ImportOrders/>
                    <Route path=path!("orders/older") view=orders::OlderOrders/>
                    <Route path=path!("orders/:id") view=orders::OrderPage/>
                    <Route path=path!("receiving") view=receiving::Receiving/>
                    <Route path=path!("receiving/new") view=NewReceipt/>
                    <Route path=path!("receiving/:id") view=receiving::ReceiptPage/>
                    <Route path=path!("inventory") view=inventory::Inventory/>
                    <Route path=path!("inventory/:sku") view=inventory::SkuPage/>
                    <Route path=path!("products") view=catalog::Products/>
                    <Route path=path!("messages") view=notifications::Messages/>
                    <Route path=path!("sync") view=sync::Sync/>
                    <Route path=path!("settings") view=settings::Settings/>
                    <Route path=path!("settings/:part") view=settings::Settings/>
                </ParentRoute>
            </Routes>
            <kit::ToastHost label=move || t!("toasts-label") close_label=move || t!("close")/>
        </Router>
    }
}
