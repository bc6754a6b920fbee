//! A form in a dialog: its fields, why it was refused, and its two buttons.

use crate::desk::{use_desk, use_doing, words_of};
use crate::t;
use kit::{Banner, Button, ButtonKind, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::engine::Command;

/// Sends what a form says. A refusal is told in the form, because it lies over everything else.
#[derive(Clone, Copy)]
pub struct Sending {
    open: RwSignal<bool>,
    refused: RwSignal<String>,
    busy: RwSignal<bool>,
    desk: engine::Desk,
    doing: crate::desk::Doing,
}

pub fn use_sending(open: RwSignal<bool>) -> Sending {
    Sending {
        open,
        refused: RwSignal::new(String::new()),
        busy: RwSignal::new(false),
        desk: use_desk(),
        doing: use_doing(),
    }
}

impl Sending {
    /// Acts; closes the dialog and says `done` when it is safe on this device.
    pub fn send(self, command: impl Into<Command>, done: String) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.refused.set(String::new());
        let command = command.into();
        spawn_local(async move {
            match self.desk.act(command).await {
                Ok(_) => {
                    self.open.set(false);
                    self.doing.tell(done);
                }
                Err(why) => self.refused.set(words_of(&why)),
            }
            self.busy.set(false);
        });
    }
}

#[component]
pub fn Form(
    sending: Sending,
    /// What sending it does, as a verb.
    #[prop(into)]
    label: kit::Text,
    on_send: Callback<()>,
    /// Cannot be sent now.
    #[prop(into, optional)]
    disabled: Signal<bool>,
    /// It takes something away.
    #[prop(optional)]
    danger: bool,
    children: Children,
) -> impl IntoView {
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        on_send.run(());
    };
    let Sending { open, refused, busy, .. } = sending;
    // Beside "Cancel order" the word "Cancel" would be a trap.
    let (kind, way_back) = if danger { (ButtonKind::Danger, "back") } else { (ButtonKind::Primary, "cancel") };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <Show when=move || !refused.read().is_empty()><Banner title=refused tone=Tone::Warn/></Show>
            {children()}
            <div class="form-actions">
                <Button label=move || t!(way_back) on_press=move || open.set(false)/>
                <Button label kind submit=true busy disabled/>
            </div>
        </form>
    }
}
