//! The outbox of the person at this device, as far as screens and the headline need it in memory: where every change
//! is. The commands themselves lie in storage, and in the replica until their effects have come back.

use crate::change::ChangeState;
use shared::base::{Moment, OpId};
use shared::engine::{Command, Key, Refusal};
use shared::sync::outbox::{Entry, Standing};
use std::collections::BTreeMap;
use std::sync::Arc;

/// So many changes that the office has are remembered for the Sync page.
pub const RECENT: usize = 50;

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct Slip {
    pub op: OpId,
    pub name: String,
    pub by: String,
    pub occurred_at: Moment,
    pub standing: Standing,
    pub refusal: Option<Refusal>,
    /// When the office answered.
    pub answered_at: Option<Moment>,
    /// Kept for what is shown after the replica has dropped it.
    pub command: Option<Arc<Command>>,
    pub keys: Vec<Key>,
}

impl Slip {
    /// `keys` are the records it touches; `command` is kept where the replica does not keep it.
    pub fn of(entry: &Entry, keys: Vec<Key>, command: Option<Arc<Command>>) -> Slip {
        Slip {
            op: entry.op,
            name: entry.name.clone(),
            by: entry.by.clone(),
            occurred_at: entry.occurred_at,
            standing: entry.standing,
            refusal: entry.refusal(),
            answered_at: entry.answered_at,
            command,
            keys,
        }
    }

    pub fn state(&self, is_sending: bool) -> ChangeState {
        match self.standing {
            Standing::Waiting if is_sending => ChangeState::Sending,
            Standing::Waiting => ChangeState::OnThisDevice,
            Standing::Done | Standing::Settled => {
                ChangeState::OnTheServer { at: self.answered_at.unwrap_or(self.occurred_at) }
            }
            Standing::NeedsYou => ChangeState::NeedsYou { refusal: self.refusal.clone() },
        }
    }
}

/// Every change that is not with the office, those that need a person, and the latest that are done.
#[derive(Debug, Default)]
pub struct Ledger {
    slips: BTreeMap<u64, Slip>,
    waiting: usize,
    needs_you: usize,
}

impl Ledger {
    pub fn add(&mut self, seq: u64, slip: Slip) {
        self.remove(seq);
        self.count(slip.standing, true);
        self.slips.insert(seq, slip);
    }

    pub fn get(&self, seq: u64) -> Option<&Slip> {
        self.slips.get(&seq)
    }

    pub fn contains(&self, seq: u64) -> bool {
        self.slips.contains_key(&seq)
    }

    pub fn change(&mut self, seq: u64, change: impl FnOnce(&mut Slip)) {
        if let Some(mut slip) = self.remove(seq) {
            change(&mut slip);
            self.add(seq, slip);
        }
    }

    pub fn waiting(&self) -> usize {
        self.waiting
    }

    pub fn needs_you(&self) -> usize {
        self.needs_you
    }

    pub fn oldest_waiting(&self) -> Option<Moment> {
        if self.waiting == 0 {
            None
        } else {
            self.slips.values().find(|slip| slip.standing == Standing::Waiting).map(|slip| slip.occurred_at)
        }
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (u64, &Slip)> {
        self.slips.iter().map(|(seq, slip)| (*seq, slip))
    }

    /// Lets go of all but the latest of those that need nothing more.
    pub fn trim(&mut self) {
        let over: Vec<u64> = self
            .iter()
            .rev()
            .filter(|(_, slip)| slip.standing == Standing::Done)
            .map(|(seq, _)| seq)
            .skip(RECENT)
            .collect();
        for seq in over {
            self.remove(seq);
        }
    }

    pub fn remove(&mut self, seq: u64) -> Option<Slip> {
        let slip = self.slips.remove(&seq)?;
        self.count(slip.standing, false);
        Some(slip)
    }

    fn count(&mut self, standing: Standing, comes: bool) {
        let counter = match standing {
            Standing::Waiting => &mut self.waiting,
            Standing::NeedsYou => &mut self.needs_you,
            Standing::Done | Standing::Settled => return,
        };
        *counter = if comes { *counter + 1 } else { counter.saturating_sub(1) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slip(n: u64, standing: Standing) -> Slip {
        Slip {
            op: OpId::from_office("test", n),
            name: "orders.hold.1".into(),
            by: "Lin".into(),
            occurred_at: Moment(i64::try_from(n).unwrap()),
            standing,
            refusal: None,
            answered_at: None,
            command: None,
            keys: Vec::new(),
        }
    }

    #[test]
    fn counts_what_waits_and_what_needs_somebody() {
        let mut ledger = Ledger::default();
        for n in 1..=5 {
            ledger.add(n, slip(n, Standing::Waiting));
        }
        ledger.add(5, slip(5, Standing::Waiting));
        ledger.change(1, |slip| slip.standing = Standing::Done);
        ledger.change(2, |slip| slip.standing = Standing::NeedsYou);
        assert_eq!((ledger.waiting(), ledger.needs_you(), ledger.oldest_waiting()), (3, 1, Some(Moment(3))));
        ledger.change(2, |slip| slip.standing = Standing::Settled);
        assert_eq!(ledger.needs_you(), 0);
    }

    #[test]
    fn keeps_what_waits_and_the_latest_that_is_done() {
        let mut ledger = Ledger::default();
        ledger.add(1, slip(1, Standing::Waiting));
        for n in 2..200 {
            ledger.add(n, slip(n, Standing::Done));
        }
        ledger.trim();
        assert_eq!(ledger.iter().count(), RECENT + 1);
        assert!(ledger.contains(1) && ledger.contains(199) && !ledger.contains(2));
    }
}
