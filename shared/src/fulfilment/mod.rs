//! Picking and packing: what people do with the goods of an order before it leaves.

pub mod pack;
pub mod pick;
pub mod pick_list;
pub mod report_short;
pub mod unpack;
pub mod unpick;
pub mod verify;

pub use pick_list::{PickStop, pick_list};
pub use verify::{PackVerdict, PickVerdict, verify_pack, verify_pick};
