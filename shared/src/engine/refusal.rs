//! Answers of commands: what was done, or why not. Typed; text is made from them by the message catalogue.

use crate::base::{BinCode, Malformed, Quantity, Sku, WarehouseCode};
use crate::people::Right;
use serde::{Deserialize, Serialize};

/// What a command did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Done,
    /// Nothing to do: the books say so already (a repeated import, a count that fits).
    Unchanged,
    /// Some of it could be reserved, not all.
    ReservedPartly {
        reserved: Quantity,
        short: Quantity,
    },
    /// Taken as a fact; the books disagree and a person should look.
    DoneWithException,
}

/// Why a decision was refused. Closed: every one has words in both languages and a status at the API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    #[error("this role may not do this")]
    NotAllowed { right: Right },
    #[error("a value is not usable: {field}")]
    Invalid { field: Field, why: Malformed },
    #[error("there is no such thing")]
    NotFound { what: Thing, id: String },
    #[error("it exists already")]
    Exists { what: Thing, id: String },
    #[error("not enough stock of {sku}")]
    NotEnoughStock { sku: Sku, wanted: Quantity, available: Quantity },
    #[error("the order is cancelled")]
    OrderCancelled,
    #[error("the order is on hold")]
    OrderOnHold,
    #[error("too late: already packed or shipped")]
    TooLate { stage: Stage },
    #[error("the payment is larger than what is due")]
    PaymentTooLarge { due_minor: i64 },
    #[error("another currency")]
    OtherCurrency,
    #[error("nothing to do")]
    NothingToDo,
    #[error("still in use")]
    InUse { what: Thing },
    #[error("barcode belongs to {sku}")]
    BarcodeTaken { code: String, sku: Sku },
    #[error("bin is blocked")]
    BinBlocked { warehouse: WarehouseCode, bin: BinCode },
    #[error("at least one owner must remain")]
    LastOwner,
    #[error("too many at once")]
    TooMany { limit: u32 },
    #[error("only the office does this")]
    OfficeOnly,
}

/// Which argument was not usable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Name,
    Sku,
    Barcode,
    Price,
    Quantity,
    Lines,
    Address,
    Phone,
    Email,
    Currency,
    Amount,
    Date,
    Reason,
    Warehouse,
    Bin,
    TrackingNumber,
    Carrier,
    Note,
    Language,
    Channel,
    ExternalId,
    Status,
    Weight,
}

impl std::fmt::Display for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

/// Kinds of things that a refusal talks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Thing {
    Order,
    OrderLine,
    Product,
    Warehouse,
    Location,
    Shipment,
    Receipt,
    Hold,
    Member,
    Notice,
    Ticket,
    Exception,
    Import,
    Merchant,
}

/// How far an order has come, where that forbids a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    Reserved,
    Picked,
    Packed,
    Shipped,
}

/// Why a run of a verb ended early.
#[derive(Debug)]
pub enum Stop {
    /// A record was asked for that the host has not loaded; it will load it and run the verb again.
    Missing,
    Refused(Refusal),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Stop {
        Stop::Refused(refusal)
    }
}

impl Refusal {
    pub fn invalid(field: Field, why: Malformed) -> Refusal {
        Refusal::Invalid { field, why }
    }

    pub fn not_found(what: Thing, id: impl ToString) -> Refusal {
        Refusal::NotFound { what, id: id.to_string() }
    }
}
