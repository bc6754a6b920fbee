//! The orders of the demo and how far each of them has come.

use super::customers::Customer;
use super::goods::Good;
use super::shift::Shift;
use super::story::{ORDERS, Scene, Teller, actor, clerk};
use shared::base::moment::{HOUR, MINUTE};
use shared::base::{Address, Malformed, Moment, Note, OrderId, Quantity, ShipmentId, TextLine, WarehouseCode};
use shared::orders::cancel::Cancel;
use shared::orders::hold::PutOnHold;
use shared::orders::place::{Place, Wanted};
use shared::orders::reserve::Reserve;
use shared::orders::{HoldKind, Terms};
use shared::people::Role;

/// How far an order has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Delivered,
    Returned,
    Problem,
    AtPickUpPoint,
    OnItsWay,
    /// The mail could not be delivered; there is a ticket.
    MailFailed,
    /// Left without a tracking number: the gate holds the notice.
    NoNumber,
    JustLeft,
    Packed,
    Picked,
    Picking,
    ToPick,
    /// Reserved in part: something is out of stock.
    Short,
    Unpaid,
    NoAddress,
    HeldByHand,
    New,
    Cancelled,
}

impl Fate {
    pub fn has_left(self) -> bool {
        use Fate::*;
        matches!(self, Delivered | Returned | Problem | AtPickUpPoint | OnItsWay | MailFailed | NoNumber | JustLeft)
    }

    fn is_reserved(self) -> bool {
        !matches!(self, Fate::Unpaid | Fate::NoAddress | Fate::HeldByHand | Fate::New)
    }
}

/// One order of the demo.
pub struct Sale {
    pub fate: Fate,
    pub order: OrderId,
    pub shipment: ShipmentId,
    pub customer: Customer,
    pub external_id: TextLine,
    pub channel: TextLine,
    /// Which good and how many.
    pub lines: Vec<(Good, u32)>,
    pub warehouse: WarehouseCode,
    pub placed_at: Moment,
    pub terms: Terms,
    pub urgent: bool,
}

impl Sale {
    fn goods_total(&self) -> i64 {
        self.lines.iter().map(|(good, units)| good.price * i64::from(*units)).sum()
    }

    /// Free from 200 yuan on.
    fn shipping_fee(&self) -> i64 {
        if self.goods_total() >= 20_000 { 0 } else { 1_000 }
    }

    fn place(&self, currency: shared::base::Currency) -> Place {
        let paid = match (self.fate, self.terms) {
            (Fate::Unpaid, _) | (_, Terms::CashOnDelivery | Terms::OnAccount) => 0,
            _ => self.goods_total() + self.shipping_fee(),
        };
        Place {
            order: self.order,
            channel: self.channel.clone(),
            external_id: Some(self.external_id.clone()),
            customer: self.customer.contact.clone(),
            ship_to: if self.fate == Fate::NoAddress { Address::default() } else { self.customer.address.clone() },
            currency,
            lines: self
                .lines
                .iter()
                .map(|(good, units)| Wanted {
                    sku: good.sku.clone(),
                    quantity: Quantity::of_balance(i64::from(*units)),
                    unit_price: good.price,
                })
                .collect(),
            shipping_fee: self.shipping_fee(),
            terms: self.terms,
            paid,
            placed_at: Some(self.placed_at),
            urgent: self.urgent,
            note: Note::default(),
            import: None,
        }
    }
}

/// Where orders come from; neither is a real market place.
const CHANNELS: [&str; 2] = ["网店 Web shop", "市集 Market"];

impl Teller {
    pub fn sales(&mut self) -> Result<Vec<Sale>, Malformed> {
        (0..ORDERS).map(|at| self.sale(at)).collect()
    }

