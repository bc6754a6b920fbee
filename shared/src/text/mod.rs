//! The message catalogue: every text that people read, in every language, for screens, refusals, mails and pages.
//!
//! Texts are Fluent files in `shared/locales/<language>/<part>.ftl`; `shared/build.rs` leaves their comments out. A test proves that both languages have every key
//! and the same variables.

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
    ($($(#[$when:meta])? $part:literal),* $(,)?) => {
        /// The sources of a language: (part, Fluent text).
        pub fn sources(language: Language) -> &'static [(&'static str, &'static str)] {
            match language {
                Language::English => &[$($(#[$when])? ($part, include_str!(concat!(env!("OUT_DIR"), "/en/", $part, ".ftl"))),)*],
                Language::Chinese => &[$($(#[$when])? ($part, include_str!(concat!(env!("OUT_DIR"), "/zh-CN/", $part, ".ftl"))),)*],
            }
        }
    };
}

// One file a part, so that a room's words stand together.
catalogue!(
    "core",
    "rules",
    "desk",
    "floor",
    "import",
    "sync",
    "gate",
    #[cfg(feature = "office")]
    "office",
    #[cfg(feature = "office")]
    "problem",
);

fn bundle(language: Language) -> &'static FluentBundle<FluentResource> {
    static ENGLISH: OnceLock<FluentBundle<FluentResource>> = OnceLock::new();
    static CHINESE: OnceLock<FluentBundle<FluentResource>> = OnceLock::new();
    let cell = match language {
        Language::English => &ENGLISH,
        Language::Chinese => &CHINESE,
    };
    cell.get_or_init(|| {
        let tag = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Isolation marks would end up in mails, file names and search fields.
        bundle.set_use_isolating(false);
        for (_, source) in sources(language) {
            let resource = match FluentResource::try_new((*source).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        bundle
    })
}

/// The text of `key`. A key that does not exist shows itself, so that it is seen and mended.
pub fn say(language: Language, key: &str, args: &[(&str, Arg)]) -> String {
    let bundle = bundle(language);
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
