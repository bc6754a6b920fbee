//! Where files are dropped or chosen.

use crate::{Glyph, Icon, Text};
use leptos::callback::{Callable, UnsyncCallback};
use leptos::html;
use leptos::prelude::*;

/// A place to drop files on; a press opens the file chooser.
#[component]
pub fn FileDrop(
    /// What to bring.
    #[prop(into)]
    label: Text,
    /// What is taken: kinds and sizes.
    #[prop(into, optional)]
    hint: Text,
    /// What is wrong with the file that was brought.
    #[prop(into, optional)]
    error: Text,
    /// Endings and kinds for the chooser, for example `.csv,text/csv`.
    #[prop(optional)]
    accept: &'static str,
    /// Several files at once.
    #[prop(optional)]
    many: bool,
    /// Told the files.
    #[prop(into)]
    on_files: UnsyncCallback<(Vec<web_sys::File>,)>,
) -> impl IntoView {
    let id = crate::fresh_id("files");
    let ids = crate::field::FieldIds::of(&id);
    let described = ids.clone().described_by(hint, error);
    let input = NodeRef::<html::Input>::new();
    let over = RwSignal::new(false);
    let bring = move |list: Option<web_sys::FileList>| {
        let files: Vec<web_sys::File> =
            list.map(|list| (0..list.length()).filter_map(|at| list.item(at)).collect()).unwrap_or_default();
        let files = if many { files } else { files.into_iter().take(1).collect() };
        if !files.is_empty() {
            on_files.run((files,));
        }
    };
    let chosen = move |_| {
        if let Some(input) = input.get_untracked() {
            bring(input.files());
            // The same file may be brought again after it was put right.
            input.set_value("");
        }
    };
    let dropped = move |event: leptos::ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        bring(event.data_transfer().and_then(|data| data.files()));
    };
    view! {
        <div class="field">
            <label class="file-drop" class:over=over
                on:dragover=move |event| { event.prevent_default(); over.set(true) }
                on:dragleave=move |_| over.set(false) on:drop=dropped>
                <Icon glyph=Glyph::Upload/>
                <span class="file-drop-label">{move || label.get()}</span>
                <input node_ref=input id=id type="file" class="visually-hidden" accept=accept multiple=many
                    aria-describedby=described on:change=chosen/>
            </label>
            <crate::field::FieldNotes ids hint error/>
        </div>
    }
}
