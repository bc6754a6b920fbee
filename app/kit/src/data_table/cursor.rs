//! The cursor of the table: the row that keys act on. The focus stays on the table, so scrolling never loses it.

use super::{Frame, scroll_to_show};
use crate::shortcuts::{Shortcut, use_shortcuts};
use leptos::html;
use leptos::prelude::*;

/// The row that keys act on.
#[derive(Clone, Copy)]
pub(super) struct Cursor {
    row: RwSignal<Option<usize>>,
    scroller: NodeRef<html::Div>,
    table: NodeRef<html::Table>,
    scroll: RwSignal<f64>,
    view_px: RwSignal<f64>,
    row_px: RwSignal<f64>,
    len: Signal<usize>,
}

impl Cursor {
    pub(super) fn new(
        scroller: NodeRef<html::Div>,
        table: NodeRef<html::Table>,
        scroll: RwSignal<f64>,
        view_px: RwSignal<f64>,
        row_px: RwSignal<f64>,
        len: Signal<usize>,
    ) -> Self {
        Cursor { row: RwSignal::new(None), scroller, table, scroll, view_px, row_px, len }
    }

    /// The row, as long as it exists.
    pub(super) fn at(self) -> Option<usize> {
        self.row.get().filter(|&row| row < self.len.get())
    }

    pub(super) fn set(self, index: usize) {
        self.row.set(Some(index));
    }

    /// Letters that work wherever the focus is, as long as nobody is typing.
    pub(super) fn listen(self, frame: Frame) {
        let Some(shortcuts) = use_shortcuts() else { return };
        shortcuts.add(Shortcut::silent("j", move || self.step(1)));
        shortcuts.add(Shortcut::silent("k", move || self.step(-1)));
        if frame.selection.is_some() {
            shortcuts.add(Shortcut::silent("x", move || self.with_row(|row| frame.toggle(row))));
            shortcuts.add(Shortcut::silent("shift+x", move || self.with_row(|row| frame.extend_to(row))));
        }
    }

    /// Keys while the focus is on the table itself.
    pub(super) fn key(self, frame: Frame, event: &leptos::ev::KeyboardEvent) {
        let on_table = event.target().as_ref() == event.current_target().as_ref();
        if !on_table || event.is_composing() || event.alt_key() {
            return;
        }
        let page = ((self.view_px.get_untracked() / self.row_px.get_untracked()) as isize - 2).max(1);
        let command = event.ctrl_key() || event.meta_key();
        match event.key().as_str() {
            "a" | "A" if command => frame.select_all(),
            _ if command => return,
            "ArrowDown" => self.step(1),
            "ArrowUp" => self.step(-1),
            "PageDown" => self.step(page),
            "PageUp" => self.step(-page),
            "Home" => self.go(0),
            "End" => self.go(self.len.get_untracked().saturating_sub(1)),
            "Enter" => self.with_row(|row| frame.open(row)),
            " " if event.shift_key() => self.with_row(|row| frame.extend_to(row)),
            " " => self.with_row(|row| frame.toggle(row)),
            "Escape" if frame.selection.is_some_and(|selection| !untrack(|| selection.is_empty())) => {
                if let Some(selection) = frame.selection {
                    selection.clear();
                }
            }
            _ => return,
        }
        event.prevent_default();
    }

    /// The table got the focus: keys need a row to act on, so that the focus can be seen.
    pub(super) fn arrive(self) {
        if untrack(|| self.at()).is_none() && self.len.get_untracked() > 0 {
            self.set(self.first_in_view().min(self.len.get_untracked().saturating_sub(1)));
        }
    }

    fn with_row(self, act: impl FnOnce(usize)) {
        if let Some(row) = untrack(|| self.at()) {
            act(row);
        }
    }

    fn step(self, by: isize) {
        let last = self.len.get_untracked().saturating_sub(1);
        let next = match untrack(|| self.at()) {
            Some(row) => row.saturating_add_signed(by).min(last),
            None => self.first_in_view().min(last),
        };
        self.go(next);
    }

    fn go(self, index: usize) {
        if self.len.get_untracked() == 0 {
            return;
        }
        self.set(index);
        if let Some(table) = self.table.get_untracked() {
            // Keys that come from elsewhere bring the focus along, so that Enter and Space work next.
            let _ = table.focus();
        }
        self.show(index);
    }

    fn first_in_view(self) -> usize {
        (self.scroll.get_untracked() / self.row_px.get_untracked()).ceil() as usize
    }

    /// Scrolls so that the row is in view, below the head that sticks to the top.
    fn show(self, index: usize) {
        let Some(scroller) = self.scroller.get_untracked() else { return };
        let row = self.row_px.get_untracked();
        let room = (self.view_px.get_untracked() - row).max(row);
        let from = self.scroll.get_untracked();
        let to = scroll_to_show(index, from, room, row);
        if to != from {
            scroller.set_scroll_top(to.round() as i32);
        }
    }
}
