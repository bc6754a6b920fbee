//! Doing something and saying how it went: the one way from a button to a command.

use crate::t;
use engine::NotDone;
use kit::{Toast, Toasts, Tone, use_toasts};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::engine::{Command, Outcome};
use shared::people::Right;

/// The desk of this device.
pub fn use_desk() -> engine::Desk {
    expect_context()
}

/// Whether the person at this device may do something. The rules ask again; this only spares them dead buttons.
pub fn may(right: Right) -> Signal<bool> {
    let session = use_desk().session();
    Memo::new(move |_| session.read().role().is_some_and(|role| role.may(right))).into()
}

/// A way to another address for handlers, which cannot ask the router themselves.
#[derive(Clone, Copy)]
pub struct Go(RwSignal<Option<String>>);

/// Take it while a screen is built.
pub fn use_go() -> Go {
    let wanted = RwSignal::new(None::<String>);
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Some(path) = wanted.get() {
            wanted.set(None);
            navigate(&path, NavigateOptions::default());
        }
    });
    Go(wanted)
}

impl Go {
    pub fn to(self, path: impl Into<String>) {
        self.0.set(Some(path.into()));
    }
}

/// Acts for a screen and says with a toast how it went. Copy it into every handler.
#[derive(Clone, Copy)]
pub struct Doing {
    desk: engine::Desk,
    toasts: Toasts,
}

/// What a screen acts with. Take it while the screen is built, not in a handler.
pub fn use_doing() -> Doing {
    Doing { desk: use_desk(), toasts: use_toasts() }
}

impl Doing {
    /// Runs the command; says `done` when it is safe on this device, or why it was refused.
    pub fn act(self, command: impl Into<Command>, done: String) {
        self.act_then(command, move |_| Some(Toast::new(done)));
    }

    /// Like [`Doing::act`], with a way back: `undo` is run when somebody presses Undo.
    pub fn act_with_undo(self, command: impl Into<Command>, done: String, undo: impl Into<Command>) {
        let undo = undo.into();
        self.act_then(command, move |_| {
            Some(Toast::new(done).action(t!("undo"), move || self.act(undo.clone(), t!("did-undo"))))
        });
    }

    /// Runs the command; `then` is told the outcome and may say something.
    pub fn act_then(self, command: impl Into<Command>, then: impl FnOnce(Outcome) -> Option<Toast> + 'static) {
        let command = command.into();
        spawn_local(async move {
            match self.desk.act(command).await {
                Ok(outcome) => {
                    if let Some(toast) = then(outcome) {
                        self.toasts.show(toast);
                    }
                }
                Err(why) => self.say_not_done(&why),
            }
        });
    }

    /// Runs several commands in order and says how many were done; the first refusal is said in words.
    pub fn act_on_all(self, commands: Vec<Command>, done: impl FnOnce(usize) -> Toast + 'static) {
        spawn_local(async move {
            match self.desk.act_many(commands, |_| {}).await {
                Ok(answers) => {
                    let refused: Vec<_> = answers.iter().filter_map(|answer| answer.as_ref().err()).collect();
                    match refused.first() {
                        None => self.toasts.show(done(answers.len())),
                        Some(first) => {
                            let text = t!(
                                "did-partly",
                                done = answers.len() - refused.len(),
                                refused = refused.len(),
                                why = shared::text::refusals::refusal(crate::words::language(), first)
                            );
                            self.toasts.show(Toast::new(text).tone(Tone::Warn));
                        }
                    }
                }
                Err(why) => self.say_not_done(&why),
            }
        });
    }

    /// Says something that needs no command.
    pub fn say(self, text: String) {
        self.toasts.show(Toast::new(text));
    }

    /// Says something that a person should look at.
    pub fn warn(self, text: String) {
        self.toasts.show(Toast::new(text).tone(Tone::Warn));
    }

    /// Says something with a verb beside it.
    pub fn offer(self, toast: Toast) {
        self.toasts.show(toast);
    }

    /// Says that something was not done, and why.
    pub fn say_not_done(self, why: &NotDone) {
        self.toasts.show(Toast::new(words_of(why)).tone(Tone::Bad));
    }
}

/// Why something was not done, in words.
pub fn words_of(why: &NotDone) -> String {
    match why {
        NotDone::Refused(refusal) => shared::text::refusals::refusal(crate::words::language(), refusal),
        NotDone::CannotSave(_) => t!("did-not-save"),
    }
}
