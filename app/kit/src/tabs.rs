//! Tabs: links between views of one thing. The view is in the address, so it can be shared and gone back to.

use crate::Text;
use leptos::prelude::*;

/// One view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Name of the view.
    pub label: String,
    /// Its address.
    pub href: String,
    /// How many things wait there, formatted; empty for none.
    pub count: String,
    /// Whether it is the one that is shown.
    pub current: bool,
}

impl Tab {
    /// A view with its address.
    pub fn new(label: impl Into<String>, href: impl Into<String>, current: bool) -> Self {
        Tab { label: label.into(), href: href.into(), count: String::new(), current }
    }

    /// How many things wait there.
    pub fn count(mut self, count: impl Into<String>) -> Self {
        self.count = count.into();
        self
    }
}

/// A row of views.
#[component]
pub fn Tabs(
    /// What the views are views of.
    #[prop(into)]
    label: Text,
    /// The views, in order.
    #[prop(into)]
    tabs: Signal<Vec<Tab>>,
) -> impl IntoView {
    let current_id = crate::fresh_id("tab");
    // A phone shows three of ten tabs: the open one must be among them.
    let current = current_id.clone();
    // Counts that come later make tabs wider and push it out of sight again.
    let which = Memo::new(move |_| {
        let tabs = tabs.read();
        let counted = tabs.iter().filter(|tab| !tab.count.is_empty()).count();
        tabs.iter().position(|tab| tab.current).map(|at| (at, counted))
    });
    Effect::new(move |_| {
        if which.get().is_some() {
            let current = current.clone();
            request_animation_frame(move || crate::focus::bring_into_view(&current));
        }
    });
    let row = move || {
        tabs.get()
            .into_iter()
            .map(|tab| {
                let id = tab.current.then(|| current_id.clone());
                view! {
                    <a class="tab" id=id href=tab.href aria-current=tab.current.then_some("page")>
                        {tab.label}
                        {(!tab.count.is_empty()).then(|| view! { <span class="tab-count">{tab.count}</span> })}
                    </a>
                }
            })
            .collect_view()
    };
    view! { <nav class="tabs" aria-label=move || label.get()>{row}</nav> }
}
