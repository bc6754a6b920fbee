//! What is typed into a new order, and the command that it comes to.

use crate::entry::Entry;
use crate::orders::parts::{AddressEntries, ContactEntries, LinesDraft};
use crate::t;
use leptos::prelude::*;
use shared::base::{Address, Currency, Malformed, Money, Note, OrderId, TextLine};
use shared::orders::Terms;
use shared::orders::place::Place;
use shared::people::Merchant;

/// An order in the making. Copies are the same one.
#[derive(Clone, Copy)]
pub struct Draft {
    /// Made once: pressing twice places one order.
    id: OrderId,
    currency: Currency,
    pub contact: ContactEntries,
    pub address: AddressEntries,
    pub lines: LinesDraft,
    /// Said when there is no line yet.
    pub lines_missing: RwSignal<String>,
    pub fee: Entry,
    pub terms: RwSignal<Terms>,
    pub paid: RwSignal<bool>,
    pub urgent: RwSignal<bool>,
    pub note: Entry,
}

impl Draft {
    pub fn new(shop: &Merchant) -> Draft {
        let home = Address { country: shop.country.clone(), ..Address::default() };
        Draft {
            id: engine::ids::order_id(),
            currency: shop.currency,
            contact: ContactEntries::empty(shop.language),
            address: AddressEntries::of(&home),
            lines: LinesDraft::empty(shop.currency),
            lines_missing: RwSignal::new(String::new()),
            fee: Entry::new("0"),
            terms: RwSignal::new(Terms::Prepaid),
            paid: RwSignal::new(false),
            urgent: RwSignal::new(false),
            note: Entry::new(""),
        }
    }

    /// What it comes to, as far as it can be read; follows the typing.
    pub fn total(self) -> Money {
        let fee = Money::parse(&self.fee.get(), self.currency).map_or(0, |fee| fee.minor);
        Money::new(self.lines.total().minor.saturating_add(fee), self.currency)
    }

    /// The order; none when something is missing or cannot be used, which is told at its field.
    pub fn take(self) -> Option<Place> {
        let customer = self.contact.take(&self.address.country.get_untracked());
        let ship_to = self.address.take();
        let lines = self.lines.take();
        let fee = self.fee.take(|text| not_negative(text, self.currency));
        let note = self.note.take(Note::parse);
        let none = untrack(|| self.lines.is_empty());
        self.lines_missing.set(if none { t!("draft-no-lines") } else { String::new() });
        let (customer, ship_to, lines, fee, note) = (customer?, ship_to?, lines?, fee?, note?);
        let prepaid = self.terms.get_untracked() == Terms::Prepaid && self.paid.get_untracked();
        let paid = if prepaid { untrack(|| self.total().minor) } else { 0 };
        (!none).then(|| Place {
            order: self.id,
            channel: TextLine::keep("desk").unwrap_or_default(),
            external_id: None,
            customer,
            ship_to,
            currency: self.currency,
            lines,
            shipping_fee: fee.minor,
            terms: self.terms.get_untracked(),
            paid,
            placed_at: None,
            urgent: self.urgent.get_untracked(),
            note,
            import: None,
        })
    }
}

fn not_negative(text: &str, currency: Currency) -> Result<Money, Malformed> {
    // An empty field is free shipping, not a mistake.
    if text.trim().is_empty() {
        return Ok(Money::new(0, currency));
    }
    match Money::parse(text, currency) {
        Ok(fee) if fee.minor < 0 => Err(Malformed::Negative),
        read => read,
    }
}
