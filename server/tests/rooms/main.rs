//! The rooms behind the office on a real PostgreSQL and a real SMTP conversation: mails, parcel pages, the REST API,
//! imports, the demo.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test ends where something is not as it must be"
)]

#[path = "../office/house.rs"]
#[allow(dead_code, reason = "the house serves other tests too")]
mod house;

mod api;
mod archive;
mod demo;
mod import;
mod notices;
mod parcel;
mod post_office;
mod shop;
