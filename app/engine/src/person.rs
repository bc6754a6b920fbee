//! Who works at this device, as it remembers when nobody answers.

use serde::{Deserialize, Serialize};
use shared::base::{ClientId, MemberId, TenantId};
use shared::engine::Actor;
use shared::people::Role;
use shared::sync::footing::Bearer;

/// Whether somebody is signed in here. Remembered, so that work goes on without a connection.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Session {
    #[default]
    SignedOut,
    SignedIn {
        tenant: TenantId,
        member: MemberId,
        name: String,
        role: Role,
        /// The office has not confirmed it since the app was opened, or cannot be reached now.
        offline: bool,
    },
}

impl Session {
    pub fn role(&self) -> Option<Role> {
        match self {
            Session::SignedOut => None,
            Session::SignedIn { role, .. } => Some(*role),
        }
    }

    pub fn is_signed_in(&self) -> bool {
        matches!(self, Session::SignedIn { .. })
    }
}

/// The person whose outbox and cache this device works with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub tenant: TenantId,
    pub member: MemberId,
    pub name: String,
    pub role: Role,
    /// Owner of the sequence of commands: one per browser profile and person.
    pub client: ClientId,
}

impl Person {
    pub fn session(&self, offline: bool) -> Session {
        Session::SignedIn {
            tenant: self.tenant,
            member: self.member,
            name: self.name.clone(),
            role: self.role,
            offline,
        }
    }

    /// As forecasts on this device show them; the office takes the actor from its own session.
    pub fn actor(&self, device: String) -> Actor {
        Actor { member: Some(self.member), name: self.name.clone(), role: self.role, device }
    }

    /// Whose outbox and cache these are.
    pub fn bearer(&self) -> Bearer {
        Bearer { tenant: self.tenant, member: self.member, client: self.client }
    }

    pub fn is(&self, tenant: TenantId, member: MemberId) -> bool {
        self.tenant == tenant && self.member == member
    }
}
