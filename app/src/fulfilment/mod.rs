//! Picking and packing on the floor.

mod answer;
mod carrier_form;
mod pack_order;
mod pick_job;
mod pick_order;
mod queues;
mod read_code;
mod saved;
mod shipped;
mod slip;
mod type_code;

pub use pack_order::PackOrder;
pub use pick_order::PickOrder;
pub use queues::{PackQueue, PickQueue, to_pack, to_pick};
pub use read_code::{Code, read_code};
