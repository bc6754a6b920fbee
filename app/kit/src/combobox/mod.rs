//! The combobox: a field that offers what fits to what is typed.

mod typing;

use crate::field::{FieldIds, FieldNotes};
use crate::menu::place_beside;
use crate::search::{best_first, rank};
use crate::{Choice, Text};
use leptos::html;
use leptos::prelude::*;
use typing::{OFFERED, Typing};

/// A field with a list of offers under it.
///
/// Without `on_query` it filters the choices itself; with it, the caller gives the choices that fit.
#[component]
pub fn Combobox(
    /// What is chosen.
    #[prop(into)]
    label: Text,
    /// What can be chosen.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// Value of what is chosen; empty for nothing yet.
    #[prop(into)]
    value: Text,
    /// Told the choice.
    #[prop(into)]
    on_choose: Callback<Choice>,
    /// Told what is typed.
    #[prop(into, optional)]
    on_query: Option<Callback<String>>,
    /// Said when nothing fits.
    #[prop(into)]
    none_label: Text,
    /// A line that helps.
    #[prop(into, optional)]
    hint: Text,
    /// What is wrong.
    #[prop(into, optional)]
    error: Text,
    /// An example.
    #[prop(into, optional)]
    placeholder: Text,
    /// The label is spoken but not shown.
    #[prop(optional)]
    label_hidden: bool,
    /// The field is emptied after a choice, ready for the next (lines of an order).
    #[prop(optional)]
    keeps_nothing: bool,
) -> impl IntoView {
    let id = crate::fresh_id("combobox");
    let list_id = format!("{id}-list");
    let ids = FieldIds::of(&id);
    let described = ids.clone().described_by(hint, error);
    let field = Typing::new(list_id.clone(), choices, value, on_choose, on_query, keeps_nothing);
    let Typing { typed, open, active, offers, .. } = field;
    let (line, list) = (NodeRef::<html::Input>::new(), NodeRef::<html::Div>::new());
    show_offers(line, list, Signal::derive(move || field.has_answer()));
    let option_stem = list_id.clone();
    let active_id = {
        let stem = list_id.clone();
        move || (open.get() && !offers.read().is_empty()).then(|| format!("{stem}-{}", active.get()))
    };
    let lines = move || {
        let stem = option_stem.clone();
        offers
            .get()
            .into_iter()
            .enumerate()
            .map(move |(at, choice)| {
                let (label, hint) = (choice.label.clone(), choice.hint.clone());
                view! {
                    <li id=format!("{stem}-{at}") role="option" class="option"
                        aria-selected=move || if active.get() == at { "true" } else { "false" }
                        on:mousedown=move |event| { event.prevent_default(); field.choose(choice.clone()) }>
                        <span>{label}</span>
                        {(!hint.is_empty()).then(|| view! { <span class="option-hint">{hint}</span> })}
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <div class="field combobox">
            <label for=id.clone() class:visually-hidden=label_hidden>{move || label.get()}</label>
            <input node_ref=line id=id class="input" type="text" role="combobox" autocomplete="off" spellcheck="false" maxlength="200"
                aria-autocomplete="list" aria-controls=list_id.clone() aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-activedescendant=active_id aria-describedby=described placeholder=move || placeholder.get()
                aria-invalid=move || (!error.read().is_empty()).then_some("true")
                prop:value=move || typed.get() on:input:target=move |event| field.input(event.target().value())
                on:click=move |_| field.show() on:blur=move |_| field.leave() on:keydown=move |event| field.key(&event)/>
            <div node_ref=list class="options" popover="manual">
                <ul id=list_id role="listbox" aria-label=move || label.get() hidden=move || offers.read().is_empty()>{lines}</ul>
                <p class="options-none" role="status">{move || field.unanswered().then(|| none_label.get())}</p>
            </div>
            <FieldNotes ids hint error/>
        </div>
    }
}

/// Shows the offers under their field while there are any. A popover is never cut off by a dialog or a card.
fn show_offers(line: NodeRef<html::Input>, list: NodeRef<html::Div>, wanted: Signal<bool>) {
    Effect::new(move |_| {
        let (Some(line), Some(list)) = (line.get(), list.get()) else { return };
        let shown = list.matches(":popover-open").unwrap_or(false);
        if wanted.get() {
            place_beside(&line, &list);
            let width = line.get_bounding_client_rect().width();
            let _ = web_sys::HtmlElement::style(&list).set_property("width", &format!("{width}px"));
            if !shown {
                // Refused only when the element has just left the page.
                let _ = list.show_popover();
            }
        } else if shown {
            let _ = list.hide_popover();
        }
    });
}

/// The choices that fit, best first; all of them for an empty query.
fn fitting(choices: &[Choice], query: &str) -> Vec<Choice> {
    let ranked: Vec<(u32, &Choice)> = choices
        .iter()
        .filter_map(|choice| Some((rank(query, &[&choice.label, &choice.hint, &choice.value])?, choice)))
        .collect();
    best_first(ranked).take(OFFERED).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::fitting;
    use crate::Choice;

    #[test]
    fn the_start_of_a_label_comes_before_the_middle() {
        let choices = [Choice::new("1", "Blue mug"), Choice::new("2", "Mug, large"), Choice::new("3", "Lamp")];
        let labels: Vec<String> = fitting(&choices, "mug").into_iter().map(|choice| choice.label).collect();
        assert_eq!(labels, ["Mug, large", "Blue mug"]);
    }
}
