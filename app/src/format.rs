//! Numbers, money and moments as people of a language write them, by the browser's own tables.
//!
//! Moments are shown in the shop's time: whoever looks from another time zone sees what the shop's clock shows.

use crate::words::language;
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use leptos::prelude::*;
use shared::base::moment::{DAY, HOUR, MINUTE};
use shared::base::{Moment, Money};
use std::sync::OnceLock;
use wasm_bindgen::{JsCast, JsValue};

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
    shop_clock().get()
}

fn options(pairs: &[(&str, JsValue)]) -> Object {
    let options = Object::new();
    for (name, value) in pairs {
        // A plain object takes every property.
        let _ = Reflect::set(&options, &JsValue::from_str(name), value);
    }
    options
}

fn locales() -> Array {
    Array::of1(&JsValue::from_str(language().tag()))
}

fn called(format: &Function, value: &JsValue) -> String {
    format.call1(&JsValue::UNDEFINED, value).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// `¥2,310.50`. The amount is written from its digits, so that no float comes between.
pub fn money(money: Money) -> String {
    let digits = JsValue::from(money.currency.exponent());
    let options = options(&[
        ("style", "currency".into()),
        ("currency", money.currency.code().into()),
        ("currencyDisplay", "narrowSymbol".into()),
        ("minimumFractionDigits", digits.clone()),
        ("maximumFractionDigits", digits),
    ]);
    let format = Intl::NumberFormat::new(&locales(), &options).format();
    // A decimal string is exact here: browsers take it without going through a double.
    called(&format, &JsValue::from_str(&money.plain()))
}

/// `2,310`.
pub fn number(number: impl TryInto<i64>) -> String {
    let number = number.try_into().unwrap_or(i64::MAX);
    let format = Intl::NumberFormat::new(&locales(), &Object::new()).format();
    called(&format, &JsValue::from_str(&number.to_string()))
}

/// A moment through the browser's tables. The shop's clock is an offset, so the moment is moved and written as UTC.
fn written(moment: Moment, parts: &[(&str, JsValue)]) -> String {
    let shown = moment.plus(i64::from(shop_offset()) * MINUTE);
    let parts: Vec<(&str, JsValue)> = parts.iter().cloned().chain([("timeZone", "UTC".into())]).collect();
    let format = Intl::DateTimeFormat::new(&locales(), &options(&parts)).format();
    // Milliseconds since 1970 are whole numbers that a double holds exactly until the year 287396.
    #[expect(clippy::cast_precision_loss, reason = "moments end in 2199")]
    let date = Date::new(&JsValue::from_f64(shown.0 as f64));
    called(&format, date.unchecked_ref())
}

/// `14:02`.
pub fn time(moment: Moment) -> String {
    written(moment, &[("hour", "2-digit".into()), ("minute", "2-digit".into()), ("hourCycle", "h23".into())])
}

/// `23 Nov` this year, `23 Nov 2025` in another.
pub fn date(moment: Moment, now: Moment) -> String {
    let year = |moment: Moment| moment.plus(i64::from(shop_offset()) * MINUTE).date().0;
    let mut parts: Vec<(&str, JsValue)> = vec![("month", "short".into()), ("day", "numeric".into())];
    if year(moment) != year(now) {
        parts.push(("year", "numeric".into()));
    }
    written(moment, &parts)
}

/// `Mon, 23 Nov 2026, 14:02`: the whole moment, for tooltips and records.
pub fn date_time(moment: Moment) -> String {
    written(moment, &[
        ("year", "numeric".into()),
        ("month", "short".into()),
        ("day", "numeric".into()),
        ("weekday", "short".into()),
        ("hour", "2-digit".into()),
        ("minute", "2-digit".into()),
        ("hourCycle", "h23".into()),
    ])
}

/// `3 min. ago`, `in 2 hr.`, `yesterday` within a week; the date beyond.
pub fn relative(moment: Moment, now: Moment) -> String {
    let distance = moment.0.saturating_sub(now.0);
    let (count, unit) = match distance.abs() {
        near if near < HOUR => (distance / MINUTE, "minute"),
        near if near < DAY => (distance / HOUR, "hour"),
        near if near < 7 * DAY => (distance / DAY, "day"),
        _ => return date(moment, now),
    };
    let options = options(&[("numeric", "auto".into()), ("style", "short".into())]);
    let format = Intl::RelativeTimeFormat::new(&locales(), &options);
    // At most 59, so the double is exact.
    #[expect(clippy::cast_precision_loss, reason = "counts below 60")]
    let count = count as f64;
    format.format(count, unit).into()
}

/// Today's time, `Tomorrow 16:00`, or the date: when something is due, by the shop's calendar.
pub fn due(moment: Moment, now: Moment) -> String {
    let day = |moment: Moment| moment.plus(i64::from(shop_offset()) * MINUTE).0.div_euclid(DAY);
    match day(moment) - day(now) {
        distance @ (-1..=1) => {
            let options = options(&[("numeric", "auto".into())]);
            let format = Intl::RelativeTimeFormat::new(&locales(), &options);
            #[expect(clippy::cast_precision_loss, reason = "-1, 0 or 1")]
            let word: String = format.format(distance as f64, "day").into();
            format!("{} {}", capital(&word), time(moment))
        }
        _ => date(moment, now),
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
