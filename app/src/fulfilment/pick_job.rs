//! One order being picked: where the picker stands, what a scan means, what was done and can be undone.

use super::answer::Answers;
use super::read_code::{Code, read_code};
use crate::desk::words_of;
use crate::t;
use engine::{Books, Desk};
use kit::ScanKind;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::base::sorting;
use shared::base::{BinCode, OrderId, Quantity, Sku, WarehouseCode};
use shared::catalog::Product;
use shared::fulfilment::pick::Pick;
use shared::fulfilment::report_short::ReportShort;
use shared::fulfilment::unpick::Unpick;
use shared::fulfilment::{PickStop, PickVerdict, pick_list, verify_pick};
use shared::inventory::{Location, Stock};
use shared::orders::Order;
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

/// What the screen shows.
#[derive(Clone, PartialEq)]
pub struct View {
    pub order: Arc<Order>,
    pub warehouse: WarehouseCode,
    /// Open stops in walking order, skipped ones last.
    pub stops: Vec<PickStop>,
}

impl View {
    pub fn picked(&self) -> Quantity {
        self.order.units(|line| line.picked)
    }

    pub fn wanted(&self) -> Quantity {
        self.order.units(|line| line.quantity.less(line.cancelled))
    }
}

/// A stop, however much of it is left.
type StopId = (u16, Option<BinCode>);

/// The job. Cheap to copy into handlers.
#[derive(Clone, Copy)]
pub struct PickJob {
    desk: Desk,
    order: OrderId,
    pub view: Memo<Option<View>>,
    pub answers: Answers,
    skipped: RwSignal<Vec<StopId>>,
    done: RwSignal<Vec<Pick>>,
    /// Scans that wait for the one before: none is dropped, and they are booked in their order.
    queue: StoredValue<VecDeque<String>>,
    busy: StoredValue<bool>,
}

impl PickJob {
    pub fn new(desk: Desk, order: OrderId) -> PickJob {
        let skipped = RwSignal::new(Vec::new());
        PickJob {
            desk,
            order,
            view: desk.watch(move |books| look(books, order, &skipped.get())),
            answers: Answers::new(t!("floor-ready"), t!("floor-ready-pick")),
            skipped,
            done: RwSignal::new(Vec::new()),
            queue: StoredValue::new(VecDeque::new()),
            busy: StoredValue::new(false),
        }
    }

    pub fn can_undo(self) -> bool {
        !self.done.read().is_empty()
    }

    /// Takes a scan. It waits for those before it.
    pub fn scan(self, code: String) {
        self.queue.update_value(|queue| queue.push_back(code));
        if self.busy.get_value() {
            return;
        }
        self.busy.set_value(true);
        spawn_local(async move {
            while let Some(code) = self.queue.try_update_value(VecDeque::pop_front).flatten() {
                self.answer(&code).await;
            }
            self.busy.set_value(false);
        });
    }

    async fn answer(self, code: &str) {
        let Some(view) = self.now() else { return };
        match self.desk.read(|books| read_code(books, code)) {
            Code::Product(sku) => match verify_pick(&view.order, &view.stops, 0, &sku) {
                PickVerdict::Take(stop) => self.take(&stop, Quantity::ONE).await,
                PickVerdict::Complete => self.wrong(t!("floor-complete"), &sku),
                PickVerdict::NoBin(_) => self.wrong(t!("floor-no-bin"), &sku),
                PickVerdict::Wrong => self.wrong(t!("floor-wrong-item"), &sku),
            },
            Code::Bin(_, bin) => {
                let here = view.stops.first().and_then(|stop| stop.bin.clone());
                if here.as_ref() == Some(&bin) {
                    self.answers.give(ScanKind::Right, t!("floor-right-bin"), bin.to_string());
                } else {
                    let wanted = here.map(|bin| bin.to_string()).unwrap_or_default();
                    self.answers.give(
                        ScanKind::Wrong,
                        t!("floor-wrong-bin", bin = bin.to_string()),
                        t!("floor-go-to-bin", bin = wanted),
                    );
                }
            }
            Code::Order(_) | Code::Unknown(_) => {
                self.answers.give(ScanKind::Unknown, t!("floor-unknown-code"), code.to_owned());
            }
        }
    }

    fn wrong(self, title: String, sku: &Sku) {
        let name = self.desk.read(|books| books.get::<Product>(sku).map(|product| product.name.to_string()));
        self.answers.give(ScanKind::Wrong, title, name.unwrap_or_else(|| sku.to_string()));
    }

