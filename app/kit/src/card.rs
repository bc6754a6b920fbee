//! Cards and pages: where things stand on a screen.

use crate::{Glyph, Icon, Text};
use leptos::prelude::*;

/// A surface with a hairline around it. With a title it is a region that screen readers can jump to.
#[component]
pub fn Card(
    /// Heading; none for a bare surface.
    #[prop(into, optional)]
    title: Text,
    /// Drawing before the heading.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// Buttons at the end of the heading line.
    #[prop(into, optional)]
    actions: ViewFn,
    /// Contents touch the border (tables, lists).
    #[prop(optional)]
    flush: bool,
    children: Children,
) -> impl IntoView {
    let id = crate::fresh_id("card");
    let heading_id = id.clone();
    let titled = Memo::new(move |_| !title.read().is_empty());
    view! {
        <section class="card" class:flush=flush aria-labelledby=move || titled.get().then(|| id.clone())>
            {move || titled.get().then(|| view! {
                <header class="card-head">
                    {icon.map(|glyph| view! { <Icon glyph=glyph/> })}
                    <h2 id=heading_id.clone()>{move || title.get()}</h2>
                    <div class="card-actions">{actions.run()}</div>
                </header>
            })}
            <div class="card-body">{children()}</div>
        </section>
    }
}

/// The head of a screen: title, a line about it, and its actions with the primary one last.
#[component]
pub fn PageHead(
    /// Name of the screen; the only `h1`.
    #[prop(into)]
    title: Text,
    /// One line under or beside the title.
    #[prop(into, optional)]
    note: Text,
    /// Address of the screen above, for a way back.
    #[prop(into, optional)]
    back_href: Text,
    /// Name of the way back.
    #[prop(into, optional)]
    back_label: Text,
    /// Buttons at the end of the line.
    #[prop(into, optional)]
    actions: ViewFn,
    /// Tags right after the title.
    #[prop(into, optional)]
    marks: ViewFn,
) -> impl IntoView {
    view! {
        <header class="page-head">
            {move || (!back_href.read().is_empty()).then(|| view! {
                <a class="btn btn-icon" data-kind="ghost" href=move || back_href.get()
                    aria-label=move || back_label.get() title=move || back_label.get()>
                    <Icon glyph=Glyph::Back/>
                </a>
            })}
            <div class="page-title">
                <h1>{move || title.get()}</h1>
                {marks.run()}
                {move || (!note.read().is_empty()).then(|| view! { <p class="t2">{move || note.get()}</p> })}
            </div>
            <div class="page-actions">{actions.run()}</div>
        </header>
    }
}

/// Name and value pairs in two columns: address, promises, totals.
#[component]
pub fn Facts(
    /// Pairs made of [`Fact`].
    children: Children,
) -> impl IntoView {
    view! { <dl class="facts">{children()}</dl> }
}

/// One pair of [`Facts`].
#[component]
pub fn Fact(
    /// What it is.
    #[prop(into)]
    name: Text,
    children: Children,
) -> impl IntoView {
    view! { <div class="fact"><dt>{move || name.get()}</dt><dd>{children()}</dd></div> }
}

/// One number that says where work waits; with an address it leads there.
#[component]
pub fn Tile(
    /// What is counted.
    #[prop(into)]
    label: Text,
    /// The number, formatted.
    #[prop(into)]
    value: Text,
    /// Where the work is.
    #[prop(into, optional)]
    href: Option<String>,
    /// What the number means.
    #[prop(into, optional)]
    tone: Signal<crate::Tone>,
    /// Drawing beside the label.
    #[prop(optional)]
    icon: Option<Glyph>,
) -> impl IntoView {
    let inside = view! {
        <span class="tile-label">{icon.map(|glyph| view! { <Icon glyph=glyph/> })}{move || label.get()}</span>
        <span class="tile-value">{move || value.get()}</span>
    };
    match href {
        Some(href) => view! { <a class="tile" data-tone=move || tone.get().name() href=href>{inside}</a> }.into_any(),
        None => view! { <div class="tile" data-tone=move || tone.get().name()>{inside}</div> }.into_any(),
    }
}
