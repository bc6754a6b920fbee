//! One row in view, and the empty room above and below the rows in view.

use super::Frame;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

#[component]
pub(super) fn Row(frame: Frame, index: usize) -> impl IntoView {
    let here = Memo::new(move |_| frame.cursor.at() == Some(index));
    let selected = frame
        .selection
        .map(|selection| Memo::new(move |_| frame.key.run(index).is_some_and(|key| selection.has(&key))));
    let aria_selected = move || selected.map(|selected| if selected.get() { "true" } else { "false" });
    let tone = move || frame.row_tone.map(|tone| tone.run(index).name());
    let cells = move || {
        let views = frame.cells.run(index);
        let classes: Vec<&'static str> =
            frame.columns.with_value(|columns| columns.iter().map(super::Column::class).collect());
        views
            .into_iter()
            .zip(classes)
            .map(|(cell, class)| {
                view! {
                    <td class=class><div class="cell">{cell}</div></td>
                }
            })
            .collect_view()
    };
    let press = move |event: leptos::ev::MouseEvent| {
        if !on_control(&event) {
            frame.cursor.set(index);
            frame.open(index);
        }
    };
    view! {
        <tr id=frame.row_id(index) aria-rowindex=(index + 2).to_string() aria-selected=aria_selected data-tone=tone
            class:here=here class:opens=frame.on_open.is_some() on:click=press>
            {selected.map(|selected| view! { <Pick frame index selected/> })}
            {cells}
        </tr>
    }
}

/// The box that selects a row. With Shift it selects everything since the last one.
#[component]
fn Pick(frame: Frame, index: usize, selected: Memo<bool>) -> impl IntoView {
    let name = move || frame.row_label.map(|label| label.run(index)).or_else(|| frame.key.run(index));
    let with_shift = StoredValue::new(false);
    let press = move |event: leptos::ev::MouseEvent| {
        event.stop_propagation();
        frame.cursor.set(index);
        with_shift.set_value(event.shift_key());
    };
    let change = move |event: leptos::ev::Targeted<web_sys::Event, web_sys::HtmlInputElement>| {
        if with_shift.get_value() {
            frame.extend_to(index);
            // The browser has just flipped the box, but a range only ever adds.
            event.target().set_checked(true);
        } else {
            frame.toggle(index);
        }
    };
    view! {
        <td class="pick" on:click=|event| event.stop_propagation()>
            <label><input type="checkbox" class="check" tabindex="-1" aria-label=name prop:checked=selected
                on:click=press on:change:target=change/></label>
        </td>
    }
}

/// Room for the rows that are not in the page.
#[component]
pub(super) fn Spacer(height: Signal<f64>) -> impl IntoView {
    // One cell, without a span: a span would count the columns that a narrow screen leaves out.
    view! {
        <tr class="spacer" aria-hidden="true" hidden=move || height.get() < 1.0>
            <td style:height=move || format!("{}px", height.get())></td>
        </tr>
    }
}

/// A press on a link or a control inside a row is for that control, not for the row.
fn on_control(event: &leptos::ev::MouseEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|element| element.closest("a,button,input,label,select,summary").ok().flatten())
        .is_some()
}
