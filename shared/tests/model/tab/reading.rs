//! What a tab reads from its disk: when it opens, when it begins to lead, and when another tab has written something.
//! Between the reading and the taking anything may happen.

use super::Tab;
use crate::dice::Dice;
use crate::disk::Disk;
use shared::sync::opening::{self, Found, Opening};
use shared::sync::outbox::{Entry, Standing};

/// What was read from the outbox.
#[derive(Debug)]
pub(super) struct Unread {
    /// Commands that this tab has, as they stand there.
    overdue: Vec<Entry>,
    fresh: Vec<Entry>,
    /// All of them, because everything confirmed was forgotten.
    again: bool,
}

impl Tab {
    /// Commands whose answers must be in the outbox by now: a tab that led died before it told of them.
    pub(super) fn overdue(&self) -> Vec<u64> {
        let contained = self.slips.range(..=self.footing.last_seq);
        contained.filter(|(_, slip)| slip.standing == Standing::Waiting).map(|(seq, _)| *seq).collect()
    }

    /// Whether something of the outbox is still to be read or shown.
    pub fn reads(&self) -> bool {
        self.to_read || self.unread.is_some()
    }

    /// Reads what other tabs have put into the outbox. It may be shown at a later step.
    pub fn read_outbox(&mut self, disk: &Disk, dice: &mut Dice) {
        if let Some(unread) = self.unread.take() {
            return self.take_unread(unread);
        }
        self.to_read = false;
        let client = self.person.client;
        let overdue = self.overdue().into_iter().filter_map(|seq| disk.entries.get(&(client, seq)).cloned()).collect();
        let (known, again) = self.footing.reads_after();
        let fresh = disk.of(client).filter(|entry| entry.seq > known).cloned().collect();
        let unread = Unread { overdue, fresh, again };
        if dice.once_in(3) {
            self.unread = Some(unread);
        } else {
            self.take_unread(unread);
        }
    }

    fn take_unread(&mut self, Unread { overdue, fresh, again }: Unread) {
        for entry in overdue {
            if let Some(slip) = self.slips.get_mut(&entry.seq) {
                slip.standing = slip.standing.max(entry.standing);
            }
        }
        let last = fresh.last().map_or(0, |entry| entry.seq);
        let is_new = |entry: &Entry| {
            !self.slips.contains_key(&entry.seq) || again && self.footing.is_open_again(&self.replica, entry)
        };
        let fresh = fresh.into_iter().filter(is_new).collect();
        self.show(fresh);
        self.footing.known_seq = self.footing.known_seq.max(last);
    }

    /// One step of what the tab does when it opens, or when it begins to lead.
    pub fn open_further(&mut self, disk: &Disk, dice: &mut Dice) {
        let Some((mut opening, ask)) = self.opening.take() else { return };
        let is_read = matches!(ask, opening::Ask::Show(_) | opening::Ask::Over);
        let found = match ask {
            ask if self.found.is_none() && !is_read && dice.once_in(3) => {
                self.found = Some(self.read_disk(disk, &ask));
                self.opening = Some((opening, ask));
                return;
            }
            opening::Ask::Show(entries) => {
                self.show(entries);
                Found::Shown
            }
            opening::Ask::Over => {
                self.catch_up_with_what_was_missed();
                if self.opening.is_some() {
                    return;
                }
                if self.leads && opening.is_catching_up() {
                    self.is_ready_to_lead = true;
                } else if self.leads && !self.is_ready_to_lead {
                    self.start(Opening::catching_up(self.person));
                }
                return;
            }
            ask => self.found.take().unwrap_or_else(|| self.read_disk(disk, &ask)),
        };
        let ask = opening.next(&mut self.replica, &mut self.footing, found);
        self.opening = Some((opening, ask));
    }

    fn read_disk(&self, disk: &Disk, ask: &opening::Ask) -> Found {
        let client = self.person.client;
        match ask {
            opening::Ask::Head => Found::Head(disk.head()),
            opening::Ask::Chunks(after) => Found::Chunks(disk.chunks(*after)),
            opening::Ask::LastSeq => Found::LastSeq(disk.last_seq(client)),
            opening::Ask::Aside => Found::Entries(disk.aside(client)),
            opening::Ask::FirstWaiting => Found::Entries(disk.waiting(client, 0, 1)),
            opening::Ask::After(after) => Found::Entries(disk.page(client, *after)),
            opening::Ask::Show(_) | opening::Ask::Over => Found::Shown,
        }
    }

    pub(super) fn catch_up_with_what_was_missed(&mut self) {
        if self.footing.has_missed && self.opening.is_none() {
            self.start(Opening::catching_up(self.person));
        }
    }
}
