//! Decision cards: what the office refused, why, and two ways on. They never block other work.

use crate::desk::use_doing;
use crate::desk::words_of;
use crate::words::language;
use crate::{format, t};
use engine::{Change, ChangeState};
use kit::{Button, ButtonKind, DecisionCard, Each};
use leptos::prelude::*;
use shared::engine::{Key, Kind, Refusal};
use shared::sync::{Way, ways_on};
use shared::text::{commands, refusals, words};

#[component]
pub fn Cards(changes: Memo<Vec<Change>>) -> impl IntoView {
    view! {
        <Each each=move || changes.get() key=|change| change.seq let:change>
            <Card change/>
        </Each>
    }
}

#[component]
fn Card(change: Change) -> impl IntoView {
    let doing = use_doing();
    let refusal = match &change.state {
        ChangeState::NeedsYou { refusal } => refusal.clone(),
        _ => None,
    };
    let ways: Vec<Way> = match &change.command {
        Some(command) => ways_on(command, refusal.as_ref()).into(),
        // Written by another version of the app: it can be let go, or put again once the server knows it.
        None => vec![Way::TryAgain, Way::LetGo],
    };
    let seq = change.seq;
    let busy = RwSignal::new(false);
    let settle = move |way: Way| {
        busy.set(true);
        leptos::task::spawn_local(async move {
            let answer = doing.desk.settle(seq, &way).await;
            busy.try_set(false);
            match answer {
                Ok(()) => doing.tell(t!("sync-settled")),
                Err(problem) => doing.warn(words_of(&problem)),
            }
        });
    };
    let buttons = ways
        .into_iter()
        .enumerate()
        .map(|(at, way)| {
            let kind = if at == 0 { ButtonKind::Primary } else { ButtonKind::Secondary };
            let (said, done) = (way.clone(), way);
            view! { <Button label=move || words::way(language(), &said) kind=kind busy=busy on_press=move || settle(done.clone())/> }
        })
        .collect_view();
    let (title, who) = (change.clone(), change.clone());
    let links = change.keys.iter().filter_map(link_to).take(1).collect::<Vec<_>>();
    view! {
        <DecisionCard title=move || t!("sync-card-title", what = what(&title)) what=move || reason(refusal.as_ref())
            meanwhile=move || t!("sync-card-meanwhile")
            who=move || t!("who-when-device", who = who.by.as_str(), when = format::date_time(who.occurred_at), device = engine::preferences::device_name())>
            {buttons}
            {links.into_iter().map(|href| view! { <kit::LinkButton label=move || t!("sync-card-see") href=href kind=ButtonKind::Ghost/> }).collect_view()}
        </DecisionCard>
    }
}

fn reason(refusal: Option<&Refusal>) -> String {
    refusal.map_or_else(|| t!("sync-card-unreadable"), |refusal| refusals::refusal(language(), refusal))
}

/// What a change is called. One of another version of the app is called by its technical name.
pub fn what(change: &Change) -> String {
    change.command.as_ref().map_or_else(|| change.name.clone(), |command| commands::command(language(), command))
}

/// The page of the record that a change touches, when it has one.
pub fn link_to(key: &Key) -> Option<String> {
    match key.kind {
        Kind::Order => Some(crate::routes::order(&key.id)),
        Kind::Product => Some(crate::routes::sku(&key.id)),
        Kind::Receipt => Some(crate::routes::receipt(&key.id)),
        _ => None,
    }
}
