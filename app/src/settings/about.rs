//! About: which version this is, and what it is made of.

use crate::t;
use kit::{Button, Card, Fact, Facts, Glyph};
use leptos::prelude::*;

/// Work of others that stands in the app, with its licence.
const PARTS: &[(&str, &str)] = &[
    ("Leptos", "MIT"),
    ("Fluent", "Apache-2.0 / MIT"),
    ("Lucide", "ISC"),
    ("indexed_db_futures", "MIT"),
    ("gloo-net", "MIT / Apache-2.0"),
    ("postcard", "MIT / Apache-2.0"),
    ("encoding_rs", "Apache-2.0 / MIT / BSD-3-Clause"),
    ("serde", "MIT / Apache-2.0"),
    ("wasm-bindgen", "MIT / Apache-2.0"),
];

#[component]
pub fn About() -> impl IntoView {
    let ready = engine::updates::update_ready();
    let version = env!("CARGO_PKG_VERSION");
    let parts = PARTS
        .iter()
        .map(|(name, licence)| view! { <li><span>{*name}</span><span class="t2">{*licence}</span></li> })
        .collect_view();
    view! {
        <Card title=move || t!("settings-about") icon=Glyph::Info>
            <div class="stack">
                <Facts>
                    <Fact name=move || t!("about-app")>{move || t!("version", version = version)}</Fact>
                    <Fact name=move || t!("about-licence")>"MIT OR Apache-2.0"</Fact>
                </Facts>
                <Show when=move || ready.get()>
                    <div class="line"><Button label=move || t!("about-update") icon=Glyph::Download
                        on_press=move || { engine::updates::apply_update(); }/></div>
                </Show>
                <h3>{move || t!("about-parts")}</h3>
                <ul class="parts-list">{parts}</ul>
            </div>
        </Card>
    }
}
