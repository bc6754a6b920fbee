//! Numbers, money and moments as people of a language write them.
//!
//! Moments are shown in the shop's time: whoever looks from another time zone sees what the shop's clock shows.

use crate::words::language;
use js_sys::{Array, Function, Intl, Object, Reflect};
use leptos::prelude::*;
use leptos::reactive::graph::Observer;
use shared::base::{Currency, Moment, Money};
use shared::people::Language;
use shared::text::when;
use std::cell::RefCell;
use std::sync::OnceLock;
use wasm_bindgen::JsValue;

/// Minutes east of UTC of the shop's clock; the page has one.
fn shop_clock() -> &'static ArcRwSignal<i32> {
    static OFFSET: OnceLock<ArcRwSignal<i32>> = OnceLock::new();
    OFFSET.get_or_init(|| ArcRwSignal::new(0))
}

/// Shows moments by a clock `minutes` east of UTC from now on.
pub fn set_shop_clock(minutes: i32) {
    if shop_clock().get_untracked() != minutes {
        shop_clock().set(minutes);
    }
}

/// Minutes east of UTC of the shop's clock.
pub fn shop_offset() -> i32 {
    if Observer::get().is_some() {
        shop_clock().track();
    }
    shop_clock().get_untracked()
}

/// What a formatter writes.
type Style = (Language, Option<Currency>);

thread_local! {
    /// Making a formatter takes longer than using it a hundred times.
    static FORMATTERS: RefCell<Vec<(Style, Function)>> = const { RefCell::new(Vec::new()) };
}

/// The browser's own way to write numbers, or amounts of a currency.
fn formatter(language: Language, currency: Option<Currency>) -> Function {
    let wanted = (language, currency);
    let known = || FORMATTERS.with_borrow(|known| Some(known.iter().find(|(of, _)| *of == wanted)?.1.clone()));
    known().unwrap_or_else(|| {
        let made = new_formatter(language, currency);
        FORMATTERS.with_borrow_mut(|known| known.push((wanted, made.clone())));
        made
    })
}

fn new_formatter(language: Language, currency: Option<Currency>) -> Function {
    let options = Object::new();
    let put = |name: &str, value: JsValue| {
        // A plain object takes every property.
        let _ = Reflect::set(&options, &JsValue::from_str(name), &value);
    };
    if let Some(currency) = currency {
        put("style", "currency".into());
        put("currency", currency.code().into());
        put("currencyDisplay", "narrowSymbol".into());
        put("minimumFractionDigits", currency.exponent().into());
        put("maximumFractionDigits", currency.exponent().into());
    }
    Intl::NumberFormat::new(&Array::of1(&language.tag().into()), &options).format()
}

/// A decimal text through a formatter. Browsers take it digit by digit, so no float comes between.
fn written(format: &Function, digits: &str) -> String {
    let text = format.call1(&JsValue::UNDEFINED, &JsValue::from_str(digits));
    text.ok().and_then(|text| text.as_string()).unwrap_or_else(|| digits.to_owned())
}

/// `¥2,310.50`.
pub fn money(money: Money) -> String {
    written(&formatter(language(), Some(money.currency)), &money.plain())
}

/// `2,310`.
pub fn number(number: impl TryInto<i64>) -> String {
    let number = number.try_into().unwrap_or(i64::MAX);
    written(&formatter(language(), None), &number.to_string())
}

/// `14:02`.
pub fn time(moment: Moment) -> String {
    when::clock(moment, shop_offset())
}

/// `21 Nov 2026`.
pub fn date(moment: Moment) -> String {
    when::day(language(), moment, shop_offset())
}

/// `21 Nov 2026, 14:02`: the whole moment, for tooltips and records.
pub fn date_time(moment: Moment) -> String {
    when::day_and_time(language(), moment, shop_offset())
}

/// `3 min ago`, `in 2 h`, `yesterday`.
pub fn relative(moment: Moment, now: Moment) -> String {
    when::ago(language(), moment, now)
}

/// `Today 16:00`, `Tomorrow 09:30`, `30 Nov, 19:15`.
pub fn near(moment: Moment, now: Moment) -> String {
    when::near(language(), moment, now, shop_offset())
}

/// `2 h late`; none while there is time.
pub fn late(due: Moment, now: Moment) -> Option<String> {
    when::late(language(), due, now)
}