    fn sale(&mut self, at: usize) -> Result<Sale, Malformed> {
        let fate = Teller::fate(at);
        let channel = TextLine::parse(CHANNELS.get(usize::from(self.dice.one_in(4))).copied().unwrap_or_default())?;
        let external_id = TextLine::parse(&format!("HG-{}", 24_013 + at * 7))?;
        let customer = self.dice.pick(&self.customers).cloned().ok_or(Malformed::Empty)?;
        let lines = self.lines(fate)?;
        let [hangzhou, shanghai] = self.warehouses.clone();
        // The scarce goods are in Hangzhou only.
        let from_shanghai = fate != Fate::Short && self.dice.one_in(5);
        Ok(Sale {
            order: OrderId::from_channel(channel.as_str(), external_id.as_str()),
            shipment: ShipmentId(self.dice.uuid()),
            terms: if !customer.is_abroad() && self.dice.one_in(20) { Terms::CashOnDelivery } else { Terms::Prepaid },
            urgent: at > 250 && self.dice.one_in(9),
            warehouse: if from_shanghai { shanghai } else { hangzhou },
            placed_at: self.placed_at(at),
            fate,
            customer,
            external_id,
            channel,
            lines,
        })
    }

    /// One to four different goods; orders that must wait want one of the scarce ones.
    fn lines(&mut self, fate: Fate) -> Result<Vec<(Good, u32)>, Malformed> {
        let plenty: Vec<Good> = self.goods.iter().filter(|good| !good.scarce).cloned().collect();
        let scarce: Vec<Good> = self.goods.iter().filter(|good| good.scarce).cloned().collect();
        let mut lines: Vec<(Good, u32)> = Vec::new();
        if fate == Fate::Short {
            lines.extend(self.dice.pick(&scarce).map(|good| (good.clone(), 4)));
        }
        for _ in 0..self.dice.between(1, 3) {
            let units = u32::try_from(self.dice.between(1, 6) / 3 + 1).unwrap_or(1);
            let good = self.dice.pick(&plenty).cloned().ok_or(Malformed::Empty)?;
            if lines.iter().all(|(known, _)| known.sku != good.sku) {
                lines.push((good, units));
            }
        }
        Ok(lines)
    }

    /// Orders come in by themselves; somebody at the desk gives them their stock.
    pub fn selling(&mut self, sales: &[Sale]) -> Vec<Scene> {
        let mut shop = Shift::new(actor("Web shop", Role::Clerk, "API"), "selling", self.now);
        let mut desk = Shift::new(clerk(), "reserving", self.now);
        for sale in sales {
            shop.does_at(sale.placed_at, sale.place(self.currency));
        }
        for sale in sales.iter().filter(|sale| sale.fate.is_reserved()) {
            let at = sale.placed_at.plus(self.dice.between(2, 40) * MINUTE);
            desk.does_at(at, Reserve { order: sale.order, warehouse: sale.warehouse.clone(), partly: true });
        }
        vec![shop.ends(), desk.ends()]
    }

    /// What people at the desk stopped.
    pub fn holds(&mut self, sales: &[Sale]) -> Scene {
        let mut desk = Shift::new(clerk(), "holding", self.now);
        let reasons = [
            (HoldKind::CustomerRequest, "客人出差，周四之后再发 On a trip, send after Thursday"),
            (HoldKind::Fraud, "同一地址今天第五单 Fifth order to this address today"),
            (HoldKind::Manual, "请先确认颜色 Confirm the colour first"),
        ];
        for (sale, (kind, note)) in
            sales.iter().filter(|sale| sale.fate == Fate::HeldByHand).zip(reasons.iter().cycle())
        {
            let note = Note::parse(note).unwrap_or_default();
            desk.does_at(sale.placed_at.plus(HOUR), PutOnHold { order: sale.order, kind: *kind, note });
        }
        for sale in sales.iter().filter(|sale| sale.fate == Fate::Cancelled) {
            let reason = Note::parse("客人改变主意 Changed their mind").unwrap_or_default();
            desk.does_at(sale.placed_at.plus(50 * MINUTE), Cancel { order: sale.order, reason });
        }
        desk.ends()
    }
}
