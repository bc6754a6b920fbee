//! The share of a scope that devices are given: all of it, or what the work on the floor needs.
//!
//! Who sees only the work has books of another epoch: a device whose person gets another role throws its copy away, like
//! after a restore, and never has both in it.

use crate::engine::{Key, Kind, Record, Recorded, Scope};
use crate::orders::Order;
use crate::people::{Role, Sight};

/// A scope as those see it who share a sight of the books.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share {
    scope: Scope,
    sight: Sight,
}

impl Share {
    /// In scopes that are not cut everybody shares the same segments.
    pub fn new(scope: Scope, sight: Sight) -> Share {
        Share { scope, sight: if matches!(scope, Scope::Orders | Scope::Stock) { sight } else { Sight::Whole } }
    }

    pub fn granted(role: Role) -> impl Iterator<Item = Share> {
        Scope::granted(role).into_iter().map(move |scope| Share::new(scope, role.sight()))
    }

    pub fn scope(self) -> Scope {
        self.scope
    }

    pub fn is_cut(self) -> bool {
        self.sight == Sight::Work
    }

    /// Whether something is told that no segment holds, so that it has to be told behind them. Whoever is interrupted before begins
    /// where they began.
    pub fn tells_more(self) -> bool {
        self.is_cut() && self.scope == Scope::Orders
    }

    /// Whether a record may lie in a segment, which stays for ever: an address is told for as long as goods are at the packing desk.
    pub fn may_seal(self, record: &Record) -> bool {
        !matches!(record, Record::Order(order) if self.is_cut() && order.is_at_packing())
    }

    /// The name of its segments. Another one whenever something else is cut: those are sealed anew then.
    pub fn name(self) -> &'static str {
        match (self.sight, self.scope) {
            (Sight::Work, Scope::Stock) => "stock-work-1",
            (Sight::Work, Scope::Orders) => "orders-work-1",
            _ => self.scope.name(),
        }
    }

    /// A record as it is shown; none if it is not.
    pub fn show(self, record: &Record) -> Option<Record> {
        if !self.is_cut() {
            return Some(record.clone());
        }
        match record {
            Record::Order(order) => order.for_the_floor().map(|order| Order::wrap(order.into())),
            other => is_on_floor(&record.key(), Some(other)).is_some_and(|is_there| is_there).then(|| other.clone()),
        }
    }
}

/// Whether the floor holds a record now. None: nobody there ever needs one of this kind, so that nobody is told that it is gone.
/// The database says the same of its rows (`record.on_floor`).
pub fn is_on_floor(key: &Key, record: Option<&Record>) -> Option<bool> {
    match key.kind {
        Kind::Order => Some(matches!(record, Some(Record::Order(order)) if !order.status().is_done())),
        Kind::Exception => Some(matches!(record, Some(Record::Exception(exception)) if exception.is_open())),
        Kind::Stock | Kind::Receipt => Some(record.is_some()),
        _ => None,
    }
}

/// Whose books these are: those of the work begin with another word.
pub fn epoch(sight: Sight, epoch: &str) -> String {
    match sight {
        Sight::Whole => epoch.to_owned(),
        Sight::Work => format!("work-1-{epoch}"),
    }
}
