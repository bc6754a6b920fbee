//! Moments: milliseconds since 1970 in UTC, given by whoever has a clock.

use super::Malformed;
use serde::{Deserialize, Serialize};

/// A point in time, in milliseconds since 1970-01-01T00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

pub const MINUTE: i64 = 60_000;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

/// Moments outside 1970 to 2199 are typing mistakes or broken clocks.
const LATEST: i64 = 7_258_118_400_000;

impl Moment {
    pub fn plus(self, milliseconds: i64) -> Moment {
        Moment(self.0.saturating_add(milliseconds))
    }

    /// Year, month, day in UTC. (Days to civil date: Howard Hinnant, "chrono-compatible low-level date algorithms".)
    pub fn date(self) -> (i64, u32, u32) {
        let z = self.0.div_euclid(DAY) + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = doy - (153 * mp + 2) / 5 + 1;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        let year = yoe + era * 400 + i64::from(month <= 2);
        (year, u32::try_from(month).unwrap_or(1), u32::try_from(day).unwrap_or(1))
    }

    /// `2026-11-21T14:02:07Z`.
    pub fn iso(self) -> String {
        let (year, month, day) = self.date();
        let seconds = self.0.rem_euclid(DAY) / 1000;
        format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", seconds / 3600, seconds / 60 % 60, seconds % 60)
    }

    /// Midnight UTC of a date that exists.
    pub fn from_date(year: i64, month: u32, day: u32) -> Result<Moment, Malformed> {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days_in_month = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return Err(Malformed::NotADate),
        };
        if day == 0 || day > days_in_month {
            return Err(Malformed::NotADate);
        }
        // Far from here, so that the sums below cannot overflow; the exact end of time is checked after them.
        if !(1900..10_000).contains(&year) {
            return Err(Malformed::NotADate);
        }
        let (month, day) = (i64::from(month), i64::from(day));
        let y = if month <= 2 { year - 1 } else { year };
        let era = y.div_euclid(400);
        let yoe = y.rem_euclid(400);
        let doy = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
        let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
        let moment = Moment((era * 146_097 + doe - 719_468) * DAY);
        if (0..LATEST).contains(&moment.0) { Ok(moment) } else { Err(Malformed::NotADate) }
    }

    /// Reads `2010-12-01 08:26:00`, `2010-12-01T08:26:00Z`, `…+08:00`, `2010/12/1 8:26`, `2010年12月1日`, `01.12.2010`.
    /// `12/1/2010` is read month first (spreadsheets in US style); when the first number is above 12, day first.
    /// A text without an offset is taken as local time `offset_minutes` east of UTC.
    pub fn parse(text: &str, offset_minutes: i32) -> Result<Moment, Malformed> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Malformed::Empty);
        }
        if text.len() > 40 {
            return Err(Malformed::NotADate);
        }
        let text = text.replace(['年', '月'], "-").replace('日', " ");
        let (text, offset) = split_offset(&text, offset_minutes)?;
        let (date, time) = match text.find(['T', ' ']) {
            Some(at) => (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default()),
            None => (text, ""),
        };
        let midnight = parse_date(date)?;
        let moment = midnight.plus(parse_time(time)? - i64::from(offset) * MINUTE);
        if (0..LATEST).contains(&moment.0) { Ok(moment) } else { Err(Malformed::NotADate) }
    }
}

/// Takes `Z` or `+08:00` off the end; only behind a time of day, so that `2010-12-01` keeps its parts.
fn split_offset(text: &str, default: i32) -> Result<(&str, i32), Malformed> {
    if let Some(rest) = text.strip_suffix(['Z', 'z']) {
        return Ok((rest.trim_end(), 0));
    }
    let time_from = text.find(':').unwrap_or(text.len());
    match text.get(time_from..).and_then(|tail| tail.rfind(['+', '-'])) {
        Some(at) => {
            let at = time_from + at;
            let sign = if text.as_bytes().get(at) == Some(&b'-') { -1 } else { 1 };
            let digits: String = text.get(at + 1..).unwrap_or_default().chars().filter(|c| *c != ':').collect();
            let number: i32 = digits.parse().map_err(|_| Malformed::NotADate)?;
            let minutes = if digits.len() <= 2 { number * 60 } else { number / 100 * 60 + number % 100 };
            if minutes > 14 * 60 {
                return Err(Malformed::NotADate);
            }
            Ok((text.get(..at).unwrap_or_default().trim_end(), sign * minutes))
        }
        None => Ok((text, default)),
    }
}

