//! Picking, packing, handing over, and what carriers and mail servers told about it.

use super::orders::{Fate, Sale};
use super::shift::Shift;
use super::story::{Scene, Teller, actor, picker};
use shared::base::moment::{DAY, HOUR, MINUTE};
use shared::base::{Malformed, Moment, Quantity, TextLine};
use shared::fulfilment::pack::Pack;
use shared::fulfilment::pick::Pick;
use shared::notifications::record_attempt::{MOST_TRIES, RecordAttempt};
use shared::notifications::{AttemptResult, Notice};
use shared::people::{Language, Role};
use shared::shipping::track::Track;
use shared::shipping::{Carrier, TrackStatus, ship::Ship};

/// Somewhere between Hangzhou and the customer.
const DEPOTS: [(&str, &str); 5] = [
    ("杭州转运中心", "Hangzhou hub"),
    ("上海转运中心", "Shanghai hub"),
    ("南京转运中心", "Nanjing hub"),
    ("武汉转运中心", "Wuhan hub"),
    ("深圳转运中心", "Shenzhen hub"),
];

impl Teller {
    pub fn fulfilling(&mut self, sales: &[Sale]) -> Result<Vec<Scene>, Malformed> {
        let mut scenes = Vec::new();
        let mut floor = Shift::new(picker(), "picking", self.now);
        for sale in sales {
            self.work_in_the_house(sale, &mut floor);
        }
        scenes.push(floor.ends());
        let leaving: Vec<&Sale> = sales.iter().filter(|sale| sale.fate.has_left()).collect();
        // A parcel without a number has no notice that could wait.
        let mut answered =
            leaving.iter().filter(|sale| sale.fate != Fate::NoNumber).count().saturating_sub(self.unsent_notices);
        // A parcel and the answer to its notice stand in one scene, which is one transaction: no old mail is sent today.
        let mut shipping = Shift::new(actor(&picker().name, Role::Office, "Tablet 1"), "shipping", self.now);
        for sale in &leaving {
            self.hand_over(sale, &mut shipping);
            if answered > 0 && sale.fate != Fate::NoNumber {
                self.answer_notice(sale, &mut shipping);
                answered -= 1;
            }
        }
        scenes.push(shipping.ends());
        let mut carrier = Shift::new(actor("Carrier", Role::Office, "carrier"), "carrier", self.now);
        for sale in &leaving {
            self.carrier_tells(sale, &mut carrier)?;
        }
        scenes.push(carrier.ends());
        Ok(scenes)
    }

    /// The moment somebody picks it: six to nine hours after the order, when the warehouse is open.
    fn picked_at(sale: &Sale) -> Moment {
        let spread = i64::from(sale.external_id.as_str().bytes().map(u32::from).sum::<u32>() % 180);
        within_hours(sale.placed_at.plus(6 * HOUR + spread * MINUTE), 9, 19)
    }

    fn work_in_the_house(&mut self, sale: &Sale, floor: &mut Shift) {
        let (pick, pack) = match sale.fate {
            Fate::Picking => (1, 0),
            Fate::Picked => (sale.lines.len(), 0),
            Fate::Packed => (sale.lines.len(), sale.lines.len()),
            fate if fate.has_left() => (sale.lines.len(), sale.lines.len()),
            _ => return,
        };
        let at = Teller::picked_at(sale).min(self.now.plus(-20 * MINUTE));
        let lines = || (1u16..).zip(&sale.lines);
        for (no, (good, units)) in lines().take(pick) {
            let quantity =
                if sale.fate == Fate::Picking { Quantity::ONE } else { Quantity::of_balance(i64::from(*units)) };
            floor.does_at(
                at,
                Pick {
                    order: sale.order,
                    line: no,
                    sku: good.sku.clone(),
                    warehouse: sale.warehouse.clone(),
                    bin: good.bin.clone(),
                    quantity,
                },
            );
        }
        for (no, (good, units)) in lines().take(pack) {
            let quantity = Quantity::of_balance(i64::from(*units));
            floor.does_at(at.plus(12 * MINUTE), Pack { order: sale.order, line: no, sku: good.sku.clone(), quantity });
        }
    }

    fn hand_over(&mut self, sale: &Sale, shipping: &mut Shift) {
        let (carrier, number) = self.number(sale);
        let weight_g = sale.lines.iter().map(|(good, units)| good.weight_g * units).sum::<u32>() + 120;
        let number = (sale.fate != Fate::NoNumber).then_some(number);
        shipping.does_at(
            Teller::handed_over_at(sale).min(self.now.plus(-15 * MINUTE)),
            Ship {
                order: sale.order,
                shipment: sale.shipment,
                carrier: Some(carrier),
                tracking_number: number,
                weight_g,
            },
        );
    }

    fn handed_over_at(sale: &Sale) -> Moment {
        Teller::picked_at(sale).plus(2 * HOUR)
    }

    /// A carrier for the country, and a number of its shape.
    fn number(&mut self, sale: &Sale) -> (Carrier, String) {
        if sale.customer.is_abroad() {
            return (Carrier::Dhl, self.dice.digits(10));
        }
        match self.dice.between(0, 5) {
            0 | 1 => (Carrier::Zto, format!("78{}", self.dice.digits(12))),
            2 => (Carrier::Yto, format!("YT{}", self.dice.digits(13))),
            3 => (Carrier::Yunda, format!("YD{}", self.dice.digits(13))),
            _ => (Carrier::Sf, format!("SF{}", self.dice.digits(13))),
        }
    }

