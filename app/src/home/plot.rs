//! Orders per day over two weeks, by the shop's calendar.

use crate::desk::{use_desk, use_now};
use crate::{format, t};
use engine::OrderIndex;
use kit::Card;
use leptos::prelude::*;
use shared::base::Moment;
use shared::base::moment::{DAY, MINUTE};

const DAYS: usize = 14;

/// One day and its orders.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Day {
    starts: Moment,
    orders: u32,
}

/// The last days, oldest first; the last one is today.
fn days(orders: &OrderIndex, now: Moment, offset_minutes: i32) -> Vec<Day> {
    let offset = i64::from(offset_minutes) * MINUTE;
    let day_of = |moment: Moment| (moment.0 + offset).div_euclid(DAY);
    let first = day_of(now) - (DAYS as i64 - 1);
    let mut days: Vec<Day> =
        (0..DAYS as i64).map(|at| Day { starts: Moment((first + at) * DAY - offset), orders: 0 }).collect();
    for row in orders.all().iter() {
        let at = usize::try_from(day_of(row.placed_at) - first).ok();
        if let Some(day) = at.and_then(|at| days.get_mut(at)) {
            day.orders += 1;
        }
    }
    days
}

#[component]
pub fn Plot() -> impl IntoView {
    let now = use_now();
    let days = use_desk().watch(move |books| days(books.orders(), now.get(), format::shop_offset()));
    let most = Memo::new(move |_| days.read().iter().map(|day| day.orders).max().unwrap_or(0));
    let sum = move || days.read().iter().map(|day| i64::from(day.orders)).sum::<i64>();
    // Fourteen empty days say nothing.
    view! {
        <Show when=move || { most.get() > 0 }>
            <Card title=move || t!("home-plot")>
                <p class="t2">{move || t!("home-plot-sum", n = sum(), days = DAYS)}</p>
                <ol class="bars" aria-label=move || t!("home-plot")>
                    {move || days.get().into_iter().map(|day| view! { <Bar day most=most.get()/> }).collect_view()}
                </ol>
            </Card>
        </Show>
    }
}

#[component]
fn Bar(day: Day, most: u32) -> impl IntoView {
    let share = (day.orders * 100).checked_div(most).unwrap_or(0);
    let (_, month, date) = day.starts.plus(i64::from(format::shop_offset()) * MINUTE).date();
    let words = t!("home-plot-day", day = format::date(day.starts), n = day.orders);
    view! {
        <li title=words.clone()>
            <span class="visually-hidden">{words.clone()}</span>
            <span class="bar-count" aria-hidden="true">{(day.orders > 0).then(|| format::number(day.orders))}</span>
            <i aria-hidden="true" style:block-size=format!("{share}%")></i>
            <span class="bar-day" aria-hidden="true">{format!("{month}/{date}")}</span>
        </li>
    }
}
