//! The screen that opens a shop: its name, where it is, its money, and its first owner.

use super::frame::Frame;
use super::password_field::{PasswordField, take_new_password};
use super::place_names::{countries, currencies, device_offset, usual_currency};
use super::problem::{Where, told};
use crate::entry::Entry;
use crate::words::language;
use crate::{routes, t};
use engine::SignUp as NewShop;
use kit::{Banner, Button, ButtonKind, Choice, Field, FieldKind, Select, Tone};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::base::{Currency, Email, Malformed, Name};
use shared::people::Language;

/// The entries of the form.
#[derive(Clone, Copy)]
struct Form {
    shop: Entry,
    country: Entry,
    currency: Entry,
    language: Entry,
    owner: Entry,
    email: Entry,
    password: Entry,
}

impl Form {
    fn new() -> Form {
        let (country, currency) = match language() {
            Language::Chinese => ("CN", "CNY"),
            Language::English => ("GB", "GBP"),
        };
        Form {
            shop: Entry::new(""),
            country: Entry::new(country),
            currency: Entry::new(currency),
            language: Entry::new(language().tag()),
            owner: Entry::new(""),
            email: Entry::new(""),
            password: Entry::new(""),
        }
    }

    /// Reads everything, so that every field that is wrong says so at once.
    fn take(self) -> Option<NewShop> {
        let shop = self.shop.take(Name::parse);
        let currency = self.currency.take(Currency::parse);
        let language = self.language.take(|tag| Language::from_tag(tag).ok_or(Malformed::Empty));
        let owner = self.owner.take(Name::parse);
        let email = self.email.take(Email::parse);
        let password = take_new_password(self.password);
        Some(NewShop {
            merchant: shop?.into(),
            country: self.country.get_untracked(),
            currency: currency?.into(),
            language: language?,
            utc_offset_minutes: device_offset(),
            name: owner?.into(),
            email: email?.into(),
            password: password?,
        })
    }

    fn choose_country(self, code: String) {
        if let Some(currency) = usual_currency(&code) {
            self.currency.set(currency);
        }
        self.country.set(code);
    }
}

#[component]
pub fn SignUp() -> impl IntoView {
    let desk = expect_context::<engine::Desk>();
    let form = Form::new();
    let (busy, refused) = (RwSignal::new(false), RwSignal::new(String::new()));
    let navigate = use_navigate();
    let send = move || {
        let Some(shop) = form.take() else { return };
        busy.set(true);
        refused.set(String::new());
        let navigate = navigate.clone();
        leptos::task::spawn_local(async move {
            let answer = desk.sign_up(shop).await;
            busy.set(false);
            match answer {
                Ok(()) => navigate("/", Default::default()),
                Err(problem) => {
                    let (place, text) = told(&problem);
                    match place {
                        Where::Email => form.email.complain_with(text),
                        Where::Password => form.password.complain_with(text),
                        Where::Form => refused.set(text),
                    }
                }
            }
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !busy.get_untracked() {
            send();
        }
    };
    let foot = || view! { <a href=routes::SIGN_IN>{move || t!("gate-have-account")}</a> };
    view! {
        <Frame title=move || t!("gate-sign-up") foot=foot>
            <p class="t2">{move || t!("gate-sign-up-note")}</p>
            <Show when=move || !refused.read().is_empty()>
                <Banner title=refused tone=Tone::Warn/>
            </Show>
            <form on:submit=submit novalidate>
                <ShopFields form/>
                <OwnerFields form/>
                <Button label=move || t!("gate-sign-up") kind=ButtonKind::Primary submit=true wide=true busy=busy/>
            </form>
        </Frame>
    }
}

#[component]
fn ShopFields(form: Form) -> impl IntoView {
    let languages = || Language::ALL.iter().map(|l| Choice::new(l.tag(), l.own_name())).collect::<Vec<_>>();
    view! {
        <Field label=move || t!("gate-shop-name") hint=move || t!("gate-shop-name-hint") value=form.shop.text()
            on_input=form.shop.typed() error=form.shop.error() autocomplete="organization" max_length=160 takes_scans=true/>
        <Select label=move || t!("word-country") choices=Signal::derive(countries) value=form.country.text()
            on_change=move |code: String| form.choose_country(code)/>
        <Select label=move || t!("word-currency") hint=move || t!("gate-currency-hint") choices=Signal::derive(currencies)
            value=form.currency.text() on_change=form.currency.typed() error=form.currency.error()/>
        <Select label=move || t!("language") hint=move || t!("gate-language-hint") choices=Signal::derive(languages)
            value=form.language.text() on_change=form.language.typed()/>
    }
}

#[component]
fn OwnerFields(form: Form) -> impl IntoView {
    view! {
        <Field label=move || t!("gate-your-name") value=form.owner.text() on_input=form.owner.typed() error=form.owner.error()
            autocomplete="name" max_length=160 takes_scans=true/>
        <Field label=move || t!("word-email") kind=FieldKind::Email value=form.email.text() on_input=form.email.typed()
            error=form.email.error() autocomplete="username" max_length=254 takes_scans=true/>
        <PasswordField label=move || t!("gate-password") hint=move || t!("gate-password-rule") entry=form.password
            autocomplete="new-password"/>
    }
}
