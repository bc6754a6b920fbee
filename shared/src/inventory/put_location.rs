//! Put a bin into a warehouse, or block or open one.
//!
//! before: no `A-03-12` · after: aisle 1, bay 3, level 12

use super::place::coordinates;
use super::{Location, Warehouse};
use crate::base::{BinCode, WarehouseCode};
use crate::engine::command::{Nature, Verb};
use crate::engine::refusal::{Outcome, Stop, Thing};
use crate::engine::{Ctx, Tx};
use crate::people::Right;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutLocation {
    pub warehouse: WarehouseCode,
    pub bin: BinCode,
    #[serde(default)]
    pub blocked: bool,
}

impl Verb for PutLocation {
    const NATURE: Nature = Nature::Decision;
    const RIGHT: Right = Right::RunShop;

    fn run(&self, _ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        tx.get::<Warehouse>(Thing::Warehouse, &self.warehouse)?;
        let (aisle, bay, level) = coordinates(&self.bin);
        let location = Location {
            warehouse: self.warehouse.clone(),
            bin: self.bin.clone(),
            aisle,
            bay,
            level,
            blocked: self.blocked,
        };
        let id = Location::id_of(&self.warehouse, &self.bin);
        if tx.find::<Location>(id)?.as_deref() == Some(&location) {
            return Ok(Outcome::Unchanged);
        }
        tx.put(location);
        Ok(Outcome::Done)
    }
}
