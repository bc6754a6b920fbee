//! One entry of a form: what was typed, and what is wrong with it, told at the field.

use crate::words::language;
use leptos::prelude::*;
use shared::base::Malformed;
use shared::text::refusals;

/// What is wrong with an entry.
#[derive(Clone, Debug, PartialEq)]
enum Problem {
    Malformed(Malformed),
    /// A key of the catalogue.
    Said(&'static str),
    /// A text that came ready, such as a refusal.
    Ready(String),
}

/// Text of one field and its complaint. Copies are the same entry.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    text: RwSignal<String>,
    problem: RwSignal<Option<Problem>>,
}

impl Entry {
    pub fn new(text: impl Into<String>) -> Entry {
        Entry { text: RwSignal::new(text.into()), problem: RwSignal::new(None) }
    }

    /// What is in the field.
    pub fn text(self) -> Signal<String> {
        self.text.into()
    }

    /// What is wrong, in words; empty when all is well.
    pub fn error(self) -> Signal<String> {
        Signal::derive(move || match self.problem.get() {
            None => String::new(),
            Some(Problem::Malformed(why)) => refusals::malformed(language(), why),
            Some(Problem::Said(key)) => shared::text::t(language(), key),
            Some(Problem::Ready(text)) => text,
        })
    }

    /// Puts a text in; a complaint about the one before goes.
    pub fn set(self, text: impl Into<String>) {
        self.problem.set(None);
        self.text.set(text.into());
    }

    /// For `on_input` and `on_change`.
    pub fn typed(self) -> Callback<String> {
        Callback::new(move |text: String| self.set(text))
    }

    pub fn get(self) -> String {
        self.text.get()
    }

    pub fn get_untracked(self) -> String {
        self.text.get_untracked()
    }

    /// Reads the entry; what is wrong with it is told at the field.
    pub fn take<T>(self, parse: impl FnOnce(&str) -> Result<T, Malformed>) -> Option<T> {
        match self.text.with_untracked(|text| parse(text)) {
            Ok(value) => {
                self.problem.set(None);
                Some(value)
            }
            Err(why) => {
                self.problem.set(Some(Problem::Malformed(why)));
                None
            }
        }
    }

    /// The same for an entry that may stay empty.
    pub fn take_optional<T>(self, parse: impl FnOnce(&str) -> Result<T, Malformed>) -> Option<Option<T>> {
        if self.text.with_untracked(|text| text.trim().is_empty()) {
            self.problem.set(None);
            return Some(None);
        }
        self.take(parse).map(Some)
    }

    /// Complains with a key of the catalogue.
    pub fn complain(self, key: &'static str) {
        self.problem.set(Some(Problem::Said(key)));
    }

    /// Complains with a text that came ready.
    pub fn complain_with(self, text: String) {
        self.problem.set(Some(Problem::Ready(text)));
    }
}
