//! The parts of an address as a form: for new orders and for completing one that is held.

use crate::entry::Entry;
use crate::gate::place_names;
use crate::t;
use kit::{Field, Select};
use leptos::prelude::*;
use shared::base::{Address, TextLine};

/// What is typed into the parts of an address.
#[derive(Clone, Copy)]
pub struct AddressEntries {
    pub country: RwSignal<String>,
    pub region: Entry,
    pub city: Entry,
    pub district: Entry,
    pub postcode: Entry,
    pub street: Entry,
}

impl AddressEntries {
    pub fn of(address: &Address) -> AddressEntries {
        AddressEntries {
            country: RwSignal::new(address.country.to_string()),
            region: Entry::new(address.region.as_str()),
            city: Entry::new(address.city.as_str()),
            district: Entry::new(address.district.as_str()),
            postcode: Entry::new(address.postcode.as_str()),
            street: Entry::new(address.street.as_str()),
        }
    }

    /// Puts an address in, for example one that was pasted. Its country only when it names one.
    pub fn fill(self, address: &Address) {
        if !address.country.is_empty() {
            self.country.set(address.country.to_string());
        }
        let parts = [
            (self.region, &address.region),
            (self.city, &address.city),
            (self.district, &address.district),
            (self.postcode, &address.postcode),
            (self.street, &address.street),
        ];
        for (entry, text) in parts {
            entry.set(text.as_str());
        }
    }

    /// The address as it stands; none when a part cannot be used, which is told at its field.
    pub fn take(self) -> Option<Address> {
        let parts = (
            self.region.take(TextLine::parse),
            self.city.take(TextLine::parse),
            self.district.take(TextLine::parse),
            self.postcode.take(TextLine::parse),
            self.street.take(TextLine::parse),
        );
        let (Some(region), Some(city), Some(district), Some(postcode), Some(street)) = parts else { return None };
        let country = TextLine::parse(&self.country.get_untracked()).unwrap_or_default();
        Some(Address { country, region, city, district, postcode, street })
    }

    /// Whether anything but the country is filled in; follows the typing.
    pub fn is_blank(self) -> bool {
        [self.region, self.city, self.district, self.postcode, self.street]
            .iter()
            .all(|entry| entry.get().trim().is_empty())
    }
}

/// Country first, because the other parts depend on it; then large to small.
#[component]
pub fn AddressFields(entries: AddressEntries) -> impl IntoView {
    let AddressEntries { country, region, city, district, postcode, street } = entries;
    // A list made once per language: the browser's own names take a while.
    let countries = Memo::new(|_| place_names::countries());
    view! {
        <div class="form-row">
            <Select label=move || t!("word-country") choices=countries value=country on_change=move |code: String| country.set(code)/>
            <Field label=move || t!("word-region") value=region.text() on_input=region.typed() error=region.error() max_length=200/>
        </div>
        <div class="form-row">
            <Field label=move || t!("word-city") value=city.text() on_input=city.typed() error=city.error() max_length=200/>
            <Field label=move || t!("word-district") value=district.text() on_input=district.typed() error=district.error() max_length=200/>
            <Field label=move || t!("word-postcode") value=postcode.text() on_input=postcode.typed() error=postcode.error() max_length=200/>
        </div>
        <Field label=move || t!("word-street") value=street.text() on_input=street.typed() error=street.error() max_length=200/>
    }
}
