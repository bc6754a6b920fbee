//! The list of orders: views with counts, search, filters, a table that stays fast, and acting on many at once.

mod batch;
mod filters;
mod query;
pub mod row;

use crate::desk::{may, use_desk, use_now};
use crate::format;
use crate::{routes, t};
use batch::Batch;
use filters::Toolbar;
use kit::{
    BatchBar, Button, ButtonKind, DataTable, EmptyState, Glyph, LinkButton, PageHead, Selection, Shortcut, Skeleton,
    Tab, Tabs, use_shortcuts,
};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use query::ListAddress;
use shared::orders::{OrderRow, View};
use shared::people::Right;
use shared::text::words;
use std::sync::Arc;

/// What each column is sorted by.
const SORTED: &[Option<&str>] =
    &[Some("number"), Some("ship_by"), Some("customer"), Some("units"), Some("status"), None, Some("total")];

/// Rows of a list, and how many it has in all.
type Shown = (Vec<Arc<OrderRow>>, usize);

/// The address of a view of the list.
pub fn list_href(view: View) -> String {
    ListAddress { view, ..ListAddress::default() }.href()
}

/// Goes to another list. A search replaces the one before in the history, so that Back leaves the list.
#[derive(Clone, Copy)]
pub struct GoTo(Callback<(ListAddress, bool)>);

impl GoTo {
    pub fn list(self, list: ListAddress) {
        self.0.run((list, false));
    }

    pub fn narrowed(self, list: ListAddress) {
        self.0.run((list, true));
    }
}

#[component]
pub fn Orders() -> impl IntoView {
    let desk = use_desk();
    let now = use_now();
    let query = use_query_map();
    let list = Memo::new(move |_| ListAddress::read(&query.read()));
    let navigate = StoredValue::new_local(use_navigate());
    let go = GoTo(Callback::new(move |(list, replace): (ListAddress, bool)| {
        let options = NavigateOptions { replace, scroll: false, ..NavigateOptions::default() };
        navigate.with_value(|navigate| navigate(&list.href(), options));
    }));
    let shown = desk.watch(move |books| {
        let query = list.read().query(now.get(), format::shop_offset());
        books.orders().shown(&query, now.get())
    });
    let ready = Memo::new(move |_| shown.read().is_some());
    let counts = desk.watch(move |books| books.orders().known_counts(now.get()));
    let tabs = Signal::derive(move || {
        let list = list.get();
        let tab = |view: &View| {
            let href = ListAddress { view: *view, ..list.clone() }.href();
            let count = counts.read().get(view).copied();
            let tab = Tab::new(words::view(crate::words::language(), *view), href, list.view == *view);
            match count {
                Some(count) => tab.count(format::number(count)),
                None => tab,
            }
        };
        View::ALL.iter().map(tab).collect::<Vec<_>>()
    });
    let whole = desk.is_whole();
    let selection = Selection::new();
    Effect::new(move |_| {
        let view = list.get().view;
        // What was selected in another view is not seen in this one, so nothing may happen to it.
        let _other_view = view;
        selection.clear();
    });
    let may_edit = may(Right::EditOrders);
    let search = NodeRef::new();
    if let Some(shortcuts) = use_shortcuts() {
        let (group, label) = (Signal::derive(|| t!("nav-orders")), Signal::derive(|| t!("search")));
        shortcuts.add(Shortcut::new("/", group, label, move || {
            if let Some(line) = search.get_untracked() {
                focus(&line);
            }
        }));
    }
    let count_line = move || match shown.read().as_ref() {
        Some((_, of)) => t!("orders-count", n = *of, shown = format::number(*of)),
        None => String::new(),
    };
    view! {
        <div class="screen-fill">
            <PageHead title=move || t!("nav-orders") note=count_line actions=move || view! {
                <Show when=move || may_edit.get()>
                    <LinkButton label=move || t!("orders-import") href=routes::IMPORT icon=Glyph::Upload/>
                    <LinkButton label=move || t!("orders-new") href=routes::NEW_ORDER kind=ButtonKind::Primary keys="N"/>
                </Show>
            }/>
            <Tabs label=move || t!("orders-views") tabs/>
            <BatchBar selection count_label=move || t!("n-selected", n = selection.len()) clear_label=move || t!("orders-select-none")
                toolbar=move || view! { <Toolbar list go search/><Older list/> }>
                // What is to be done depends on the orders themselves; the rows may be here before them.
                <Show when=move || whole.get()><Batch selection/></Show>
            </BatchBar>
            <Show when=move || ready.get() fallback=move || view! { <Skeleton lines=8 label=move || t!("loading")/> }>
                <Rows shown list go selection/>
            </Show>
        </div>
    }
}

