//! The browser side of Waybill: opens the desk of this device and draws the screens.

mod catalog;
mod desk;
mod floor;
mod format;
mod fulfilment;
mod gate;
mod home;
mod inventory;
mod notifications;
mod orders;
mod receiving;
mod routes;
mod settings;
mod sync;
mod words;

use leptos::prelude::*;

fn main() {
    console_error_panic_hook::set_once();
    mount_to_body(routes::App);
    kit::remove_boot_shell();
}
