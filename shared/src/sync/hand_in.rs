//! Changes that reach the office by another way than their device's own push: in a file that somebody carries, or from a
//! device that was signed out from elsewhere. They are held until an owner decides; nothing of them is done by itself.

use crate::base::{ClientId, MemberId, Moment, TenantId};
use crate::engine::Refusal;
use serde::{Deserialize, Serialize};

/// Layout of the file.
pub const FORMAT: u32 = 1;

/// Largest file that the office takes, in bytes.
pub const LARGEST: usize = 64 << 20;
/// Largest hand-in of a device that is signed out: it sends one push after the other.
pub const LARGEST_PART: usize = 4 << 20;

/// Bytes in front of what is sealed: the number used once, of AES-GCM.
pub const NONCE: usize = 12;

/// What a device holds that is not with the office.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HandIn {
    pub format: u32,
    pub exported_at: Moment,
    /// What people call the device.
    pub device: String,
    /// One for each person who has worked there.
    pub shares: Vec<Share>,
}

/// Of one outbox.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Share {
    pub tenant: TenantId,
    pub member: MemberId,
    pub client: ClientId,
    /// How many there are, for whoever opens the file.
    pub changes: usize,
    pub pushes: Vec<Enclosed>,
}

impl Share {
    /// What a seal is bound to: what it encloses cannot be put under another name.
    pub fn bond(&self) -> String {
        bond(self.tenant, self.member, self.client)
    }
}

pub fn bond(tenant: TenantId, member: MemberId, client: ClientId) -> String {
    format!("waybill|{FORMAT}|{tenant}|{member}|{client}")
}

/// The body of one push.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Enclosed {
    /// AES-256-GCM with the key that the office has given the person: a nonce of [`NONCE`] bytes, then ciphertext and tag,
    /// in base64. Nobody but the office can read it, and nobody but the person can have made it.
    Sealed(String),
    /// As it is, from a device that has no key. Taken from an owner's hand only, who vouches for it.
    Open(String),
}

/// What became of a hand-in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct HandedIn {
    /// Changes that now wait for an owner.
    pub held: usize,
    /// Changes that the office has an answer for, or holds, already.
    pub known: usize,
    /// Changes of other shops, and those that cannot be taken: they are still only in the file.
    #[serde(default)]
    pub left_out: usize,
}

/// How changes came to be held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Somebody has handed in a file.
    File,
    /// Their device was signed out from elsewhere, and sent what it held.
    SignedOut,
    /// The person does not work here any more.
    Left,
}

/// Which of the held changes a decision is about: those that the owner has seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    pub member: MemberId,
    pub held_at: Moment,
}

/// Changes of one person in one outbox that wait for an owner's decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Held {
    pub client: ClientId,
    pub member: MemberId,
    pub device: String,
    pub why: Why,
    /// None: the device itself.
    pub handed_in_by: Option<MemberId>,
    /// When the last of them came. A decision is about these, and none that come later.
    pub held_at: Moment,
    /// Whether all came under seal; if not, whoever handed them in vouches for them.
    pub sealed: bool,
    pub count: usize,
    /// The first of them in their order.
    pub changes: Vec<HeldChange>,
    /// Of a card with what was refused when it was taken over: why, for each of these changes. None: it could not be read.
    #[serde(default)]
    pub refusals: Vec<Option<Refusal>>,
}

/// One of them, as an outbox keeps it: when it was done, the command's name, and its arguments in JSON. Empty texts where the
/// office cannot read it. (The app has one reader of commands, and would have to load a second one for `Envelope`.)
pub type HeldChange = (Moment, String, String);

/// What became of held changes.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TakenOver {
    pub accepted: usize,
    pub refused: usize,
    pub unreadable: usize,
    /// Why the first of the refused ones was.
    pub why: Option<Refusal>,
}
