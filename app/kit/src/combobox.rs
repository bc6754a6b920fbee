//! The combobox: a field that offers what fits to what is typed.

use crate::field::{FieldIds, FieldNotes};
use crate::focus::Step;
use crate::menu::place_beside;
use crate::search::rank;
use crate::{Choice, Text};
use leptos::html;
use leptos::prelude::*;

/// Most lines that are offered at once.
const OFFERED: usize = 50;

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
    let (typed, open, active) = (RwSignal::new(String::new()), RwSignal::new(false), RwSignal::new(0_usize));

    let chosen_label = Memo::new(move |_| {
        choices
            .with(|choices| {
                choices.iter().find(|choice| choice.value == *value.read()).map(|choice| choice.label.clone())
            })
            .unwrap_or_default()
    });
    Effect::new(move |_| {
        let label = chosen_label.get();
        if !keeps_nothing && !open.get_untracked() {
            typed.set(label);
        }
    });
    let offers = Memo::new(move |_| {
        let query = typed.get();
        choices.with(|choices| match on_query {
            Some(_) => choices.iter().take(OFFERED).cloned().collect(),
            None => fitting(choices, &query),
        })
    });
    let (line, list) = (NodeRef::<html::Input>::new(), NodeRef::<html::Div>::new());
    let unanswered = move || offers.read().is_empty() && !typed.read().is_empty();
    show_offers(line, list, Signal::derive(move || open.get() && (unanswered() || !offers.read().is_empty())));
    let choose = move |choice: Choice| {
        open.set(false);
        typed.set(if keeps_nothing { String::new() } else { choice.label.clone() });
        on_choose.run(choice);
    };
    let input = move |text: String| {
        active.set(0);
        open.set(true);
        if let Some(on_query) = on_query {
            on_query.run(text.clone());
        }
        typed.set(text);
    };
    let leave = move |_| {
        open.set(false);
        typed.set(if keeps_nothing { String::new() } else { chosen_label.get_untracked() });
    };
    let key = move |event: leptos::ev::KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let count = offers.with_untracked(Vec::len);
        match event.key().as_str() {
            "Enter" if open.get_untracked() => {
                if let Some(choice) = offers.with_untracked(|offers| offers.get(active.get_untracked()).cloned()) {
                    event.prevent_default();
                    choose(choice);
                }
            }
            "Escape" if open.get_untracked() => {
                event.prevent_default();
                event.stop_propagation();
                open.set(false);
            }
            "ArrowDown" | "ArrowUp" => {
                event.prevent_default();
                if !open.get_untracked() {
                    open.set(true);
                } else if let Some(next) =
                    Step::of_key(&event.key()).and_then(|step| step.target(Some(active.get_untracked()), count))
                {
                    active.set(next);
                }
            }
            _ => {}
        }
    };
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
                        on:mousedown=move |event| { event.prevent_default(); choose(choice.clone()) }>
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
                prop:value=move || typed.get() on:input:target=move |event| input(event.target().value())
                on:click=move |_| open.set(true) on:blur=leave on:keydown=key/>
            <div node_ref=list class="options" popover="manual">
                <ul id=list_id role="listbox" aria-label=move || label.get() hidden=move || offers.read().is_empty()>{lines}</ul>
                <p class="options-none" role="status">{move || unanswered().then(|| none_label.get())}</p>
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
    let mut ranked: Vec<(u32, &Choice)> = choices
        .iter()
        .filter_map(|choice| Some((rank(query, &[&choice.label, &choice.hint, &choice.value])?, choice)))
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().take(OFFERED).map(|(_, choice)| choice.clone()).collect()
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
