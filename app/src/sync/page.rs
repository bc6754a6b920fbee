//! The Sync page. It must never be blank: everything on it comes from this device.

use super::cards::Cards;
use super::changes::Changes;
use super::device::{ExportUnsent, ThisDevice};
use super::headline::headline;
use super::held::{HeldCards, HeldChanges};
use crate::desk::{LoadNewest, use_doing};
use crate::{routes, t};
use engine::{Change, ChangeState, SyncStatus};
use kit::{Button, ButtonKind, Glyph, Icon, LinkButton, PageHead};
use leptos::prelude::*;
use shared::base::sorting;
use shared::inventory::Exception;

#[component]
pub fn Sync() -> impl IntoView {
    let doing = use_doing();
    let (status, work) = (doing.desk.status(), doing.desk.work());
    let those = move |wanted: fn(&ChangeState) -> bool| {
        Memo::new(move |_| work.read().iter().filter(|change| wanted(&change.state)).cloned().collect::<Vec<Change>>())
    };
    let waiting = those(|state| matches!(state, ChangeState::OnThisDevice | ChangeState::Sending));
    let needs_you = those(|state| matches!(state, ChangeState::NeedsYou { .. }));
    let sent = those(|state| matches!(state, ChangeState::OnTheServer { .. }));
    let recent = Memo::new(move |_| {
        let mut recent = sent.get();
        sorting::sort_by_key(&mut recent, |change| std::cmp::Reverse(change.seq));
        recent
    });
    // Of people who are not signed in on this device, and may not come back to it.
    let others = RwSignal::new(0_usize);
    leptos::task::spawn_local(async move {
        let waiting = doing.desk.others_waiting().await;
        others.try_set(waiting.iter().map(|(_, changes)| changes).sum());
    });
    let send_now = move || {
        doing.desk.sync_now();
        doing.tell(t!("sync-trying"));
    };
    let actions = move || {
        view! {
            <Show when=move || { !waiting.read().is_empty() || others.get() > 0 }>
                <ExportUnsent/>
            </Show>
            <Button label=move || t!("sync-send-now") kind=ButtonKind::Primary icon=Glyph::Sync on_press=send_now/>
        }
    };
    let exceptions = doing.desk.watch(|books| books.all::<Exception>().filter(|exception| exception.is_open()).count());
    let held = HeldChanges::ask(doing);
    view! {
        <PageHead title=move || t!("sync-title") actions=actions/>
        <Headline status oldest=Signal::derive(move || waiting.read().iter().map(|change| change.occurred_at).min())/>
        <HeldCards held/>
        <Show when=move || { !needs_you.read().is_empty() || exceptions.get() != 0 }>
            <section class="stack" aria-labelledby="needs-you">
                <h2 id="needs-you">{move || t!("sync-needs-you-title")}</h2>
                <Cards changes=needs_you/>
                <Show when=move || exceptions.get() != 0>
                    <p class="line">
                        <span>{move || t!("sync-exceptions", n = exceptions.get())}</span>
                        <a href=format!("{}?show=exceptions", routes::INVENTORY)>{move || t!("sync-exceptions-see")}</a>
                    </p>
                </Show>
            </section>
        </Show>
        <div class="split">
            <div class="stack">
                <Changes title=move || t!("sync-waiting") none=move || t!("sync-nothing-waits") changes=waiting/>
                <Changes title=move || t!("sync-recent") none=move || t!("sync-nothing-sent") changes=recent/>
            </div>
            <ThisDevice handed_in=Callback::new(move |()| held.again())/>
        </div>
    }
}

#[component]
fn Headline(status: Signal<SyncStatus>, oldest: Signal<Option<shared::base::Moment>>) -> impl IntoView {
    let said = Memo::new(move |_| headline(&status.read(), oldest.get()));
    let glyph = move || match &*status.read() {
        SyncStatus::AllSent { .. } => Glyph::Done,
        SyncStatus::Sending(_) | SyncStatus::Loading(_) => Glyph::Sync,
        SyncStatus::Offline { .. } | SyncStatus::OfflineAndEmpty => Glyph::CloudOff,
        SyncStatus::NeedsYou(_)
        | SyncStatus::Old { .. }
        | SyncStatus::TooOld { .. }
        | SyncStatus::SignedOutWithWork(_) => Glyph::Attention,
        SyncStatus::CannotSave => Glyph::Alert,
    };
    let signed_out = move || matches!(*status.read(), SyncStatus::SignedOutWithWork(_));
    let too_old = move || matches!(*status.read(), SyncStatus::TooOld { .. });
    view! {
        <div class="sync-headline" data-tone=move || said.read().0.name() role="status">
            <Icon glyph=Signal::derive(glyph)/>
            <div>
                <p class="sync-sentence">{move || said.read().1.clone()}</p>
                <p class="t2">{move || said.read().2.clone()}</p>
            </div>
            <Show when=signed_out>
                <LinkButton label=move || t!("gate-sign-in") href=routes::SIGN_IN kind=ButtonKind::Primary/>
            </Show>
            <Show when=too_old><LoadNewest/></Show>
        </div>
    }
}
