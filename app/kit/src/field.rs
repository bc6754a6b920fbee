//! Fields: one label, one control, one hint, one error, tied together for everybody.

use crate::{Glyph, Icon, Kbd, Text};
use leptos::prelude::*;

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum FieldKind {
    /// One line of words.
    #[default]
    Text,
    /// Several lines.
    Area {
        /// Lines shown.
        rows: u8,
    },
    /// A whole number. Shown as text with a number keyboard: a wheel never changes it.
    Number,
    /// An amount with a decimal separator.
    Decimal,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// A password.
    Password,
    /// A day.
    Date,
}

impl FieldKind {
    const fn input_type(self) -> &'static str {
        match self {
            FieldKind::Email => "email",
            FieldKind::Phone => "tel",
            FieldKind::Password => "password",
            FieldKind::Date => "date",
            _ => "text",
        }
    }

    const fn input_mode(self) -> Option<&'static str> {
        match self {
            FieldKind::Number => Some("numeric"),
            FieldKind::Decimal => Some("decimal"),
            _ => None,
        }
    }
}

/// A labelled field for text. The value is given and every change is told; the field keeps nothing.
#[component]
pub fn Field(
    /// What goes in.
    #[prop(into)]
    label: Text,
    /// What is in.
    #[prop(into)]
    value: Text,
    /// Told at every keystroke.
    #[prop(into, optional)]
    on_input: Option<Callback<String>>,
    /// Told when the person leaves the field with a new value, or presses Enter: the moment to save.
    #[prop(into, optional)]
    on_commit: Option<Callback<String>>,
    /// What it takes.
    #[prop(optional)]
    kind: FieldKind,
    /// A line that helps before anything is wrong.
    #[prop(into, optional)]
    hint: Text,
    /// What is wrong and how to put it right; empty when all is well.
    #[prop(into, optional)]
    error: Text,
    /// Must be filled.
    #[prop(optional)]
    required: bool,
    /// Cannot be changed now.
    #[prop(into, optional)]
    disabled: Signal<bool>,
    /// The label is spoken but not shown (tables, toolbars).
    #[prop(optional)]
    label_hidden: bool,
    /// An example, never a replacement for the label.
    #[prop(into, optional)]
    placeholder: Text,
    /// What the browser may fill in, for example `username`.
    #[prop(optional, default = "off")]
    autocomplete: &'static str,
    /// Longest text that is taken.
    #[prop(optional, default = 2000)]
    max_length: i32,
    /// Name for the form.
    #[prop(optional)]
    name: Option<&'static str>,
    /// Takes the focus when it appears.
    #[prop(optional)]
    autofocus: bool,
    /// Scanner input belongs into this field as text.
    #[prop(optional)]
    takes_scans: bool,
    /// Fixed-width letters, for codes.
    #[prop(optional)]
    mono: bool,
) -> impl IntoView {
    let id = crate::fresh_id("field");
    let ids = FieldIds::of(&id);
    let described = ids.clone().described_by(hint, error);
    let invalid = move || (!error.read().is_empty()).then_some("true");
    let input = move |text: String| {
        if let Some(on_input) = on_input {
            on_input.run(text);
        }
    };
    let commit = move |text: String| {
        if let Some(on_commit) = on_commit {
            on_commit.run(text);
        }
    };
    let scan = takes_scans.then_some("text");
    let control = match kind {
        FieldKind::Area { rows } => {
            let node = NodeRef::<leptos::html::Textarea>::new();
            keep_value(value, move |text| {
                if let Some(area) = node.get().filter(|area| area.value() != text) {
                    area.set_value(&text);
                }
            });
            focus_when(autofocus, move || node.get().map(|area| area.into()));
            view! {
                <textarea node_ref=node id=id.clone() class="input" class:mono=mono rows=rows.to_string() name=name
                    required=required disabled=move || disabled.get() maxlength=max_length
                    placeholder=move || placeholder.get() autocomplete=autocomplete data-scan=scan
                    aria-invalid=invalid aria-describedby=described
                    on:input:target=move |event| input(event.target().value())
                    on:change:target=move |event| commit(event.target().value())
                ></textarea>
            }
            .into_any()
        }
        _ => {
            let node = NodeRef::<leptos::html::Input>::new();
            keep_value(value, move |text| {
                if let Some(line) = node.get().filter(|line| line.value() != text) {
                    line.set_value(&text);
                }
            });
            focus_when(autofocus, move || node.get().map(|line| line.into()));
            view! {
                <input node_ref=node id=id.clone() class="input" class:mono=mono type=kind.input_type() name=name
                    inputmode=kind.input_mode() required=required disabled=move || disabled.get() maxlength=max_length
                    placeholder=move || placeholder.get() autocomplete=autocomplete spellcheck="false" data-scan=scan
                    aria-invalid=invalid aria-describedby=described
                    on:input:target=move |event| input(event.target().value())
                    on:change:target=move |event| commit(event.target().value())
                />
            }
            .into_any()
        }
    };
    view! {
        <div class="field">
            <label for=id class:visually-hidden=label_hidden>{move || label.get()}</label>
            {control}
            <FieldNotes ids hint error/>
        </div>
    }
}

