//! Notices and tickets: what was to be said, to whom, and every attempt to say it.

use crate::base::{Email, Moment, OrderId, ShipmentId};
use crate::people::Language;
use serde::{Deserialize, Serialize};

/// One message for one event and one recipient. Its id is made of business ids, so that two devices that ship the same
/// parcel make one notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    pub id: String,
    pub order: OrderId,
    pub shipment: ShipmentId,
    /// As people know the order.
    pub order_number: String,
    pub to: Option<Email>,
    pub customer: String,
    pub language: Language,
    pub state: NoticeState,
    pub created_at: Moment,
    pub attempts: Vec<Attempt>,
    /// How often a person asked to send it again.
    pub resends: u32,
}

impl Notice {
    pub fn shipped_id(shipment: ShipmentId) -> String {
        format!("shipped|{shipment}")
    }

    /// Attempts since the last time a person asked.
    pub fn tries(&self) -> usize {
        self.attempts.iter().filter(|attempt| attempt.round == self.resends).count()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeState {
    /// The office will send it.
    Queued,
    /// Tried and failed; it will be tried again.
    Retrying,
    /// The mail server took it. That is not yet "delivered": mail rarely says so.
    Accepted,
    /// Given up after the first try and three more; there is a ticket.
    Failed,
    /// Decided not to send; the reason is recorded.
    Skipped { reason: SkipReason },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// Nobody gave an e-mail address.
    NoEmail,
    /// A person released the hold of the gate: this parcel goes without a notice.
    Waived,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// From 1, over all rounds.
    pub number: u32,
    /// 0 for the first round, then one for every time a person asked.
    pub round: u32,
    pub at: Moment,
    pub result: AttemptResult,
    /// What the mail server said, masked and shortened; for support.
    pub detail: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttemptResult {
    Accepted,
    /// Not now: network, busy server. Worth another try.
    Transient,
    /// Never for this recipient: no such mailbox.
    Recipient,
    /// It is not known whether it went out (the connection broke after the text was sent).
    Ambiguous,
}

/// Work for support, opened at most once per key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    pub id: String,
    pub notice: String,
    pub order: OrderId,
    pub order_number: String,
    pub opened_at: Moment,
    pub closed_at: Option<Moment>,
    pub closed_by: String,
}

impl Ticket {
    pub fn id_for(notice: &str) -> String {
        format!("ticket|{notice}")
    }
}
