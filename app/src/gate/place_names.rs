//! Names of countries and currencies in the language of the screens, by the browser's own tables.

use crate::words::language;
use js_sys::{Array, Function, Object, Reflect};
use kit::Choice;
use shared::base::Currency;
use shared::base::address::COUNTRIES;
use shared::base::sorting;
use wasm_bindgen::{JsCast, JsValue};

/// `Intl.DisplayNames` of a type; none in a browser without it, where codes stand for themselves.
fn names_of(kind: &str) -> Option<JsValue> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let make: Function = Reflect::get(&intl, &"DisplayNames".into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    Reflect::set(&options, &"type".into(), &kind.into()).ok()?;
    let locales = Array::of1(&language().tag().into());
    Reflect::construct(&make, &Array::of2(&locales, &options)).ok()
}

fn name_in(names: Option<&JsValue>, code: &str) -> String {
    let named = names.and_then(|names| {
        let of: Function = Reflect::get(names, &"of".into()).ok()?.dyn_into().ok()?;
        of.call1(names, &code.into()).ok()?.as_string()
    });
    named.unwrap_or_else(|| code.to_owned())
}

/// The name of a country, for example `China` for `CN`.
pub fn country(code: &str) -> String {
    name_in(names_of("region").as_ref(), code)
}

/// The countries that forms offer, by name.
pub fn countries() -> Vec<Choice> {
    let names = names_of("region");
    let mut choices: Vec<Choice> =
        COUNTRIES.iter().map(|code| Choice::new(*code, name_in(names.as_ref(), code))).collect();
    sorting::sort_by(&mut choices, |a, b| a.label.cmp(&b.label));
    choices
}

/// The currencies that can be chosen, with their names.
pub fn currencies() -> Vec<Choice> {
    let names = names_of("currency");
    Currency::all()
        .map(|currency| {
            Choice::new(currency.code(), format!("{} · {}", currency, name_in(names.as_ref(), currency.code())))
        })
        .collect()
}

/// The currency that most shops of a country use.
pub fn usual_currency(country: &str) -> Option<&'static str> {
    const USUAL: &[(&str, &str)] = &[
        ("CN", "CNY"),
        ("HK", "HKD"),
        ("MO", "MOP"),
        ("TW", "TWD"),
        ("SG", "SGD"),
        ("MY", "MYR"),
        ("JP", "JPY"),
        ("KR", "KRW"),
        ("GB", "GBP"),
        ("CH", "CHF"),
        ("SE", "SEK"),
        ("NO", "NOK"),
        ("DK", "DKK"),
        ("PL", "PLN"),
        ("CZ", "CZK"),
        ("US", "USD"),
        ("CA", "CAD"),
        ("AU", "AUD"),
        ("NZ", "NZD"),
        ("IN", "INR"),
        ("BR", "BRL"),
        ("MX", "MXN"),
        ("ZA", "ZAR"),
        ("IL", "ILS"),
        ("AE", "AED"),
        ("SA", "SAR"),
        ("BH", "BHD"),
        ("LB", "USD"),
    ];
    const EURO: &[&str] = &["IE", "DE", "FR", "ES", "IT", "NL", "BE", "PT", "AT", "FI", "GR", "CY", "MT", "LT"];
    USUAL
        .iter()
        .find(|(code, _)| *code == country)
        .map(|(_, currency)| *currency)
        .or_else(|| EURO.contains(&country).then_some("EUR"))
}

/// Minutes east of UTC that this device's clock shows now.
pub fn device_offset() -> i32 {
    let west = js_sys::Date::new_0().get_timezone_offset();
    // At most 840 either way, and whole minutes.
    #[expect(clippy::cast_possible_truncation, reason = "offsets are whole minutes below a day")]
    let west = west as i32;
    -west
}
