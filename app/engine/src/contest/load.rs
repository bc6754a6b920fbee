//! Filling an empty device, as a pull does: segments as the office cuts them into the cache, then into the copy of the books and
//! the order index.

use super::{Failed, failed};
use crate::courier;
use crate::device::clock;
use crate::first_page;
use crate::storage::cache::{Chunk, Piece};
use crate::tab::here;
use js_sys::{Array, JSON};
use shared::base::{Name, TextLine};
use shared::contest::{self, Theirs};
use shared::engine::codec::{Entry, encode_segment};
use shared::engine::{Key, Record, Recorded};
use shared::orders::Order;
use shared::people::{Language, Merchant};
use shared::sync::footing::{CHUNK_RECORDS, Head, Place};
use shared::sync::patch::Patch;
use std::sync::Arc;

/// Whose versions the records have.
const EPOCH: &str = "bench";
/// Rows are made and shown every so many segments, as while a device is filled.
const SHOW_EVERY: u32 = 2;

/// All orders of the rig.
pub async fn load(theirs: &Array) -> Result<(), Failed> {
    let mut filling = Filling::begin()?;
    filling.lay(shop()?).await?;
    let (segment, all) = (u32::try_from(CHUNK_RECORDS).map_err(failed)?, theirs.length());
    for from in (0..all).step_by(CHUNK_RECORDS) {
        let text: String = JSON::stringify(&theirs.slice(from, from.saturating_add(segment))).map_err(failed)?.into();
        let some: Vec<Theirs> = serde_json::from_str(&text).map_err(failed)?;
        let orders = some.into_iter().map(Theirs::into_order).collect::<Result<Vec<Order>, _>>().map_err(failed)?;
        filling.lay(orders.into_iter().map(|order| Order::wrap(Arc::new(order))).collect()).await?;
        if (from / segment).is_multiple_of(SHOW_EVERY) {
            filling.show();
            clock::breathe().await;
        }
    }
    filling.show();
    // As behind an errand.
    first_page::keep().await;
    Ok(())
}

/// What the screens want to know of the shop.
fn shop() -> Result<Vec<Record>, Failed> {
    let merchant = Merchant {
        name: Name::parse(contest::BY).map_err(failed)?,
        country: TextLine::parse(contest::COUNTRY).map_err(failed)?,
        currency: contest::currency().map_err(failed)?,
        language: Language::Chinese,
        utc_offset_minutes: 480,
        ship_within_hours: 24,
        default_warehouse: None,
        reply_to: None,
        phone: None,
        demo: false,
    };
    let mut records = vec![Merchant::wrap(Arc::new(merchant))];
    records.extend(contest::warehouses().map_err(failed)?);
    Ok(records)
}

struct Filling {
    leader: u64,
    head: Head,
    version: u64,
    /// Laid and not shown yet.
    changed: Vec<Key>,
}

impl Filling {
    fn begin() -> Result<Filling, Failed> {
        let leader = courier::leader().ok_or_else(|| failed("this tab does not lead"))?;
        let person = here(|tab| tab.person.borrow().clone()).ok_or_else(|| failed("nobody works here"))?;
        Ok(Filling { leader, head: Head::new(&person.bearer(), EPOCH), version: 0, changed: Vec::new() })
    }

    /// On the disk first, then in memory.
    async fn lay(&mut self, records: Vec<Record>) -> Result<(), Failed> {
        let mut entries = Vec::with_capacity(records.len());
        for record in &records {
            self.version += 1;
            entries.push(Entry::new(&record.key(), self.version, Some(record)).map_err(failed)?);
        }
        let bytes = encode_segment(&entries);
        let cache = here(|tab| tab.cache.clone());
        let rows = here(|tab| tab.rows_of(&entries));
        let chunk = Chunk { bytes: &bytes, rows: &rows };
        let chunk = cache.keep(self.leader, &self.head, Piece::Chunk(chunk)).await.map_err(failed)?;
        let patch = Patch { entries, dropped: Vec::new() };
        let changed = here(|tab| {
            tab.lay(|replica, footing| {
                let place = Place { behind: footing.chunk, chunk };
                footing.head.get_or_insert_with(|| self.head.clone());
                footing.lay(replica, &patch, 0, place, EPOCH)
            })
        });
        self.changed.extend(changed);
        Ok(())
    }

    fn show(&mut self) {
        let changed = std::mem::take(&mut self.changed);
        here(|tab| tab.changed(&changed));
    }
}