    /// What the mail server said: mostly yes.
    fn answer_notice(&mut self, sale: &Sale, office: &mut Shift) {
        let at = Teller::handed_over_at(sale).min(self.now.plus(-14 * MINUTE));
        let notice = Notice::shipped_id(sale.shipment);
        let attempt = |number: u32, result: AttemptResult, detail: &str| RecordAttempt {
            notice: notice.clone(),
            number,
            result,
            detail: detail.to_owned(),
        };
        if sale.fate != Fate::MailFailed {
            office.does_at(at, attempt(1, AttemptResult::Accepted, "250 2.0.0 queued"));
            return;
        }
        if self.dice.one_in(2) {
            office.does_at(at, attempt(1, AttemptResult::Recipient, "550 5.1.1 mailbox unavailable"));
            return;
        }
        let waits = [0, 1, 6, 36];
        for (number, wait) in (1u32..).zip(waits).take(MOST_TRIES) {
            office.does_at(
                at.plus(wait * MINUTE),
                attempt(number, AttemptResult::Transient, "451 4.2.2 mailbox is full"),
            );
        }
    }

    /// Scans of the carrier up to now.
    fn carrier_tells(&mut self, sale: &Sale, carrier: &mut Shift) -> Result<(), Malformed> {
        let language = sale.customer.contact.language;
        let left = Teller::handed_over_at(sale).min(self.now.plus(-15 * MINUTE));
        let depot = self.dice.pick(&DEPOTS).copied().unwrap_or_default();
        let slow = i64::from(sale.external_id.as_str().bytes().map(u32::from).sum::<u32>() % 9);
        let after = |hours: i64| left.plus(hours * HOUR);
        let mut events: Vec<(Moment, TrackStatus, &str, &str)> = vec![
            (after(3), TrackStatus::PickedUp, "已揽收", "Picked up"),
            (after(9 + slow), TrackStatus::InTransit, "到达转运中心", "Arrived at the hub"),
            (after(16 + slow), TrackStatus::InTransit, "离开转运中心", "Left the hub"),
        ];
        // Couriers knock between eight and seven.
        let last_mile = within_hours(after(34 + slow), 8, 15);
        let out_for_delivery = (last_mile, TrackStatus::OutForDelivery, "派送中", "Out for delivery");
        match sale.fate {
            Fate::NoNumber => events.clear(),
            Fate::JustLeft => events.truncate(1),
            Fate::Problem => events.push((after(30), TrackStatus::Problem, "天气原因延误", "Delayed by the weather")),
            Fate::AtPickUpPoint => {
                events.push((
                    last_mile,
                    TrackStatus::AvailableForPickup,
                    "已到取件点，请取件",
                    "Ready at the pick-up point",
                ));
            }
            Fate::Returned => events.extend([
                (last_mile, TrackStatus::AttemptFailed, "无人收件", "Nobody took it in"),
                (last_mile.plus(26 * HOUR), TrackStatus::Returning, "退回发件人", "Going back to the sender"),
                (last_mile.plus(70 * HOUR), TrackStatus::Returned, "已退回", "Returned"),
            ]),
            Fate::Delivered | Fate::MailFailed => {
                events.extend([
                    out_for_delivery,
                    (last_mile.plus(4 * HOUR), TrackStatus::Delivered, "已签收", "Delivered"),
                ]);
            }
            _ => events.push(out_for_delivery),
        }
        for (at, status, chinese, english) in events {
            if at > self.now {
                break;
            }
            let (place, text) = match language {
                Language::Chinese => (depot.0, chinese),
                Language::English => (depot.1, english),
            };
            let on_the_way = status == TrackStatus::InTransit;
            let place = if on_the_way { TextLine::parse(place)? } else { sale.customer.address.city.clone() };
            let place = if status == TrackStatus::PickedUp { TextLine::default() } else { place };
            carrier.does_at(
                at,
                Track { shipment: sale.shipment, status, at: Some(at), place, text: TextLine::parse(text)? },
            );
        }
        Ok(())
    }
}

/// The same moment, or the next one at which it is between `from` and `to` o'clock in China.
fn within_hours(at: Moment, from: i64, to: i64) -> Moment {
    const CHINA: i64 = 8 * HOUR;
    let since_midnight = (at.0 + CHINA).rem_euclid(DAY);
    let minutes = since_midnight % HOUR;
    match since_midnight / HOUR {
        hour if hour < from => at.plus(from * HOUR + minutes - since_midnight),
        hour if hour >= to => at.plus(DAY + from * HOUR + minutes - since_midnight),
        _ => at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_works_at_night() {
        let moment = |text| Moment::parse(text, 480).unwrap();
        for (at, expected) in [
            ("2026-11-20 03:20", "2026-11-20 09:20"),
            ("2026-11-20 22:05", "2026-11-21 09:05"),
            ("2026-11-20 14:00", "2026-11-20 14:00"),
        ] {
            assert_eq!(within_hours(moment(at), 9, 19), moment(expected), "{at}");
        }
    }
}
