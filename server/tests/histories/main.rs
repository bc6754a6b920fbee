//! Whole histories on real processes: devices, a wire that cuts, doubles and holds back, servers and PostgreSQL that are
//! killed. Whatever happens, nothing that was answered is lost, nothing is done twice, and no device is stuck.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where something is not as expected")]

mod audit;
mod cuts;
mod device;
mod dropped;
mod gate;
mod house;
mod kills;
#[path = "../command/house.rs"]
mod process;
mod proxy;
mod servers;
mod wire;
