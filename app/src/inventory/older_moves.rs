//! The part of a product's ledger that this device does not hold: asked of the office when somebody wants to read on.

use crate::desk::{Doing, use_doing};
use crate::{gate, t};
use engine::NetError;
use kit::{Button, Glyph};
use leptos::prelude::*;
use shared::base::Sku;
use shared::inventory::Move;
use std::sync::Arc;

/// What was brought so far. It is forgotten with the page.
#[derive(Clone, Copy)]
pub struct OlderMoves {
    doing: Doing,
    sku: Signal<Sku>,
    pub moves: RwSignal<Vec<Arc<Move>>>,
    asking: RwSignal<bool>,
    /// There is nothing behind what was brought.
    ended: RwSignal<bool>,
}

impl OlderMoves {
    pub fn new(sku: Signal<Sku>) -> OlderMoves {
        let (moves, asking, ended) = (RwSignal::default(), RwSignal::new(false), RwSignal::new(false));
        OlderMoves { doing: use_doing(), sku, moves, asking, ended }
    }

    fn ask(self) {
        self.asking.set(true);
        leptos::task::spawn_local(async move {
            let last = self.moves.with_untracked(|moves| moves.last().cloned());
            let answer = self.doing.desk.older_moves(&self.sku.get_untracked(), last.as_deref()).await;
            self.asking.try_set(false);
            match answer {
                Ok((page, more)) => {
                    self.ended.try_set(!more);
                    self.moves.try_update(|moves| moves.extend(page));
                }
                Err(NetError::Offline) => self.doing.warn(t!("ledger-older-offline")),
                Err(problem) => self.doing.warn(gate::net(&problem)),
            }
        });
    }
}

/// Under the last line that is here.
#[component]
pub fn ReadOn(older: OlderMoves) -> impl IntoView {
    view! {
        <div class="card-more">
            <Show when=move || !older.ended.get() fallback=|| view! { <p class="t3">{move || t!("ledger-all")}</p> }>
                <Button label=move || t!("ledger-older") icon=Glyph::History busy=older.asking on_press=move || older.ask()/>
            </Show>
        </div>
    }
}
