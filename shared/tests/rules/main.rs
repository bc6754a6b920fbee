//! Tests of the rules: what the trade says (`stock`, `orders`, `gate`), what must hold for any history (`properties`,
//! `replica`), what is frozen (`wire`, `releases`), and how the house is kept (`catalogue`, `house`).
#![expect(clippy::disallowed_methods, reason = "the tests read the house's own files; the rules may not")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may stop where it fails")]

mod archive;
mod catalogue;
mod floor;
mod gate;
mod harness;
mod house;
mod intake;
mod orders;
mod properties;
mod random;
mod releases;
mod replica;
mod rows;
mod stock;
mod wire;
