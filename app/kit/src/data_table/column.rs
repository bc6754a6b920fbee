//! Columns of a table: name, width, side, and whether a narrow screen may leave them out.

use leptos::prelude::*;

/// One column. Its width is in rem.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    pub(super) title: Signal<String>,
    pub(super) width: u16,
    pub(super) grows: bool,
    pub(super) end: bool,
    pub(super) low: bool,
    pub(super) sort: Option<&'static str>,
}

impl Column {
    /// A column of at least `rem` width that takes a share of the room that is left.
    pub fn new(title: impl IntoText, rem: u16) -> Self {
        Column { title: title.into_text(), width: rem, grows: true, end: false, low: false, sort: None }
    }

    /// Exactly its width: codes, dates, tags.
    pub fn fixed(mut self) -> Self {
        self.grows = false;
        self
    }

    /// Numbers: at the end of the cell.
    pub fn number(mut self) -> Self {
        self.end = true;
        self
    }

    /// Left out on narrow screens.
    pub fn low(mut self) -> Self {
        self.low = true;
        self
    }

    /// Can be sorted by; `key` is what the table tells when its head is pressed.
    pub fn sortable(mut self, key: &'static str) -> Self {
        self.sort = Some(key);
        self
    }

    /// The same for a column that may have no such key.
    pub fn sortable_by(mut self, key: Option<&'static str>) -> Self {
        self.sort = key;
        self
    }

    pub(super) fn class(&self) -> &'static str {
        match (self.end, self.low) {
            (false, false) => "",
            (true, false) => "end",
            (false, true) => "lo",
            (true, true) => "end lo",
        }
    }
}

/// Anything that can be read as a text that may change: a string, a signal, a closure.
pub trait IntoText {
    /// The text.
    fn into_text(self) -> Signal<String>;
}

impl IntoText for &str {
    fn into_text(self) -> Signal<String> {
        self.into()
    }
}

impl IntoText for String {
    fn into_text(self) -> Signal<String> {
        Signal::stored(self)
    }
}

impl IntoText for Signal<String> {
    fn into_text(self) -> Signal<String> {
        self
    }
}

impl<F: Fn() -> String + Send + Sync + 'static> IntoText for F {
    fn into_text(self) -> Signal<String> {
        Signal::derive(self)
    }
}

/// Least widths of a table in rem: with all columns, and on a narrow screen.
pub(super) fn least_widths(columns: &[Column], selectable: bool) -> (u16, u16) {
    let base: u16 = if selectable { 3 } else { 0 };
    columns.iter().fold((base, base), |(all, narrow), column| {
        (all.saturating_add(column.width), narrow.saturating_add(if column.low { 0 } else { column.width }))
    })
}
