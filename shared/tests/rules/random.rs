//! Random work of a small shop: few orders, few products, few bins, so that everything meets everything.

use super::harness::*;
use proptest::prelude::*;
use shared::base::{ImportId, Money, Quantity};
use shared::engine::Command;
use shared::fulfilment::{pack::Pack, pick::Pick, report_short::ReportShort, unpack::Unpack, unpick::Unpick};
use shared::inventory::adjust::Adjust;
use shared::inventory::announce_receipt::AnnounceReceipt;
use shared::inventory::close_receipt::CloseReceipt;
use shared::inventory::count::Count;
use shared::inventory::receive::Receive;
use shared::inventory::resolve_exception::ResolveException;
use shared::inventory::stock::AdjustReason;
use shared::inventory::transfer::Transfer;
use shared::notifications::record_attempt::RecordAttempt;
use shared::notifications::resend::Resend;
use shared::notifications::{AttemptResult, Notice};
use shared::orders::amend::Amend;
use shared::orders::cancel::Cancel;
use shared::orders::hold::PutOnHold;
use shared::orders::place::{Place, Wanted};
use shared::orders::record_payment::RecordPayment;
use shared::orders::release::Release;
use shared::orders::reserve::Reserve;
use shared::orders::undo_import::UndoImport;
use shared::orders::unreserve::Unreserve;
use shared::orders::{HoldKind, PaymentMethod, Terms};
use shared::shipping::correct_tracking::CorrectTracking;
use shared::shipping::track::Track;
use shared::shipping::{Carrier, TrackStatus, ship::Ship};
use uuid::Uuid;

/// Numbers from which one command is made. Small numbers shrink well.
#[derive(Debug, Clone, Copy)]
pub struct Seed {
    pub verb: u8,
    pub order: u8,
    pub goods: u8,
    pub place: u8,
    pub units: u8,
    /// How long before its recording it happened, in seconds.
    pub late: u16,
}

pub fn seed() -> impl Strategy<Value = Seed> {
    (0u8..40, 0u8..4, 0u8..2, 0u8..4, 0u8..6, prop_oneof![3 => Just(0u16), 1 => 0u16..300])
        .prop_map(|(verb, order, goods, place, units, late)| Seed { verb, order, goods, place, units, late })
}

pub fn seeds(most: usize) -> impl Strategy<Value = Vec<Seed>> {
    proptest::collection::vec(seed(), 1..most)
}

impl Seed {
    fn goods(self) -> shared::base::Sku {
        sku(["MUG", "BAG"][usize::from(self.goods % 2)])
    }

    fn house(self) -> shared::base::WarehouseCode {
        warehouse(if self.place % 4 == 3 { "SH" } else { "HZ" })
    }

    fn bin(self) -> shared::base::BinCode {
        bin(["A-01-01", "A-01-02", "RECEIVING", "B-01-01"][usize::from(self.place % 4)])
    }

    fn quantity(self) -> Quantity {
        units(u32::from(self.units) + 1)
    }

    fn order(self) -> shared::base::OrderId {
        order_id(u64::from(self.order))
    }

    fn line(self) -> u16 {
        u16::from(self.goods % 2) + 1
    }

    fn parcel(self) -> shared::base::ShipmentId {
        shipment_id(u64::from(self.order) * 2 + u64::from(self.place % 2))
    }

    /// Something that happened to goods, without an order.
    pub fn stock_fact(self) -> Command {
        match self.verb % 5 {
            0 => Receive {
                receipt: receipt_id(u64::from(self.order)),
                warehouse: self.house(),
                bin: self.bin(),
                sku: self.goods(),
                quantity: self.quantity(),
                reference: Default::default(),
            }
            .into(),
            1 => Adjust {
                warehouse: self.house(),
                bin: self.bin(),
                sku: self.goods(),
                by: i64::from(self.units) - 3 + i64::from(self.units == 3),
                reason: AdjustReason::Other,
            }
            .into(),
            2 | 3 => Count {
                warehouse: self.house(),
                bin: self.bin(),
                sku: self.goods(),
                counted: units(u32::from(self.units)),
            }
            .into(),
            _ => Transfer {
                sku: self.goods(),
                quantity: self.quantity(),
                from_warehouse: self.house(),
                from_bin: self.bin(),
                to_warehouse: warehouse("HZ"),
                to_bin: bin("A-01-01"),
            }
            .into(),
        }
    }

