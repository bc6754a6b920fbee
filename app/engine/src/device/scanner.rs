//! Scanners that type like a keyboard. A scan is a scan wherever the focus is: its keys reach nobody else, and a text
//! field that had the focus looks as before. Only a field with `data-scan="text"` takes scans as text.

use super::clock;
use super::wedge::{End, SILENCE_MS, Step, Wedge, letter_of_code};
use leptos::prelude::on_cleanup;
use shared::base::Moment;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlInputElement, HtmlTextAreaElement, KeyboardEvent};

/// A code that was scanned, as the scanner sent it; `Barcode::parse` cleans it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scan {
    pub text: String,
    pub at: Moment,
}

/// Between the parts of a GS1 code. Scanners send it as Ctrl+] or as Alt+029.
const FNC1: char = '\u{1d}';

type Handler = Rc<dyn Fn(Scan)>;

#[derive(Default)]
struct Scanner {
    wedge: RefCell<Wedge>,
    handlers: RefCell<Vec<(u64, Handler)>>,
    next_id: Cell<u64>,
    alarm: Cell<Option<i32>>,
    /// How the field looked before the run began.
    field: RefCell<Option<Field>>,
    /// Digits of an Alt code.
    alt: Cell<Option<u32>>,
}

thread_local! {
    static SCANNER: Scanner = Scanner::default();
}

/// Gets every scan as long as the component lives. The one that came last gets them all; a dialog over a screen takes
/// them while it is open. Scans are handed over in their order and none is dropped; the handler queues what takes time.
pub fn use_scanner(handler: impl Fn(Scan) + 'static) {
    listen_once();
    let id = SCANNER.with(|scanner| {
        let id = scanner.next_id.get();
        scanner.next_id.set(id + 1);
        scanner.handlers.borrow_mut().push((id, Rc::new(handler)));
        id
    });
    on_cleanup(move || SCANNER.with(|scanner| scanner.handlers.borrow_mut().retain(|(other, _)| *other != id)));
}

/// Hands a code to the screen as if it had been scanned: for the camera and for codes typed by hand.
pub fn hand_in(text: impl Into<String>) {
    let scan = Scan { text: text.into(), at: clock::now() };
    let handler = SCANNER.with(|scanner| scanner.handlers.borrow().last().map(|(_, handler)| handler.clone()));
    if let Some(handler) = handler {
        handler(scan);
    }
}

fn listen_once() {
    thread_local! {
        static LISTENS: Cell<bool> = const { Cell::new(false) };
    }
    if LISTENS.with(|listens| listens.replace(true)) {
        return;
    }
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let down =
        Closure::<dyn Fn(KeyboardEvent)>::new(|event: KeyboardEvent| SCANNER.with(|scanner| scanner.down(&event)));
    let up = Closure::<dyn Fn(KeyboardEvent)>::new(|event: KeyboardEvent| SCANNER.with(|scanner| scanner.up(&event)));
    // In the capture phase: before shortcuts, buttons and fields. Fails only for listeners that are no functions.
    let _ = document.add_event_listener_with_callback_and_bool("keydown", down.as_ref().unchecked_ref(), true);
    let _ = document.add_event_listener_with_callback_and_bool("keyup", up.as_ref().unchecked_ref(), true);
    down.forget();
    up.forget();
}

impl Scanner {
    fn down(&self, event: &KeyboardEvent) {
        if self.handlers.borrow().is_empty() || event.repeat() || takes_scans_as_text(event) {
            return;
        }
        if self.alt_digit(event) {
            return;
        }
        let at = event.time_stamp();
        let step = match (event.code().as_str(), event.key().as_str()) {
            ("Enter" | "NumpadEnter" | "Tab", _) | (_, "Enter" | "Tab") => self.wedge.borrow_mut().enter(at),
            _ => match letter_of(event) {
                Some(letter) => self.letter(letter, at, event),
                None => return,
            },
        };
        self.follow(step, Some(event));
    }

    fn letter(&self, letter: char, at: f64, event: &KeyboardEvent) -> Step {
        let field = Field::of(event);
        let step = self.wedge.borrow_mut().letter(letter, at, field.is_some());
        // What came before is settled while its own field is still remembered.
        if let Some(end) = &step.before {
            self.settle(end.clone());
        }
        if step.starts {
            *self.field.borrow_mut() = field;
        }
        self.set_alarm();
        Step { before: None, ..step }
    }

    fn up(&self, event: &KeyboardEvent) {
        if event.key() == "Alt"
            && let Some(number) = self.alt.take()
            && let Some(letter) = char::from_u32(number)
        {
            let step = self.letter(letter, event.time_stamp(), event);
            self.follow(step, None);
        }
    }

    /// Alt and digits of the number pad spell one letter, which comes when Alt is let go.
    fn alt_digit(&self, event: &KeyboardEvent) -> bool {
        if !event.alt_key() || self.handlers.borrow().is_empty() {
            return false;
        }
        let digit = event.code().strip_prefix("Numpad").and_then(|rest| rest.parse::<u32>().ok());
        if let Some(digit) = digit {
            let number = self.alt.get().unwrap_or_default() * 10 + digit;
            self.alt.set(Some(number).filter(|number| *number < 0x300));
            event.prevent_default();
        }
        digit.is_some()
    }

