//! Mails to customers: the queue of rounds, the letter, the mail server, and the outbox where mail stays without one.

pub mod deliveries;
pub mod letter;
pub mod message;
pub mod outbox;
pub mod retry;
pub mod serve;
pub mod smtp;
pub mod worker;

pub use serve::routes;
