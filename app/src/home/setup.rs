//! The first steps of a new shop, until they are done or put away. Each leads to the real screen.

use crate::desk::{may, use_desk};
use crate::{format, routes, t};
use engine::{Books, preferences};
use kit::{Button, ButtonKind, Card, Glyph, Icon, Progress};
use leptos::prelude::*;
use shared::engine::Kind;
use shared::people::Right;

/// Name under which this device remembers that the list was put away.
const PUT_AWAY: &str = "setup-away";

#[derive(Clone, Copy, PartialEq)]
struct Step {
    word: &'static str,
    href: &'static str,
    done: bool,
}

fn steps(books: &Books<'_>) -> Vec<Step> {
    let any = |kind: Kind| books.count(kind) > 0;
    vec![
        Step { word: "setup-places", href: "/settings/places", done: any(Kind::Warehouse) && any(Kind::Location) },
        Step { word: "setup-products", href: routes::PRODUCTS, done: books.count(Kind::Product) >= 3 },
        Step { word: "setup-stock", href: routes::NEW_RECEIPT, done: any(Kind::Move) || any(Kind::Stock) },
        Step { word: "setup-order", href: routes::NEW_ORDER, done: !books.orders().is_empty() },
        Step { word: "setup-ship", href: routes::FLOOR, done: any(Kind::Shipment) },
        Step { word: "setup-notice", href: routes::MESSAGES, done: any(Kind::Notice) },
    ]
}

#[component]
pub fn Setup() -> impl IntoView {
    let desk = use_desk();
    let away = RwSignal::new(preferences::remembered(PUT_AWAY).is_some());
    let runs_shop = may(Right::RunShop);
    let steps = desk.watch(steps);
    let done = Memo::new(move |_| steps.read().iter().filter(|step| step.done).count());
    let all = Memo::new(move |_| steps.read().len());
    let wanted = Memo::new(move |_| !away.get() && runs_shop.get() && done.get() < all.get());
    let put_away = move || {
        preferences::remember(PUT_AWAY, "yes");
        away.set(true);
    };
    let text = move || t!("n-of-m", n = format::number(done.get()), m = format::number(all.get()));
    view! {
        <Show when=move || wanted.get()>
            <Card title=move || t!("setup-title") actions=move || view! {
                <Button label=move || t!("setup-away") kind=ButtonKind::Ghost on_press=put_away/>
            }>
                <div class="stack">
                    <div class="line">
                        <span class="t2">{text}</span>
                        <span class="setup-progress">
                            <Progress label=move || t!("setup-title") done=Signal::derive(move || done.get() as u64)
                                total=Signal::derive(move || all.get() as u64) text/>
                        </span>
                    </div>
                    <ol class="setup">
                        {move || steps.get().into_iter().map(|step| view! {
                            <li data-done=step.done.then_some("")>
                                <a href=step.href>
                                    <Icon glyph=if step.done { Glyph::Done } else { Glyph::Open }/>
                                    <span>{shared::text::t(crate::words::language(), step.word)}</span>
                                    {step.done.then(|| view! { <span class="visually-hidden">{t!("done")}</span> })}
                                </a>
                            </li>
                        }).collect_view()}
                    </ol>
                </div>
            </Card>
        </Show>
    }
}
