//! Controls that choose: native select, checkbox, switch, radio cards.

use crate::field::{FieldIds, FieldNotes};
use crate::{Glyph, Icon, Text};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// One thing that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Choice {
    /// What is stored.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A second, quieter line where there is room for one.
    pub hint: String,
}

impl Choice {
    /// A choice with its words.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Choice { value: value.into(), label: label.into(), hint: String::new() }
    }

    /// With a second line.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

/// A labelled native select.
#[component]
pub fn Select(
    /// What is chosen.
    #[prop(into)]
    label: Text,
    /// The choices, in order.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// Value of the chosen one.
    #[prop(into)]
    value: Text,
    /// Told the new value.
    #[prop(into)]
    on_change: Callback<String>,
    /// A line that helps.
    #[prop(into, optional)]
    hint: Text,
    /// What is wrong.
    #[prop(into, optional)]
    error: Text,
    /// Cannot be changed now.
    #[prop(into, optional)]
    disabled: Signal<bool>,
    /// The label is spoken but not shown.
    #[prop(optional)]
    label_hidden: bool,
) -> impl IntoView {
    let id = crate::fresh_id("select");
    let ids = FieldIds::of(&id);
    let described = ids.clone().described_by(hint, error);
    let options =
        move || {
            choices.get().into_iter().map(|choice| {
            let own = choice.value.clone();
            view! { <option value=choice.value prop:selected=move || *value.read() == own>{choice.label}</option> }
        }).collect_view()
        };
    view! {
        <div class="field">
            <label for=id.clone() class:visually-hidden=label_hidden>{move || label.get()}</label>
            <div class="select">
                <select id=id class="input" disabled=move || disabled.get() aria-describedby=described
                    aria-invalid=move || (!error.read().is_empty()).then_some("true")
                    on:change:target=move |event| on_change.run(event.target().value())>
                    {options}
                </select>
                <Icon glyph=Glyph::Down/>
            </div>
            <FieldNotes ids hint error/>
        </div>
    }
}

/// A box to tick.
#[component]
pub fn Checkbox(
    /// What ticking it means.
    #[prop(into)]
    label: Text,
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Told the new state.
    #[prop(into)]
    on_change: Callback<bool>,
    /// A line that helps.
    #[prop(into, optional)]
    hint: Text,
    /// Cannot be changed now.
    #[prop(into, optional)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! { <Tick role=None label checked on_change hint disabled/> }
}

/// A switch: the change takes effect at once.
#[component]
pub fn Switch(
    /// What is on or off.
    #[prop(into)]
    label: Text,
    /// Whether it is on.
    #[prop(into)]
    checked: Signal<bool>,
    /// Told the new state.
    #[prop(into)]
    on_change: Callback<bool>,
    /// A line that helps.
    #[prop(into, optional)]
    hint: Text,
    /// Cannot be changed now.
    #[prop(into, optional)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! { <Tick role=Some("switch") label checked on_change hint disabled/> }
}

#[component]
fn Tick(
    role: Option<&'static str>,
    label: Text,
    checked: Signal<bool>,
    on_change: Callback<bool>,
    hint: Text,
    disabled: Signal<bool>,
) -> impl IntoView {
    let hint_id = crate::fresh_id("hint");
    let described = {
        let hint_id = hint_id.clone();
        move || (!hint.read().is_empty()).then(|| hint_id.clone())
    };
    let class = if role.is_some() { "switch" } else { "check" };
    view! {
        <div class="tick">
            <label>
                <input type="checkbox" class=class role=role prop:checked=move || checked.get()
                    disabled=move || disabled.get() aria-describedby=described
                    on:change:target=move |event| on_change.run(event.target().checked())/>
                <span>{move || label.get()}</span>
            </label>
            {move || (!hint.read().is_empty()).then(|| view! {
                <p class="field-hint" id=hint_id.clone()>{move || hint.get()}</p>
            })}
        </div>
    }
}

/// A few choices side by side, one of them taken: theme, density, box size.
#[component]
pub fn Segmented(
    /// What is chosen.
    #[prop(into)]
    label: Text,
    /// The choices, in order.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// Value of the chosen one.
    #[prop(into)]
    value: Text,
    /// Told the new value.
    #[prop(into)]
    on_change: Callback<String>,
    /// The label is spoken but not shown.
    #[prop(optional)]
    label_hidden: bool,
) -> impl IntoView {
    let name = crate::fresh_id("segment");
    let options = move || {
        let name = name.clone();
        choices.get().into_iter().map(move |choice| {
            let (own, told) = (choice.value.clone(), choice.value.clone());
            let group = name.clone();
            let change = move |_| {
                on_change.run(told.clone());
                // Whoever was told may need time, or may not take it: what is ticked is what is chosen.
                let chosen = value.get_untracked();
                if chosen != told {
                    tick(&group, &chosen);
                }
            };
            view! {
                <label class="segment">
                    <input type="radio" name=name.clone() value=choice.value prop:checked=move || *value.read() == own
                        on:change=change/>
                    <span>{choice.label}</span>
                </label>
            }
        }).collect_view()
    };
    view! {
        <fieldset class="field segmented">
            <legend class:visually-hidden=label_hidden>{move || label.get()}</legend>
            <div class="segments">{options}</div>
        </fieldset>
    }
}

/// Ticks the choice with this value in a group of radio buttons; the browser takes the tick off the others.
fn tick(group: &str, value: &str) {
    let named = document().query_selector_all(&format!("input[name=\"{group}\"]"));
    let Ok(inputs) = named else { return };
    let inputs = (0..inputs.length()).filter_map(|at| inputs.item(at)?.dyn_into::<web_sys::HtmlInputElement>().ok());
    for input in inputs.filter(|input| input.value() == value) {
        input.set_checked(true);
    }
}
