//! The browser side of Waybill: opens the desk of this device and draws the screens.

mod acting;
mod catalog;
mod desk;
mod entry;
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
    leptos::task::spawn_local(async {
        let desk = engine::open().await;
        words::set_language(engine::preferences::language());
        engine::preferences::apply();
        mount_to_body(move || {
            provide_context(desk);
            routes::App()
        });
        kit::remove_boot_shell();
    });
}
