//! Choosing the picture of a product among those that come with Waybill.

use crate::t;
use kit::{Thumb, ThumbSize, fresh_id};
use leptos::prelude::*;

/// Number of drawings in `public/demo`.
const DRAWINGS: u8 = 60;

fn path(number: u8) -> String {
    format!("/demo/{number:02}.svg")
}

#[component]
pub fn PicturePicker(picture: RwSignal<Option<String>>) -> impl IntoView {
    let name = StoredValue::new(fresh_id("picture"));
    let unfolded = RwSignal::new(false);
    let choice = move |path: Option<String>, label: String| {
        let (own, told, src, title) = (path.clone(), path.clone(), path.unwrap_or_default(), label.clone());
        view! {
            <label class="picture" title=title>
                <input type="radio" class="visually-hidden" name=name.get_value() prop:checked=move || *picture.read() == own
                    on:change=move |_| picture.set(told.clone())/>
                <Thumb src=src alt=label/>
            </label>
        }
    };
    view! {
        <fieldset class="field">
            <legend>{move || t!("product-picture")}</legend>
            <div class="line">
                <Thumb src=move || picture.get().unwrap_or_default() size=ThumbSize::Card/>
                <kit::Button label=move || if unfolded.get() { t!("product-picture-fold") } else { t!("product-picture-choose") }
                    on_press=move || unfolded.update(|on| *on = !*on)/>
            </div>
            <Show when=move || unfolded.get()>
                <div class="pictures">
                    {choice(None, t!("product-picture-none"))}
                    {(1..=DRAWINGS).map(|number| choice(Some(path(number)), t!("product-picture-n", n = u32::from(number)))).collect_view()}
                </div>
            </Show>
        </fieldset>
    }
}
