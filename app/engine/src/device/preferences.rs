//! What this device prefers: language, theme, density, and its own name. Kept in local storage; a browser that has none
//! uses the defaults.

use shared::people::Language;

/// Light, dark, or what the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: &'static [Theme] = &[Theme::System, Theme::Light, Theme::Dark];

    pub fn name(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    pub fn from_name(name: &str) -> Option<Theme> {
        Theme::ALL.iter().copied().find(|theme| theme.name() == name)
    }
}

/// How much fits on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Density {
    #[default]
    Comfortable,
    Compact,
}

impl Density {
    pub const ALL: &'static [Density] = &[Density::Comfortable, Density::Compact];

    pub fn name(self) -> &'static str {
        match self {
            Density::Comfortable => "comfortable",
            Density::Compact => "compact",
        }
    }

    pub fn from_name(name: &str) -> Option<Density> {
        Density::ALL.iter().copied().find(|density| density.name() == name)
    }
}

/// What the person chose, else the browser's first language that Waybill speaks.
pub fn language() -> Language {
    let chosen = read("language").and_then(|tag| Language::from_tag(&tag));
    chosen.or_else(browser_language).unwrap_or(Language::English)
}

pub fn set_language(language: Language) {
    write("language", language.tag());
}

pub fn theme() -> Theme {
    read("theme").and_then(|name| Theme::from_name(&name)).unwrap_or_default()
}

/// Keeps it and shows it at once.
pub fn set_theme(theme: Theme) {
    write("theme", theme.name());
    apply();
}

pub fn density() -> Density {
    read("density").and_then(|name| Density::from_name(&name)).unwrap_or_default()
}

/// Keeps it and shows it at once.
pub fn set_density(density: Density) {
    write("density", density.name());
    apply();
}

/// Puts theme and density on the root element, where the styles look for them.
pub fn apply() {
    let Some(root) =
        web_sys::window().and_then(|window| window.document()).and_then(|document| document.document_element())
    else {
        return;
    };
    // Setting an attribute fails only for names that are no names.
    let _ = match theme() {
        Theme::System => root.remove_attribute("data-theme"),
        chosen => root.set_attribute("data-theme", chosen.name()),
    };
    let _ = root.set_attribute("data-density", density().name());
}

/// The device as people know it, for example `Tablet 2`. At first what the browser runs on.
pub fn device_name() -> String {
    read("device-name").filter(|name| !name.is_empty()).unwrap_or_else(guessed_name)
}

/// At most so many letters.
const LONGEST_NAME: usize = 40;

pub fn set_device_name(name: &str) {
    let name: String = name.trim().chars().filter(|letter| !letter.is_control()).take(LONGEST_NAME).collect();
    write("device-name", &name);
}

/// Anything else a screen remembers on this device, for example the last carrier.
pub fn remembered(name: &str) -> Option<String> {
    read(&format!("screen.{name}"))
}

pub fn remember(name: &str, value: &str) {
    write(&format!("screen.{name}"), value);
}

fn guessed_name() -> String {
    let agent = web_sys::window().and_then(|window| window.navigator().user_agent().ok()).unwrap_or_default();
    let known = ["iPad", "iPhone", "Android", "Windows", "Macintosh", "CrOS", "Linux"];
    match known.into_iter().find(|system| agent.contains(system)) {
        Some("Macintosh") => "Mac".to_owned(),
        Some("CrOS") => "Chromebook".to_owned(),
        Some(system) => system.to_owned(),
        None => "Browser".to_owned(),
    }
}

fn browser_language() -> Option<Language> {
    let languages = web_sys::window()?.navigator().languages();
    languages.iter().filter_map(|tag| tag.as_string()).find_map(|tag| Language::from_tag(&tag))
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

pub(crate) fn read(name: &str) -> Option<String> {
    storage()?.get_item(&format!("waybill.{name}")).ok().flatten()
}

/// A preference that cannot be kept is not worth a message; it holds until the tab is closed.
pub(crate) fn write(name: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(&format!("waybill.{name}"), value);
    }
}
