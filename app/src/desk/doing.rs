//! Doing something and saying how it went: the one way from a button to a command. A command is safe on this device
//! before anything is said about it; a refusal is told in words, and what can be taken back is offered with Undo.

use crate::t;
use engine::{Desk, NotDone};
use kit::{Toast, Toasts, Tone, use_toasts};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::engine::{Command, Outcome};
use shared::people::{Right, Role, Sight};

/// The desk of this device.
pub fn use_desk() -> Desk {
    expect_context()
}

/// Whether the person at this device may do something. The rules ask again; this only spares them dead buttons.
pub fn may(right: Right) -> Signal<bool> {
    let desk = use_desk();
    Signal::derive(move || has_right(desk, right))
}

/// Whether this device holds all that the desk works with, and not only what the floor needs.
pub fn sees_whole() -> Signal<bool> {
    let session = use_desk().session();
    Signal::derive(move || session.read().role().map(Role::sight) != Some(Sight::Work))
}

fn has_right(desk: Desk, right: Right) -> bool {
    desk.session().read().role().is_some_and(|role| role.may(right))
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

/// The desk and the place where its words appear. Copy it into handlers.
#[derive(Clone, Copy)]
pub struct Doing {
    pub desk: Desk,
    toasts: Toasts,
}

/// What a screen acts with. Take it while the screen is built, not in a handler.
pub fn use_doing() -> Doing {
    Doing { desk: use_desk(), toasts: use_toasts() }
}

/// What happens when a command was refused. Boxed, as is what happens after it was done: there are a hundred buttons, and
/// without it the app would carry the whole way of a command a hundred times.
type Refused = Box<dyn FnOnce(&NotDone)>;

impl Doing {
    /// Does one command; `then` runs when it is safe on this device. A refusal is told.
    pub fn act(self, command: impl Into<Command>, then: impl FnOnce(Outcome) + 'static) {
        self.run(command.into(), Box::new(then), Box::new(move |why| self.say_not_done(why)));
    }

    /// Does one command; a refusal goes to the form, which tells it at the right field.
    pub fn act_or(
        self,
        command: impl Into<Command>,
        then: impl FnOnce(Outcome) + 'static,
        refused: impl FnOnce(&NotDone) + 'static,
    ) {
        self.run(command.into(), Box::new(then), Box::new(refused));
    }

    /// Does one command and says `done`.
    pub fn act_and_tell(self, command: impl Into<Command>, done: String) {
        self.act(command, move |_| self.tell(done));
    }

    /// Does one command and says `done`; `undo` is done when somebody presses Undo.
    pub fn act_with_undo(self, command: impl Into<Command>, done: String, undo: impl Into<Command>) {
        let undo = undo.into();
        self.act(command, move |_| {
            self.tell_undo(done, move || self.act_and_tell(undo.clone(), t!("did-undo")));
        });
    }

    /// Does many, in order. `then` is told how many were done, if any were; how many were not is said with the first
    /// reason.
    pub fn act_on_all(self, commands: Vec<Command>, then: impl FnOnce(usize) + 'static) {
        self.run_all(commands, Box::new(then));
    }

    fn run(self, command: Command, then: Box<dyn FnOnce(Outcome)>, refused: Refused) {
        spawn_local(async move {
            match self.desk.act(command).await {
                Ok(outcome) => then(outcome),
                Err(why) => refused(&why),
            }
        });
    }

    fn run_all(self, commands: Vec<Command>, then: Box<dyn FnOnce(usize)>) {
        spawn_local(async move {
            let answers = match self.desk.act_many(commands, |_| {}).await {
                Ok(answers) => answers,
                Err(why) => return self.say_not_done(&why),
            };
            let refused: Vec<_> = answers.iter().filter_map(|answer| answer.as_ref().err()).collect();
            let done = answers.len() - refused.len();
            if let Some(first) = refused.first() {
                let why = shared::text::refusals::refusal(crate::words::language(), first);
                self.warn(t!("did-partly", done = done, refused = refused.len(), why = why));
            }
            if done > 0 {
                then(done);
            }
        });
    }

    /// A word about what was done.
    pub fn tell(self, text: String) {
        self.toasts.show(Toast::new(text).tone(Tone::Good));
    }

    /// A word about what was done, and the way back.
    pub fn tell_undo(self, text: String, undo: impl Fn() + Send + Sync + 'static) {
        self.toasts.show(Toast::new(text).action(t!("undo"), undo));
    }

    /// A word about what a person should look at.
    pub fn warn(self, text: String) {
        self.toasts.show(Toast::new(text).tone(Tone::Warn));
    }

    /// A word with a verb beside it.
    pub fn offer(self, toast: Toast) {
        self.toasts.show(toast);
    }

    /// Says that something was not done, and why.
    pub fn say_not_done(self, why: &NotDone) {
        self.toasts.show(Toast::new(words_of(why)).tone(Tone::Bad));
    }

    /// Whether the person at this device may do this. Follows the session.
    pub fn may(self, right: Right) -> bool {
        has_right(self.desk, right)
    }
}

/// Why something was not done, in words.
pub fn words_of(why: &NotDone) -> String {
    match why {
        NotDone::Refused(refusal) => shared::text::refusals::refusal(crate::words::language(), refusal),
        NotDone::CannotSave(_) => t!("did-not-save"),
    }
}
