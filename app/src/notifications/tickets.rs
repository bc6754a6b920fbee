//! Tickets: messages that failed for good and wait for somebody to see to them.

use crate::desk::use_doing;
use crate::{format, routes, t};
use kit::{Button, ButtonKind, DecisionCard, Each, EmptyState, Glyph, LinkButton};
use leptos::prelude::*;
use shared::base::sorting;
use shared::notifications::Ticket;
use shared::notifications::close_ticket::CloseTicket;
use shared::notifications::resend::Resend;
use shared::people::Right;
use std::sync::Arc;

#[component]
pub fn Tickets(opened: RwSignal<Option<String>>) -> impl IntoView {
    let doing = use_doing();
    let tickets = doing.desk.watch(|books| {
        let mut tickets: Vec<Arc<Ticket>> = books.all::<Ticket>().collect();
        // Open ones first, then the newest.
        sorting::sort_by_key(&mut tickets, |ticket| (ticket.closed_at.is_some(), std::cmp::Reverse(ticket.opened_at)));
        tickets.truncate(MOST);
        tickets
    });
    view! {
        <div class="stack house-scroll">
            <h2 class="visually-hidden">{move || t!("messages-show-tickets")}</h2>
            <Show when=move || !tickets.read().is_empty() fallback=|| view! {
                <EmptyState title=t!("tickets-none") note=t!("tickets-none-note") icon=Glyph::Done/>
            }>
                <Each each=move || tickets.get() key=|ticket| (ticket.id.clone(), ticket.opened_at.0, ticket.closed_at.is_some()) let:ticket>
                    <Card ticket opened/>
                </Each>
            </Show>
        </div>
    }
}

/// More tickets than this are a reason to look at the mail server, not at tickets.
const MOST: usize = 200;

#[component]
fn Card(ticket: Arc<Ticket>, opened: RwSignal<Option<String>>) -> impl IntoView {
    let doing = use_doing();
    let (opened_at, closed_at, closed_by) = (ticket.opened_at, ticket.closed_at, ticket.closed_by.clone());
    let (id, notice, number) = (ticket.id.clone(), ticket.notice.clone(), ticket.order_number.clone());
    let see = {
        let notice = notice.clone();
        move || opened.set(Some(notice.clone()))
    };
    let resend = move || {
        let id = id.clone();
        doing.act(Resend { notice: notice.clone() }, move |_| {
            doing.act(CloseTicket { ticket: id }, move |_| doing.tell(t!("messages-resent")))
        });
    };
    let id = ticket.id.clone();
    let close = move || doing.act(CloseTicket { ticket: id.clone() }, move |_| doing.tell(t!("tickets-closed-now")));
    let is_open = closed_at.is_none();
    let who = move || match closed_at {
        Some(at) => t!("tickets-closed-by", who = closed_by.as_str(), when = format::date_time(at)),
        None => t!("tickets-opened", when = format::date_time(opened_at)),
    };
    view! {
        <DecisionCard title=move || t!("tickets-title", number = number.as_str()) what=move || t!("tickets-what") who=who settled=!is_open>
            {(is_open && doing.may(Right::Serve)).then(|| view! {
                <Button label=move || t!("messages-resend") kind=ButtonKind::Primary on_press=resend/>
                <Button label=move || t!("tickets-close") on_press=close/>
            })}
            <Button label=move || t!("tickets-see") kind=ButtonKind::Ghost on_press=see/>
            <LinkButton label=move || t!("exceptions-see-order") kind=ButtonKind::Ghost href=routes::order(ticket.order)/>
        </DecisionCard>
    }
}
