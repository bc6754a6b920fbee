//! Records: the current state of one thing, `(kind, id) -> value`. The one list of kinds.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::sync::Arc;

/// Names one record. The id is what the kind says: a SKU, a UUID, `SKU|WAREHOUSE`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key {
    pub kind: Kind,
    pub id: String,
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.kind.name(), self.id)
    }
}

/// A value that is kept as a record.
pub trait Recorded: Serialize + DeserializeOwned + Clone + 'static {
    const KIND: Kind;

    /// The id part of the key.
    fn id(&self) -> String;
    fn wrap(value: Arc<Self>) -> Record;
    fn unwrap(record: &Record) -> Option<&Arc<Self>>;

    fn key_of(id: impl ToString) -> Key {
        Key { kind: Self::KIND, id: id.to_string() }
    }

    fn key(&self) -> Key {
        Self::key_of(self.id())
    }
}

macro_rules! records {
    ($($(#[$doc:meta])* $kind:ident = $number:literal $name:literal : $type:ty, $id:expr;)*) => {
        /// Every kind of record. Numbers and names are frozen: they stand in stored bytes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[repr(u8)]
        pub enum Kind {
            $($(#[$doc])* $kind = $number,)*
        }

        impl Kind {
            pub const ALL: &'static [Kind] = &[$(Kind::$kind,)*];

            /// The name in the database and in exports.
            pub fn name(self) -> &'static str {
                match self { $(Kind::$kind => $name,)* }
            }

            pub fn from_name(name: &str) -> Option<Kind> {
                match name { $($name => Some(Kind::$kind),)* _ => None }
            }

            pub fn from_number(number: u8) -> Option<Kind> {
                match number { $($number => Some(Kind::$kind),)* _ => None }
            }
        }

        /// A record of any kind, cheap to clone.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Record {
            $($kind(Arc<$type>),)*
        }

        impl Record {
            pub fn kind(&self) -> Kind {
                match self { $(Record::$kind(_) => Kind::$kind,)* }
            }

            pub fn key(&self) -> Key {
                match self { $(Record::$kind(value) => value.key(),)* }
            }

            /// The body as people and reports read it.
            pub fn to_json(&self) -> Result<String, serde_json::Error> {
                match self { $(Record::$kind(value) => serde_json::to_string(value),)* }
            }

            pub fn from_json(kind: Kind, body: &str) -> Result<Record, serde_json::Error> {
                match kind { $(Kind::$kind => serde_json::from_str(body).map(|value| Record::$kind(Arc::new(value))),)* }
            }

            /// The body as devices keep it.
            pub fn to_bytes(&self) -> Result<Vec<u8>, postcard::Error> {
                match self { $(Record::$kind(value) => postcard::to_stdvec(value.as_ref()),)* }
            }

            pub fn from_bytes(kind: Kind, bytes: &[u8]) -> Result<Record, postcard::Error> {
                match kind { $(Kind::$kind => postcard::from_bytes(bytes).map(|value| Record::$kind(Arc::new(value))),)* }
            }
        }

        $(impl Recorded for $type {
            const KIND: Kind = Kind::$kind;
            fn id(&self) -> String {
                let id: fn(&$type) -> String = $id;
                id(self)
            }
            fn wrap(value: Arc<Self>) -> Record { Record::$kind(value) }
            fn unwrap(record: &Record) -> Option<&Arc<Self>> {
                match record { Record::$kind(value) => Some(value), _ => None }
            }
        })*
    };
}

records! {
    /// The shop itself: one record.
    Merchant = 1 "merchant": crate::people::Merchant, |_| crate::people::Merchant::ID.to_owned();
    /// A person who works here.
    Member = 2 "member": crate::people::Member, |m| m.id.to_string();
    /// What can be sold and stored.
    Product = 3 "product": crate::catalog::Product, |p| p.sku.to_string();
    /// Which product a barcode belongs to.
    BarcodeClaim = 4 "barcode": crate::catalog::BarcodeClaim, |b| b.code.to_string();
    Warehouse = 5 "warehouse": crate::inventory::Warehouse, |w| w.code.to_string();
    /// A bin.
    Location = 6 "location": crate::inventory::Location, |l| crate::inventory::Location::id_of(&l.warehouse, &l.bin);
    /// The stock of one SKU in one warehouse.
    Stock = 7 "stock": crate::inventory::Stock, |s| crate::inventory::Stock::id_of(&s.sku, &s.warehouse);
    /// One change of stock. Never edited.
    Move = 8 "move": crate::inventory::Move, |m| m.id.clone();
    /// A delivery from a supplier: announced, then received.
    Receipt = 9 "receipt": crate::inventory::Receipt, |r| r.id.to_string();
    /// Something the books disagree with, for a person.
    Exception = 10 "exception": crate::inventory::Exception, |e| e.id.clone();
    Order = 11 "order": crate::orders::Order, |o| o.id.to_string();
    /// Counters of the office, such as the last order number.
    Counter = 12 "counter": crate::orders::Counter, |c| c.name.clone();
    /// A file that was brought in.
    Import = 13 "import": crate::orders::Import, |i| i.id.to_string();
    Shipment = 14 "shipment": crate::shipping::Shipment, |s| s.id.to_string();
    /// Which shipment a carrier's number belongs to.
    TrackingClaim = 15 "tracking": crate::shipping::TrackingClaim, |t| crate::shipping::TrackingClaim::id_of(t.carrier, &t.number);
    /// A message to a customer, or the reason why there is none.
    Notice = 16 "notice": crate::notifications::Notice, |n| n.id.clone();
    /// Work for support.
    Ticket = 17 "ticket": crate::notifications::Ticket, |t| t.id.clone();
}
