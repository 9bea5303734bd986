//! Distances between the times that are written on an axis, and what is written for each.

use super::Millis;
use super::calendar::{civil, clock, day, instant, month, weekday};
use jiff::civil::{Date, DateTime, Time, date};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};

/// A distance on the clock or in the calendar of a zone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Step {
    Millis(i64),
    /// A divisor of the day.
    Seconds(i64),
    Days(i64),
    /// Mondays.
    Weeks(i64),
    /// A divisor of the year.
    Months(i64),
    Years(i64),
}

use Step::{Days, Millis as Thousandths, Months, Seconds, Weeks, Years};

/// Every distance, the shortest first.
pub(super) const STEPS: &[Step] = &[
    Thousandths(1),
    Thousandths(10),
    Thousandths(100),
    Seconds(1),
    Seconds(5),
    Seconds(15),
    Seconds(30),
    Seconds(60),
    Seconds(300),
    Seconds(900),
    Seconds(1_800),
    Seconds(3_600),
    Seconds(10_800),
    Seconds(21_600),
    Seconds(43_200),
    Days(1),
    Days(2),
    Weeks(1),
    Weeks(2),
    Months(1),
    Months(3),
    Months(6),
    Years(1),
    Years(2),
    Years(5),
    Years(10),
    Years(50),
    Years(100),
    Years(500),
    Years(1_000),
    Years(5_000),
];

const DAY: i64 = 86_400_000;

impl Step {
    /// About how many milliseconds lie between two times.
    pub(super) fn length(self) -> i64 {
        match self {
            Self::Millis(count) => count,
            Self::Seconds(count) => count * 1_000,
            Self::Days(count) => count * DAY,
            Self::Weeks(count) => count * 7 * DAY,
            Self::Months(count) => count * 30 * DAY,
            Self::Years(count) => count * 365 * DAY,
        }
    }

    /// The times from `from` to `to`, both included, in order and each once.
    pub(super) fn times(self, from: Millis, to: Millis, zone: &TimeZone) -> Vec<Millis> {
        if let Self::Millis(count) = self {
            let first = from + (count - from.rem_euclid(count)) % count;
            return (first..=to).step_by(count.unsigned_abs() as usize).collect();
        }
        let mut times: Vec<Millis> = Vec::new();
        let mut next = self.floor(civil(from, zone));
        while let Some(at) = next {
            let Some(instant) = instant(at, zone).filter(|instant| *instant <= to) else { break };
            // Where a clock is put forward, two of its times are the same instant.
            if instant >= from && times.last().is_none_or(|last| *last < instant) {
                times.push(instant);
            }
            next = at.checked_add(self.span()).ok();
        }
        times
    }

    fn span(self) -> Span {
        match self {
            Self::Millis(count) => count.milliseconds(),
            Self::Seconds(count) => count.seconds(),
            Self::Days(count) => count.days(),
            Self::Weeks(count) => (7 * count).days(),
            Self::Months(count) => count.months(),
            Self::Years(count) => count.years(),
        }
    }

    /// The last round time that is not after this one.
    fn floor(self, at: DateTime) -> Option<DateTime> {
        let midnight = |date: Date| date.to_datetime(Time::midnight());
        match self {
            Self::Millis(_) => Some(at),
            Self::Seconds(count) => {
                let second =
                    i64::from(at.hour()) * 3_600 + i64::from(at.minute()) * 60 + i64::from(at.second());
                midnight(at.date()).checked_add((second - second % count).seconds()).ok()
            }
            Self::Days(count) => back(at.date(), count, date(1970, 1, 1)).map(midnight),
            // 1970-01-05 was a Monday.
            Self::Weeks(count) => back(at.date(), 7 * count, date(1970, 1, 5)).map(midnight),
            Self::Months(count) => {
                let month = i64::from(at.month()) - 1;
                let first = i8::try_from(month - month % count + 1).ok()?;
                Date::new(at.year(), first, 1).ok().map(midnight)
            }
            Self::Years(count) => {
                let year = i64::from(at.year()).div_euclid(count) * count;
                // The calendar begins at -9999, which is no round year.
                let year = i16::try_from(year.max(-9_999)).ok()?;
                Date::new(year, 1, 1).ok().map(midnight)
            }
        }
    }

    /// What is written at a time. Midnights among hours are written as days, Januaries among months as years.
    pub(super) fn label(self, at: DateTime) -> String {
        let midnight = at.hour() == 0 && at.minute() == 0 && at.second() == 0 && at.millisecond() == 0;
        match self {
            Self::Millis(_) => clock(at),
            Self::Seconds(_) if midnight => weekday(at),
            Self::Seconds(count) if count < 60 => {
                format!("{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second())
            }
            Self::Seconds(_) => clock(at),
            Self::Days(_) | Self::Weeks(_) => day(at),
            Self::Months(_) if at.month() == 1 => at.year().to_string(),
            Self::Months(_) => month(at).to_owned(),
            Self::Years(_) => at.year().to_string(),
        }
    }
}

/// The last day not after `day` that lies a multiple of `count` days from `anchor`.
fn back(day: Date, count: i64, anchor: Date) -> Option<Date> {
    let since = i64::from((day - anchor).get_days());
    day.checked_sub(since.rem_euclid(count).days()).ok()
}
