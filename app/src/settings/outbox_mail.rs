//! Mails that stayed on the server because no mail server is set up: a list, and one of them as its reader would see it.

use super::online::Online;
use crate::{format, t};
use kit::{Card, Choice, Dialog, EmptyState, Glyph, IconButton, Segmented, Table};
use leptos::prelude::*;
use serde::Deserialize;
use shared::base::Moment;

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Mail {
    id: String,
    to: String,
    subject: String,
    text: String,
    created_at: i64,
}

#[component]
pub fn OutboxMail() -> impl IntoView {
    let mails = Online::<Vec<Mail>>::ask("/api/app/outbox-mail");
    let reading = RwSignal::new(None::<Mail>);
    let actions =
        move || view! { <IconButton label=move || t!("refresh") icon=Glyph::Retry on_press=move || mails.again()/> };
    view! {
        <p class="t2">{move || t!("mail-note")}</p>
        <Card title=move || t!("settings-mail") icon=Glyph::Mail actions=actions flush=true>
            {mails.view(4, move |mails| view! { <MailTable mails reading/> })}
        </Card>
        <Reader reading/>
    }
}

#[component]
fn MailTable(mails: Vec<Mail>, reading: RwSignal<Option<Mail>>) -> impl IntoView {
    if mails.is_empty() {
        return view! { <EmptyState title=t!("mail-none") note=t!("mail-none-note") icon=Glyph::Mail/> }.into_any();
    }
    let lines = mails
        .into_iter()
        .map(|mail| {
            let (at, kept) = (Moment(mail.created_at), mail.clone());
            view! {
                <tr>
                    <td><button type="button" class="link" on:click=move |_| reading.set(Some(kept.clone()))>{mail.subject}</button></td>
                    <td class="lo">{mail.to}</td>
                    <td class="nowrap"><time datetime=at.iso() title=move || format::date_time(at)>{move || format::relative(at, engine::now())}</time></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table label=move || t!("table-of", name = t!("settings-mail"))>
            <thead><tr>
                <th scope="col">{move || t!("mail-subject")}</th>
                <th scope="col" class="lo">{move || t!("messages-to")}</th>
                <th scope="col">{move || t!("ledger-when")}</th>
            </tr></thead>
            <tbody>{lines}</tbody>
        </Table>
    }
    .into_any()
}

/// The mail in a frame of its own: no script runs in it, and nothing is loaded.
#[component]
fn Reader(reading: RwSignal<Option<Mail>>) -> impl IntoView {
    let open = RwSignal::new(false);
    let plain = RwSignal::new(false);
    Effect::new(move |_| open.set(reading.read().is_some()));
    let ways = || vec![Choice::new("html", t!("mail-as-html")), Choice::new("text", t!("mail-as-text"))];
    let subject = move || reading.read().as_ref().map(|mail| mail.subject.clone()).unwrap_or_default();
    view! {
        <Dialog open title=subject close_label=move || t!("close") on_close=move || reading.set(None) wide=true>
            <div class="line">
                <span class="t2">{move || reading.read().as_ref().map(|mail| t!("mail-to", to = mail.to.as_str()))}</span>
                <Segmented label=move || t!("mail-view") label_hidden=true choices=Signal::derive(ways)
                    value=move || if plain.get() { "text".to_owned() } else { "html".to_owned() } on_change=move |way: String| plain.set(way == "text")/>
            </div>
            {move || reading.get().map(|mail| if plain.get() {
                view! { <pre class="mail-text">{mail.text}</pre> }.into_any()
            } else {
                view! { <iframe class="mail-frame" sandbox="allow-popups allow-popups-to-escape-sandbox" title=subject
                    src=format!("/api/app/outbox-mail/{}/html", mail.id)></iframe> }.into_any()
            })}
        </Dialog>
    }
}
