//! Why the gate did not open, in words, and at which field they belong.

use crate::t;
use engine::{GateError, NetError, Problem};

/// Where a complaint stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    Email,
    Password,
    Form,
}

/// The place and the words of a problem, in the language of the screens.
pub fn told(problem: &GateError) -> (Where, String) {
    match problem {
        GateError::WrongPassword => (Where::Password, t!("gate-wrong")),
        GateError::TooManyTries { retry_after_seconds } => {
            (Where::Form, t!("gate-too-often", seconds = *retry_after_seconds))
        }
        GateError::Problem(problem) => of_office(problem),
        GateError::Net(NetError::Offline) => (Where::Form, t!("gate-offline")),
        GateError::Net(problem) => (Where::Form, net(problem)),
        GateError::CannotSave(_) => (Where::Form, t!("sync-cannot-save")),
    }
}

fn of_office(problem: &Problem) -> (Where, String) {
    let place = match problem.field.as_deref() {
        Some("email") => Where::Email,
        Some("password") => Where::Password,
        _ => Where::Form,
    };
    (place, said(problem))
}

/// The office's own words; it speaks the language of the screens.
fn said(problem: &Problem) -> String {
    match (problem.detail.is_empty(), problem.title.is_empty()) {
        (false, _) => problem.detail.clone(),
        (true, false) => problem.title.clone(),
        (true, true) => t!("gate-strange"),
    }
}

/// Words for a question to the office that had no good answer.
pub fn net(problem: &NetError) -> String {
    match problem {
        NetError::Offline => t!("settings-offline"),
        NetError::SignedOut => t!("gate-expired"),
        NetError::TooOld => t!("sync-too-old"),
        NetError::Busy { retry_after_seconds } => t!("gate-too-often", seconds = *retry_after_seconds),
        NetError::Problem(problem) => said(problem),
        NetError::Garbage => t!("gate-strange"),
    }
}
