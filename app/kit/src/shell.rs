//! The shell of the desk: the rail with the rooms, the head, and the place for a screen.

use crate::{BrandMark, Glyph, Icon, Text};
use leptos::prelude::*;

/// One place in the rail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its name.
    pub label: String,
    /// Its address.
    pub href: String,
    /// Its drawing.
    pub glyph: Glyph,
    /// How much work waits there, formatted; empty for none.
    pub count: String,
    /// Whether it is shown now.
    pub current: bool,
}

/// Places that fit beside the button of the drawer on a phone.
const ON_BOTTOM_BAR: usize = 4;

/// Rail and screen. On narrow screens the first four places go to the bottom edge and all are in a drawer.
#[component]
pub fn DeskShell(
    /// Name of the merchant.
    #[prop(into)]
    brand: Text,
    /// Name of the navigation.
    #[prop(into)]
    nav_label: Text,
    /// Name of the link that skips the navigation.
    #[prop(into)]
    skip_label: Text,
    /// Name of the button that opens the drawer.
    #[prop(into)]
    more_label: Text,
    /// The places, in order.
    #[prop(into)]
    places: Signal<Vec<Place>>,
    /// At the foot of the rail: person, settings.
    #[prop(into, optional)]
    foot: ViewFn,
    /// Over every screen: bands, search, the sync pill.
    #[prop(into, optional)]
    top: ViewFn,
    children: Children,
) -> impl IntoView {
    let drawer = RwSignal::new(false);
    let link = |place: Place| {
        view! {
            <a class="place" href=place.href aria-current=place.current.then_some("page")>
                <Icon glyph=place.glyph/>
                <span class="place-word">{place.label}</span>
                {(!place.count.is_empty()).then(|| view! { <b class="place-count">{place.count}</b> })}
            </a>
        }
    };
    view! {
        <a class="skip" href="#screen">{move || skip_label.get()}</a>
        <div class="desk" class:drawer-open=drawer>
            <nav class="rail" id="rail" aria-label=move || nav_label.get() on:click=move |_| drawer.set(false)>
                <p class="brand"><BrandMark/><span>{move || brand.get()}</span></p>
                <div class="places">{move || places.get().into_iter().map(link).collect_view()}</div>
                <div class="rail-foot">{foot.run()}</div>
            </nav>
            <div class="desk-main">
                <div class="desk-top">{top.run()}</div>
                <main class="screen" id="screen" tabindex="-1">{children()}</main>
            </div>
            <div class="scrim" on:click=move |_| drawer.set(false)></div>
            <nav class="bottom-bar" aria-label=move || more_label.get()>
                {move || places.get().into_iter().take(ON_BOTTOM_BAR).map(link).collect_view()}
                <button type="button" class="place" aria-expanded=move || if drawer.get() { "true" } else { "false" }
                    aria-controls="rail" on:click=move |_| drawer.update(|open| *open = !*open)>
                    <Icon glyph=Glyph::Menu/><span class="place-word">{move || more_label.get()}</span>
                </button>
            </nav>
        </div>
    }
}

/// Takes away the still shell of `index.html`, which stands until the app has drawn itself.
pub fn remove_boot_shell() {
    if let Some(shell) = document().get_element_by_id("boot") {
        shell.remove();
    }
}

/// Says on the still shell that the app waits for a connection; the words stand in `index.html`, in every language.
pub fn show_boot_problem() {
    if let Some(problem) = document().get_element_by_id("boot-problem") {
        // Taking an attribute away fails only for names that are no names.
        let _ = problem.remove_attribute("hidden");
    }
}
