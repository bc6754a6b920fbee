//! Typed names of things. Two kinds: random ids (UUIDv7, made on the device) and codes people read (SKU, bin).

use super::Malformed;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! random_id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = Malformed;
            fn from_str(text: &str) -> Result<Self, Malformed> {
                Uuid::parse_str(text).map($name).map_err(|_| Malformed::BadCharacters)
            }
        }
    )*};
}

random_id! {
    /// A merchant; first in every key on the server.
    TenantId,
    /// A person who works for the merchant.
    MemberId,
    /// One browser profile or API key: the owner of one outbox and its sequence.
    ClientId,
    /// A tablet, phone or computer as people know it.
    DeviceId,
    /// One command, wherever and however often it is run.
    OpId,
    /// An order.
    OrderId,
    /// A parcel on its way.
    ShipmentId,
    /// A delivery from a supplier.
    ReceiptId,
    /// One file brought in.
    ImportId,
}

/// Makes the same id from the same words, everywhere, so that "the same order twice" cannot exist.
/// Version 8 UUID over SHA-256 with a length before each part, so that ("a", "bc") and ("ab", "c") differ.
fn id_from_words(kind: &str, words: &[&str]) -> Uuid {
    use sha2::{Digest, Sha256};
    let mut hash = Sha256::new();
    hash.update(kind.as_bytes());
    for word in words {
        hash.update((word.len() as u64).to_be_bytes());
        hash.update(word.as_bytes());
    }
    let digest = hash.finalize();
    let mut bytes = [0u8; 16];
    for (to, from) in bytes.iter_mut().zip(digest.iter()) {
        *to = *from;
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

impl OrderId {
    /// The id of the order that `channel` calls `external`.
    /// Importing it twice, also on two devices without a network, names the same order.
    pub fn from_channel(channel: &str, external: &str) -> Self {
        OrderId(id_from_words("order", &[channel, external]))
    }
}

impl OpId {
    /// Orders commands of the same moment. Ids are made with the device's clock in front, so that of one device the
    /// earlier command has the smaller number.
    pub fn order(&self) -> u64 {
        let (high, _) = self.0.as_u64_pair();
        high
    }

    /// The id of the `n`th command made by the office on behalf of `subject` (a retry names the same one).
    pub fn from_office(subject: &str, n: u64) -> Self {
        OpId(id_from_words("office", &[subject, &n.to_string()]))
    }
}

/// Letters, digits and `-_./+` and space inside; no separator that keys are built with.
fn parse_code(text: &str, max: usize) -> Result<String, Malformed> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Malformed::Empty);
    }
    if text.chars().count() > max {
        return Err(Malformed::TooLong);
    }
    if text.chars().any(|c| c.is_control() || matches!(c, '|' | '\u{fffd}')) {
        return Err(Malformed::BadCharacters);
    }
    Ok(text.to_owned())
}

macro_rules! code {
    ($($(#[$doc:meta])* $name:ident($max:literal)),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Longest code, in characters.
            pub const MAX: usize = $max;

            /// Trims, upper-cases ASCII (scanners and people differ there) and checks.
            pub fn parse(text: &str) -> Result<Self, Malformed> {
                parse_code(text, Self::MAX).map(|mut code| {
                    code.make_ascii_uppercase();
                    $name(code)
                })
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = Malformed;
            fn try_from(text: String) -> Result<Self, Malformed> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> String {
                code.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

code! {
    /// The merchant's own name of a thing that can be sold and stored.
    Sku(40),
    /// A warehouse, for example `HZ`.
    WarehouseCode(12),
    /// A place in a warehouse, for example `A-03-12`. Unique within its warehouse.
    BinCode(24),
}

impl BinCode {
    /// Where picked goods wait to be packed and packed goods wait for the carrier. Every warehouse has it.
    pub fn packing() -> Self {
        BinCode("PACK".to_owned())
    }

    /// Where goods arrive before somebody puts them away. Every warehouse has it.
    pub fn receiving() -> Self {
        BinCode("RECEIVING".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_order_of_a_channel_has_the_same_id_everywhere() {
        assert_eq!(OrderId::from_channel("shop", "536365"), OrderId::from_channel("shop", "536365"));
        assert_ne!(OrderId::from_channel("shop", "536365"), OrderId::from_channel("shop5", "36365"));
    }

    #[test]
    fn codes_are_trimmed_upper_cased_and_bounded() {
        assert_eq!(Sku::parse(" 85123a ").unwrap().as_str(), "85123A");
        assert_eq!(Sku::parse(""), Err(Malformed::Empty));
        assert_eq!(Sku::parse("a|b"), Err(Malformed::BadCharacters));
        assert_eq!(Sku::parse(&"x".repeat(41)), Err(Malformed::TooLong));
    }
}
