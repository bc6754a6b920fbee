//! The desk: the shell around the screens of the office.

mod account;
mod clock;
mod commands;
mod doing;
mod guard;
mod landing;
mod load_newest;
mod pill;
mod shell;
mod shop_here;
mod sign_out;
mod warnings;

pub use account::{Account, ThemeMenu, follow_language};
pub use clock::{provide_clock, use_now};
pub use doing::{Doing, may, sees_whole, use_desk, use_doing, use_go, words_of};
pub use guard::{ForThose, SignedIn};
pub use landing::{Landing, NotFound};
pub use load_newest::LoadNewest;
pub use pill::Pill;
pub use shell::Desk;
pub use shop_here::ShopHere;
pub use sign_out::save_unsent;
pub use warnings::Warnings;