fn focus(line: &leptos::web_sys::HtmlInputElement) {
    // An element that left the page takes no focus; nothing is lost.
    let _ = line.focus();
    line.select();
}

#[component]
fn Rows(shown: Memo<Option<Shown>>, list: Memo<ListAddress>, go: GoTo, selection: Selection) -> impl IntoView {
    let desk = use_desk();
    let now = use_now();
    let navigate = StoredValue::new_local(use_navigate());
    let row_of = |shown: &Option<Shown>, index: usize| shown.as_ref().and_then(|(rows, _)| rows.get(index).cloned());
    let at = move |index: usize| row_of(&shown.read(), index);
    let at_untracked = move |index: usize| row_of(&shown.read_untracked(), index);
    let open = move |index: usize| {
        if let Some(row) = at_untracked(index) {
            navigate.with_value(|navigate| navigate(&routes::order(row.id), NavigateOptions::default()));
        }
    };
    // Boxes are for those who can do something with what they tick.
    let selection = batch::ANY_OF.iter().any(|right| may(*right).get_untracked()).then_some(selection);
    let columns =
        row::columns().into_iter().zip(SORTED).map(|(column, by)| column.sortable_by(*by)).collect::<Vec<_>>();
    view! {
        <DataTable label=move || t!("nav-orders") columns selection on_phones="cards order-cards"
            len=Signal::derive(move || shown.read().as_ref().map_or(0, |(rows, _)| rows.len()))
            key=move |index: usize| at_untracked(index).map(|row| row.id.to_string())
            cells=move |index: usize| at(index).map(|row| row::cells(&row, now, desk)).unwrap_or_default()
            on_open=Callback::new(open)
            is_whole=Signal::derive(move || shown.read().as_ref().is_some_and(|(rows, of)| rows.len() == *of))
            select_all_label=move || t!("select-all")
            row_label=Callback::new(move |index: usize| at(index).map(|row| t!("orders-select-one", number = row.number())).unwrap_or_default())
            sorted=Signal::derive(move || list.read().sorted())
            on_sort=Callback::new(move |column: &'static str| go.list(list.get_untracked().sorted_by(column)))
            empty=move || view! { <Nothing list go/> }/>
    }
}

/// The way to what this device does not hold any more, beside the views that end somewhere because of it.
#[component]
fn Older(list: Memo<ListAddress>) -> impl IntoView {
    let is_wanted = move || matches!(list.read().view, View::Shipped | View::Cancelled | View::All);
    view! {
        <Show when=is_wanted>
            <LinkButton label=move || t!("orders-older") href=move || routes::older_orders(&list.read().search)
                kind=ButtonKind::Ghost icon=Glyph::History/>
        </Show>
    }
}

/// Why there is nothing: no order yet, nothing in this view, or nothing that fits.
#[component]
fn Nothing(list: Memo<ListAddress>, go: GoTo) -> impl IntoView {
    let desk = use_desk();
    let now = use_now();
    let any = desk.watch(move |books| books.orders().known_counts(now.get()).get(&View::All).is_some_and(|n| *n > 0));
    let may_edit = may(Right::EditOrders);
    move || {
        let now_list = list.get();
        if !any.get() {
            view! {
                <EmptyState title=move || t!("orders-none") note=move || t!("orders-none-note") icon=Glyph::Orders>
                    <Show when=move || may_edit.get()>
                        <LinkButton label=move || t!("orders-import") href=routes::IMPORT icon=Glyph::Upload/>
                        <LinkButton label=move || t!("orders-new") href=routes::NEW_ORDER kind=ButtonKind::Primary/>
                    </Show>
                </EmptyState>
            }
            .into_any()
        } else if now_list.is_narrowed() {
            view! {
                <EmptyState title=move || t!("orders-nothing-fits") note=move || t!("orders-nothing-fits-note") icon=Glyph::Search>
                    <Button label=move || t!("clear-filters") on_press=move || go.list(list.get_untracked().widened())/>
                    <Show when=move || !list.read().search.is_empty()>
                        <LinkButton label=move || t!("orders-older-search") icon=Glyph::History
                            href=move || routes::older_orders(&list.read().search)/>
                    </Show>
                </EmptyState>
            }.into_any()
        } else {
            view! {
                <EmptyState title=move || t!("orders-empty-view") note=move || t!(&format!("orders-empty-{}", list.read().view.name().replace('_', "-")))
                    icon=Glyph::Done/>
            }.into_any()
        }
    }
}
