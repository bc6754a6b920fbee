//! The receiving station: scan or type what arrived, say how many and into which bin. What is taken in is safe on this
//! device before the sound says so.

use super::lines::{LineState, lines};
use super::tray::{self, UnknownCode};
use crate::desk::{Doing, use_doing};
use crate::entry::Entry;
use crate::inventory::spots::bins_of;
use crate::{format, t};
use kit::{Button, ButtonKind, Card, Choice, Combobox, Field, FieldKind, Glyph, ScanBand, ScanKind};
use leptos::prelude::*;
use shared::base::{BinCode, Malformed, Quantity, ReceiptId, Sku, TextLine, WarehouseCode};
use shared::catalog::Product;
use shared::inventory::Receipt;
use shared::inventory::adjust::Adjust;
use shared::inventory::receive::Receive;
use shared::inventory::stock::AdjustReason;

/// The answer to what was scanned last.
#[derive(Clone, Debug, PartialEq)]
enum Said {
    Ready,
    TakenIn { name: String, units: Quantity, state: Option<LineState> },
    Unknown { code: String },
}

/// What the parts of the receiving screen share.
#[derive(Clone, Copy)]
pub struct Station {
    pub doing: Doing,
    pub receipt: ReceiptId,
    /// Where it goes; none until a warehouse is known.
    pub warehouse: Signal<Option<WarehouseCode>>,
    pub reference: Entry,
    pub bin: Entry,
    units: Entry,
    said: RwSignal<Said>,
    scans: RwSignal<u32>,
    pub unknown: RwSignal<Vec<UnknownCode>>,
}

impl Station {
    /// To be called while the screen is made.
    pub fn new(receipt: ReceiptId, warehouse: Signal<Option<WarehouseCode>>) -> Station {
        Station {
            doing: use_doing(),
            receipt,
            warehouse,
            reference: Entry::new(""),
            bin: Entry::new(BinCode::receiving().as_str()),
            units: Entry::new("1"),
            said: RwSignal::new(Said::Ready),
            scans: RwSignal::new(0),
            unknown: RwSignal::new(Vec::new()),
        }
    }

    /// A scanned or typed code: a product, or a bin to go on with.
    pub fn code(self, code: &str) {
        engine::sounds::unlock();
        if let Some(product) = self.doing.desk.read(|books| books.product_of_code(code)) {
            let Some(units) = self.units.take(above_zero) else { return };
            self.take_in(&product.sku, units);
            return;
        }
        let bin = BinCode::parse(code).ok().filter(|bin| {
            let at = self.warehouse.get_untracked();
            at.is_some_and(|code| self.doing.desk.read(|books| books.location(&code, bin).is_some()))
        });
        if let Some(bin) = bin {
            self.bin.set(bin.as_str());
            engine::sounds::ok();
            return;
        }
        tray_note(self, code);
    }

    fn command(self, sku: &Sku, quantity: Quantity) -> Option<Receive> {
        let warehouse = self.warehouse.get_untracked()?;
        let bin = self.bin.take(BinCode::parse)?;
        let reference = TextLine::parse(&self.reference.get_untracked()).unwrap_or_default();
        Some(Receive { receipt: self.receipt, warehouse, bin, sku: sku.clone(), quantity, reference })
    }

    /// Takes in one line and says how it stands now.
    pub fn take_in(self, sku: &Sku, quantity: Quantity) {
        let Some(receive) = self.command(sku, quantity) else { return };
        let (sku, back) = (sku.clone(), take_out(&receive));
        self.doing.act(receive, move |_| {
            let (name, state) = self.doing.desk.read(|books| {
                let name =
                    books.get::<Product>(&sku).map_or_else(|| sku.to_string(), |product| product.name.to_string());
                let receipt = books.get::<Receipt>(self.receipt);
                let state = receipt.and_then(|receipt| {
                    lines(&receipt).into_iter().find(|line| line.sku == sku).map(|line| line.state)
                });
                (name, state)
            });
            if state == Some(LineState::Complete) {
                engine::sounds::done()
            } else {
                engine::sounds::ok()
            }
            let text = t!("receiving-taken-in", n = quantity, name = name.as_str());
            self.scans.update(|scans| *scans = scans.saturating_add(1));
            self.said.set(Said::TakenIn { name, units: quantity, state });
            self.units.set("1");
            self.doing.tell_undo(text, move || self.undo(vec![back.clone()]));
        });
    }

