//! The head of the table: names, the box that selects all, buttons that sort.

use super::{Frame, Sorting};
use crate::{Glyph, Icon, Text};
use leptos::prelude::*;

#[component]
pub(super) fn Head(
    frame: Frame,
    select_all_label: Text,
    sorted: Signal<Option<(&'static str, Sorting)>>,
    on_sort: Option<Callback<&'static str>>,
) -> impl IntoView {
    let select_all = frame.selection.map(|selection| {
        let all = move || frame.len.get() > 0 && selection.len() >= frame.len.get();
        let some = move || !selection.is_empty() && !all();
        let press = move |_| {
            if all() { selection.clear() } else { frame.select_all() }
        };
        view! {
            <th scope="col" class="pick">
                <label><input type="checkbox" class="check" tabindex="-1" aria-label=move || select_all_label.get()
                    prop:disabled=move || !frame.is_whole.get() prop:checked=all prop:indeterminate=some on:change=press/></label>
            </th>
        }
    });
    let names =
        frame.columns.with_value(|columns| {
            columns.iter().map(|column| {
            let column = *column;
            let width = (!column.grows).then(|| format!("{}rem", column.width));
            let direction = move || sorted.get().filter(|(key, _)| Some(*key) == column.sort).map(|(_, way)| way);
            let aria_sort = move || direction().map(|way| match way {
                Sorting::Up => "ascending",
                Sorting::Down => "descending",
            });
            let name = match (column.sort, on_sort) {
                (Some(key), Some(on_sort)) => view! {
                    <button type="button" class="sort" tabindex="-1" on:click=move |_| on_sort.run(key)>
                        {move || column.title.get()}
                        {move || match direction() {
                            Some(Sorting::Up) => view! { <Icon glyph=Glyph::Up/> },
                            Some(Sorting::Down) => view! { <Icon glyph=Glyph::Down/> },
                            None => view! { <Icon glyph=Glyph::Sort/> },
                        }}
                    </button>
                }.into_any(),
                _ => view! { <span>{move || column.title.get()}</span> }.into_any(),
            };
            view! { <th scope="col" class=column.class() style:inline-size=width aria-sort=aria_sort>{name}</th> }
        }).collect_view()
        });
    view! { <thead><tr aria-rowindex="1">{select_all}{names}</tr></thead> }
}
