//! Whole histories of a shop, made from a seed: devices, wire and office around the real rules, the real device logic and
//! the real plan of the office, with everything going wrong that can. `cargo xtask simulate` runs as many as one likes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop where it fails"
)]
#![allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "small numbers")]
#![expect(
    clippy::disallowed_methods,
    reason = "the simulator runs on several threads and reads how many seeds are wanted; the rules may not"
)]

mod dice;
mod disk;
#[path = "../rules/harness.rs"]
#[allow(dead_code, reason = "stories are told elsewhere")]
mod harness;
mod office;
mod oracle;
#[path = "../rules/random.rs"]
#[allow(dead_code, reason = "its strategies are for another test")]
mod random;
mod seeds;
mod stories;
mod tab;
mod world;
