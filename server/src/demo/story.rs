//! Two weeks of a small shop, as the commands that its people and its customers would have given.

use super::customers::{Customer, customers};
use super::dice::Dice;
use super::goods::{Good, WAREHOUSES, bins, goods, warehouse};
use super::orders::{Fate, Sale};
use super::shift::Shift;
use shared::base::moment::{DAY, HOUR, MINUTE};
use shared::base::{BinCode, Currency, Malformed, Moment, Name, Quantity, ReceiptId, TextLine, WarehouseCode};
use shared::engine::{Actor, Envelope};
use shared::inventory::adjust::Adjust;
use shared::inventory::announce_receipt::AnnounceReceipt;
use shared::inventory::count::Count;
use shared::inventory::put_location::PutLocation;
use shared::inventory::put_warehouse::PutWarehouse;
use shared::inventory::receive::Receive;
use shared::inventory::stock::AdjustReason;
use shared::people::Role;

/// Some commands that one person gave one after the other.
#[derive(Debug, Clone)]
pub struct Scene {
    pub actor: Actor,
    pub commands: Vec<Envelope>,
}

/// Number of orders of the demo.
pub const ORDERS: usize = 300;

const CUSTOMERS: usize = 120;

/// How far the story goes back.
const LONG_AGO: i64 = 15 * DAY;

/// Everything the story needs to go on telling.
pub struct Teller {
    pub dice: Dice,
    pub now: Moment,
    pub currency: Currency,
    pub goods: Vec<Good>,
    pub customers: Vec<Customer>,
    pub warehouses: [WarehouseCode; 2],
    /// The newest notices wait to be sent, so that somebody can read a mail; the others were sent long ago.
    pub unsent_notices: usize,
}

/// The whole story, in the order in which it has to be told. The same seed and time give the same story.
pub fn story(seed: u64, now: Moment, unsent_notices: usize) -> Result<Vec<Scene>, Malformed> {
    let mut dice = Dice::new(seed);
    let customers = customers(&mut dice, CUSTOMERS)?;
    let mut teller = Teller {
        dice,
        now,
        currency: Currency::parse("CNY")?,
        goods: goods()?,
        customers,
        warehouses: [warehouse(0)?, warehouse(1)?],
        unsent_notices,
    };
    let mut scenes = teller.opening()?;
    let sales = teller.sales()?;
    scenes.extend(teller.selling(&sales));
    scenes.extend(teller.fulfilling(&sales)?);
    scenes.extend(teller.daily_life(&sales)?);
    Ok(scenes)
}

/// People and programs as the timeline names them.
pub fn actor(name: &str, role: Role, device: &str) -> Actor {
    Actor { member: None, name: name.to_owned(), role, device: device.to_owned() }
}

pub fn owner() -> Actor {
    actor("林悦", Role::Owner, "Desk")
}

pub fn clerk() -> Actor {
    actor("Maya", Role::Clerk, "Desk")
}

pub fn picker() -> Actor {
    actor("陈大勇", Role::Floor, "Tablet 1")
}

impl Teller {
    /// Warehouses, bins, products and the first stock.
    fn opening(&mut self) -> Result<Vec<Scene>, Malformed> {
        let start = self.now.plus(-LONG_AGO);
        let mut desk = Shift::new(owner(), "opening", start);
        for (at, (_, name, address)) in WAREHOUSES.iter().enumerate() {
            let code = warehouse(at)?;
            desk.does(PutWarehouse {
                code: code.clone(),
                name: Name::parse(name)?,
                address: TextLine::parse(address)?,
                active: true,
            });
            for bin in bins()? {
                desk.does(PutLocation { warehouse: code.clone(), bin, blocked: false });
            }
        }
        for good in &self.goods {
            desk.does(good.put(self.currency));
        }
        let mut floor = Shift::new(picker(), "first stock", start.plus(HOUR));
        for (at, warehouse) in self.warehouses.clone().iter().enumerate() {
            let receipt = ReceiptId(self.dice.uuid());
            for good in self.goods.iter().filter(|good| at == 0 || !good.scarce) {
                let units = if good.scarce { 3 } else { self.dice.between(60, 140) };
                floor.does(Receive {
                    receipt,
                    warehouse: warehouse.clone(),
                    bin: good.bin.clone(),
                    sku: good.sku.clone(),
                    quantity: Quantity::of_balance(units),
                    reference: TextLine::parse("首批入库 First delivery")?,
                });
            }
        }
        Ok(vec![desk.ends(), floor.ends()])
    }

