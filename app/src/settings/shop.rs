//! The shop: its name, where it is, its clock, its promise, and how customers reach it.

use crate::desk::use_doing;
use crate::desk::words_of;
use crate::entry::Entry;
use crate::gate::place_names::countries;
use crate::inventory::spots::warehouse_choices;
use crate::t;
use kit::{Banner, Button, ButtonKind, Card, Choice, Fact, Facts, Field, FieldKind, Select, Skeleton, Tone};
use leptos::prelude::*;
use shared::base::{Email, Malformed, Name, Phone, Quantity, TextLine, WarehouseCode};
use shared::people::change_settings::ChangeSettings;
use shared::people::{Language, Merchant};

/// The entries of the form.
#[derive(Clone, Copy)]
struct Form {
    name: Entry,
    country: Entry,
    language: Entry,
    clock: Entry,
    ship_within: Entry,
    warehouse: Entry,
    reply_to: Entry,
    phone: Entry,
}

impl Form {
    fn of(merchant: &Merchant) -> Form {
        let optional = |text: Option<String>| Entry::new(text.unwrap_or_default());
        Form {
            name: Entry::new(merchant.name.as_str()),
            country: Entry::new(merchant.country.as_str()),
            language: Entry::new(merchant.language.tag()),
            clock: Entry::new(merchant.utc_offset_minutes.to_string()),
            ship_within: Entry::new(merchant.ship_within_hours.to_string()),
            warehouse: optional(merchant.default_warehouse.clone().map(String::from)),
            reply_to: optional(merchant.reply_to.as_ref().map(ToString::to_string)),
            phone: optional(merchant.phone.as_ref().map(Phone::e164)),
        }
    }

    /// Reads everything, so that every field that is wrong says so at once.
    fn take(self) -> Option<ChangeSettings> {
        let name = self.name.take(Name::parse);
        let country = self.country.take(TextLine::parse);
        let language = self.language.take(|tag| Language::from_tag(tag).ok_or(Malformed::Empty));
        let clock = self.clock.take(|minutes| minutes.parse::<i32>().map_err(|_| Malformed::NotANumber));
        let hours = self.ship_within.take(hours);
        let warehouse = self.warehouse.take_optional(WarehouseCode::parse);
        let reply_to = self.reply_to.take_optional(Email::parse);
        let home = self.country.get_untracked();
        let phone = self.phone.take_optional(|text| Phone::parse(text, &home));
        Some(ChangeSettings {
            name: name?,
            country: country?,
            language: language?,
            utc_offset_minutes: clock?,
            ship_within_hours: hours?,
            default_warehouse: warehouse?,
            reply_to: reply_to?,
            phone: phone?,
        })
    }
}

/// From an hour to a month.
fn hours(text: &str) -> Result<u32, Malformed> {
    let hours = Quantity::parse(text)?.get();
    if (1..=720).contains(&hours) { Ok(hours) } else { Err(Malformed::TooLarge) }
}

#[component]
pub fn Shop() -> impl IntoView {
    let doing = use_doing();
    let here = doing.desk.watch(|books| books.merchant().is_some());
    view! {
        <Show when=move || here.get() fallback=|| view! { <Skeleton lines=6 label=move || t!("loading")/> }>
            {doing.desk.read(|books| books.merchant()).map(|merchant| view! { <ShopForm form=Form::of(&merchant) currency=merchant.currency.to_string()/> })}
        </Show>
    }
}

#[component]
fn ShopForm(form: Form, currency: String) -> impl IntoView {
    let doing = use_doing();
    let refused = RwSignal::new(String::new());
    let warehouses = doing.desk.watch(warehouse_choices);
    let save = move || {
        refused.set(String::new());
        if let Some(change) = form.take() {
            doing.act_or(
                change,
                move |_| doing.tell(t!("settings-saved")),
                move |problem| refused.set(words_of(problem)),
            );
        }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        save();
    };
    let languages =
        || Language::ALL.iter().map(|l| Choice::new(l.tag(), t!(&format!("language-{}", l.tag())))).collect::<Vec<_>>();
    view! {
        <Card>
            <form class="form" on:submit=submit novalidate>
                <Show when=move || !refused.read().is_empty()>
                    <Banner title=refused tone=Tone::Bad/>
                </Show>
                <Field label=move || t!("gate-shop-name") hint=move || t!("gate-shop-name-hint") value=form.name.text()
                    on_input=form.name.typed() error=form.name.error() max_length=400 takes_scans=true/>
                <div class="form-row">
                    <Select label=move || t!("word-country") choices=Signal::derive(countries) value=form.country.text() on_change=form.country.typed()/>
                    <Select label=move || t!("settings-clock") choices=Signal::derive(clocks) value=form.clock.text() on_change=form.clock.typed()/>
                </div>
                <Select label=move || t!("settings-language") hint=move || t!("gate-language-hint") choices=Signal::derive(languages)
                    value=form.language.text() on_change=form.language.typed()/>
                <div class="form-row">
                    <Field label=move || t!("settings-ship-within") hint=move || t!("settings-ship-within-hint") kind=FieldKind::Number
                        value=form.ship_within.text() on_input=form.ship_within.typed() error=form.ship_within.error() max_length=4/>
                    <Select label=move || t!("settings-default-warehouse") choices=warehouses value=form.warehouse.text()
                        on_change=form.warehouse.typed() error=form.warehouse.error()/>
                </div>
                <div class="form-row">
                    <Field label=move || t!("settings-reply-to") hint=move || t!("settings-reply-to-hint") kind=FieldKind::Email
                        value=form.reply_to.text() on_input=form.reply_to.typed() error=form.reply_to.error() max_length=254 takes_scans=true/>
                    <Field label=move || t!("settings-phone") hint=move || t!("settings-phone-hint") kind=FieldKind::Phone
                        value=form.phone.text() on_input=form.phone.typed() error=form.phone.error() max_length=40 takes_scans=true/>
                </div>
                <Facts><Fact name=move || t!("word-currency")>{currency}</Fact></Facts>
                <div class="form-actions"><Button label=move || t!("save") kind=ButtonKind::Primary submit=true/></div>
            </form>
        </Card>
    }
}

/// The clocks of the world, in quarters of an hour where somebody lives by them.
fn clocks() -> Vec<Choice> {
    const MINUTES: &[i32] = &[
        -720, -660, -600, -570, -540, -480, -420, -360, -300, -240, -210, -180, -120, -60, 0, 60, 120, 180, 210, 240,
        270, 300, 330, 345, 360, 390, 420, 480, 525, 540, 570, 600, 630, 660, 720, 765, 780, 840,
    ];
    MINUTES.iter().map(|minutes| Choice::new(minutes.to_string(), clock(*minutes))).collect()
}

fn clock(minutes: i32) -> String {
    let sign = if minutes < 0 { '−' } else { '+' };
    format!("UTC{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}
