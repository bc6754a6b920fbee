//! The browser side of Waybill: opens the desk of this device and draws the screens.

#[cfg(feature = "bench")]
mod bench;
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
    shared::orders::intake::read_gb18030_with(engine::letters::gb18030);
    #[cfg(feature = "bench")]
    if !bench::begin() {
        return;
    }
    mount_to_body(Start);
}

/// Opens the desk, which never waits for the network; the still shell of `index.html` stands until then.
#[component]
fn Start() -> impl IntoView {
    let opened = RwSignal::new(None::<engine::Desk>);
    leptos::task::spawn_local(async move {
        // The texts come while the books are opened.
        let (desk, ()) = futures::join!(engine::open(), words::begin());
        #[cfg(feature = "bench")]
        bench::note_opened(desk);
        opened.set(Some(desk));
        kit::remove_boot_shell();
    });
    move || {
        opened.get().map(|desk| {
            provide_context(desk);
            routes::App()
        })
    }
}
