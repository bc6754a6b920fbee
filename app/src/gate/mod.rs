//! Signing in, and opening a shop.

mod demo;
pub mod frame;
pub mod password_field;
pub mod place_names;
mod problem;
pub use problem::net;
mod sign_in;
mod sign_up;

pub use sign_in::SignIn;
pub use sign_up::SignUp;
