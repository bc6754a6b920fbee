//! What happens while a person types into a combobox: the state of one field, and what its keys do.

use super::fitting;
use crate::focus::{Step, bring_into_view};
use crate::{Choice, Text};
use leptos::prelude::*;

/// Most lines that are offered at once.
pub(super) const OFFERED: usize = 50;

/// One field while it is used.
#[derive(Clone, Copy)]
pub(super) struct Typing {
    /// What stands in the field.
    pub(super) typed: RwSignal<String>,
    /// Whether the offers are shown.
    pub(super) open: RwSignal<bool>,
    /// The offer that Enter takes.
    pub(super) active: RwSignal<usize>,
    /// What fits.
    pub(super) offers: Memo<Vec<Choice>>,
    // The label of what is chosen stands in the field too, but only what a person types narrows the offers.
    edited: RwSignal<bool>,
    list_id: StoredValue<String>,
    chosen_label: Memo<String>,
    on_choose: Callback<Choice>,
    on_query: Option<Callback<String>>,
    keeps_nothing: bool,
}

impl Typing {
    pub(super) fn new(
        list_id: String,
        choices: Signal<Vec<Choice>>,
        value: Text,
        on_choose: Callback<Choice>,
        on_query: Option<Callback<String>>,
        keeps_nothing: bool,
    ) -> Self {
        let (typed, edited) = (RwSignal::new(String::new()), RwSignal::new(false));
        let chosen_label = Memo::new(move |_| {
            let value = value.read();
            choices
                .with(|choices| choices.iter().find(|choice| choice.value == *value).map(|choice| choice.label.clone()))
                .unwrap_or_default()
        });
        let offers = Memo::new(move |_| {
            let query = if edited.get() { typed.get() } else { String::new() };
            choices.with(|choices| match on_query {
                // The caller has narrowed them already.
                Some(_) => choices.iter().take(OFFERED).cloned().collect(),
                None => fitting(choices, &query),
            })
        });
        let (open, active) = (RwSignal::new(false), RwSignal::new(0));
        let list_id = StoredValue::new(list_id);
        let field =
            Typing { typed, open, active, offers, edited, list_id, chosen_label, on_choose, on_query, keeps_nothing };
        Effect::new(move |_| {
            chosen_label.track();
            if !open.get_untracked() {
                field.rest();
            }
        });
        field
    }

    /// Whether something was typed that nothing fits to.
    pub(super) fn unanswered(self) -> bool {
        self.edited.get() && self.offers.read().is_empty() && !self.typed.read().is_empty()
    }

    /// Whether there is something to show under the field.
    pub(super) fn has_answer(self) -> bool {
        self.open.get() && (self.unanswered() || !self.offers.read().is_empty())
    }

    pub(super) fn show(self) {
        self.active.set(0);
        self.open.set(true);
    }

    pub(super) fn input(self, text: String) {
        if let Some(on_query) = self.on_query {
            on_query.run(text.clone());
        }
        self.typed.set(text);
        self.edited.set(true);
        self.show();
    }

    pub(super) fn choose(self, choice: Choice) {
        self.close();
        if self.keeps_nothing {
            self.typed.set(String::new());
            if let Some(on_query) = self.on_query {
                on_query.run(String::new());
            }
        } else {
            self.typed.set(choice.label.clone());
        }
        self.on_choose.run(choice);
    }

    /// The person went elsewhere. What they typed in full is what they chose; anything less is dropped.
    pub(super) fn leave(self) {
        let typed = self.typed.get_untracked();
        let named = self.edited.get_untracked() && !self.keeps_nothing;
        match self
            .offers
            .with_untracked(|offers| offers.iter().find(|choice| named && is_called(choice, &typed)).cloned())
        {
            Some(choice) => self.choose(choice),
            None => {
                self.close();
                self.rest();
            }
        }
    }

    pub(super) fn key(self, event: &leptos::ev::KeyboardEvent) {
        if event.is_composing() {
            return;
        }
        let open = self.open.get_untracked();
        match event.key().as_str() {
            "Enter" if open => {
                let at = self.active.get_untracked();
                if let Some(choice) = self.offers.with_untracked(|offers| offers.get(at).cloned()) {
                    event.prevent_default();
                    self.choose(choice);
                }
            }
            "Escape" if open => {
                // The dialog around it stays.
                event.prevent_default();
                event.stop_propagation();
                self.close();
            }
            "ArrowDown" | "ArrowUp" => {
                event.prevent_default();
                if open { self.step(&event.key()) } else { self.show() }
            }
            _ => {}
        }
    }

    fn step(self, key: &str) {
        let count = self.offers.with_untracked(Vec::len);
        if let Some(next) = Step::of_key(key).and_then(|step| step.target(Some(self.active.get_untracked()), count)) {
            self.active.set(next);
            self.list_id.with_value(|list| bring_into_view(&format!("{list}-{next}")));
        }
    }

    fn close(self) {
        self.open.set(false);
        self.edited.set(false);
    }

    fn rest(self) {
        self.typed.set(if self.keeps_nothing { String::new() } else { self.chosen_label.get_untracked() });
    }
}

fn is_called(choice: &Choice, typed: &str) -> bool {
    let typed = typed.trim();
    choice.value.eq_ignore_ascii_case(typed) || choice.label.eq_ignore_ascii_case(typed)
}
