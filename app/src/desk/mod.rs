//! The desk: the shell around the screens of the office.

mod account;
mod clock;
mod commands;
mod doing;
mod first_sync;
mod guard;
mod landing;
mod pill;
mod shell;
mod sign_out;

pub use account::{Account, ThemeMenu, follow_language, own_name};
pub use clock::{provide_clock, use_now};
pub use doing::{Doing, may, use_desk, use_doing, use_go, words_of};
pub use guard::{ForThose, SignedIn};
pub use landing::{Landing, NotFound};
pub use pill::Pill;
pub use shell::Desk;
