//! The message catalogue: every text that people read, in every language, for screens, refusals, mails and pages.
//!
//! Texts are Fluent files in `shared/locales/<language>/<part>.ftl`, those that only the office says in `office/` below it.
//! The office is compiled with all of them; the app loads those of one language from a file that the build makes of them.
//! A test proves that both languages have every key and the same variables.

pub mod amounts;
pub mod commands;
pub mod intake;
pub mod refusals;
pub mod when;
pub mod words;

use crate::people::Language;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use std::sync::OnceLock;

/// A value inside a text.
#[derive(Debug, Clone)]
pub enum Arg {
    Text(String),
    Number(i64),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Arg {
        Arg::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Arg {
        Arg::Text(text)
    }
}

impl From<i64> for Arg {
    fn from(number: i64) -> Arg {
        Arg::Number(number)
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Arg {
        Arg::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<u32> for Arg {
    fn from(number: u32) -> Arg {
        Arg::Number(i64::from(number))
    }
}

impl From<crate::base::Quantity> for Arg {
    fn from(quantity: crate::base::Quantity) -> Arg {
        Arg::Number(quantity.signed())
    }
}

macro_rules! catalogue {
    ($($part:literal),* $(,)?) => {
        /// The sources of a language: (part, Fluent text). One file a part, so that a room's words stand together.
        #[cfg(feature = "office")]
        pub fn sources(language: Language) -> &'static [(&'static str, &'static str)] {
            match language {
                Language::English => &[$(($part, include_str!(concat!("../../locales/en/", $part, ".ftl"))),)*],
                Language::Chinese => &[$(($part, include_str!(concat!("../../locales/zh-CN/", $part, ".ftl"))),)*],
            }
        }
    };
}

catalogue!("core", "rules", "desk", "floor", "import", "sync", "gate", "office/office", "office/problem");

type Bundle = FluentBundle<FluentResource>;

fn place_of(language: Language) -> &'static OnceLock<Bundle> {
    static ENGLISH: OnceLock<Bundle> = OnceLock::new();
    static CHINESE: OnceLock<Bundle> = OnceLock::new();
    match language {
        Language::English => &ENGLISH,
        Language::Chinese => &CHINESE,
    }
}

fn bundle_of<'a>(language: Language, sources: impl IntoIterator<Item = &'a str>) -> Bundle {
    let tag = language.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Isolation marks would end up in mails, file names and search fields.
    bundle.set_use_isolating(false);
    for source in sources {
        let resource = match FluentResource::try_new(source.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// The office has all texts with it.
#[cfg(feature = "office")]
fn bundle(language: Language) -> Option<&'static Bundle> {
    let sources = sources(language).iter().map(|(_, source)| *source);
    Some(place_of(language).get_or_init(|| bundle_of(language, sources)))
}

/// The texts that were learnt.
#[cfg(not(feature = "office"))]
fn bundle(language: Language) -> Option<&'static Bundle> {
    place_of(language).get()
}

/// Teaches a language: the Fluent text of all its parts. A browser loads the one language that it speaks; whoever has the
/// texts already keeps those.
pub fn teach(language: Language, source: &str) {
    place_of(language).get_or_init(|| bundle_of(language, [source]));
}

/// Whether there is anything to say in this language yet.
pub fn speaks(language: Language) -> bool {
    bundle(language).is_some()
}

/// The text of `key`. A key that does not exist shows itself, so that it is seen and mended.
pub fn say(language: Language, key: &str, args: &[(&str, Arg)]) -> String {
    let Some(bundle) = bundle(language) else { return key.to_owned() };
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else { return key.to_owned() };
    let mut fluent = FluentArgs::with_capacity(args.len());
    for (name, arg) in args {
        match arg {
            Arg::Text(text) => fluent.set(*name, FluentValue::from(text.clone())),
            Arg::Number(number) => fluent.set(*name, FluentValue::from(*number)),
        }
    }
    bundle.format_pattern(pattern, Some(&fluent), &mut Vec::new()).into_owned()
}

/// The text of a key without variables.
pub fn t(language: Language, key: &str) -> String {
    say(language, key, &[])
}
