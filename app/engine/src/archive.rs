//! Older orders and moves, which this device does not hold: asked of the office, looked at, and not kept.

use crate::network::sync;
use crate::problems::NetError;
use crate::tab::here;
use shared::base::{Moment, OrderId, Sku};
use shared::engine::codec::{Entry, decode_segment};
use shared::engine::{Kind, Record, Recorded};
use shared::inventory::Move;
use shared::orders::OrderRow;
use shared::sync::archive::{MOVES, PAGE, move_place, place};
use shared::sync::rows::RowSegment;
use std::sync::Arc;

/// A line of the archive.
#[derive(Debug, Clone, PartialEq)]
pub struct OlderOrder {
    /// Since when nothing was to be done any more.
    pub over_since: Moment,
    pub row: Arc<OrderRow>,
}

/// A page of those with these words, behind `last`, and whether there are more.
pub(crate) async fn list(words: &str, last: Option<&OlderOrder>) -> Result<(Vec<OlderOrder>, bool), NetError> {
    let words = String::from(js_sys::encode_uri_component(words));
    let before = last.map(|last| format!("&before={}", place(last.over_since, last.row.id))).unwrap_or_default();
    let bytes = sync::archive(&format!("?words={words}{before}")).await?;
    let mut rows = RowSegment::from_bytes(&bytes).ok_or(NetError::Garbage)?.rows;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let line = |(over, row): (u64, OrderRow)| OlderOrder {
        over_since: Moment(i64::try_from(over).unwrap_or_default()),
        row: Arc::new(row),
    };
    Ok((rows.into_iter().map(line).collect(), more))
}

/// Brings one with everything that belongs to it, to look at.
pub(crate) async fn look_up(order: OrderId) -> Result<(), NetError> {
    let generation = here(|tab| tab.generation.get());
    let bytes = sync::archive(&format!("/{order}")).await?;
    let entries = decode_segment(&bytes).map_err(|_| NetError::Garbage)?;
    here(|tab| {
        // Somebody else's books may be open by now.
        if tab.generation.get() == generation {
            let changed = tab.lay(|replica, _| replica.show_guests(&entries));
            tab.changed(&changed);
        }
    });
    Ok(())
}

/// A page of older moves of a product behind `last`, and whether there are more.
pub(crate) async fn moves(sku: &Sku, last: Option<&Move>) -> Result<(Vec<Arc<Move>>, bool), NetError> {
    let sku = String::from(js_sys::encode_uri_component(sku.as_str()));
    let before = last.map(|last| format!("&before={}", move_place(last))).unwrap_or_default();
    let bytes = sync::archive(&format!("/moves?sku={sku}{before}")).await?;
    let mut entries = decode_segment(&bytes).map_err(|_| NetError::Garbage)?;
    let more = entries.len() > MOVES;
    entries.truncate(MOVES);
    let read = |entry: &Entry| Record::from_bytes(Kind::Move, entry.body.as_ref()?).ok();
    let records: Vec<Record> = entries.iter().filter_map(read).collect();
    Ok((records.iter().filter_map(Move::unwrap).cloned().collect(), more))
}
