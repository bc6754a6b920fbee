//! The page `/bench/` that a bench of browser stores opens, only in builds with the feature `bench`. With `?cold=1` it is the
//! app itself on its Orders screen, and says when it was opened, read and drawn; else it only offers `window.bench`.

use crate::orders;
use engine::Desk;
use engine::contest::page::{Wanted, go_to, next_frame, since_opened, tell_cold, wanted};
use engine::contest::{newest_query, offer};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::orders::{OrderRow, View};
use std::cell::Cell;
use std::sync::Arc;

/// So many of the newest the bench wants to know.
const NEWEST: usize = 50;
/// The tab of the screen that holds what the bench calls confirmed.
const VIEW: View = View::WaitingForStock;

thread_local! {
    /// When this program began, if a cold open is measured.
    static BOOT: Cell<Option<f64>> = const { Cell::new(None) };
}

/// At the bench's address: offers what it asks for. Says whether the app is to be drawn.
pub fn begin() -> bool {
    let wanted = wanted();
    if wanted != Wanted::App {
        offer();
    }
    if wanted == Wanted::ColdOpen {
        BOOT.with(|boot| boot.set(Some(since_opened())));
        go_to(&format!("{}&sort=-placed", orders::list_href(VIEW)));
    }
    wanted != Wanted::Calls
}

/// The desk is open; the screens come next.
pub fn note_opened(desk: Desk) {
    let Some(boot) = BOOT.with(Cell::get) else { return };
    let opened = since_opened();
    spawn_local(async move {
        let mut newest = loop {
            let shown = desk.read(|books| books.orders().shown(&newest_query(VIEW), engine::now()));
            match shown {
                Some((rows, _)) => break rows,
                None => engine::breathe().await,
            }
        };
        newest.truncate(NEWEST);
        let read = since_opened();
        while !is_drawn(&newest) {
            next_frame().await;
        }
        next_frame().await;
        next_frame().await;
        let steps = [("boot", boot), ("opened", opened), ("read", read), ("painted", since_opened())];
        tell_cold(&steps, newest.iter().map(|row| row.id.to_string()));
    });
}

/// The table shows the newest: the rows in view, as for everybody.
fn is_drawn(newest: &[Arc<OrderRow>]) -> bool {
    let drawn = document().query_selector(".data-table tbody tr[id]").ok().flatten();
    let text = drawn.and_then(|row| row.text_content()).unwrap_or_default();
    newest.first().is_some_and(|row| text.contains(row.number()))
}
