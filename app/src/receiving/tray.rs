//! Codes that nobody knew: they stay in the tray with their count until somebody settles them. Nothing vanishes.

use crate::{format, t};
use kit::{Button, ButtonKind, Card, Each, Glyph, IconButton};
use leptos::prelude::*;
use shared::base::Moment;

/// A code that was scanned and belongs to no product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCode {
    pub code: String,
    pub times: u32,
    pub last_at: Moment,
}

/// Notes an unknown code; the same code again counts up.
pub fn note(codes: &mut Vec<UnknownCode>, code: &str, at: Moment) {
    match codes.iter_mut().find(|known| known.code == code) {
        Some(known) => {
            known.times = known.times.saturating_add(1);
            known.last_at = at;
        }
        None => codes.push(UnknownCode { code: code.to_owned(), times: 1, last_at: at }),
    }
}

#[component]
pub fn Tray(
    codes: RwSignal<Vec<UnknownCode>>,
    /// Told the code for which a product is wanted.
    #[prop(into)]
    on_make: Callback<String>,
) -> impl IntoView {
    view! {
        <Show when=move || !codes.read().is_empty()>
            <Card title=move || t!("tray-title") icon=Glyph::Help>
                <p class="t2">{move || t!("tray-note")}</p>
                <ul class="tray">
                    <Each each=move || codes.get() key=|code| (code.code.clone(), code.times) let:line>
                        <Line line codes on_make/>
                    </Each>
                </ul>
            </Card>
        </Show>
    }
}

#[component]
fn Line(line: UnknownCode, codes: RwSignal<Vec<UnknownCode>>, on_make: Callback<String>) -> impl IntoView {
    let (make, gone) = (line.code.clone(), line.code.clone());
    let (times, at) = (line.times, line.last_at);
    view! {
        <li class="tray-line">
            <span class="mono">{line.code}</span>
            <span class="t2">{move || t!("tray-times", n = times, when = format::time(at))}</span>
            <span class="push line">
                <Button label=move || t!("tray-make") kind=ButtonKind::Ghost on_press=move || on_make.run(make.clone())/>
                <IconButton label=move || t!("tray-dismiss") icon=Glyph::Cross
                    on_press=move || codes.update(|codes| codes.retain(|code| code.code != gone))/>
            </span>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_code_counts_up() {
        let mut codes = Vec::new();
        note(&mut codes, "X", Moment(1));
        note(&mut codes, "Y", Moment(2));
        note(&mut codes, "X", Moment(3));
        assert_eq!(codes.iter().map(|code| (code.code.as_str(), code.times)).collect::<Vec<_>>(), [("X", 2), ("Y", 1)]);
    }
}
