//! Open a warehouse, or change its name and address. It comes with a receiving and a packing place.
//!
//! before: no `HZ` · after: `HZ` with `RECEIVING` and `PACK`

use super::{Location, Warehouse};
use crate::base::{BinCode, Name, TextLine, WarehouseCode};
use crate::engine::command::{Nature, Verb};
use crate::engine::refusal::{Outcome, Stop};
use crate::engine::{Ctx, Tx};
use crate::people::{Merchant, Right};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutWarehouse {
    pub code: WarehouseCode,
    pub name: Name,
    #[serde(default)]
    pub address: TextLine,
    #[serde(default = "yes")]
    pub active: bool,
}

fn yes() -> bool {
    true
}

impl Verb for PutWarehouse {
    const NATURE: Nature = Nature::Decision;
    const RIGHT: Right = Right::RunShop;

    fn run(&self, _ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        let warehouse = Warehouse {
            code: self.code.clone(),
            name: self.name.clone(),
            address: self.address.clone(),
            active: self.active,
        };
        let old = tx.find::<Warehouse>(&self.code)?;
        if old.as_deref() == Some(&warehouse) {
            return Ok(Outcome::Unchanged);
        }
        if old.is_none() {
            for bin in [BinCode::receiving(), BinCode::packing()] {
                tx.put(Location { warehouse: self.code.clone(), bin, aisle: 0, bay: 0, level: 0, blocked: false });
            }
            // The first warehouse is where orders go unless somebody says otherwise.
            if let Some(merchant) = tx.find::<Merchant>(Merchant::ID)?
                && merchant.default_warehouse.is_none()
            {
                tx.put(Merchant { default_warehouse: Some(self.code.clone()), ..(*merchant).clone() });
            }
        }
        tx.put(warehouse);
        Ok(Outcome::Done)
    }
}
