//! One person's commands, one after the other, each with an id that the same story always gives.

use super::story::Scene;
use shared::base::{Moment, OpId};
use shared::engine::{Actor, Command, Envelope};

pub struct Shift {
    actor: Actor,
    /// What the ids of the commands are made from.
    subject: String,
    at: Moment,
    commands: Vec<Envelope>,
}

impl Shift {
    pub fn new(actor: Actor, subject: &str, at: Moment) -> Shift {
        Shift { actor, subject: format!("demo|{subject}"), at, commands: Vec::new() }
    }

    /// The next command, at the time the shift has come to.
    pub fn does(&mut self, command: impl Into<Command>) {
        let n = self.commands.len() as u64;
        self.commands.push(Envelope {
            op: OpId::from_office(&self.subject, n),
            occurred_at: self.at,
            command: command.into(),
        });
    }

    pub fn does_at(&mut self, at: Moment, command: impl Into<Command>) {
        self.at = at;
        self.does(command);
    }

    pub fn ends(self) -> Scene {
        Scene { actor: self.actor, commands: self.commands }
    }
}
