//! Toasts: a word about what was just done, with Undo where it can be undone. One at a time; all stay in the history.

use crate::menu::Act;
use crate::{Each, Glyph, Icon, IconButton, Text, Tone};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

const STAYS: Duration = Duration::from_secs(5);
const STAYS_WITH_ACTION: Duration = Duration::from_secs(10);
const REMEMBERED: usize = 50;

/// A word about what was just done.
#[derive(Clone)]
pub struct Toast {
    text: String,
    tone: Tone,
    action: Option<(String, Act)>,
}

impl Toast {
    /// Something was done.
    pub fn new(text: impl Into<String>) -> Self {
        Toast { text: text.into(), tone: Tone::Quiet, action: None }
    }

    /// What it means.
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// One verb, for example Undo. The toast stays 10 s then, and the verb stays in the history.
    pub fn action(mut self, label: impl Into<String>, act: impl Fn() + Send + Sync + 'static) -> Self {
        self.action = Some((label.into(), Arc::new(act)));
        self
    }
}

/// A toast that was shown.
#[derive(Clone)]
pub struct PastToast {
    /// Number, rising with time.
    pub id: u64,
    toast: Toast,
    used: RwSignal<bool>,
}

/// Where toasts are sent to. Get it with [`use_toasts`].
#[derive(Clone, Copy)]
pub struct Toasts {
    past: RwSignal<Vec<PastToast>>,
    shown: RwSignal<Option<u64>>,
    timer: StoredValue<Option<TimeoutHandle>>,
    owner: StoredValue<Owner>,
}

/// Makes toasts available to everything below. Call it once at the top, then place one [`ToastHost`].
pub fn provide_toasts() -> Toasts {
    let toasts = Toasts {
        past: RwSignal::new(Vec::new()),
        shown: RwSignal::new(None),
        timer: StoredValue::new(None),
        owner: StoredValue::new(Owner::current().unwrap_or_default()),
    };
    provide_context(toasts);
    toasts
}

/// The toasts of the page; one of its own when nobody provided any, so a part can be shown alone.
pub fn use_toasts() -> Toasts {
    use_context::<Toasts>().unwrap_or_else(provide_toasts)
}

impl Toasts {
    /// Shows a toast in the place of the one before.
    pub fn show(self, toast: Toast) {
        let id = self.past.with_untracked(|past| past.last().map_or(0, |last| last.id + 1));
        // The mark lives as long as the history, not as long as the screen that sent the toast.
        let used = self.owner.with_value(|owner| owner.with(|| RwSignal::new(false)));
        self.past.update(|past| {
            past.push(PastToast { id, toast, used });
            if past.len() > REMEMBERED {
                past.remove(0);
            }
        });
        self.shown.set(Some(id));
        self.count_down();
    }

    /// Takes the shown toast away; the history keeps it.
    pub fn dismiss(self) {
        self.pause();
        self.shown.set(None);
    }

    /// How many toasts the history holds.
    pub fn remembered(self) -> usize {
        self.past.with(Vec::len)
    }

    fn current(self) -> Option<PastToast> {
        let id = self.shown.get()?;
        self.past.with(|past| past.iter().find(|toast| toast.id == id).cloned())
    }

    fn pause(self) {
        self.timer.update_value(|timer| {
            if let Some(timer) = timer.take() {
                timer.clear();
            }
        });
    }

    fn count_down(self) {
        self.pause();
        let Some(current) = untrack(|| self.current()) else { return };
        let stays = if current.toast.action.is_some() { STAYS_WITH_ACTION } else { STAYS };
        let handle = set_timeout_with_handle(move || self.shown.set(None), stays).ok();
        self.timer.set_value(handle);
    }
}

/// Where toasts appear. It waits while a pointer or the focus is on it.
#[component]
pub fn ToastHost(
    /// Name of the region.
    #[prop(into)]
    label: Text,
    /// Name of the closing button.
    #[prop(into)]
    close_label: Text,
) -> impl IntoView {
    let toasts = use_toasts();
    let shown = move || {
        toasts.current().map(|past| (past.toast.tone.name(), past)).map(|(tone, past)| {
            view! {
                <div class="toast" data-tone=tone
                    on:pointerenter=move |_| toasts.pause() on:pointerleave=move |_| toasts.count_down()
                    on:focusin=move |_| toasts.pause() on:focusout=move |_| toasts.count_down()>
                    <ToastLine past/>
                    <IconButton label=close_label icon=Glyph::Cross on_press=move || toasts.dismiss()/>
                </div>
            }
        })
    };
    view! {
        <section class="toasts" aria-label=move || label.get()>
            <div role="status" aria-live="polite">{shown}</div>
        </section>
    }
}

/// What was done lately, newest first, with the verbs that still work.
#[component]
pub fn ToastHistory(
    /// Said when nothing was done yet.
    #[prop(into)]
    empty_label: Text,
) -> impl IntoView {
    let toasts = use_toasts();
    view! {
        <Show when=move || toasts.remembered() != 0 fallback=move || view! { <p class="t2">{move || empty_label.get()}</p> }>
            <ol class="toast-history">
                <Each each=move || toasts.past.get().into_iter().rev() key=|past| past.id let:past>
                    <li><ToastLine past/></li>
                </Each>
            </ol>
        </Show>
    }
}

#[component]
fn ToastLine(past: PastToast) -> impl IntoView {
    let toasts = use_toasts();
    let PastToast { toast: Toast { text, tone, action }, used, .. } = past;
    let verb = action.map(|(label, act)| {
        let press = move |_| {
            if !used.get_untracked() {
                used.set(true);
                toasts.dismiss();
                act();
            }
        };
        view! {
            <button type="button" class="btn" data-kind="ghost" disabled=move || used.get() on:click=press>{label}</button>
        }
    });
    view! {
        {(tone != Tone::Quiet).then(|| view! { <Icon glyph=tone.glyph()/> })}
        <span class="toast-text">{text}</span>
        {verb}
    }
}
