//! Roles and rights: one table, enforced by `execute` on both sides.

use serde::{Deserialize, Serialize};

/// What somebody is to the shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Owner,
    Clerk,
    Floor,
    Support,
    Viewer,
    /// The server itself, on nobody's behalf.
    Office,
}

impl Role {
    /// Roles that people can be given.
    pub const STAFF: &'static [Role] = &[Role::Owner, Role::Clerk, Role::Floor, Role::Support, Role::Viewer];

    pub fn name(self) -> &'static str {
        match self {
            Role::Owner => "owner",
            Role::Clerk => "clerk",
            Role::Floor => "floor",
            Role::Support => "support",
            Role::Viewer => "viewer",
            Role::Office => "office",
        }
    }

    pub fn from_name(name: &str) -> Option<Role> {
        Role::STAFF.iter().copied().find(|role| role.name() == name)
    }

    /// How much of the books their devices hold.
    pub fn sight(self) -> Sight {
        if self == Role::Floor { Sight::Work } else { Sight::Whole }
    }

    pub fn may(self, right: Right) -> bool {
        use Right::*;
        match self {
            Role::Office => true,
            Role::Owner => right != OfficeWork,
            Role::Clerk => !matches!(right, RunShop | OfficeWork),
            Role::Floor => matches!(right, MoveStock | Reserve | Fulfil | Track),
            Role::Support => matches!(right, HoldOrders | Serve | Track),
            Role::Viewer => false,
        }
    }
}

/// How much of the books somebody is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sight {
    Whole,
    /// Orders with work in the house, without what only the desk needs to know of their customers.
    Work,
}

/// A thing that can be allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// Settings, staff, warehouses and bins.
    RunShop,
    EditCatalog,
    /// Place, amend, cancel, import.
    EditOrders,
    HoldOrders,
    TakePayment,
    Reserve,
    /// Receive, count, adjust, move.
    MoveStock,
    /// Pick, pack, ship.
    Fulfil,
    Track,
    /// Messages and tickets.
    Serve,
    OfficeWork,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picker_cannot_touch_money_and_a_viewer_nothing() {
        assert!(Role::Floor.may(Right::Fulfil));
        assert!(!Role::Floor.may(Right::TakePayment));
        assert!(!Role::Floor.may(Right::EditOrders));
        assert!(!Role::Clerk.may(Right::RunShop));
        assert!(!Role::Owner.may(Right::OfficeWork));
        assert!(!Role::Viewer.may(Right::Track));
    }
}
