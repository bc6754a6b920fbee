//! The customer's side: the parcel page and the search for a parcel. Server-rendered, small, without wasm; every page
//! works without JavaScript.

pub mod clock;
pub mod page;
pub mod search;
pub mod serve;
pub mod view;

pub use serve::routes;
