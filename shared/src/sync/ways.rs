//! Two ways on when the office has refused something: what a person can press on the card.

use crate::engine::{Command, Refusal};
use crate::orders::reserve::Reserve;

/// A button on a decision card.
#[derive(Debug, Clone, PartialEq)]
pub enum Way {
    /// Do this instead.
    Instead { what: Instead, command: Box<Command> },
    /// Put the same thing again, for example after goods came in.
    TryAgain,
    /// Accept the refusal; the card goes.
    LetGo,
}

/// What the other command is, for the button's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instead {
    ReservePartly,
}

/// The better way first; letting go is always possible.
pub fn ways_on(command: &Command, refusal: Option<&Refusal>) -> [Way; 2] {
    match (command, refusal) {
        (Command::Reserve(reserve), Some(Refusal::NotEnoughStock { available, .. })) if !available.is_zero() => {
            let partly = Reserve { partly: true, ..reserve.clone() };
            [Way::Instead { what: Instead::ReservePartly, command: Box::new(partly.into()) }, Way::LetGo]
        }
        _ => [Way::TryAgain, Way::LetGo],
    }
}
