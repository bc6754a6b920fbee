//! A list whose lines stay as they are drawn while their keys stay: like Leptos' `For`, but compiled once for all lists.
//! `For` is made anew for every kind of line, and there are twenty kinds; together they were a part of the first load
//! that a customer on a phone would have waited for.

use leptos::prelude::*;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash};
use std::sync::Arc;

/// A line that may have to be drawn.
struct Line {
    /// Hash of its key: two of a thousand lines are the same by chance once in 10^13 lists.
    key: u64,
    draw: Box<dyn FnOnce() -> AnyView + Send>,
}

/// Draws a line for each item; a line is drawn again only when its key is new.
#[component]
pub fn Each<T, I, K, V>(
    /// The items, in order.
    each: impl Fn() -> I + Send + 'static,
    /// What a line shows, or at least its name. No two items have the same one.
    key: impl Fn(&T) -> K + Send + 'static,
    /// The line of an item.
    children: impl Fn(T) -> V + Send + Sync + 'static,
) -> impl IntoView
where
    T: Send + 'static,
    I: IntoIterator<Item = T>,
    K: Hash,
    V: IntoView + 'static,
{
    let children = Arc::new(children);
    let line = move |item: T| {
        let children = children.clone();
        Line { key: hash(&key(&item)), draw: Box::new(move || children(item).into_any()) }
    };
    lines(Box::new(move || each().into_iter().map(&line).collect()))
}

fn lines(each: Box<dyn Fn() -> Vec<Line> + Send>) -> AnyView {
    view! { <For each key=|line| line.key children=|line: Line| (line.draw)()/> }.into_any()
}

fn hash(key: &impl Hash) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(key)
}
