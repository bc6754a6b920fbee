//! The customer's pages as text: parcel, search, and the calm page for a link that opens nothing. Pure functions.

use super::view::ParcelView;
use minijinja::{Environment, context};
use shared::people::Language;
use shared::text::{say, t};
use std::sync::OnceLock;

/// Templates are part of the program, so a broken one is found by the tests below and never by a customer.
fn templates() -> &'static Environment<'static> {
    static TEMPLATES: OnceLock<Environment<'static>> = OnceLock::new();
    TEMPLATES.get_or_init(|| {
        let mut templates = Environment::new();
        // The ending `.html` switches escaping on.
        for (name, source) in [
            ("frame.html", include_str!("frame.html")),
            ("parcel.html", include_str!("parcel.html")),
            ("find.html", include_str!("find.html")),
            ("gone.html", include_str!("gone.html")),
        ] {
            if let Err(error) = templates.add_template(name, source) {
                tracing::error!(template = name, %error, "template is broken");
            }
        }
        templates.add_function("t", |lang: &str, key: &str| t(language(lang), key));
        templates.add_function("named", |lang: &str, key: &str, name: &str, value: &str| {
            say(language(lang), key, &[(name, value.into())])
        });
        templates
    })
}

fn language(tag: &str) -> Language {
    Language::from_tag(tag).unwrap_or_default()
}

/// A page that could not be made is logged and stays empty; the handler answers 500.
fn render(name: &str, values: minijinja::Value) -> String {
    match templates().get_template(name).and_then(|template| template.render(values)) {
        Ok(page) => page,
        Err(error) => {
            tracing::error!(template = name, %error, "page could not be made");
            String::new()
        }
    }
}

/// The parcel page. `other` is the address of the same page in the other language.
pub fn parcel(view: &ParcelView, other: &str) -> String {
    let title = say(
        language(view.lang),
        "office-parcel-title",
        &[("sentence", view.sentence.as_str().into()), ("shop", view.shop.as_str().into())],
    );
    render("parcel.html", context! { lang => view.lang, title, brand => view.shop, other, p => view })
}

/// The same page for a wrong, an unknown and an expired link.
pub fn gone(language: Language) -> String {
    calm(language, "office-parcel-gone-title", &["office-parcel-gone-text", "office-parcel-gone-find"], true)
}

/// The books cannot be read at the moment.
pub fn unavailable(language: Language) -> String {
    calm(language, "office-parcel-unavailable-title", &["office-parcel-unavailable-text"], false)
}

fn calm(language: Language, title: &str, texts: &[&str], offer_search: bool) -> String {
    let texts: Vec<String> = texts.iter().map(|key| t(language, key)).collect();
    render(
        "gone.html",
        context! { lang => language.tag(), title => t(language, title), brand => "Waybill", other => "", texts, offer_search },
    )
}

/// One parcel that a search found.
#[derive(Debug, Clone, serde::Serialize)]
pub struct FoundParcel {
    pub url: String,
    pub text: String,
}

/// What the search page has to say above its form.
#[derive(Debug, Clone)]
pub enum Finding {
    Nothing,
    NothingFound,
    TooOften,
    Several(Vec<FoundParcel>),
}

/// The search form, with the answer to the last search. The number typed is shown again, the digits are not.
pub fn find(language: Language, number: &str, finding: &Finding) -> String {
    let (message, parcels): (String, &[FoundParcel]) = match finding {
        Finding::Nothing => (String::new(), &[]),
        Finding::NothingFound => (t(language, "office-find-nothing"), &[]),
        Finding::TooOften => (t(language, "office-find-too-often"), &[]),
        Finding::Several(parcels) => (t(language, "office-find-several"), parcels),
    };
    let other = format!("/find?lang={}", other_language(language).tag());
    render(
        "find.html",
        context! { lang => language.tag(), title => t(language, "office-find-title"), brand => "Waybill", other, number, message, parcels },
    )
}

pub fn other_language(language: Language) -> Language {
    match language {
        Language::Chinese => Language::English,
        Language::English => Language::Chinese,
    }
}
