//! Moments in words, in the shop's own time: for mails, the parcel page and lists.

use super::{say, t};
use crate::base::Moment;
use crate::base::moment::{DAY, HOUR, MINUTE};
use crate::people::Language;

/// The shop's clock: a moment shifted so that its UTC date and time read as local ones.
fn local(moment: Moment, offset_minutes: i32) -> Moment {
    moment.plus(i64::from(offset_minutes) * MINUTE)
}

/// `14:02`.
pub fn clock(moment: Moment, offset_minutes: i32) -> String {
    let minutes = local(moment, offset_minutes).0.rem_euclid(DAY) / MINUTE;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// `21 Nov 2026`, `2026年11月21日`.
pub fn day(language: Language, moment: Moment, offset_minutes: i32) -> String {
    written(language, "time-day-year", moment, offset_minutes)
}

/// `21 Nov 2026, 14:02`, `2026年11月21日 14:02`.
pub fn day_and_time(language: Language, moment: Moment, offset_minutes: i32) -> String {
    written(language, "time-day-year-at", moment, offset_minutes)
}

/// `Today 14:02`, `Yesterday 08:40`, `19 Nov, 19:15`; with the year when it is another one.
pub fn near(language: Language, moment: Moment, now: Moment, offset_minutes: i32) -> String {
    let days = local(now, offset_minutes).0.div_euclid(DAY) - local(moment, offset_minutes).0.div_euclid(DAY);
    let at = |key: &str| say(language, key, &[("time", clock(moment, offset_minutes).into())]);
    match days {
        0 => at("time-today-at"),
        1 => at("time-yesterday-at"),
        -1 => at("time-tomorrow-at"),
        _ if local(now, offset_minutes).date().0 == local(moment, offset_minutes).date().0 => {
            written(language, "time-day-at", moment, offset_minutes)
        }
        _ => written(language, "time-day-year-at", moment, offset_minutes),
    }
}

/// `3 min ago`, `in 2 h`, `yesterday`.
pub fn ago(language: Language, moment: Moment, now: Moment) -> String {
    let apart = now.0.saturating_sub(moment.0);
    let (past, future) = match apart.saturating_abs() {
        0..MINUTE => return t(language, "time-just-now"),
        MINUTE..HOUR => ("time-minutes-ago", "time-in-minutes"),
        HOUR..DAY => ("time-hours-ago", "time-in-hours"),
        _ => ("time-days-ago", "time-in-days"),
    };
    let key = if apart >= 0 { past } else { future };
    say(language, key, &[("n", units(apart).into())])
}

/// `2 h late`; none while there is time.
pub fn late(language: Language, due: Moment, now: Moment) -> Option<String> {
    let apart = now.0.saturating_sub(due.0);
    if apart < MINUTE {
        return None;
    }
    let key = match apart {
        ..HOUR => "time-late-minutes",
        HOUR..DAY => "time-late-hours",
        _ => "time-late-days",
    };
    Some(say(language, key, &[("n", units(apart).into())]))
}

/// How many of the largest unit that fits.
fn units(milliseconds: i64) -> i64 {
    let milliseconds = milliseconds.saturating_abs();
    match milliseconds {
        ..HOUR => milliseconds / MINUTE,
        HOUR..DAY => milliseconds / HOUR,
        _ => milliseconds / DAY,
    }
}

fn written(language: Language, key: &str, moment: Moment, offset_minutes: i32) -> String {
    let (year, month, day) = local(moment, offset_minutes).date();
    let month = t(language, &format!("time-month-{month}"));
    let parts = [
        ("year", year.to_string().into()),
        ("month", month.into()),
        ("day", day.into()),
        ("time", clock(moment, offset_minutes).into()),
    ];
    say(language, key, &parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{Chinese, English};

    #[test]
    fn moments_read_as_the_shop_would_say_them() {
        let moment = Moment::parse("2026-11-21T06:02:00Z", 0).unwrap();
        let now = Moment::parse("2026-11-21T06:05:10Z", 0).unwrap();
        assert_eq!(day_and_time(English, moment, 480), "21 Nov 2026, 14:02");
        assert_eq!(day_and_time(Chinese, moment, 480), "2026年11月21日 14:02");
        assert_eq!(near(Chinese, moment, now, 480), "今天 14:02");
        assert_eq!(near(English, moment.plus(-DAY), now, 480), "Yesterday 14:02");
        assert_eq!(near(English, moment.plus(-9 * DAY), now, 480), "12 Nov, 14:02");
        assert_eq!(ago(English, moment, now), "3 min ago");
        assert_eq!(ago(Chinese, moment.plus(2 * DAY), now), "明天");
        assert_eq!(late(English, moment.plus(-2 * HOUR), now).as_deref(), Some("2 h late"));
        assert_eq!(late(English, moment.plus(HOUR), now), None);
    }
}