    fn follow(&self, step: Step, event: Option<&KeyboardEvent>) {
        if let Some(event) = event.filter(|_| step.swallow) {
            event.prevent_default();
            event.stop_immediate_propagation();
        }
        for end in step.before.into_iter().chain(step.end) {
            self.clear_alarm();
            self.settle(end);
        }
    }

    fn settle(&self, end: End) {
        let field = self.field.borrow_mut().take();
        match end {
            End::Scan(text) => {
                if let Some(field) = field {
                    field.restore();
                }
                hand_in(text);
            }
            End::GiveBack(letters) => {
                if let Some(field) = field {
                    field.insert(&letters);
                }
            }
        }
    }

    fn set_alarm(&self) {
        self.clear_alarm();
        let ring = Closure::once_into_js(|| {
            SCANNER.with(|scanner| {
                scanner.alarm.set(None);
                let end = scanner.wedge.borrow_mut().silence();
                if let Some(end) = end {
                    scanner.settle(end);
                }
            });
        });
        #[expect(clippy::cast_possible_truncation, reason = "a small constant")]
        let after = SILENCE_MS as i32;
        let set = web_sys::window().and_then(|window| {
            window.set_timeout_with_callback_and_timeout_and_arguments_0(ring.unchecked_ref(), after).ok()
        });
        self.alarm.set(set);
    }

    fn clear_alarm(&self) {
        if let (Some(window), Some(alarm)) = (web_sys::window(), self.alarm.take()) {
            window.clear_timeout_with_handle(alarm);
        }
    }
}

fn takes_scans_as_text(event: &KeyboardEvent) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    element.is_some_and(|element| element.get_attribute("data-scan").as_deref() == Some("text"))
}

/// The letter of a key. Input methods hide it (`Process`), then the place of the key tells.
fn letter_of(event: &KeyboardEvent) -> Option<char> {
    let (key, code) = (event.key(), event.code());
    if event.ctrl_key() {
        return (key == "]" || code == "BracketRight").then_some(FNC1);
    }
    if event.meta_key() || event.alt_key() {
        return None;
    }
    let mut letters = key.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) if letter.is_ascii_graphic() || letter == ' ' => Some(letter),
        // A letter of another layout, or hidden: but named keys (Shift, F1, ArrowUp) are no letters.
        (Some(_), None) => letter_of_code(&code, event.shift_key()),
        _ if matches!(key.as_str(), "Process" | "Unidentified" | "Dead") => letter_of_code(&code, event.shift_key()),
        _ => None,
    }
}

/// A text field that has the focus, and how it looked.
struct Field {
    element: Input,
    value: String,
    caret: Option<u32>,
}

enum Input {
    Line(HtmlInputElement),
    Area(HtmlTextAreaElement),
}

impl Field {
    fn of(event: &KeyboardEvent) -> Option<Field> {
        let target = event.target()?;
        if let Some(area) = target.dyn_ref::<HtmlTextAreaElement>() {
            let (value, caret) = (area.value(), area.selection_start().ok().flatten());
            return Some(Field { element: Input::Area(area.clone()), value, caret });
        }
        let line = target.dyn_ref::<HtmlInputElement>()?;
        let is_text = !matches!(
            line.type_().as_str(),
            "checkbox" | "radio" | "button" | "submit" | "reset" | "file" | "range" | "color"
        );
        // Number and e-mail fields know no caret; their letters are given back at the end.
        is_text.then(|| Field {
            value: line.value(),
            caret: line.selection_start().ok().flatten(),
            element: Input::Line(line.clone()),
        })
    }

    /// As it was before the scan began.
    fn restore(self) {
        let (value, caret) = (self.value.clone(), self.caret);
        self.show(&value, caret);
    }

    /// Puts letters where the caret is now.
    fn insert(self, letters: &str) {
        let (now, caret) = match &self.element {
            Input::Line(line) => (line.value(), line.selection_start().ok().flatten()),
            Input::Area(area) => (area.value(), area.selection_start().ok().flatten()),
        };
        // Carets count UTF-16 units.
        let units: Vec<u16> = now.encode_utf16().collect();
        let at = caret.map_or(units.len(), |caret| (caret as usize).min(units.len()));
        let (before, after) = units.split_at(at);
        let value = format!("{}{letters}{}", String::from_utf16_lossy(before), String::from_utf16_lossy(after));
        let caret = caret.map(|caret| caret + u32::try_from(letters.encode_utf16().count()).unwrap_or_default());
        self.show(&value, caret);
    }

    fn show(self, value: &str, caret: Option<u32>) {
        let event = web_sys::EventInit::new();
        event.set_bubbles(true);
        let event = web_sys::Event::new_with_event_init_dict("input", &event);
        // Carets fail on fields that have none; nothing is lost then.
        let target: &web_sys::EventTarget = match &self.element {
            Input::Line(line) => {
                line.set_value(value);
                let _ = line.set_selection_start(caret).and_then(|()| line.set_selection_end(caret));
                line
            }
            Input::Area(area) => {
                area.set_value(value);
                let _ = area.set_selection_start(caret).and_then(|()| area.set_selection_end(caret));
                area
            }
        };
        if let Ok(event) = event {
            let _ = target.dispatch_event(&event);
        }
    }
}
