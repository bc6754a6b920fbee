//! Times as customers read them: in words, by the shop's clock.

use shared::base::Moment;
use shared::base::moment::{DAY, HOUR, MINUTE};
use shared::people::Language;
use shared::text::{say, t};

/// The shop's clock and the moment at which a page is made.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    pub language: Language,
    /// Minutes east of UTC.
    pub offset_minutes: i32,
    pub now: Moment,
}

impl Clock {
    /// A moment whose UTC fields are the shop's local ones.
    fn local(&self, moment: Moment) -> Moment {
        moment.plus(i64::from(self.offset_minutes) * MINUTE)
    }

    /// `14:02`.
    pub fn time(&self, moment: Moment) -> String {
        let minutes = self.local(moment).0.rem_euclid(DAY) / MINUTE;
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    }

    /// `21 Nov`, `11月21日`; with the year when it is another one than now.
    pub fn date(&self, moment: Moment) -> String {
        let (year, month, day) = self.local(moment).date();
        let name = say(self.language, "office-month", &[("month", month.into())]);
        let args = [("day", day.to_string().into()), ("month", name.into()), ("year", year.to_string().into())];
        let this_year = self.local(self.now).date().0;
        let (without_year, with_year) = ("office-date", "office-date-with-year");
        say(self.language, if year == this_year { without_year } else { with_year }, &args)
    }

    /// `21 Nov, 14:02`.
    pub fn date_time(&self, moment: Moment) -> String {
        let args = [("date", self.date(moment).into()), ("time", self.time(moment).into())];
        say(self.language, "office-date-time", &args)
    }

    /// `Today`, `Yesterday`, or the date.
    pub fn day(&self, moment: Moment) -> String {
        let days = |moment: Moment| self.local(moment).0.div_euclid(DAY);
        match days(self.now) - days(moment) {
            0 => t(self.language, "office-today"),
            1 => t(self.language, "office-yesterday"),
            _ => self.date(moment),
        }
    }

    /// `Updated 3 minutes ago`.
    pub fn updated(&self, moment: Moment) -> String {
        let ago = (self.now.0 - moment.0).max(0);
        let counted = |key: &str, n: i64| say(self.language, key, &[("n", n.into())]);
        match ago {
            _ if ago < MINUTE => t(self.language, "office-updated-now"),
            _ if ago < HOUR => counted("office-updated-minutes", ago / MINUTE),
            _ if ago < 2 * DAY => counted("office-updated-hours", ago / HOUR),
            _ => counted("office-updated-days", ago / DAY),
        }
    }

    /// `2026-11-21T22:02:07+08:00`, for `<time datetime>`.
    pub fn machine(&self, moment: Moment) -> String {
        let local = self.local(moment).iso();
        format!("{}{}", local.trim_end_matches('Z'), self.offset())
    }

    /// `UTC+08:00`, for the remark under the events.
    pub fn zone(&self) -> String {
        format!("UTC{}", self.offset())
    }

    fn offset(&self) -> String {
        let sign = if self.offset_minutes < 0 { '-' } else { '+' };
        let minutes = self.offset_minutes.unsigned_abs();
        format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(language: Language) -> Clock {
        let now = Moment::parse("2026-11-21T15:30:00Z", 0).unwrap();
        Clock { language, offset_minutes: 480, now }
    }

    #[test]
    fn the_shops_clock_decides_which_day_it_is() {
        let late = Moment::parse("2026-11-20T16:02:00Z", 0).unwrap();
        let (english, chinese) = (clock(Language::English), clock(Language::Chinese));
        assert_eq!(english.day(late), "Today", "it is past midnight in the shop already");
        assert_eq!(english.date_time(late), "21 Nov, 00:02");
        assert_eq!(chinese.date_time(late), "11月21日 00:02");
        assert_eq!(chinese.date(late.plus(-400 * DAY)), "2025年10月17日");
        assert_eq!(english.machine(late), "2026-11-21T00:02:00+08:00");
        assert_eq!(english.zone(), "UTC+08:00");
    }

    #[test]
    fn says_how_old_the_news_is() {
        let english = clock(Language::English);
        let cases = [
            (0, "Updated just now"),
            (MINUTE, "Updated 1 minute ago"),
            (3 * HOUR, "Updated 3 hours ago"),
            (3 * DAY, "Updated 3 days ago"),
        ];
        for (ago, expected) in cases {
            assert_eq!(english.updated(english.now.plus(-ago)), expected);
        }
        assert_eq!(english.updated(english.now.plus(HOUR)), "Updated just now", "a carrier's clock that runs ahead");
    }
}
