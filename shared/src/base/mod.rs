//! Words that every room uses: ids, money, quantities, moments, addresses, phones.

pub mod address;
pub mod address_paste;
pub mod barcode;
pub mod email;
pub mod ids;
pub mod moment;
pub mod money;
pub mod name;
pub mod phone;
pub mod quantity;
pub mod sorting;

pub use address::Address;
pub use barcode::Barcode;
pub use email::Email;
pub use ids::{
    BinCode, ClientId, DeviceId, ImportId, MemberId, OpId, OrderId, ReceiptId, ShipmentId, Sku, TenantId, WarehouseCode,
};
pub use moment::Moment;
pub use money::{Currency, Money};
pub use name::{Line as TextLine, Name, Note};
pub use phone::Phone;
pub use quantity::Quantity;

/// Why a piece of text is not what it should be. Closed, so that every one has words in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Malformed {
    #[error("nothing was entered")]
    Empty,
    #[error("too long")]
    TooLong,
    #[error("has characters that cannot be used here")]
    BadCharacters,
    #[error("not a whole number")]
    NotWhole,
    #[error("negative")]
    Negative,
    #[error("too large")]
    TooLarge,
    #[error("not a number")]
    NotANumber,
    #[error("more decimals than the currency has")]
    TooManyDecimals,
    #[error("not a currency")]
    NotACurrency,
    #[error("not an e-mail address")]
    NotAnEmail,
    #[error("not a phone number")]
    NotAPhone,
    #[error("not a date")]
    NotADate,
    #[error("check digit does not fit")]
    CheckDigit,
}
