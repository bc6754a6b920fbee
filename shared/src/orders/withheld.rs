//! What a device of the floor is told of an order: what the work needs, with personal data cut.
//!
//! before: 王小明, 138 0013 8000, wang@example.com, ¥398.00 · after: 王**, ends in 8000, no mail, no amounts. While goods of it
//! are at the packing desk also the name and the address, for the label.

use super::order::{Contact, Hold, Line, Order};
use super::recheck;
use super::status::PaymentState;
use crate::base::name::mask_name;
use crate::base::{Address, Money, Name, Note, Phone};
use crate::notifications::gate::Finding;
use serde::{Deserialize, Serialize};

/// What the rules would learn from the data that are cut: with it they say the same on the floor as in the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withheld {
    pub payment: PaymentState,
    /// What the check of the address finds.
    pub address: Vec<Finding>,
    pub has_email: bool,
    /// The last digits of the phone while goods are at the packing desk; empty without one.
    pub phone_ends: String,
}

impl Order {
    /// As the floor sees it now; none if nothing is left to do for it in the house.
    pub fn for_the_floor(&self) -> Option<Order> {
        if self.status().is_done() {
            return None;
        }
        let at_packing = self.is_at_packing();
        let phone = self.customer.phone.as_ref().filter(|_| at_packing);
        let withheld = Withheld {
            payment: self.payment_state(),
            address: recheck::address_findings(self),
            has_email: self.can_be_mailed(),
            phone_ends: phone.map(|phone| phone.last_four().to_owned()).unwrap_or_default(),
        };
        let name = if at_packing { self.customer.name.clone() } else { masked(&self.customer.name) };
        Some(Order {
            customer: Contact { name, email: None, phone: None, language: self.customer.language },
            ship_to: if at_packing { self.ship_to.clone() } else { Address::default() },
            lines: self.lines.iter().map(|line| Line { unit_price: 0, ..line.clone() }).collect(),
            shipping_fee: 0,
            payments: Vec::new(),
            holds: self.holds.iter().map(without_amounts).collect(),
            note: Note::default(),
            import: None,
            history: Vec::new(),
            withheld: Some(withheld),
            ..self.clone()
        })
    }

    /// Goods of it are off the shelves and shall leave. Facts are never refused: a scan of what nobody has ordered, or of an order
    /// that is held, opens no address.
    pub fn is_at_packing(&self) -> bool {
        let is_wanted = |line: &Line| !line.open().is_zero() && !line.picked.less(line.shipped).is_zero();
        self.holds.is_empty() && !self.is_cancelled() && self.lines.iter().any(is_wanted)
    }

    /// There is an address, and this device is not told it, or not yet: no label can be made.
    pub fn lacks_address(&self) -> bool {
        let is_blank = |finding: &Finding| matches!(finding, Finding::AddressBlank);
        self.ship_to.is_blank() && self.withheld.as_ref().is_some_and(|told| !told.address.iter().any(is_blank))
    }

    /// It comes as soon as the office knows that goods are at the packing desk.
    pub fn awaits_address(&self) -> bool {
        self.lacks_address() && self.is_at_packing()
    }

    /// Whether there is an address to send a notice to.
    pub fn can_be_mailed(&self) -> bool {
        self.customer.email.is_some() || self.withheld.as_ref().is_some_and(|told| told.has_email)
    }

    /// `138****8000`, of which the floor knows the end.
    pub fn masked_phone(&self) -> Option<String> {
        match &self.withheld {
            Some(told) if !told.phone_ends.is_empty() => Some(format!("****{}", told.phone_ends)),
            _ => self.customer.phone.as_ref().map(Phone::masked),
        }
    }
}

fn masked(name: &Name) -> Name {
    Name::parse(&mask_name(name.as_str())).unwrap_or_else(|_| name.clone())
}

/// A hold without what its check says of money and without what people wrote.
fn without_amounts(hold: &Hold) -> Hold {
    let plain = |finding: &Finding| match finding {
        Finding::Unpaid { due } => Finding::Unpaid { due: Money::new(0, due.currency) },
        other => other.clone(),
    };
    Hold { findings: hold.findings.iter().map(plain).collect(), note: Note::default(), ..hold.clone() }
}
