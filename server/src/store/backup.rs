//! Back-ups: every shop's rows in one file, taken in one snapshot while the server works, and put into an empty database.
//!
//! The file is gzip over frames ([`frames`]): a head, then table after table in PostgreSQL's own text form of COPY, then a
//! foot. A file without its foot was cut off and is refused, before anything of it is kept. Rows are named by column, so a
//! back-up fits every later schema. What can be made again is not in it: sealed segments, the search table of parcels.

mod frames;
mod put_back;
mod tables;
mod take;

pub use put_back::{PutBack, put_back};
pub use take::{Taken, take};

use serde::{Deserialize, Serialize};

/// Version of the file's layout.
const FORMAT: u32 = 1;

/// What is in the file, and what it needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Head {
    pub format: u32,
    /// Version of the program that took it.
    pub waybill: String,
    /// The newest migration of its database. An older program cannot read it.
    pub schema: i64,
    /// Milliseconds since 1970.
    pub taken_ms: i64,
    pub shops: usize,
    /// The key of parcel links, where it is kept in the data directory; with `WAYBILL_SECRET` it is its owner's to keep.
    pub secret: Option<String>,
}

/// The rows of one shop in one table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct TableHead {
    table: String,
    columns: Vec<String>,
}

/// What the whole file must add up to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
struct Foot {
    rows: u64,
    bytes: u64,
}

/// Why a back-up cannot be taken or put back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("the file cannot be used: {0}")]
    File(#[from] std::io::Error),
    #[error("the database: {0}")]
    Database(#[from] sqlx::Error),
    #[error("this is no back-up of Waybill, or it is damaged: {0}")]
    Damaged(&'static str),
    #[error("the file was cut off; nothing of it was put back")]
    CutOff,
    #[error("the back-up was taken by Waybill {0}, which is newer than this program; update it first")]
    Newer(String),
    #[error(
        "this database holds {0} shops already; put the back-up into an empty one (another --data, or another database)"
    )]
    NotEmpty(i64),
    #[error("the back-up names a table that this program does not know: {0}")]
    UnknownTable(String),
    #[error("the table {0} is in no list of the back-up; nothing was written")]
    ForgottenTable(String),
}
