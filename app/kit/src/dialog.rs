//! Dialogs: the native `<dialog>`, which traps the focus, closes on Esc and gives the focus back by itself.

use crate::{Button, ButtonKind, Field, Glyph, IconButton, Text};
use leptos::html;
use leptos::prelude::*;

/// A question or a short form over the page.
#[component]
pub fn Dialog(
    /// Whether it is shown. Closing by Esc or by its cross sets this to false.
    open: RwSignal<bool>,
    /// What it is about.
    #[prop(into)]
    title: Text,
    /// Name of the cross.
    #[prop(into)]
    close_label: Text,
    /// Buttons at its foot, the primary one last.
    #[prop(into, optional)]
    footer: ViewFn,
    /// Runs after it was closed, however that came.
    #[prop(into, optional)]
    on_close: Option<Callback<()>>,
    /// Room for tables and previews.
    #[prop(optional)]
    wide: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let shape = if wide { "dialog wide" } else { "dialog" };
    view! { <Sheet open title close_label footer on_close shape light_dismiss=false children/> }
}

/// A panel at the side of the page for one row of a list. A press beside it closes it.
#[component]
pub fn SidePanel(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// What it shows.
    #[prop(into)]
    title: Text,
    /// Name of the cross.
    #[prop(into)]
    close_label: Text,
    /// Buttons at its foot.
    #[prop(into, optional)]
    footer: ViewFn,
    /// Runs after it was closed.
    #[prop(into, optional)]
    on_close: Option<Callback<()>>,
    children: ChildrenFn,
) -> impl IntoView {
    view! { <Sheet open title close_label footer on_close shape="panel" light_dismiss=true children/> }
}

/// What dialog and panel share. The contents exist only while it is open, so a second opening starts afresh.
#[component]
fn Sheet(
    open: RwSignal<bool>,
    title: Text,
    close_label: Text,
    footer: ViewFn,
    on_close: Option<Callback<()>>,
    shape: &'static str,
    light_dismiss: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let heading = crate::fresh_id("dialog");
    show_while(open, node);
    let closed = move |_| {
        open.set(false);
        if let Some(on_close) = on_close {
            on_close.run(());
        }
    };
    let pressed = move |event: leptos::ev::MouseEvent| {
        let on_backdrop = node.get_untracked().is_some_and(|dialog| event.target().as_ref() == Some(dialog.as_ref()));
        if light_dismiss && on_backdrop {
            open.set(false);
        }
    };
    let heading_id = heading.clone();
    view! {
        <dialog node_ref=node class=shape aria-labelledby=heading on:close=closed on:mousedown=pressed>
            <Show when=move || open.get()>
                <div class="sheet">
                    <header class="sheet-head">
                        <h2 id=heading_id.clone()>{move || title.get()}</h2>
                        <IconButton label=close_label icon=Glyph::Cross on_press=move || open.set(false)/>
                    </header>
                    <div class="sheet-body">{children()}</div>
                    <footer class="sheet-foot">{footer.run()}</footer>
                </div>
            </Show>
        </dialog>
    }
}

/// Keeps the native dialog in step with the signal.
pub(crate) fn show_while(open: RwSignal<bool>, node: NodeRef<html::Dialog>) {
    Effect::new(move |_| {
        let wanted = open.get();
        let Some(dialog) = node.get() else { return };
        if wanted && !dialog.open() {
            // Refused only when the element is not in the page: then there is nothing to show.
            let _ = dialog.show_modal();
        } else if !wanted && dialog.open() {
            dialog.close();
        }
    });
}

/// Asks once more before something that cannot be undone. Prefer Undo where that is possible.
#[component]
pub fn ConfirmDialog(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// The question.
    #[prop(into)]
    title: Text,
    /// What will happen.
    #[prop(into)]
    note: Text,
    /// The verb, for example "Cancel the order".
    #[prop(into)]
    confirm_label: Text,
    /// The way back.
    #[prop(into)]
    cancel_label: Text,
    /// Name of the cross.
    #[prop(into)]
    close_label: Text,
    /// Runs when confirmed; the dialog is closed then.
    #[prop(into)]
    on_confirm: Callback<()>,
    /// It takes something away.
    #[prop(optional)]
    danger: bool,
    /// Text that must be typed first (for wiping unsent work).
    #[prop(into, optional)]
    must_type: Text,
    /// Label of the field for that text.
    #[prop(into, optional)]
    must_type_label: Text,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    Effect::new(move |_| {
        if open.get() {
            typed.set(String::new());
        }
    });
    let held_back = Signal::derive(move || *typed.read() != *must_type.read());
    let confirm = move || {
        open.set(false);
        on_confirm.run(());
    };
    let kind = if danger { ButtonKind::Danger } else { ButtonKind::Primary };
    let footer = move || {
        view! {
            <Button label=cancel_label on_press=move || open.set(false)/>
            <Button label=confirm_label kind=kind disabled=held_back on_press=confirm/>
        }
    };
    view! {
        <Dialog open title close_label footer=footer>
            <p>{move || note.get()}</p>
            <Show when=move || !must_type.read().is_empty()>
                <Field label=must_type_label value=typed on_input=move |text: String| typed.set(text) autofocus=true/>
            </Show>
        </Dialog>
    }
}
