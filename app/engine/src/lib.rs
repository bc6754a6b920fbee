//! The desk of Waybill in the browser: work is done on the device's own copy of the books, kept safe in its outbox, and
//! carried to the office when there is a connection.
//!
//! What screens use:
//! - [`open`] once, then [`Desk`] everywhere: `Desk.act(command).await`, `Desk.watch(|books| …)`, `Desk.read(|books| …)`.
//! - [`Books`] inside a query: `books.get::<Order>(id)`, `books.all::<Product>()`, `books.orders().page(…)`.
//! - [`ids`] for new ids, [`now`] for the time, [`preferences`] for language, theme, density and the device's name.
//! - [`scanner::use_scanner`] for scans, [`sounds`] for what they sound like.
//! - [`updates`] and [`install`] for the app itself.

mod archive;
mod bench;
mod books;
mod change;
#[cfg(feature = "bench")]
pub mod contest;
mod counter;
mod courier;
mod desk;
mod device;
mod export;
mod first_page;
mod follower;
mod index;
mod kept;
mod ledger;
mod network;
mod opening;
mod outbox_reader;
mod person;
mod problems;
mod rescue;
mod session;
mod settle;
mod status;
mod storage;
mod tab;
mod tabs;
#[cfg(test)]
mod tests;
mod watch;

pub use archive::OlderOrder;
pub use books::Books;
pub use change::{Change, ChangeState};
pub use desk::{Desk, Method, open};
pub use device::awake::{keep_awake, print_page};
pub use device::clock::{breathe, now, sleep};
pub use device::{ids, install, letters, preferences, scanner, sounds, updates};
pub use index::{Counts, Filters, OrderIndex, OrderQuery, SortBy};
pub use network::gate::SignUp;
pub use network::texts::load as load_texts;
pub use person::Session;
pub use problems::{GateError, NetError, NotDone, Problem, SaveProblem, Unsent};
pub use status::SyncStatus;
pub use tab::Filling;
