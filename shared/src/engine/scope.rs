//! Scopes: named sets of records that a device may hold. Membership is a pure function of the record.

use super::record::{Key, Kind};
use crate::people::Role;
use serde::{Deserialize, Serialize};

/// A set of records that travels together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The shop, its people, warehouses and bins.
    Settings,
    Catalog,
    Stock,
    /// Orders with their shipments.
    Orders,
    /// Notices and tickets.
    Messages,
}

impl Scope {
    pub const ALL: &'static [Scope] = &[Scope::Settings, Scope::Catalog, Scope::Stock, Scope::Orders, Scope::Messages];

    pub fn name(self) -> &'static str {
        match self {
            Scope::Settings => "settings",
            Scope::Catalog => "catalog",
            Scope::Stock => "stock",
            Scope::Orders => "orders",
            Scope::Messages => "messages",
        }
    }

    pub fn from_name(name: &str) -> Option<Scope> {
        Scope::ALL.iter().copied().find(|scope| scope.name() == name)
    }

    /// The set a record belongs to; none for what never leaves the office.
    pub fn of(key: &Key) -> Option<Scope> {
        match key.kind {
            Kind::Merchant | Kind::Member | Kind::Warehouse | Kind::Location => Some(Scope::Settings),
            Kind::Product | Kind::BarcodeClaim => Some(Scope::Catalog),
            Kind::Stock | Kind::Move | Kind::Receipt | Kind::Exception => Some(Scope::Stock),
            Kind::Order | Kind::Shipment | Kind::TrackingClaim | Kind::Import => Some(Scope::Orders),
            Kind::Notice | Kind::Ticket => Some(Scope::Messages),
            Kind::Counter => None,
        }
    }

    /// The sets a role may hold.
    pub fn granted(role: Role) -> Vec<Scope> {
        match role {
            // A picker needs goods, bins and orders, not what was written to customers.
            Role::Floor => vec![Scope::Settings, Scope::Catalog, Scope::Stock, Scope::Orders],
            Role::Owner | Role::Clerk | Role::Support | Role::Viewer | Role::Office => Scope::ALL.to_vec(),
        }
    }
}
