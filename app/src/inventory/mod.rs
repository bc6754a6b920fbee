//! What is where: levels, and the page of one SKU.

mod adjust_dialog;
mod bins;
mod count_dialog;
mod exceptions;
pub mod ledger;
mod levels;
mod levels_page;
mod moves;
mod older_moves;
mod sku_page;
pub mod spots;
mod transfer_dialog;

pub use levels_page::Inventory;
pub use sku_page::SkuPage;
