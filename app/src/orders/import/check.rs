//! The dry run: reads the whole file piece by piece and says what would happen. Nothing is placed.

use super::known::known;
use super::source::Source;
use crate::desk::use_desk;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::orders::intake::{Broken, Plan, Reader};
use std::rc::Rc;

/// What a file would come to.
#[derive(Clone)]
pub struct Checked {
    pub plan: Rc<Plan>,
}

/// Rows between two breaths: a piece takes less than a tenth of a second on a slow tablet.
const PIECE: usize = 4_000;

/// Reads the file; `progress` is (bytes, of bytes). Call it where the desk can be had.
pub fn start_check(
    source: Source,
    progress: RwSignal<(u64, u64)>,
    then: impl FnOnce(Result<Checked, Broken>) + 'static,
) {
    let desk = use_desk();
    progress.set((0, 0));
    spawn_local(async move {
        engine::breathe().await;
        let mut reader = match Reader::new(source.bytes(), &source.look, source.options.clone()) {
            Ok(reader) => reader,
            Err(broken) => return then(Err(broken)),
        };
        loop {
            let far = reader.next_batch(PIECE);
            progress.set((far.bytes as u64, far.of_bytes as u64));
            engine::breathe().await;
            if far.finished {
                break;
            }
        }
        let known = desk.read(known);
        then(Ok(Checked { plan: Rc::new(reader.plan(&known)) }));
    });
}