    /// Anything that somebody might do.
    pub fn command(self) -> Command {
        let (order, shipment) = (self.order(), self.parcel());
        let (sku, quantity, warehouse, bin) = (self.goods(), self.quantity(), self.house(), self.bin());
        let line = self.line();
        let wanted = |units: Quantity| Wanted { sku: self.goods(), quantity: units, unit_price: 1_000 };
        match self.verb {
            0..=4 => Place {
                order,
                external_id: (self.order == 3).then(|| super::harness::line("X-3")),
                import: (self.order == 3).then_some(ImportId(Uuid::from_u128(9))),
                terms: if self.place == 1 { Terms::Prepaid } else { Terms::OnAccount },
                ship_to: if self.place == 2 { Default::default() } else { address() },
                ..place(u64::from(self.order), &[("MUG", u32::from(self.units) + 1), ("BAG", 2)])
            }
            .into(),
            5..=9 => Self { verb: self.verb - 5, ..self }.stock_fact(),
            10..=13 => Reserve { order, warehouse, partly: self.units.is_multiple_of(2) }.into(),
            14..=18 => Pick { order, line, sku, warehouse, bin, quantity }.into(),
            19 => Unpick { order, line, sku, warehouse, bin, quantity }.into(),
            20..=22 => Pack { order, line, sku, quantity }.into(),
            23 => Unpack { order, line, sku, quantity }.into(),
            24..=26 => Ship {
                order,
                shipment,
                carrier: (self.units != 1).then_some(Carrier::Sf),
                tracking_number: (self.units != 2).then(|| format!("SF{:013}", self.units / 2)),
                weight_g: 0,
            }
            .into(),
            27 => Cancel { order, reason: Default::default() }.into(),
            28 => Unreserve { order }.into(),
            29 => ReportShort { order, line, sku, warehouse, bin, missing: quantity }.into(),
            30 => Amend {
                order,
                customer: None,
                ship_to: Some(address()),
                lines: (self.units > 1).then(|| vec![wanted(quantity), wanted(units(1))]),
                shipping_fee: None,
                urgent: None,
                note: None,
            }
            .into(),
            31 => RecordPayment {
                order,
                amount: Money::new(1_000 * (i64::from(self.units) + 1), cny()),
                method: PaymentMethod::Cash,
                reference: Default::default(),
            }
            .into(),
            32 => PutOnHold { order, kind: HoldKind::Manual, note: Default::default() }.into(),
            33 => Release {
                order,
                kind: [HoldKind::Manual, HoldKind::Payment, HoldKind::Notice, HoldKind::Address]
                    [usize::from(self.place % 4)],
            }
            .into(),
            34 => CorrectTracking { shipment, carrier: Carrier::Sf, tracking_number: format!("SF{:013}", self.units) }
                .into(),
            35 => Track {
                shipment,
                status: [TrackStatus::InTransit, TrackStatus::Delivered, TrackStatus::Returning]
                    [usize::from(self.units % 3)],
                at: None,
                place: Default::default(),
                text: Default::default(),
            }
            .into(),
            36 => AnnounceReceipt {
                receipt: receipt_id(u64::from(self.order)),
                warehouse,
                reference: Default::default(),
                lines: vec![(sku, quantity)],
            }
            .into(),
            37 => CloseReceipt { receipt: receipt_id(u64::from(self.order)) }.into(),
            38 if self.units < 3 => UndoImport {
                import: ImportId(Uuid::from_u128(9)),
                orders: (0..4).map(order_id).collect(),
                finished: false,
            }
            .into(),
            38 => ResolveException { exception: format!("promised|{sku}|{warehouse}"), resolution: Default::default() }
                .into(),
            _ if self.units < 3 => Resend { notice: Notice::shipped_id(shipment) }.into(),
            _ => RecordAttempt {
                notice: Notice::shipped_id(shipment),
                number: u32::from(self.units),
                result: if self.place == 0 { AttemptResult::Accepted } else { AttemptResult::Transient },
                detail: String::new(),
            }
            .into(),
        }
    }

    /// Who does it: attempts are the office's own.
    pub fn role(self) -> shared::people::Role {
        match self.command() {
            Command::RecordAttempt(_) => shared::people::Role::Office,
            _ => shared::people::Role::Owner,
        }
    }
}

/// The shop of `harness` with an import running, so that orders can be taken back.
pub fn shop() -> Books {
    let mut books = Books::shop();
    books.must(shared::orders::import::OpenImport {
        import: ImportId(Uuid::from_u128(9)),
        file: line("x.csv"),
        channel: line("file"),
        orders: 1,
        rejected_rows: 0,
    });
    books
}