fn parse_date(text: &str) -> Result<Moment, Malformed> {
    let number = |part: Option<&&str>| part.and_then(|p| p.parse::<u32>().ok()).ok_or(Malformed::NotADate);
    let parts: Vec<&str> = text.split(['-', '/', '.']).filter(|part| !part.is_empty()).collect();
    if let [day] = parts.as_slice()
        && day.len() == 8
    {
        let part = |range| number(day.get(range).as_ref());
        return Moment::from_date(i64::from(part(0..4)?), part(4..6)?, part(6..8)?);
    }
    if parts.len() != 3 {
        return Err(Malformed::NotADate);
    }
    let (a, b, c) = (number(parts.first())?, number(parts.get(1))?, number(parts.get(2))?);
    if parts.first().is_some_and(|year| year.len() == 4) {
        return Moment::from_date(i64::from(a), b, c);
    }
    let year = if c < 100 { 2000 + c } else { c };
    let day_first = a > 12 || text.contains('.');
    let (month, day) = if day_first { (b, a) } else { (a, b) };
    Moment::from_date(i64::from(year), month, day)
}

/// Milliseconds since midnight.
fn parse_time(text: &str) -> Result<i64, Malformed> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(0);
    }
    let (clock, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !fraction.chars().all(|c| c.is_ascii_digit()) {
        return Err(Malformed::NotADate);
    }
    let mut parts = clock.split(':').map(|part| part.parse::<i64>().map_err(|_| Malformed::NotADate));
    let mut next = || parts.next().unwrap_or(Ok(0));
    let (hour, minute, second) = (next()?, next()?, next()?);
    if !(0..24).contains(&hour) || !(0..60).contains(&minute) || !(0..60).contains(&second) {
        return Err(Malformed::NotADate);
    }
    Ok(hour * HOUR + minute * MINUTE + second * 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_without_end_is_no_date() {
        for text in ["12/31/4294967295", "1/1/300000000", "9999999-01-01"] {
            assert!(Moment::parse(text, 0).is_err(), "{text}");
        }
    }

    #[test]
    fn reads_the_ways_dates_are_written() {
        let eight = Moment::from_date(2010, 12, 1).unwrap().plus(8 * HOUR + 26 * MINUTE);
        for text in [
            "2010-12-01 08:26:00",
            "2010-12-01T08:26:00Z",
            "2010/12/1 8:26",
            "12/1/2010 8:26",
            "2010年12月1日 8:26",
            "01.12.2010 08:26",
            "2010-12-01T16:26:00+08:00",
            "20101201 08:26",
            "2010-12-01 08:26:00.500",
        ] {
            assert_eq!(Moment::parse(text, 0), Ok(eight), "{text}");
        }
        assert_eq!(Moment::parse("2010-12-01 16:26", 480), Ok(eight), "local time of the merchant");
    }

    #[test]
    fn refuses_dates_that_do_not_exist() {
        for text in
            ["2011-02-29", "2010-13-01", "2010-00-10", "yesterday", "2010-12-01 25:00", "0001-01-01", "9999-01-01"]
        {
            assert_eq!(Moment::parse(text, 0), Err(Malformed::NotADate), "{text}");
        }
    }

    #[test]
    fn dates_round_trip() {
        for days in (0..60_000).step_by(37) {
            let moment = Moment(days * DAY);
            let (year, month, day) = moment.date();
            assert_eq!(Moment::from_date(year, month, day), Ok(moment));
        }
        assert_eq!(Moment(1_795_270_927_000).iso(), "2026-11-21T14:22:07Z");
    }
}
