//! The office on a real PostgreSQL: books, queue, sync, gate and edge, as devices and browsers meet them.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where something is not as expected")]

mod batch;
mod books;
mod edge;
mod floor;
mod gate;
mod goods;
mod hand_in;
mod house;
mod live;
mod outage;
mod pull;
mod push;
