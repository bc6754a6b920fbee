//! Search and filters over the list. They live in the address.

use super::GoTo;
use super::query::{ListAddress, PAYMENTS, Since, payment_name};
use crate::desk::use_desk;
use crate::orders::parts::channel_name;
use crate::t;
use crate::words::language;
use kit::{Button, ButtonKind, Glyph, Menu, MenuItem, SearchField};
use leptos::html;
use leptos::prelude::*;
use shared::text::words;

#[component]
pub fn Toolbar(list: Memo<ListAddress>, go: GoTo, search: NodeRef<html::Input>) -> impl IntoView {
    let narrowed = Memo::new(move |_| list.read().is_narrowed());
    view! {
        <SearchField label=move || t!("orders-search") placeholder=move || t!("orders-search-hint") keys="/" node=search
            value=Signal::derive(move || list.read().search.clone())
            on_input=move |search: String| go.narrowed(ListAddress { search, ..list.get_untracked() })/>
        <Channels list go/>
        <Payments list go/>
        <Others list go/>
        <Show when=move || narrowed.get()>
            <Button label=move || t!("clear-filters") kind=ButtonKind::Ghost icon=Some(Glyph::Cross)
                on_press=move || go.list(list.get_untracked().widened())/>
        </Show>
    }
}

/// A line that is ticked when it is the filter, and takes the filter off then.
fn line(label: String, on: bool, pressed: impl Fn() + Send + Sync + 'static) -> MenuItem {
    MenuItem::new(label, pressed).checked(on)
}

#[component]
fn Channels(list: Memo<ListAddress>, go: GoTo) -> impl IntoView {
    let channels = use_desk().watch(|books| books.orders().channels());
    let label = move || match list.read().channel.as_deref() {
        Some(channel) => channel_name(channel),
        None => t!("word-channel"),
    };
    let items = Signal::derive(move || {
        let chosen = list.read().channel.clone();
        channels
            .get()
            .into_iter()
            .map(|channel| {
                let on = chosen.as_ref() == Some(&channel);
                let wanted = (!on).then(|| channel.clone());
                line(channel_name(&channel), on, move || {
                    go.list(ListAddress { channel: wanted.clone(), ..list.get_untracked() })
                })
            })
            .collect::<Vec<_>>()
    });
    view! { <Menu label items icon=Glyph::Down/> }
}

#[component]
fn Payments(list: Memo<ListAddress>, go: GoTo) -> impl IntoView {
    let label = move || match list.read().payment {
        Some(payment) => words::payment_state(language(), payment),
        None => t!("word-payment"),
    };
    let items = Signal::derive(move || {
        let chosen = list.read().payment;
        PAYMENTS
            .iter()
            .map(|(_, payment)| {
                let on = chosen == Some(*payment);
                let wanted = (!on).then_some(*payment);
                debug_assert!(!payment_name(*payment).is_empty(), "every filter has a name in the address");
                line(words::payment_state(language(), *payment), on, move || {
                    go.list(ListAddress { payment: wanted, ..list.get_untracked() });
                })
            })
            .collect::<Vec<_>>()
    });
    view! { <Menu label items icon=Glyph::Down/> }
}

/// Urgent ones, and how far back.
#[component]
fn Others(list: Memo<ListAddress>, go: GoTo) -> impl IntoView {
    let label = move || {
        let list = list.read();
        match (list.urgent, list.since) {
            (false, Since::Ever) => t!("orders-filter"),
            (true, Since::Ever) => t!("word-urgent"),
            (false, since) => since_name(since),
            (true, since) => format!("{} · {}", t!("word-urgent"), since_name(since)),
        }
    };
    let items = Signal::derive(move || {
        let chosen = list.get();
        let urgent = line(t!("word-urgent"), chosen.urgent, move || {
            let list = list.get_untracked();
            go.list(ListAddress { urgent: !list.urgent, ..list });
        });
        let since = Since::ALL.iter().map(|since| {
            line(since_name(*since), chosen.since == *since, move || {
                go.list(ListAddress { since: *since, ..list.get_untracked() });
            })
        });
        std::iter::once(urgent).chain(since).collect::<Vec<_>>()
    });
    view! { <Menu label items icon=Glyph::Filter/> }
}

fn since_name(since: Since) -> String {
    match since {
        Since::Ever => t!("orders-since-ever"),
        Since::Today => t!("orders-since-today"),
        Since::Week => t!("orders-since-week"),
        Since::Month => t!("orders-since-month"),
    }
}
