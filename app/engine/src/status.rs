//! The one headline about sync, derived from the outbox and the last contact; so it is right after a restart too.

use crate::tab::Filling;
use shared::base::Moment;
use shared::base::moment::DAY;

/// What the pill says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyncStatus {
    /// The office has everything; `at` is the last contact.
    AllSent {
        at: Moment,
    },
    /// The shop is being copied to this device: what is not here yet is not shown yet.
    Loading(Filling),
    Sending(usize),
    Offline {
        waiting: usize,
    },
    /// The office cannot be reached, and nothing of the shop is on this device yet: there is nothing to work with.
    OfflineAndEmpty,
    NeedsYou(usize),
    /// The only red one: this device cannot keep what is done on it.
    CannotSave,
    /// The oldest unsent change is from `since`, more than a day ago.
    Old {
        since: Moment,
    },
    /// The office does not talk to this app any more: a newer one has to be loaded. So many changes wait here meanwhile.
    TooOld {
        waiting: usize,
    },
    /// Sign in again to send them.
    SignedOutWithWork(usize),
}

/// What the headline is made from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Facts {
    pub waiting: usize,
    pub needs_you: usize,
    /// Changes from elsewhere that the office holds until an owner decides: as many as there are devices they came from.
    pub held: usize,
    pub oldest_waiting: Option<Moment>,
    /// The last time the office answered.
    pub contact: Option<Moment>,
    /// The last try to reach it, and that it failed. (The time lets the headline grow old while nothing else changes.)
    pub tried: Option<Moment>,
    pub unreachable: bool,
    /// The office no longer knows who this is.
    pub expired: bool,
    /// The office no longer talks to an app as old as this one.
    pub too_old: bool,
    pub cannot_save: bool,
    /// What this device holds, also what it has not sent, is read: before that nobody knows what waits.
    pub is_read: bool,
    /// Something of the shop is on this device.
    pub has_books: bool,
    /// How far a copy of the shop to this device is, while one is made.
    pub filling: Option<Filling>,
}

impl Facts {
    /// The most urgent thing that is true.
    pub fn status(&self, now: Moment) -> SyncStatus {
        if self.cannot_save {
            return SyncStatus::CannotSave;
        }
        if self.too_old {
            return SyncStatus::TooOld { waiting: self.waiting };
        }
        if self.expired && self.waiting > 0 {
            return SyncStatus::SignedOutWithWork(self.waiting);
        }
        if self.decisions() > 0 {
            return SyncStatus::NeedsYou(self.decisions());
        }
        if self.is_loading() {
            return SyncStatus::Loading(self.filling.unwrap_or_default());
        }
        match (self.oldest_waiting, self.contact) {
            (Some(since), _) if self.unreachable && now.0.saturating_sub(since.0) > DAY => SyncStatus::Old { since },
            (_, Some(at)) if !self.unreachable && self.waiting == 0 => SyncStatus::AllSent { at },
            (_, Some(_)) if !self.unreachable => SyncStatus::Sending(self.waiting),
            _ if self.is_read && !self.has_books && self.waiting == 0 => SyncStatus::OfflineAndEmpty,
            _ => SyncStatus::Offline { waiting: self.waiting },
        }
    }

    /// What waits for a person. What the office holds can be decided only where it can be reached.
    pub fn decisions(&self) -> usize {
        self.needs_you + if self.unreachable { 0 } else { self.held }
    }

    fn is_loading(&self) -> bool {
        let is_whole = self.is_read && self.has_books && self.filling.is_none();
        !is_whole && self.contact.is_some() && !self.unreachable && self.waiting == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment(1_795_270_927_000);

    fn facts() -> Facts {
        Facts { contact: Some(NOW), is_read: true, has_books: true, ..Facts::default() }
    }

    #[test]
    fn says_where_the_work_is() {
        assert_eq!(facts().status(NOW), SyncStatus::AllSent { at: NOW });
        assert_eq!(Facts { waiting: 3, ..facts() }.status(NOW), SyncStatus::Sending(3));
        assert_eq!(Facts { waiting: 3, unreachable: true, ..facts() }.status(NOW), SyncStatus::Offline { waiting: 3 });
        assert_eq!(Facts::default().status(NOW), SyncStatus::Offline { waiting: 0 }, "nothing is read yet");
        let empty = Facts { has_books: false, unreachable: true, ..facts() };
        assert_eq!(empty.status(NOW), SyncStatus::OfflineAndEmpty);
        assert_eq!(
            Facts { waiting: 1, ..empty }.status(NOW),
            SyncStatus::Offline { waiting: 1 },
            "own work is said first"
        );
    }

    #[test]
    fn the_most_urgent_thing_wins() {
        let all = Facts { waiting: 2, needs_you: 1, expired: true, too_old: true, cannot_save: true, ..facts() };
        assert_eq!(all.status(NOW), SyncStatus::CannotSave);
        assert_eq!(Facts { cannot_save: false, ..all }.status(NOW), SyncStatus::TooOld { waiting: 2 });
        let all = Facts { too_old: false, ..all };
        assert_eq!(Facts { cannot_save: false, ..all }.status(NOW), SyncStatus::SignedOutWithWork(2));
        assert_eq!(Facts { cannot_save: false, expired: false, ..all }.status(NOW), SyncStatus::NeedsYou(1));
    }

    #[test]
    fn nothing_is_called_synced_while_the_shop_is_still_coming() {
        let filling = Filling { records: 400, of: 25_900 };
        let loading = Facts { filling: Some(filling), ..facts() };
        assert_eq!(loading.status(NOW), SyncStatus::Loading(filling));
        let empty = Facts { has_books: false, ..facts() };
        assert_eq!(empty.status(NOW), SyncStatus::Loading(Filling::default()), "nothing is here yet");
        let opening = Facts { is_read: false, ..facts() };
        assert_eq!(opening.status(NOW), SyncStatus::Loading(Filling::default()), "unsent work may still be found");
        assert_eq!(Facts { waiting: 1, ..loading }.status(NOW), SyncStatus::Sending(1), "own work is said first");
        assert_eq!(Facts { unreachable: true, ..loading }.status(NOW), SyncStatus::Offline { waiting: 0 });
    }

    #[test]
    fn what_the_office_holds_is_asked_for_where_it_can_be_decided() {
        let held = Facts { held: 2, ..facts() };
        assert_eq!(held.status(NOW), SyncStatus::NeedsYou(2));
        assert_eq!(Facts { unreachable: true, ..held }.status(NOW), SyncStatus::Offline { waiting: 0 });
        let both = Facts { needs_you: 1, unreachable: true, ..held };
        assert_eq!(both.status(NOW), SyncStatus::NeedsYou(1), "what was refused is decided here");
    }

    #[test]
    fn work_older_than_a_day_is_said() {
        let since = NOW.plus(-DAY - 1);
        let old = Facts { waiting: 1, oldest_waiting: Some(since), unreachable: true, ..facts() };
        assert_eq!(old.status(NOW), SyncStatus::Old { since });
        assert_eq!(Facts { unreachable: false, ..old }.status(NOW), SyncStatus::Sending(1), "it is being sent now");
    }
}
