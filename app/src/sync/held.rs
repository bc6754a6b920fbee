//! Changes that came by another way than their device's own push: an owner looks at them and decides.

use crate::desk::{Doing, use_doing};
use crate::words::language;
use crate::{format, gate, t};
use engine::Method;
use kit::{Button, ButtonKind, ConfirmDialog, DecisionCard, Each};
use leptos::prelude::*;
use shared::base::{ClientId, MemberId};
use shared::engine::Command;
use shared::people::{Member, Right};
use shared::sync::hand_in::{Held, HeldChange, TakenOver, Why};
use shared::text::{commands, refusals};

/// What the office holds, as far as this device knows. Only an owner is told.
#[derive(Clone, Copy)]
pub struct HeldChanges {
    doing: Doing,
    list: RwSignal<Vec<Held>>,
}

impl HeldChanges {
    pub fn ask(doing: Doing) -> HeldChanges {
        let held = HeldChanges { doing, list: RwSignal::default() };
        held.again();
        held
    }

    /// Asks again. Without a connection what was heard last stays; the headline says that there is none.
    pub fn again(self) {
        if !self.doing.may(Right::RunShop) {
            return;
        }
        leptos::task::spawn_local(async move {
            if let Ok(list) = self.doing.desk.ask("/api/app/held").await {
                self.list.try_set(list);
            }
        });
    }
}

/// A card for each device whose changes are held.
#[component]
pub fn HeldCards(held: HeldChanges) -> impl IntoView {
    let discarding = RwSignal::new(None::<Held>);
    view! {
        <Show when=move || !held.list.read().is_empty()>
            <section class="stack" aria-labelledby="held">
                <h2 id="held">{move || t!("held-title")}</h2>
                <Each each=move || held.list.get() key=|one| (one.client, one.member, one.count, one.held_at, one.refusals.len()) let:one>
                    {if one.refusals.is_empty() {
                        view! { <HeldCard one held discarding/> }.into_any()
                    } else {
                        view! { <RefusedCard one held/> }.into_any()
                    }}
                </Each>
            </section>
        </Show>
        <Discard held discarding/>
    }
}

#[component]
fn HeldCard(one: Held, held: HeldChanges, discarding: RwSignal<Option<Held>>) -> impl IntoView {
    let doing = use_doing();
    let busy = RwSignal::new(false);
    let (client, decided) = (one.client, decided(&one));
    let take_over = move || {
        let decided = decided.clone();
        busy.set(true);
        leptos::task::spawn_local(async move {
            let answer = decide::<TakenOver>(doing, client, "take-over", decided).await;
            busy.try_set(false);
            match answer {
                Ok(taken) => say(doing, &taken),
                Err(problem) => doing.warn(problem),
            }
            held.again();
        });
    };
    let person = move |id: MemberId| name_of(doing, id);
    let (title, why, who, asked) = (one.clone(), one.clone(), one.clone(), one.clone());
    let (shown, more) = (one.changes.len(), one.count.saturating_sub(one.changes.len()));
    let lines = one.changes.into_iter().map(|change| view! { <li>{line(&change)}</li> }).collect_view();
    view! {
        <DecisionCard
            title=move || t!("held-card", n = title.count, who = person(title.member), device = title.device.as_str())
            what=move || match why.why {
                Why::File => t!("held-by-file", who = why.handed_in_by.map_or_else(|| t!("held-somebody"), person)),
                Why::SignedOut => t!("held-signed-out"),
                Why::Left => t!("held-left", who = person(why.member)),
            }
            meanwhile=move || if one.sealed { t!("held-note") } else { t!("held-no-seal") }
            who=move || t!("held-since", when = format::date_time(who.held_at))>
            <details>
                <summary>{move || t!("held-look", n = shown)}</summary>
                <ul>{lines}</ul>
                {(more > 0).then(|| view! { <p class="t2">{move || t!("held-more", n = more)}</p> })}
            </details>
            <Button label=move || t!("held-take-over") kind=ButtonKind::Primary busy=busy on_press=take_over/>
            <Button label=move || t!("held-discard") busy=busy on_press=move || discarding.set(Some(asked.clone()))/>
        </DecisionCard>
    }
}

