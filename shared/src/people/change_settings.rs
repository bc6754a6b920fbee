//! Change how the shop works.
//!
//! before: ships within 24 hours · after: ships within 48 hours (orders placed from now on)

use super::{Language, Merchant, Right};
use crate::base::{Email, Malformed, Name, Phone, TextLine, WarehouseCode};
use crate::engine::command::{Nature, Verb};
use crate::engine::refusal::{Field, Outcome, Refusal, Stop, Thing};
use crate::engine::{Ctx, Tx};
use crate::inventory::Warehouse;
use serde::{Deserialize, Serialize};

/// The currency cannot be changed: every amount in the books is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeSettings {
    pub name: Name,
    pub country: TextLine,
    pub language: Language,
    /// Minutes east of UTC, -720 to 840.
    pub utc_offset_minutes: i32,
    /// 1 to 720.
    pub ship_within_hours: u32,
    pub default_warehouse: Option<WarehouseCode>,
    pub reply_to: Option<Email>,
    pub phone: Option<Phone>,
}

impl Verb for ChangeSettings {
    const NATURE: Nature = Nature::Decision;
    const RIGHT: Right = Right::RunShop;

    fn run(&self, _ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        let merchant = tx.get::<Merchant>(Thing::Merchant, Merchant::ID)?;
        if !(1..=720).contains(&self.ship_within_hours) || !(-720..=840).contains(&self.utc_offset_minutes) {
            return Err(Refusal::invalid(Field::Date, Malformed::TooLarge).into());
        }
        if let Some(code) = &self.default_warehouse {
            tx.get::<Warehouse>(Thing::Warehouse, code)?;
        }
        let changed = Merchant {
            name: self.name.clone(),
            country: self.country.clone(),
            language: self.language,
            utc_offset_minutes: self.utc_offset_minutes,
            ship_within_hours: self.ship_within_hours,
            default_warehouse: self.default_warehouse.clone(),
            reply_to: self.reply_to.clone(),
            phone: self.phone.clone(),
            ..(*merchant).clone()
        };
        if *merchant == changed {
            return Ok(Outcome::Unchanged);
        }
        tx.put(changed);
        Ok(Outcome::Done)
    }
}
