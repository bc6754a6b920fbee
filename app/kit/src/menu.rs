//! Menus: a button that opens a list of verbs, on the native popover.

use crate::focus::{Step, step_focus};
use crate::{ButtonKind, Glyph, Icon, Kbd, Text};
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// Something that can be run later, from a menu, a toast or the command menu.
pub type Act = Arc<dyn Fn() + Send + Sync>;

/// One line of a menu.
#[derive(Clone)]
pub struct MenuItem {
    label: String,
    glyph: Option<Glyph>,
    keys: String,
    danger: bool,
    disabled: bool,
    checked: Option<bool>,
    act: Act,
}

impl MenuItem {
    /// A verb and what it does.
    pub fn new(label: impl Into<String>, act: impl Fn() + Send + Sync + 'static) -> Self {
        MenuItem {
            label: label.into(),
            glyph: None,
            keys: String::new(),
            danger: false,
            disabled: false,
            checked: None,
            act: Arc::new(act),
        }
    }

    /// With a drawing.
    pub fn glyph(mut self, glyph: Glyph) -> Self {
        self.glyph = Some(glyph);
        self
    }

    /// With a keyboard hint.
    pub fn keys(mut self, keys: impl Into<String>) -> Self {
        self.keys = keys.into();
        self
    }

    /// It takes something away.
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// It cannot be done now.
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = disabled;
        self
    }

    /// It is on or off (filters).
    pub fn checked(mut self, checked: bool) -> Self {
        self.checked = Some(checked);
        self
    }
}

/// A button with a menu under it.
#[component]
pub fn Menu(
    /// Name of the button.
    #[prop(into)]
    label: Text,
    /// The lines.
    #[prop(into)]
    items: Signal<Vec<MenuItem>>,
    /// Drawing of the button.
    #[prop(optional, default = Glyph::More)]
    icon: Glyph,
    /// Only the drawing is shown; the name is spoken.
    #[prop(optional)]
    compact: bool,
    /// How much the button asks to be pressed.
    #[prop(optional)]
    kind: ButtonKind,
) -> impl IntoView {
    let id = crate::fresh_id("menu");
    let trigger = NodeRef::<html::Button>::new();
    let list = NodeRef::<html::Div>::new();
    let open = RwSignal::new(false);
    let toggled = move |_: web_sys::Event| {
        let shown = list.get_untracked().is_some_and(|list| list.matches(":popover-open").unwrap_or(false));
        open.set(shown);
        if let (true, Some(list)) = (shown, list.get_untracked()) {
            step_focus(list.as_ref(), ITEM, Step::First);
        }
    };
    let place = move |_: web_sys::Event| {
        if let (Some(trigger), Some(list)) = (trigger.get_untracked(), list.get_untracked()) {
            place_beside(&trigger, &list);
        }
    };
    let walk = move |event: leptos::ev::KeyboardEvent| {
        let (Some(list), Some(step)) = (list.get_untracked(), Step::of_key(&event.key())) else { return };
        event.prevent_default();
        step_focus(list.as_ref(), ITEM, step);
    };
    let lines = move || items.get().into_iter().map(|item| view! { <Line item list/> }).collect_view();
    view! {
        <button node_ref=trigger type="button" class="btn" class:btn-icon=compact data-kind=kind.name()
            popovertarget=id.clone() aria-haspopup="menu" aria-expanded=move || if open.get() { "true" } else { "false" }
            aria-label=move || compact.then(|| label.get()) title=move || compact.then(|| label.get())>
            <Icon glyph=icon/>
            {(!compact).then(|| view! { <span class="btn-word">{move || label.get()}</span> })}
        </button>
        <div node_ref=list id=id class="menu" role="menu" popover="auto" aria-label=move || label.get()
            on:beforetoggle=place on:toggle=toggled on:keydown=walk>
            {lines}
        </div>
    }
}

const ITEM: &str = "[role^=menuitem]:not([disabled])";

#[component]
fn Line(item: MenuItem, list: NodeRef<html::Div>) -> impl IntoView {
    let MenuItem { label, glyph, keys, danger, disabled, checked, act } = item;
    let role = if checked.is_some() { "menuitemcheckbox" } else { "menuitem" };
    let glyph = match checked {
        Some(true) => Some(Glyph::Check),
        _ => glyph,
    };
    let press = move |_| {
        if let Some(list) = list.get_untracked() {
            // Already closed is fine.
            let _ = list.hide_popover();
        }
        act();
    };
    view! {
        <button type="button" class="menu-item" role=role tabindex="-1" disabled=disabled data-danger=danger.then_some("")
            aria-checked=checked.map(|on| if on { "true" } else { "false" }) on:click=press>
            <span class="menu-mark">{glyph.map(|glyph| view! { <Icon glyph=glyph/> })}</span>
            <span>{label}</span>
            {(!keys.is_empty()).then(|| view! { <Kbd keys=keys/> })}
        </button>
    }
}

/// Puts a popover under its button, or above it in the lower part of the window, on the side that has room.
pub(crate) fn place_beside(trigger: &web_sys::Element, list: &web_sys::HtmlElement) {
    const GAP: f64 = 4.0;
    let rect = trigger.get_bounding_client_rect();
    let size = |value: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>| {
        value.ok().and_then(|value| value.as_f64()).unwrap_or(0.0)
    };
    let (width, height) = (size(window().inner_width()), size(window().inner_height()));
    let style = list.unchecked_ref::<web_sys::HtmlElement>().style();
    let set = |name: &str, value: String| {
        let _ = style.set_property(name, &value);
    };
    if rect.bottom() > height * 0.6 {
        set("top", "auto".into());
        set("bottom", format!("{}px", height - rect.top() + GAP));
        set("max-height", format!("{}px", rect.top() - 2.0 * GAP));
    } else {
        set("bottom", "auto".into());
        set("top", format!("{}px", rect.bottom() + GAP));
        set("max-height", format!("{}px", height - rect.bottom() - 2.0 * GAP));
    }
    if rect.left() + rect.width() / 2.0 > width / 2.0 {
        set("left", "auto".into());
        set("right", format!("{}px", (width - rect.right()).max(GAP)));
    } else {
        set("right", "auto".into());
        set("left", format!("{}px", rect.left().max(GAP)));
    }
}
