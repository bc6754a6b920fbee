//! Who gets it, as a form: name, e-mail, phone, and the language of messages.

use crate::entry::Entry;
use crate::t;
use kit::{Choice, Field, FieldKind, Select};
use leptos::prelude::*;
use shared::base::{Email, Name, Phone};
use shared::orders::Contact;
use shared::people::Language;

/// What is typed about a customer.
#[derive(Clone, Copy)]
pub struct ContactEntries {
    pub name: Entry,
    pub email: Entry,
    pub phone: Entry,
    pub language: RwSignal<Language>,
}

impl ContactEntries {
    pub fn empty(language: Language) -> ContactEntries {
        ContactEntries {
            name: Entry::new(""),
            email: Entry::new(""),
            phone: Entry::new(""),
            language: RwSignal::new(language),
        }
    }

    pub fn of(contact: &Contact) -> ContactEntries {
        ContactEntries {
            name: Entry::new(contact.name.as_str()),
            email: Entry::new(contact.email.as_ref().map(ToString::to_string).unwrap_or_default()),
            phone: Entry::new(contact.phone.as_ref().map(Phone::e164).unwrap_or_default()),
            language: RwSignal::new(contact.language),
        }
    }

    /// The customer; none when something cannot be used, which is told at its field. A phone without a country code is
    /// one of `country`.
    pub fn take(self, country: &str) -> Option<Contact> {
        let name = self.name.take(Name::parse);
        let email = self.email.take_optional(Email::parse);
        let phone = self.phone.take_optional(|text| Phone::parse(text, country));
        Some(Contact { name: name?, email: email?, phone: phone?, language: self.language.get_untracked() })
    }
}

#[component]
pub fn ContactFields(
    entries: ContactEntries,
    /// The name takes the focus when the form appears.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let ContactEntries { name, email, phone, language } = entries;
    let languages =
        Signal::stored(Language::ALL.iter().map(|each| Choice::new(each.tag(), each.own_name())).collect::<Vec<_>>());
    let choose = move |tag: String| {
        if let Some(chosen) = Language::from_tag(&tag) {
            language.set(chosen);
        }
    };
    view! {
        <div class="form-row">
            <Field label=move || t!("word-name") value=name.text() on_input=name.typed() error=name.error() max_length=160 required=true autofocus/>
            <Field label=move || t!("word-phone") kind=FieldKind::Phone value=phone.text() on_input=phone.typed() error=phone.error() max_length=40/>
        </div>
        <div class="form-row">
            <Field label=move || t!("word-email") kind=FieldKind::Email value=email.text() on_input=email.typed() error=email.error()
                hint=move || t!("contact-email-hint") max_length=254/>
            <Select label=move || t!("contact-language") choices=languages value=move || language.get().tag().to_owned()
                on_change=choose/>
        </div>
    }
}