/// A search line with its drawing and its keyboard hint.
#[component]
pub fn SearchField(
    /// What is searched.
    #[prop(into)]
    label: Text,
    /// What is in.
    #[prop(into)]
    value: Text,
    /// Told at every keystroke.
    #[prop(into)]
    on_input: Callback<String>,
    /// Told at Enter.
    #[prop(into, optional)]
    on_commit: Option<Callback<String>>,
    /// What can be searched by.
    #[prop(into, optional)]
    placeholder: Text,
    /// Keyboard hint.
    #[prop(into, optional)]
    keys: Text,
    /// To put the focus here from outside (the `/` key).
    #[prop(optional)]
    node: NodeRef<leptos::html::Input>,
) -> impl IntoView {
    keep_value(value, move |text| {
        if let Some(line) = node.get().filter(|line| line.value() != text) {
            line.set_value(&text);
        }
    });
    let enter = move |event: leptos::ev::KeyboardEvent| {
        if let (true, Some(on_commit)) = (event.key() == "Enter" && !event.is_composing(), on_commit) {
            on_commit.run(value.get_untracked());
        }
    };
    view! {
        <div class="search" role="search">
            <Icon glyph=Glyph::Search/>
            <input node_ref=node type="search" class="input" maxlength="200" autocomplete="off" spellcheck="false"
                enterkeyhint="search" aria-label=move || label.get() placeholder=move || placeholder.get()
                on:input:target=move |event| on_input.run(event.target().value()) on:keydown=enter/>
            {move || (!keys.read().is_empty()).then(|| view! { <Kbd keys/> })}
        </div>
    }
}

/// The ids that tie a control to its hint and its error.
#[derive(Clone)]
pub(crate) struct FieldIds {
    hint: String,
    error: String,
}

impl FieldIds {
    pub(crate) fn of(control: &str) -> Self {
        FieldIds { hint: format!("{control}-hint"), error: format!("{control}-error") }
    }

    /// Value of `aria-describedby`: only what is there, the error first.
    pub(crate) fn described_by(self, hint: Text, error: Text) -> impl Fn() -> Option<String> + Clone + Send + Sync {
        move || {
            let parts = [(error, &self.error), (hint, &self.hint)];
            let ids: Vec<&str> =
                parts.iter().filter(|(text, _)| !text.read().is_empty()).map(|(_, id)| id.as_str()).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    }
}

/// Hint and error under a control. The error keeps its place in the reading order and is spoken when it appears.
#[component]
pub(crate) fn FieldNotes(ids: FieldIds, hint: Text, error: Text) -> impl IntoView {
    let FieldIds { hint: hint_id, error: error_id } = ids;
    view! {
        {move || (!error.read().is_empty()).then(|| view! {
            <p class="field-error" id=error_id.clone() role="alert"><Icon glyph=Glyph::Attention/>{move || error.get()}</p>
        })}
        {move || (!hint.read().is_empty()).then(|| view! {
            <p class="field-hint" id=hint_id.clone()>{move || hint.get()}</p>
        })}
    }
}

/// Writes the value into the control only when it differs: writing the same text would disturb an input method.
fn keep_value(value: Text, write: impl Fn(String) + 'static) {
    Effect::new(move |_| write(value.get()));
}

/// Puts the focus on a control once it is in the page.
fn focus_when(wanted: bool, control: impl Fn() -> Option<web_sys::HtmlElement> + 'static) {
    if wanted {
        Effect::new(move |done: Option<bool>| {
            if done == Some(true) {
                return true;
            }
            control().is_some_and(|element| element.focus().is_ok())
        });
    }
}
