//! Shortcuts: one registry for the page, so that two parts never listen past each other and `?` can show them all.

mod matcher;
mod sheet;

pub use matcher::SCANNER_GAP_MS;
pub use sheet::ShortcutSheet;

use crate::Text;
use crate::menu::Act;
use leptos::ev::KeyboardEvent;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use matcher::{Matcher, Verdict, name_of};
use std::sync::Arc;
use std::time::Duration;
use wasm_bindgen::JsCast;

/// Keys and what they do.
#[derive(Clone)]
pub struct Shortcut {
    keys: String,
    label: Option<(Text, Text)>,
    act: Act,
}

impl Shortcut {
    /// Keys (`n`, `g h`, `mod+k`, `shift+x`), their group and meaning on the sheet, and what they do.
    pub fn new(
        keys: impl Into<String>,
        group: impl Into<Text>,
        label: impl Into<Text>,
        act: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        Shortcut { keys: keys.into(), label: Some((group.into(), label.into())), act: Arc::new(act) }
    }

    /// Keys that the sheet does not list by themselves.
    pub fn silent(keys: impl Into<String>, act: impl Fn() + Send + Sync + 'static) -> Self {
        Shortcut { keys: keys.into(), label: None, act: Arc::new(act) }
    }
}

#[derive(Clone)]
struct Entry {
    number: u64,
    shortcut: Shortcut,
}

/// The registry. Get it with [`use_shortcuts`].
#[derive(Clone, Copy)]
pub struct Shortcuts {
    entries: RwSignal<Vec<Entry>>,
    letters_on: RwSignal<bool>,
    matcher: StoredValue<Matcher>,
    waiting: StoredValue<Option<TimeoutHandle>>,
}

/// Makes the registry and starts to listen. Call it once at the top; it ends with the part that called it.
pub fn provide_shortcuts() -> Shortcuts {
    let shortcuts = Shortcuts {
        entries: RwSignal::new(Vec::new()),
        letters_on: RwSignal::new(true),
        matcher: StoredValue::new(Matcher::default()),
        waiting: StoredValue::new(None),
    };
    provide_context(shortcuts);
    let listener = window_event_listener(leptos::ev::keydown, move |event| shortcuts.pressed(&event));
    on_cleanup(move || listener.remove());
    shortcuts
}

/// The registry of the page, when there is one.
pub fn use_shortcuts() -> Option<Shortcuts> {
    use_context()
}

impl Shortcuts {
    /// Binds keys until the part that called this is gone.
    pub fn add(self, shortcut: Shortcut) {
        let number = self.entries.with_untracked(|all| all.last().map_or(0, |last| last.number + 1));
        self.entries.update(|all| all.push(Entry { number, shortcut }));
        on_cleanup(move || {
            self.entries.try_update(|all| all.retain(|entry| entry.number != number));
        });
    }

    /// Whether keys without Ctrl or Cmd do anything. Off on Floor, and where a person switched them off.
    pub fn set_letters(self, on: bool) {
        self.letters_on.set(on);
    }

    /// Whether keys without Ctrl or Cmd do anything.
    pub fn letters(self) -> bool {
        self.letters_on.get()
    }

    fn pressed(self, event: &KeyboardEvent) {
        let key = event.key();
        if event.default_prevented() || event.is_composing() || event.repeat() || is_modifier(&key) {
            return;
        }
        let command = event.ctrl_key() || event.meta_key();
        let name = name_of(&key, command, event.shift_key(), event.alt_key());
        if command {
            self.run_at_once(event, &name);
            return;
        }
        let waiting = self.waiting.try_update_value(Option::take).flatten();
        if let Some(waiting) = waiting {
            waiting.clear();
        }
        if !self.letters_on.get_untracked() || is_typing(event) || a_dialog_is_open() {
            return;
        }
        let verdict = self.verdict(&name, event.time_stamp());
        if let Verdict::Matched(at) = verdict {
            event.prevent_default();
            self.run_after_gap(at);
        }
    }

    fn verdict(self, name: &str, at_ms: f64) -> Verdict {
        self.entries.with_untracked(|all| {
            let bindings: Vec<&str> = all.iter().map(|entry| entry.shortcut.keys.as_str()).collect();
            self.matcher.try_update_value(|matcher| matcher.key(name, at_ms, &bindings)).unwrap_or(Verdict::Nothing)
        })
    }

    fn run_at_once(self, event: &KeyboardEvent, name: &str) {
        let act = self.entries.with_untracked(|all| {
            all.iter().rev().find(|entry| entry.shortcut.keys == name).map(|entry| Arc::clone(&entry.shortcut.act))
        });
        if let Some(act) = act {
            event.prevent_default();
            act();
        }
    }

    fn run_after_gap(self, at: usize) {
        let Some(number) = self.entries.with_untracked(|all| all.get(at).map(|entry| entry.number)) else { return };
        let gap = Duration::from_millis(SCANNER_GAP_MS as u64);
        let run = move || {
            // The screen that bound the keys may have gone while they waited.
            let still_bound = self.entries.try_with_untracked(|all| {
                all.iter().find(|entry| entry.number == number).map(|entry| Arc::clone(&entry.shortcut.act))
            });
            if let Some(act) = still_bound.flatten() {
                act();
            }
        };
        self.waiting.set_value(set_timeout_with_handle(run, gap).ok());
    }
}

fn is_modifier(key: &str) -> bool {
    matches!(key, "Shift" | "Control" | "Alt" | "Meta" | "CapsLock" | "Process" | "Unidentified")
}

/// Whether the key goes into something that takes text.
fn is_typing(event: &KeyboardEvent) -> bool {
    let Some(element) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok()) else {
        return false;
    };
    if element.is_content_editable() {
        return true;
    }
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => !matches!(element.get_attribute("type").as_deref(), Some("checkbox" | "radio" | "button" | "range")),
        _ => false,
    }
}

/// Keys belong to what floats over the page while it is there.
fn a_dialog_is_open() -> bool {
    let on_page = |selector| document().query_selector(selector).ok().flatten().is_some();
    on_page("dialog[open]") || on_page("[popover]:popover-open")
}
