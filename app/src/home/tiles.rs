//! The numbers of the day; each leads to its list.

use crate::desk::{use_desk, use_now};
use crate::orders::list_href;
use crate::words::language;
use crate::{format, routes, t};
use kit::{Banner, Glyph, LinkButton, Tile, Tone};
use leptos::prelude::*;
use shared::inventory::Exception;
use shared::notifications::{Notice, NoticeState};
use shared::orders::View;
use shared::text::words;

#[component]
pub fn Tiles() -> impl IntoView {
    let desk = use_desk();
    let now = use_now();
    let counts = desk.watch(move |books| books.orders().counts(now.get()));
    let failed = desk.watch(|books| books.all::<Notice>().filter(|notice| notice.state == NoticeState::Failed).count());
    let needs_you = desk.needs_you();
    let views = [
        (View::ToShip, Glyph::Fulfil, Tone::Info),
        (View::Late, Glyph::Clock, Tone::Bad),
        (View::WaitingForStock, Glyph::Inventory, Tone::Warn),
        (View::OnHold, Glyph::Paused, Tone::Warn),
    ];
    let tile = move |(view, icon, tone): (View, Glyph, Tone)| {
        let count = Memo::new(move |_| counts.read().get(&view).copied().unwrap_or(0));
        view! {
            <Tile label=move || words::view(language(), view) value=move || format::number(count.get()) href=list_href(view)
                tone=Signal::derive(move || tone_of(count.get(), tone)) icon/>
        }
    };
    view! {
        <div class="tiles">
            {views.map(tile).into_iter().collect_view()}
            <Tile label=move || t!("home-needs-you") value=move || format::number(needs_you.get()) href=routes::SYNC.to_owned()
                tone=Signal::derive(move || tone_of(needs_you.get(), Tone::Warn)) icon=Glyph::Attention/>
            <Tile label=move || t!("home-messages-failed") value=move || format::number(failed.get()) href=routes::MESSAGES.to_owned()
                tone=Signal::derive(move || tone_of(failed.get(), Tone::Bad)) icon=Glyph::Mail/>
        </div>
    }
}

/// Nothing waiting is no news: it has no colour.
fn tone_of(count: usize, tone: Tone) -> Tone {
    if count == 0 { Tone::Quiet } else { tone }
}

/// Where the shelves and the books do not fit. Said only while there is something to look at.
#[component]
pub fn StockQuestions() -> impl IntoView {
    let exceptions =
        use_desk().watch(|books| books.all::<Exception>().filter(|exception| exception.resolved_at.is_none()).count());
    let some = Memo::new(move |_| exceptions.get() > 0);
    view! {
        <Show when=move || some.get()>
            <Banner title=move || t!("home-stock-questions", n = exceptions.get()) note=move || t!("home-stock-questions-note") tone=Tone::Warn>
                <LinkButton label=move || t!("show") href=routes::INVENTORY/>
            </Banner>
        </Show>
    }
}
