//! Scanning: a place to try the scanner, which shows what it sent and what that means here.

use crate::desk::use_doing;
use crate::{format, t};
use kit::{Button, Card, Each, Glyph, ScanBand, ScanKind, Table};
use leptos::prelude::*;
use shared::base::Moment;

/// A scan and what it is.
#[derive(Clone, PartialEq)]
struct Tried {
    number: u32,
    code: String,
    meaning: Option<String>,
    at: Moment,
}

/// Scans that are kept on the page.
const KEPT: usize = 10;

#[component]
pub fn Scanning() -> impl IntoView {
    let doing = use_doing();
    let (tried, count) = (RwSignal::new(Vec::<Tried>::new()), RwSignal::new(0_u32));
    engine::scanner::use_scanner(move |scan| {
        let meaning =
            doing.desk.read(|books| books.product_of_code(&scan.text)).map(|product| product.name.to_string());
        if meaning.is_some() {
            engine::sounds::ok()
        } else {
            engine::sounds::unknown()
        }
        count.update(|count| *count = count.saturating_add(1));
        tried.update(|tried| {
            tried.insert(
                0,
                Tried { number: count.get_untracked(), code: scan.text.clone(), meaning, at: engine::now() },
            );
            tried.truncate(KEPT);
        });
    });
    let last = move || tried.with(|tried| tried.first().cloned());
    let kind = move || match last() {
        None => ScanKind::Ready,
        Some(Tried { meaning: Some(_), .. }) => ScanKind::Right,
        Some(_) => ScanKind::Unknown,
    };
    let title = move || last().map_or_else(|| t!("scanning-ready"), |tried| tried.code);
    let detail = move || match last() {
        None => t!("scanning-ready-note"),
        Some(tried) => tried.meaning.unwrap_or_else(|| t!("scanning-no-product")),
    };
    view! {
        <Card title=move || t!("settings-scanning") icon=Glyph::Scan>
            <div class="stack">
                <p class="t2">{move || t!("scanning-note")}</p>
                <ScanBand kind=Signal::derive(kind) title=title detail=detail
                    count=move || if count.get() == 0 { String::new() } else { format::number(i64::from(count.get())) }/>
                <div class="line">
                    <Button label=move || t!("scanning-hear") icon=Glyph::Sound on_press=move || { engine::sounds::unlock(); engine::sounds::ok() }/>
                    <Button label=move || t!("scanning-hear-wrong") icon=Glyph::Sound on_press=move || { engine::sounds::unlock(); engine::sounds::wrong() }/>
                </div>
                <Show when=move || !tried.read().is_empty()>
                    <Table label=move || t!("scanning-last")>
                        <thead><tr>
                            <th scope="col">{move || t!("scanning-code")}</th>
                            <th scope="col">{move || t!("word-product")}</th>
                            <th scope="col">{move || t!("word-time")}</th>
                        </tr></thead>
                        <tbody>
                            <Each each=move || tried.get() key=|tried| tried.number let:line>
                                <tr>
                                    <td class="mono">{line.code}</td>
                                    <td>{line.meaning.unwrap_or_else(|| "—".to_owned())}</td>
                                    <td>{move || format::time(line.at)}</td>
                                </tr>
                            </Each>
                        </tbody>
                    </Table>
                </Show>
            </div>
        </Card>
    }
}
