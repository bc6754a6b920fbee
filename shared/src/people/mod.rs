//! The merchant, the people who work there, and what each of them may do.

pub mod change_settings;
pub mod put_member;
pub mod roles;
pub mod set_up_merchant;

pub use roles::{Right, Role, Sight};

use crate::base::{Currency, Email, MemberId, Name, Phone, WarehouseCode};
use serde::{Deserialize, Serialize};

type Line = crate::base::TextLine;

/// Languages that screens and messages speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Language {
    #[default]
    #[serde(rename = "zh-CN")]
    Chinese,
    #[serde(rename = "en")]
    English,
}

impl Language {
    pub const ALL: &'static [Language] = &[Language::Chinese, Language::English];

    /// BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Chinese => "zh-CN",
            Language::English => "en",
        }
    }

    /// The name of the language in itself, so that it is found by those who speak no other.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::Chinese => "简体中文",
            Language::English => "English",
        }
    }

    /// Takes `zh`, `zh-Hans-CN`, `en-GB`…; none for a language Waybill does not speak.
    pub fn from_tag(tag: &str) -> Option<Language> {
        match tag.get(..2).map(str::to_ascii_lowercase).as_deref() {
            Some("zh") => Some(Language::Chinese),
            Some("en") => Some(Language::English),
            _ => None,
        }
    }
}

/// The shop and how it works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merchant {
    pub name: Name,
    /// ISO country, for phones and addresses written without one.
    pub country: Line,
    pub currency: Currency,
    /// Language of messages to customers who have not said theirs.
    pub language: Language,
    /// Minutes east of UTC of the shop's clock.
    pub utc_offset_minutes: i32,
    /// Hours between placing an order and the moment it should have left.
    pub ship_within_hours: u32,
    pub default_warehouse: Option<WarehouseCode>,
    /// Where customers' answers to mails go.
    pub reply_to: Option<Email>,
    pub phone: Option<Phone>,
    /// Filled with sample data that can be removed in one step.
    pub demo: bool,
}

impl Merchant {
    /// There is one in each set of books.
    pub const ID: &'static str = "merchant";
}

/// A person who works here. How they sign in is the gate's matter, not in the books.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    pub id: MemberId,
    pub name: Name,
    pub email: Email,
    pub role: Role,
    pub language: Language,
    pub active: bool,
}
