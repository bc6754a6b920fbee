//! How the screens of this device look: language, appearance, density, single-letter shortcuts.

use crate::gate::frame::LanguageSwitch;
use crate::t;
use engine::preferences::{self, Density, Theme};
use kit::{Card, Choice, Glyph, Segmented, Switch, use_shortcuts};
use leptos::prelude::*;

#[component]
pub fn Look() -> impl IntoView {
    let theme = RwSignal::new(preferences::theme());
    let density = RwSignal::new(preferences::density());
    let themes = || {
        Theme::ALL
            .iter()
            .map(|theme| Choice::new(theme.name(), t!(&format!("theme-{}", theme.name()))))
            .collect::<Vec<_>>()
    };
    let densities = || {
        Density::ALL
            .iter()
            .map(|density| Choice::new(density.name(), t!(&format!("look-density-{}", density.name()))))
            .collect::<Vec<_>>()
    };
    let set_theme = move |name: String| {
        if let Some(chosen) = Theme::from_name(&name) {
            theme.set(chosen);
            preferences::set_theme(chosen);
        }
    };
    let set_density = move |name: String| {
        if let Some(chosen) = Density::from_name(&name) {
            density.set(chosen);
            preferences::set_density(chosen);
        }
    };
    let letters = use_shortcuts().map(|shortcuts| view! {
        <Switch label=move || t!("look-letters") hint=move || t!("look-letters-hint") checked=Signal::derive(move || shortcuts.letters())
            on_change=move |on: bool| {
                shortcuts.set_letters(on);
                preferences::remember("letters", if on { "on" } else { "off" });
            }/>
    });
    view! {
        <Card title=move || t!("settings-look") icon=Glyph::Monitor>
            <div class="form">
                <p class="t2">{move || t!("look-note")}</p>
                <div class="field"><span class="look-label">{move || t!("language")}</span><LanguageSwitch/></div>
                <Segmented label=move || t!("theme") choices=Signal::derive(themes) value=move || theme.get().name().to_owned() on_change=set_theme/>
                <Segmented label=move || t!("look-density") choices=Signal::derive(densities) value=move || density.get().name().to_owned() on_change=set_density/>
                {letters}
            </div>
        </Card>
    }
}
