//! The windowed table: a real `<table>` that stays fast with 100,000 rows, because only the rows in view are in the page.

mod column;
mod cursor;
mod head;
mod row;
mod selection;
mod window;

pub use column::{Column, IntoText};
pub use selection::Selection;
pub use window::{MOST_ROWS, OVERSCAN, scroll_to_show, visible_range};

use crate::observe::on_resize;
use crate::{Each, Text};
use cursor::Cursor;
use head::Head;
use leptos::html;
use leptos::prelude::*;
use row::{Row, Spacer};

/// Direction of a sorted column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sorting {
    /// Smallest first.
    Up,
    /// Largest first.
    Down,
}

/// What all parts of one table share.
#[derive(Clone, Copy)]
struct Frame {
    id: StoredValue<String>,
    columns: StoredValue<Vec<Column>>,
    len: Signal<usize>,
    key: Callback<usize, Option<String>>,
    cells: Callback<usize, Vec<AnyView>>,
    row_label: Option<Callback<usize, String>>,
    row_tone: Option<Callback<usize, crate::Tone>>,
    on_open: Option<Callback<usize>>,
    selection: Option<Selection>,
    is_whole: Signal<bool>,
    cursor: Cursor,
}

/// A table of any length. Rows are named by their index; keys tie selections to things.
///
/// `cells` is run again for the rows in view whenever a signal that it read changes, so it may read queries freely.
#[component]
pub fn DataTable(
    /// What the rows are.
    #[prop(into)]
    label: Text,
    /// The columns, in order.
    columns: Vec<Column>,
    /// How many rows there are.
    #[prop(into)]
    len: Signal<usize>,
    /// The lasting name of the thing at an index.
    #[prop(into)]
    key: Callback<usize, Option<String>>,
    /// The cells of the row at an index, one for each column.
    #[prop(into)]
    cells: Callback<usize, Vec<AnyView>>,
    /// Opens the row at an index: Enter or a press on the row.
    #[prop(into, optional)]
    on_open: Option<Callback<usize>>,
    /// Lets rows be selected.
    #[prop(optional_no_strip)]
    selection: Option<Selection>,
    /// Whether these are all rows, or the rest is still to come: then not all can be selected yet.
    #[prop(into, default = Signal::stored(true))]
    is_whole: Signal<bool>,
    /// Name of the box in the head.
    #[prop(into, optional)]
    select_all_label: Text,
    /// Name of the box of a row, for example "Select #10482".
    #[prop(into, optional)]
    row_label: Option<Callback<usize, String>>,
    /// A row that stands out: `Bad` for late, `Warn` for a decision.
    #[prop(into, optional)]
    row_tone: Option<Callback<usize, crate::Tone>>,
    /// The column it is sorted by.
    #[prop(into, optional)]
    sorted: Signal<Option<(&'static str, Sorting)>>,
    /// Told the key of a pressed column head.
    #[prop(into, optional)]
    on_sort: Option<Callback<&'static str>>,
    /// Shown in place of rows when there are none.
    #[prop(into, optional)]
    empty: ViewFn,
    /// Class that says how a phone shows the rows: `cards` for two lines each, `tall` for names of two lines.
    #[prop(optional)]
    on_phones: &'static str,
) -> impl IntoView {
    let scroller = NodeRef::<html::Div>::new();
    let table = NodeRef::<html::Table>::new();
    let probe = NodeRef::<html::Div>::new();
    let scroll = RwSignal::new(0.0_f64);
    // Until its size is known, as many rows as could be seen at all.
    let view_px = RwSignal::new(window_px());
    let row_px = RwSignal::new(40.0_f64);

    let measure = move || {
        let (Some(scroller), Some(probe)) = (scroller.get_untracked(), probe.get_untracked()) else { return };
        row_px.set(probe.get_bounding_client_rect().height().max(1.0));
        // Never more than the window: a frame without a height of its own would ask for all rows at once.
        view_px.set(f64::from(scroller.client_height()).min(window_px()));
    };
    on_resize(scroller, measure);
    on_resize(probe, measure);

    let cursor = Cursor::new(scroller, table, scroll, view_px, row_px, len);
    let selectable = selection.is_some();
    let (least, least_narrow) = column::least_widths(&columns, selectable);
    let frame = Frame {
        id: StoredValue::new(crate::fresh_id("table")),
        columns: StoredValue::new(columns),
        len,
        key,
        cells,
        row_label,
        row_tone,
        on_open,
        selection,
        is_whole,
        cursor,
    };
    cursor.listen(frame);

    let range = Memo::new(move |_| visible_range(scroll.get(), view_px.get(), row_px.get(), len.get(), OVERSCAN));
    let above = Signal::derive(move || range.get().start as f64 * row_px.get());
    let below = Signal::derive(move || len.get().saturating_sub(range.get().end) as f64 * row_px.get());
    let active_row = move || {
        let at = cursor.at()?;
        range.get().contains(&at).then(|| frame.row_id(at))
    };

    view! {
        <div class=format!("data-table {on_phones}")>
            <div class="data-probe" node_ref=probe aria-hidden="true"></div>
            <div class="data-scroll" node_ref=scroller
                on:scroll:target=move |event| scroll.set(f64::from(event.target().scroll_top()))>
                <table node_ref=table tabindex="0" role=selectable.then_some("grid")
                    aria-label=move || label.get() aria-rowcount=move || (len.get() + 1).to_string()
                    aria-multiselectable=selectable.then_some("true") aria-activedescendant=active_row
                    style=("--least", format!("{least}rem")) style=("--least-narrow", format!("{least_narrow}rem"))
                    on:keydown=move |event| cursor.key(frame, &event) on:focus=move |_| cursor.arrive()>
                    <Head frame select_all_label sorted on_sort/>
                    <tbody>
                        <Spacer height=above/>
                        <Each each=move || range.get() key=|index| *index let:index>
                            <Row frame index/>
                        </Each>
                        <Spacer height=below/>
                    </tbody>
                </table>
                <Show when=move || len.get() == 0>{empty.run()}</Show>
            </div>
        </div>
    }
}

/// The height of the window.
fn window_px() -> f64 {
    window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0)
}

impl Frame {
    fn row_id(self, index: usize) -> String {
        self.id.with_value(|id| format!("{id}-{index}"))
    }

    fn toggle(self, index: usize) {
        if let (Some(selection), Some(key)) = (self.selection, self.key.run(index)) {
            selection.toggle(index, key);
        }
    }

    fn extend_to(self, index: usize) {
        if let Some(selection) = self.selection {
            selection.extend_to(index, |at| self.key.run(at));
        }
    }

    fn select_all(self) {
        if let Some(selection) = self.selection.filter(|_| self.is_whole.get_untracked()) {
            let len = self.len.get_untracked();
            selection.replace((0..len).filter_map(|index| self.key.run(index)));
        }
    }

    fn open(self, index: usize) {
        if let Some(on_open) = self.on_open {
            on_open.run(index);
        }
    }
}
