//! A field for a password that can be shown. Pasting works, so that password managers and long sentences do.

use crate::entry::Entry;
use crate::t;
use kit::{Field, FieldKind, Glyph, IconButton, Text};
use leptos::prelude::*;

/// Shortest password that is taken; the server checks the same.
pub const SHORTEST: usize = 12;

#[component]
pub fn PasswordField(
    #[prop(into)] label: Text,
    entry: Entry,
    /// The rule, told before anything is wrong.
    #[prop(into, optional)]
    hint: Text,
    /// `current-password` or `new-password`, for password managers.
    autocomplete: &'static str,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let field = move || {
        let kind = if shown.get() { FieldKind::Text } else { FieldKind::Password };
        view! {
            <Field label value=entry.text() on_input=entry.typed() error=entry.error() hint kind autocomplete
                max_length=200 takes_scans=true/>
        }
    };
    let eye = move || if shown.get() { t!("gate-password-hide") } else { t!("gate-password-show") };
    view! {
        <div class="password">
            {field}
            <IconButton label=eye icon=Glyph::Eye pressed=move || Some(shown.get()) on_press=move || shown.update(|on| *on = !*on)/>
        </div>
    }
}

/// Whether a new password is long enough; otherwise the field says so.
pub fn take_new_password(entry: Entry) -> Option<String> {
    let text = entry.get_untracked();
    if text.chars().count() < SHORTEST {
        entry.complain("gate-password-short");
        return None;
    }
    Some(text)
}
