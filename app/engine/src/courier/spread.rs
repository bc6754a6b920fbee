//! What an errand has changed: shown on the screens of this tab, and told to the other ones.

use crate::device::clock;
use crate::follower;
use crate::kept;
use crate::person::Person;
use crate::tab::{Filling, here};
use crate::tabs::channel::{self, Laid};
use shared::engine::Key;
use shared::sync::errand::News;

/// Screens follow a long filling every so many segments.
const SHOW_EVERY: usize = 2;

/// Tells the news of one errand.
pub(super) struct Spread {
    client: shared::base::ClientId,
    /// Looks different, and is not shown yet.
    changed: Vec<Key>,
    segments: usize,
    /// How often everything confirmed was forgotten, as far as the screens know.
    pub clearings: u32,
}

impl Spread {
    pub fn new(person: &Person) -> Spread {
        let clearings = here(|tab| tab.footing.borrow().clearings);
        Spread { client: person.client, changed: Vec::new(), segments: 0, clearings }
    }

    pub fn tell(&mut self, news: News) {
        let client = self.client;
        match news {
            News::Began { epoch } => {
                here(|tab| follower::show_clearing(tab, self.clearings));
                self.clearings = here(|tab| tab.footing.borrow().clearings);
                channel::tell(&channel::News::Began(epoch));
            }
            News::Sending(range) => here(|tab| {
                tab.sending.set(range.unwrap_or_default());
                tab.ledger_changed();
            }),
            News::Answered(answers) => {
                let at = clock::now();
                here(|tab| follower::note_answers(tab, &answers, at));
                kept::note();
                channel::tell(&channel::News::Answered(client, answers, at));
            }
            News::Filling(filling) => {
                let filling = filling.map(|(records, of)| Filling { records, of });
                here(|tab| tab.facts.change(|facts| facts.filling = filling));
                self.segments = filling.map_or(0, |_| self.segments + 1);
                self.show_now_and_then();
            }
            News::Laid { changed, bytes, last_seq, dropped, place, epoch } => {
                self.changed.extend(changed);
                let laid = Laid { client, last_seq, dropped, place, epoch };
                channel::tell_with(&channel::News::Laid(laid), Some(&bytes));
                self.show_now_and_then();
                follower::look_for_what_was_missed();
            }
            News::Compacted { before, chunk } => channel::tell(&channel::News::Compacted(before, chunk)),
        }
    }

    /// A filling brings thousands of records: screens that ran again for each would do nothing else.
    fn show_now_and_then(&mut self) {
        if self.segments.is_multiple_of(SHOW_EVERY) {
            self.show();
        }
    }

    pub fn show(&mut self) {
        let changed = std::mem::take(&mut self.changed);
        if !changed.is_empty() {
            here(|tab| tab.changed(&changed));
        }
    }
}