    /// Deliveries that are announced, a count, something broken: what a shop has besides orders.
    fn daily_life(&mut self, sales: &[Sale]) -> Result<Vec<Scene>, Malformed> {
        let [hangzhou, _] = self.warehouses.clone();
        let mut desk = Shift::new(clerk(), "purchasing", self.now.plus(-2 * DAY));
        let scarce: Vec<(shared::base::Sku, Quantity)> = self
            .goods
            .iter()
            .filter(|good| good.scarce)
            .map(|good| (good.sku.clone(), Quantity::of_balance(48)))
            .collect();
        let ordered: Vec<(shared::base::Sku, Quantity)> = self
            .goods
            .iter()
            .filter(|good| !good.scarce)
            .take(8)
            .map(|good| (good.sku.clone(), Quantity::of_balance(36)))
            .collect();
        let (late, arriving) = (ReceiptId(self.dice.uuid()), ReceiptId(self.dice.uuid()));
        let reference = |text: &str| TextLine::parse(text);
        desk.does(AnnounceReceipt {
            receipt: late,
            warehouse: hangzhou.clone(),
            reference: reference("青瓷工坊 PO-2107")?,
            lines: scarce,
        });
        desk.does(AnnounceReceipt {
            receipt: arriving,
            warehouse: hangzhou.clone(),
            reference: reference("宁波港 PO-2111")?,
            lines: ordered.clone(),
        });
        let mut floor = Shift::new(picker(), "receiving", self.now.plus(-5 * HOUR));
        for (sku, expected) in ordered.iter().take(3) {
            floor.does(Receive {
                receipt: arriving,
                warehouse: hangzhou.clone(),
                bin: BinCode::receiving(),
                sku: sku.clone(),
                quantity: *expected,
                reference: TextLine::default(),
            });
        }
        if let Some(good) = self.goods.get(24) {
            floor.does(Adjust {
                warehouse: hangzhou.clone(),
                bin: good.bin.clone(),
                sku: good.sku.clone(),
                by: -2,
                reason: AdjustReason::Damaged,
            });
        }
        if let Some(good) = self.goods.get(40) {
            floor.does(Count {
                warehouse: hangzhou,
                bin: good.bin.clone(),
                sku: good.sku.clone(),
                counted: Quantity::of_balance(57),
            });
        }
        let holds = self.holds(sales);
        Ok(vec![desk.ends(), floor.ends(), holds])
    }

    /// When an order came in: 250 in two weeks, the last fifty since yesterday.
    pub fn placed_at(&mut self, at: usize) -> Moment {
        const OPEN: i64 = 50;
        const SINCE_YESTERDAY: i64 = 30 * HOUR;
        let (at, all) = (i64::try_from(at).unwrap_or(0), i64::try_from(ORDERS).unwrap_or(1));
        let older = all - OPEN;
        let ago = if at < older {
            14 * DAY - at * (14 * DAY - SINCE_YESTERDAY) / older
        } else {
            SINCE_YESTERDAY - (at - older) * (SINCE_YESTERDAY - HOUR) / OPEN
        };
        self.now.plus(-ago + self.dice.between(0, 25) * MINUTE)
    }

    /// What became of the order, from the oldest (0) to the newest.
    pub fn fate(at: usize) -> Fate {
        match at {
            _ if at < 190 && at % 31 == 13 => Fate::Cancelled,
            60 => Fate::Returned,
            171 | 178 | 184 => Fate::MailFailed,
            194 => Fate::Problem,
            203 => Fate::AtPickUpPoint,
            _ if at < 190 => Fate::Delivered,
            _ if at < 244 => Fate::OnItsWay,
            244 | 246 => Fate::NoNumber,
            _ if at < 250 => Fate::JustLeft,
            _ => match at % 10 {
                0 => Fate::Packed,
                1 => Fate::Picked,
                2 => Fate::Picking,
                3 => Fate::Unpaid,
                4 => Fate::Short,
                5 if at % 20 == 5 => Fate::NoAddress,
                6 if at % 20 == 6 => Fate::HeldByHand,
                7 if at == 277 => Fate::Cancelled,
                9 if at > 285 => Fate::New,
                _ => Fate::ToPick,
            },
        }
    }
}
