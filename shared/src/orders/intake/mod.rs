//! Orders from files: bytes become orders to place, products to create, and a report of every row that needs a word.
//!
//! Three steps, so that a person sees what will happen before it does:
//! 1. `look(bytes, choice)` says what kind of file it is: encoding, delimiter, header, sample rows, guessed mapping.
//! 2. `Reader::new(bytes, choice, mapping, options)` and `next_batch(n)` until it is finished, with progress.
//! 3. `reader.plan(&known)` gives the commands and the report. Nothing is placed here; whoever called acts on the plan.
//!
//! An order of which one row cannot be used is left out as a whole, unless `Options::skip_bad_rows` says otherwise: half
//! an order that is packed and shipped unnoticed costs more than an order that is missing and named in the report.

mod column;
mod delimiter;
mod draft;
mod encoding;
mod headers;
mod look;
mod options;
mod plan;
mod reader;
mod report;
mod row;
mod split;

pub use column::{Column, Mapping};
pub use delimiter::Delimiter;
pub use encoding::{Encoding, read_gb18030_with};
pub use look::{Broken, Choice, Look, look};
pub use options::{Known, KnownSets, Options};
pub use plan::{Plan, plan};
pub use reader::{Progress, Reader};
pub use report::{Kind, Report, RowNote, Severity, Summary, What};
