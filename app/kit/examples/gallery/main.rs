//! Every part of the kit on one page, to look at: `?theme=dark`, `?app=floor`, `?part=desk|controls|floor`.
//!
//! Build with `cargo build -p kit --features gallery --example gallery --target wasm32-unknown-unknown`, bind with `wasm-bindgen --target web`,
//! and serve beside the style sheets with `examples/gallery/index.html`.

mod controls;
mod desk;
mod floor;

use leptos::prelude::*;

fn main() {
    console_error_panic_hook::set_once();
    let asked = window().location().search().unwrap_or_default();
    let wants = |word: &str| asked.contains(word);
    if let Some(root) = document().document_element() {
        let theme = if wants("theme=dark") { "dark" } else { "light" };
        let _ = root.set_attribute("data-theme", theme);
        if wants("app=floor") {
            let _ = root.set_attribute("data-app", "floor");
        }
    }
    let (controls, floor) = (wants("part=controls"), wants("part=floor"));
    mount_to_body(move || {
        kit::provide_toasts();
        kit::provide_shortcuts();
        kit::remove_boot_shell();
        if floor {
            view! { <floor::Floor/> }.into_any()
        } else if controls {
            view! { <controls::Controls/> }.into_any()
        } else {
            view! { <desk::Desk/> }.into_any()
        }
    });
}