    /// Takes in everything that is still to come, into the chosen bin.
    pub fn take_in_all(self, open: Vec<(Sku, Quantity)>) {
        let receives: Vec<Receive> = open.iter().filter_map(|(sku, units)| self.command(sku, *units)).collect();
        let backs: Vec<Adjust> = receives.iter().map(take_out).collect();
        let count = receives.len();
        self.doing.act_on_all(receives.into_iter().map(Into::into).collect(), move |done| {
            engine::sounds::done();
            if done == count {
                self.doing.tell_undo(t!("receiving-all-taken-in", n = done), move || self.undo(backs.clone()));
            }
        });
    }

    /// The way back is a correction in the bin; that the goods came in stays in the ledger, and so does this.
    fn undo(self, backs: Vec<Adjust>) {
        self.doing
            .act_on_all(backs.into_iter().map(Into::into).collect(), move |_| self.doing.tell(t!("receiving-undone")));
    }
}

fn tray_note(station: Station, code: &str) {
    engine::sounds::unknown();
    station.unknown.update(|codes| tray::note(codes, code, engine::now()));
    station.scans.update(|scans| *scans = scans.saturating_add(1));
    station.said.set(Said::Unknown { code: code.to_owned() });
}

fn take_out(receive: &Receive) -> Adjust {
    Adjust {
        warehouse: receive.warehouse.clone(),
        bin: receive.bin.clone(),
        sku: receive.sku.clone(),
        by: -receive.quantity.signed(),
        reason: AdjustReason::Other,
    }
}

fn above_zero(text: &str) -> Result<Quantity, Malformed> {
    let units = Quantity::parse(text)?;
    if units.is_zero() { Err(Malformed::Empty) } else { Ok(units) }
}

/// Band, code, quantity and bin.
#[component]
pub fn StationCard(station: Station) -> impl IntoView {
    let code = Entry::new("");
    engine::scanner::use_scanner(move |scan| station.code(&scan.text));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = code.get_untracked();
        if typed.trim().is_empty() {
            code.complain("receiving-scan-or-type");
        } else {
            code.set("");
            station.code(typed.trim());
        }
    };
    let bins = station.doing.desk.watch(move |books| {
        station.warehouse.get().map_or_else(Vec::new, |warehouse| {
            bins_of(books, &warehouse)
                .iter()
                .map(|location| Choice::new(location.bin.as_str(), location.bin.as_str()))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <Card title=move || t!("receiving-station") icon=Glyph::Scan>
            <div class="stack">
                <Band station/>
                <form class="receive-form" on:submit=submit novalidate>
                    <Field label=move || t!("receiving-code") value=code.text() on_input=code.typed() error=code.error() mono=true
                        max_length=120/>
                    <Field label=move || t!("word-quantity") kind=FieldKind::Number value=station.units.text()
                        on_input=station.units.typed() error=station.units.error() max_length=12/>
                    <Combobox label=move || t!("receiving-into") choices=bins value=station.bin.text() error=station.bin.error()
                        on_choose=move |choice: Choice| station.bin.set(choice.value) none_label=move || t!("inventory-no-such-bin")/>
                    <Button label=move || t!("receiving-take-in") kind=ButtonKind::Primary submit=true/>
                </form>
            </div>
        </Card>
    }
}

#[component]
fn Band(station: Station) -> impl IntoView {
    let kind = move || match &*station.said.read() {
        Said::Ready => ScanKind::Ready,
        Said::TakenIn { state: Some(LineState::Complete), .. } => ScanKind::LineDone,
        Said::TakenIn { .. } => ScanKind::Right,
        Said::Unknown { .. } => ScanKind::Unknown,
    };
    let title = move || match &*station.said.read() {
        Said::Ready => t!("receiving-ready"),
        Said::TakenIn { name, units, .. } => t!("receiving-taken-in", n = *units, name = name.as_str()),
        Said::Unknown { code } => t!("receiving-unknown-code", code = code.as_str()),
    };
    let detail = move || match &*station.said.read() {
        Said::Ready => t!("receiving-ready-note"),
        Said::TakenIn { state, .. } => state.map(line_words).unwrap_or_default(),
        Said::Unknown { .. } => t!("receiving-unknown-note"),
    };
    let count = move || match station.scans.get() {
        0 => String::new(),
        scans => format::number(i64::from(scans)),
    };
    view! { <ScanBand kind=Signal::derive(kind) title=title detail=detail count=count/> }
}

/// How a line stands, in words.
pub fn line_words(state: LineState) -> String {
    match state {
        LineState::Waiting => t!("receiving-line-waiting"),
        LineState::Partly { missing } => t!("receiving-line-partly", n = missing),
        LineState::Complete => t!("receiving-line-complete"),
        LineState::Over { by } => t!("receiving-line-over", n = by),
        LineState::Unannounced => t!("receiving-line-unannounced"),
    }
}
