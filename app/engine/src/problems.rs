//! What can go wrong at the desk, typed; screens make the words.

use shared::engine::Refusal;

/// A command was not taken. Nothing was stored.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NotDone {
    /// The rules say no; the books on this device are the reason.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// It could not be made safe on this device.
    #[error("cannot save: {0}")]
    CannotSave(SaveProblem),
}

impl NotDone {
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            NotDone::Refused(refusal) => Some(refusal),
            NotDone::CannotSave(_) => None,
        }
    }
}

impl From<SaveProblem> for NotDone {
    fn from(problem: SaveProblem) -> NotDone {
        NotDone::CannotSave(problem)
    }
}

/// Why the device cannot keep something.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SaveProblem {
    #[error("the device is full")]
    Full,
    #[error("nobody is signed in")]
    NobodySignedIn,
    /// The browser's own words, for support.
    #[error("the browser's storage failed: {0}")]
    Storage(String),
}

/// Changes that the office does not have yet stand in the way of signing out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} changes are not sent")]
pub struct Unsent(pub usize);

/// A question to the office had no good answer.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NetError {
    /// No answer, or somebody else's (a hotel network's own page).
    #[error("no connection")]
    Offline,
    #[error("signed out")]
    SignedOut,
    /// The office wants a newer app.
    #[error("this app is too old")]
    TooOld,
    #[error("the office is busy")]
    Busy { retry_after_seconds: u32 },
    #[error("{}: {}", .0.status, .0.code)]
    Problem(Problem),
    /// An answer of the office that this app cannot read.
    #[error("an unreadable answer")]
    Garbage,
}

/// `application/problem+json` of the office. `title` and `detail` are in the language of the screens.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Problem {
    pub status: u16,
    pub code: String,
    pub title: String,
    pub detail: String,
    /// The field of a form that it is about, where there is one.
    pub field: Option<String>,
}

/// Why nobody is signed in now.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum GateError {
    /// E-mail or password do not fit.
    #[error("e-mail or password do not fit")]
    WrongPassword,
    #[error("too many tries")]
    TooManyTries { retry_after_seconds: u32 },
    /// The office's own words, for example about a password that is too common.
    #[error("{}: {}", .0.status, .0.code)]
    Problem(Problem),
    #[error(transparent)]
    Net(NetError),
    #[error(transparent)]
    CannotSave(SaveProblem),
}
