//! How the shop, its people and this device work.

mod about;
mod account;
mod add_bins;
mod api_keys;
mod bin_range;
mod data;
mod devices;
mod look;
mod new_member;
mod online;
mod order_csv;
mod outbox_mail;
mod page;
mod password;
mod places;
mod scanning;
mod shop;
mod staff;

pub use page::Settings;
