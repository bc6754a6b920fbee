//! Numbers, money and moments as people of a language write them.
//!
//! Moments are shown in the shop's time: whoever looks from another time zone sees what the shop's clock shows.

use crate::words::language;
use leptos::prelude::*;
use leptos::reactive::graph::Observer;
use shared::base::{Moment, Money};
use shared::text::{amounts, when};
use std::sync::OnceLock;

/// Minutes east of UTC of the shop's clock; the page has one.
fn shop_clock() -> &'static ArcRwSignal<i32> {
    static OFFSET: OnceLock<ArcRwSignal<i32>> = OnceLock::new();
    OFFSET.get_or_init(|| ArcRwSignal::new(0))
}

/// Shows moments by a clock `minutes` east of UTC from now on.
pub fn set_shop_clock(minutes: i32) {
    if shop_clock().get_untracked() != minutes {
        shop_clock().set(minutes);
    }
}

/// Minutes east of UTC of the shop's clock.
pub fn shop_offset() -> i32 {
    if Observer::get().is_some() {
        shop_clock().track();
    }
    shop_clock().get_untracked()
}

/// `¥2,310.50`.
pub fn money(money: Money) -> String {
    amounts::money(money)
}

/// `2,310`.
pub fn number(number: impl TryInto<i64>) -> String {
    amounts::number(number.try_into().unwrap_or(i64::MAX))
}

/// `14:02`.
pub fn time(moment: Moment) -> String {
    when::clock(moment, shop_offset())
}

/// `21 Nov 2026`.
pub fn date(moment: Moment) -> String {
    when::day(language(), moment, shop_offset())
}

/// `21 Nov 2026, 14:02`: the whole moment, for tooltips and records.
pub fn date_time(moment: Moment) -> String {
    when::day_and_time(language(), moment, shop_offset())
}

/// `3 min ago`, `in 2 h`, `yesterday`.
pub fn relative(moment: Moment, now: Moment) -> String {
    when::ago(language(), moment, now)
}

/// `Today 16:00`, `Tomorrow 09:30`, `30 Nov, 19:15`.
pub fn near(moment: Moment, now: Moment) -> String {
    when::near(language(), moment, now, shop_offset())
}

/// `2 h late`; none while there is time.
pub fn late(due: Moment, now: Moment) -> Option<String> {
    when::late(language(), due, now)
}