    /// Takes units at a stop: safe in the outbox first, then the tick and the sound.
    pub async fn take(self, stop: &PickStop, quantity: Quantity) {
        let (Some(view), Some(bin)) = (self.now(), stop.bin.clone()) else { return };
        let pick = Pick {
            order: self.order,
            line: stop.line,
            sku: stop.sku.clone(),
            warehouse: view.warehouse,
            bin,
            quantity,
        };
        match self.desk.act(pick.clone()).await {
            Ok(_) => {
                let left = stop.quantity.less(quantity);
                self.done.update(|done| done.push(pick));
                if left.is_zero() {
                    self.answers.give(ScanKind::LineDone, t!("floor-stop-done"), stop.name.clone());
                } else {
                    self.answers.give(ScanKind::Right, t!("floor-n-more", n = left), stop.name.clone());
                }
            }
            Err(why) => self.answers.give(ScanKind::Wrong, t!("floor-not-saved"), words_of(&why)),
        }
    }

    /// Puts the last thing back on its shelf.
    pub fn undo(self) {
        let Some(last) = self.done.try_update(Vec::pop).flatten() else { return };
        spawn_local(async move {
            let back = Unpick {
                order: last.order,
                line: last.line,
                sku: last.sku.clone(),
                warehouse: last.warehouse.clone(),
                bin: last.bin.clone(),
                quantity: last.quantity,
            };
            match self.desk.act(back).await {
                Ok(_) => self.answers.give(
                    ScanKind::Ready,
                    t!("floor-undone"),
                    t!("floor-put-back", bin = last.bin.to_string()),
                ),
                Err(why) => {
                    self.done.update(|done| done.push(last));
                    self.answers.give(ScanKind::Wrong, t!("floor-not-saved"), words_of(&why));
                }
            }
        });
    }

    /// Goes on with the next stop; this one comes back at the end.
    pub fn skip(self) {
        if let Some(stop) = self.now().and_then(|view| view.stops.first().cloned()) {
            let id = (stop.line, stop.bin);
            self.skipped.update(|skipped| {
                skipped.retain(|known| *known != id);
                skipped.push(id);
            });
        }
    }

    /// Says that the shelf does not hold what it should.
    pub fn short(self, missing: Quantity) {
        let Some((view, stop)) = self.now().and_then(|view| view.stops.first().cloned().map(|stop| (view, stop)))
        else {
            return;
        };
        let report = ReportShort {
            order: self.order,
            line: stop.line,
            sku: stop.sku,
            warehouse: view.warehouse,
            bin: stop.bin.unwrap_or_else(BinCode::receiving),
            missing,
        };
        spawn_local(async move {
            match self.desk.act(report).await {
                Ok(_) => {
                    self.skip();
                    self.answers.give(ScanKind::Ready, t!("floor-short-said"), t!("floor-short-next"));
                }
                Err(why) => self.answers.give(ScanKind::Wrong, t!("floor-not-saved"), words_of(&why)),
            }
        });
    }

    fn now(self) -> Option<View> {
        let skipped = self.skipped.get_untracked();
        self.desk.read(|books| look(books, self.order, &skipped))
    }
}

/// The order with its open stops, as the books say now.
fn look(books: &Books<'_>, id: OrderId, skipped: &[StopId]) -> Option<View> {
    let order = books.get::<Order>(id)?;
    let warehouse = order.warehouse.clone()?;
    let stocks: HashMap<Sku, Arc<Stock>> = order
        .lines
        .iter()
        .filter_map(|line| {
            books.get::<Stock>(Stock::id_of(&line.sku, &warehouse)).map(|stock| (line.sku.clone(), stock))
        })
        .collect();
    let bins = stocks.values().flat_map(|stock| stock.bins.keys());
    let locations: HashMap<BinCode, Arc<Location>> = bins
        .filter_map(|bin| {
            books.get::<Location>(Location::id_of(&warehouse, bin)).map(|location| (bin.clone(), location))
        })
        .collect();
    let mut stops =
        pick_list(&order, |sku| stocks.get(sku).map(Arc::as_ref), |bin| locations.get(bin).map(Arc::as_ref));
    // Skipped stops come last, in the order in which they were skipped.
    sorting::sort_by_key(&mut stops, |stop| {
        skipped.iter().position(|(line, bin)| *line == stop.line && *bin == stop.bin).map_or(0, |at| at + 1)
    });
    Some(View { order, warehouse, stops })
}
