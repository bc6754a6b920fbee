//! Add a person who works here, or change their role.
//!
//! before: Lin is a clerk · after: Lin is an owner

use super::{Language, Member, Right, Role};
use crate::base::{Email, Malformed, MemberId, Name};
use crate::engine::command::{Nature, Verb};
use crate::engine::refusal::{Field, Outcome, Refusal, Stop};
use crate::engine::{Ctx, Tx};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutMember {
    pub id: MemberId,
    pub name: Name,
    pub email: Email,
    pub role: Role,
    pub language: Language,
    pub active: bool,
}

impl Verb for PutMember {
    const NATURE: Nature = Nature::Decision;
    const RIGHT: Right = Right::RunShop;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        if self.role == Role::Office {
            return Err(Refusal::invalid(Field::Status, Malformed::BadCharacters).into());
        }
        // Whoever changes roles is an owner; as long as they cannot demote themselves, one owner remains.
        let themselves = ctx.actor.member == Some(self.id);
        if themselves && (self.role != Role::Owner || !self.active) {
            return Err(Refusal::LastOwner.into());
        }
        let member = Member {
            id: self.id,
            name: self.name.clone(),
            email: self.email.clone(),
            role: self.role,
            language: self.language,
            active: self.active,
        };
        if tx.find::<Member>(self.id)?.as_deref() == Some(&member) {
            return Ok(Outcome::Unchanged);
        }
        tx.put(member);
        Ok(Outcome::Done)
    }
}
