//! Spans of the week, month and year in which routes are muted or active. Every kind that is given must hold.
//!
//! Source: prometheus/alertmanager documentation, "Configuration", `time_interval`.

use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use loadline_promql::Millis;

/// A time zone of the IANA database that is built in.
#[derive(Debug, Clone, PartialEq)]
pub struct Zone(TimeZone);

/// Spans of time; an empty list of a kind allows all.
#[derive(Debug, Clone)]
pub struct TimeInterval {
    /// Minutes of the day, from the first to before the second.
    pub times: Vec<(u16, u16)>,
    /// Days of the week from Sunday (0) to Saturday (6), both ends included.
    pub weekdays: Vec<(i32, i32)>,
    /// Days of the month, from its end when negative, both ends included.
    pub days_of_month: Vec<(i32, i32)>,
    /// Months, both ends included.
    pub months: Vec<(i32, i32)>,
    /// Years, both ends included.
    pub years: Vec<(i32, i32)>,
    /// Where the clock hangs.
    pub zone: Zone,
}

/// A moment as a clock on a wall shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Local {
    pub(crate) minute: u16,
    /// From Sunday (0).
    pub(crate) weekday: i32,
    day: i32,
    days_in_month: i32,
    month: i32,
    year: i32,
}

impl Zone {
    /// The zone with this name; `None` when there is no such zone.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        TimeZoneDatabase::bundled().get(name).ok().map(Self)
    }

    /// Coordinated universal time.
    #[must_use]
    pub const fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// What a clock there shows; `None` outside of the calendar.
    pub(crate) fn local(&self, time: Millis) -> Option<Local> {
        let local = self.0.to_datetime(Timestamp::from_millisecond(time).ok()?);
        Some(Local {
            minute: u16::try_from(i32::from(local.hour()) * 60 + i32::from(local.minute())).ok()?,
            weekday: i32::from(local.weekday().to_sunday_zero_offset()),
            day: i32::from(local.day()),
            days_in_month: i32::from(local.date().days_in_month()),
            month: i32::from(local.month()),
            year: i32::from(local.year()),
        })
    }
}

impl TimeInterval {
    /// Whether the moment lies within.
    #[must_use]
    pub fn contains(&self, time: Millis) -> bool {
        let Some(local) = self.zone.local(time) else { return false };
        let within = |list: &[(i32, i32)], value: i32| {
            list.is_empty() || list.iter().any(|(first, last)| (*first..=*last).contains(&value))
        };
        let of_day = |(from, to): &(u16, u16)| (*from..*to).contains(&local.minute);
        let of_month = |(first, last): &(i32, i32)| {
            let from_start = |day: i32| if day < 0 { local.days_in_month + day + 1 } else { day };
            (from_start(*first)..=from_start(*last)).contains(&local.day)
        };
        (self.times.is_empty() || self.times.iter().any(of_day))
            && within(&self.weekdays, local.weekday)
            && (self.days_of_month.is_empty() || self.days_of_month.iter().any(of_month))
            && within(&self.months, local.month)
            && within(&self.years, local.year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(interval: &TimeInterval, time: &str, within: bool) {
        let time: Timestamp = time.parse().unwrap();
        assert_eq!(interval.contains(time.as_millisecond()), within, "{time}");
    }

    #[test]
    fn every_kind_that_is_given_must_hold() {
        let mut interval = TimeInterval {
            times: vec![(9 * 60, 17 * 60)],
            weekdays: vec![(1, 5)],
            days_of_month: vec![],
            months: vec![],
            years: vec![],
            zone: Zone::named("Europe/Berlin").unwrap(),
        };
        // A Monday in summer: Berlin is two hours ahead.
        check(&interval, "2026-07-06T07:00:00Z", true);
        check(&interval, "2026-07-06T06:59:59Z", false);
        check(&interval, "2026-07-06T15:00:00Z", false);
        check(&interval, "2026-07-05T10:00:00Z", false);
        interval.days_of_month = vec![(-2, -1)];
        check(&interval, "2026-07-30T10:00:00Z", true);
        check(&interval, "2026-07-29T10:00:00Z", false);
        interval.months = vec![(2, 2)];
        check(&interval, "2026-07-30T10:00:00Z", false);
        check(&interval, "2026-02-27T10:00:00Z", true);
        assert!(Zone::named("Europe/Nowhere").is_none());
    }
}
