//! How a screen does things: a command is safe on this device before anything is said about it; a refusal is told in
//! words, and what can be taken back is offered with Undo.

use crate::desk::words_of;
use crate::t;
use crate::words::language;
use engine::{Desk, NotDone};
use kit::{Toast, Toasts, Tone, use_toasts};
use leptos::prelude::*;
use shared::engine::{Command, Outcome};
use shared::people::Right;
use shared::text::refusals;

/// The desk and the place where its words appear. Copy it into handlers.
#[derive(Clone, Copy)]
pub struct Hands {
    pub desk: Desk,
    toasts: Toasts,
}

/// To be called while a component is made.
pub fn hands() -> Hands {
    Hands { desk: expect_context::<Desk>(), toasts: use_toasts() }
}

impl Hands {
    /// Does one command; `then` runs when it is safe on this device.
    pub fn act(self, command: impl Into<Command>, then: impl FnOnce(Outcome) + 'static) {
        let command = command.into();
        leptos::task::spawn_local(async move {
            match self.desk.act(command).await {
                Ok(outcome) => then(outcome),
                Err(problem) => self.warn(words_of(&problem)),
            }
        });
    }

    /// Does one command; a refusal goes to the form, which tells it at the right field.
    pub fn act_or(
        self,
        command: impl Into<Command>,
        then: impl FnOnce(Outcome) + 'static,
        refused: impl FnOnce(&NotDone) + 'static,
    ) {
        let command = command.into();
        leptos::task::spawn_local(async move {
            match self.desk.act(command).await {
                Ok(outcome) => then(outcome),
                Err(problem) => refused(&problem),
            }
        });
    }

    /// Does many; `then` is told how many were done. The first refusal is told.
    pub fn act_all(self, commands: Vec<Command>, then: impl FnOnce(usize) + 'static) {
        leptos::task::spawn_local(async move {
            match self.desk.act_many(commands, |_| {}).await {
                Ok(answers) => {
                    if let Some(refusal) = answers.iter().find_map(|answer| answer.as_ref().err()) {
                        self.warn(refusals::refusal(language(), refusal));
                    }
                    then(answers.iter().filter(|answer| answer.is_ok()).count());
                }
                Err(problem) => self.warn(words_of(&problem)),
            }
        });
    }

    /// A word about what was done.
    pub fn tell(self, text: String) {
        self.toasts.show(Toast::new(text).tone(Tone::Good));
    }

    /// A word about what could not be done.
    pub fn warn(self, text: String) {
        self.toasts.show(Toast::new(text).tone(Tone::Bad));
    }

    /// A word about what was done, and the way back.
    pub fn tell_undo(self, text: String, undo: impl Fn() + Send + Sync + 'static) {
        self.toasts.show(Toast::new(text).action(t!("undo"), undo));
    }

    /// Whether the person at this device may do this. Follows the session.
    pub fn may(self, right: Right) -> bool {
        self.desk.session().read().role().is_some_and(|role| role.may(right))
    }
}
