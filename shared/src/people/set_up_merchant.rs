//! Open the books of a new shop: the merchant and its first owner.
//!
//! before: empty books · after: "Harbour Goods", CNY, one owner

use super::{Language, Member, Merchant, Right, Role};
use crate::base::{Currency, Email, MemberId, Name, TextLine};
use crate::engine::command::{Nature, Verb};
use crate::engine::refusal::{Outcome, Refusal, Stop, Thing};
use crate::engine::{Ctx, Tx};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetUpMerchant {
    pub name: Name,
    /// ISO country.
    pub country: TextLine,
    pub currency: Currency,
    pub language: Language,
    /// Minutes east of UTC.
    pub utc_offset_minutes: i32,
    pub owner: MemberId,
    pub owner_name: Name,
    pub owner_email: Email,
    #[serde(default)]
    pub demo: bool,
}

/// Most shops promise "ships within a day".
const SHIP_WITHIN_HOURS: u32 = 24;

impl Verb for SetUpMerchant {
    const NATURE: Nature = Nature::Decision;
    const RIGHT: Right = Right::OfficeWork;

    fn run(&self, _ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
        if tx.find::<Merchant>(Merchant::ID)?.is_some() {
            return Err(Refusal::Exists { what: Thing::Merchant, id: Merchant::ID.to_owned() }.into());
        }
        tx.put(Merchant {
            name: self.name.clone(),
            country: self.country.clone(),
            currency: self.currency,
            language: self.language,
            utc_offset_minutes: self.utc_offset_minutes,
            ship_within_hours: SHIP_WITHIN_HOURS,
            default_warehouse: None,
            reply_to: Some(self.owner_email.clone()),
            phone: None,
            demo: self.demo,
        });
        tx.put(Member {
            id: self.owner,
            name: self.owner_name.clone(),
            email: self.owner_email.clone(),
            role: Role::Owner,
            language: self.language,
            active: true,
        });
        Ok(Outcome::Done)
    }
}