/// What the rules did not allow when it was taken over, until somebody has read it.
#[component]
fn RefusedCard(one: Held, held: HeldChanges) -> impl IntoView {
    let doing = use_doing();
    let (client, decided) = (one.client, decided(&one));
    let read = move || {
        let decided = decided.clone();
        leptos::task::spawn_local(async move {
            if let Err(problem) = decide::<serde::de::IgnoredAny>(doing, client, "read", decided).await {
                doing.warn(problem);
            }
            held.again();
        });
    };
    let (count, who, device, when) = (one.count, name_of(doing, one.member), one.device, one.held_at);
    let more = count.saturating_sub(one.changes.len());
    let lines = one.changes.into_iter().zip(one.refusals).map(|(change, refusal)| {
        let why = refusal.map(|refusal| refusals::refusal(language(), &refusal)).unwrap_or_default();
        view! { <li>{line(&change)}<br/><span class="t2">{why}</span></li> }
    });
    view! {
        <DecisionCard
            title=move || t!("held-refused", n = count, who = who.as_str(), device = device.as_str())
            what=move || t!("held-refused-note")
            who=move || t!("held-since", when = format::date_time(when))>
            <ul>{lines.collect_view()}</ul>
            {(more > 0).then(|| view! { <p class="t2">{move || t!("held-more", n = more)}</p> })}
            <Button label=move || t!("held-read") on_press=read/>
        </DecisionCard>
    }
}

fn name_of(doing: Doing, id: MemberId) -> String {
    let name = doing.desk.read(|books| books.get::<Member>(id)).map(|member| member.name.to_string());
    name.unwrap_or_else(|| t!("held-somebody"))
}

fn line((when, name, args): &HeldChange) -> String {
    let Ok(command) = Command::read(name, args) else { return t!("held-unreadable") };
    let when = format::date_time(*when);
    t!("held-line", when = when, what = commands::command(language(), &command))
}

fn say(doing: Doing, taken: &TakenOver) {
    match taken.refused + taken.unreadable {
        0 => doing.tell(t!("held-taken", n = taken.accepted)),
        refused => doing.warn(t!("held-some-taken", n = taken.accepted, refused = refused)),
    }
}

#[component]
fn Discard(held: HeldChanges, discarding: RwSignal<Option<Held>>) -> impl IntoView {
    let doing = use_doing();
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if discarding.read().is_some() {
            open.set(true);
        }
    });
    let discard = move || {
        let Some(one) = discarding.get_untracked() else { return };
        discarding.set(None);
        leptos::task::spawn_local(async move {
            match decide::<serde::de::IgnoredAny>(doing, one.client, "discard", decided(&one)).await {
                Ok(_) => doing.tell(t!("held-discarded", n = one.count)),
                Err(problem) => doing.warn(problem),
            }
            held.again();
        });
    };
    let count = move || discarding.read().as_ref().map_or(0, |one| one.count);
    view! {
        <ConfirmDialog open title=move || t!("held-discard-ask", n = count()) note=move || t!("held-discard-note")
            confirm_label=move || t!("held-discard") cancel_label=move || t!("cancel") close_label=move || t!("close")
            on_confirm=discard danger=true/>
    }
}

/// `Decided` of the protocol; written like this it needs no writer of its own.
fn decided(one: &Held) -> serde_json::Value {
    serde_json::json!({ "member": one.member, "held_at": one.held_at })
}

async fn decide<T: serde::de::DeserializeOwned>(
    doing: Doing,
    client: ClientId,
    how: &str,
    decided: serde_json::Value,
) -> Result<T, String> {
    let path = format!("/api/app/held/{client}/{how}");
    let answer = doing.desk.tell(Method::Post, &path, &decided).await;
    doing.desk.held_changed();
    answer.map_err(|problem| gate::net(&problem))
}
