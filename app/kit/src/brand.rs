//! The brand mark and pictures of things.

use leptos::prelude::*;

/// A parcel seen from above with one tape stripe.
#[component]
pub fn BrandMark() -> impl IntoView {
    view! {
        <svg class="brand-mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path class="brand-box" d="M5 2h14a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H5a3 3 0 0 1-3-3V5a3 3 0 0 1 3-3z"/>
            <path class="brand-tape" d="M10 2h4v20h-4z"/>
        </svg>
    }
}

/// Size of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ThumbSize {
    /// In a table row.
    #[default]
    Row,
    /// In a list or a card.
    Card,
    /// On Floor, seen from an arm's length.
    Floor,
}

/// A picture of a product. Without one its place stays, so nothing moves when it comes.
#[component]
pub fn Thumb(
    /// Address of the picture; empty for none.
    #[prop(into)]
    src: crate::Text,
    /// What it shows; empty where the name stands beside it.
    #[prop(into, optional)]
    alt: crate::Text,
    /// How large.
    #[prop(optional)]
    size: ThumbSize,
) -> impl IntoView {
    let class = match size {
        ThumbSize::Row => "thumb",
        ThumbSize::Card => "thumb thumb-card",
        ThumbSize::Floor => "thumb thumb-floor",
    };
    view! {
        <span class=class>
            {move || if src.read().is_empty() {
                view! { <crate::Icon glyph=crate::Glyph::Package/> }.into_any()
            } else {
                view! { <img src=move || src.get() alt=move || alt.get() loading="lazy" decoding="async"/> }.into_any()
            }}
        </span>
    }
}
