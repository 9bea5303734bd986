//! The time over which an objective is counted: the last so much of it, or a span of the calendar in a time zone.

use loadline_base::units::Duration;
use std::fmt;

/// Over which time good and bad events are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Window {
    /// The last so much time, always.
    Rolling(Duration),
    /// From one turn of the calendar to the next.
    Calendar(Calendar),
}

/// A span of the calendar that starts anew when the one before it ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// How many units one span has, at least 1.
    pub count: u32,
    /// The unit.
    pub unit: Unit,
    /// IANA name of the time zone in which days begin, such as `Europe/Berlin`.
    pub zone: String,
    /// Local time `YYYY-MM-DDTHH:MM:SS` at which some span started; `None` = at the turn of the calendar (midnight, Monday,
    /// the first of the month, of the quarter, of the year).
    pub start: Option<String>,
}

/// A unit of the calendar. A day may have 23 or 25 hours, a month 28 to 31 days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// From midnight to midnight.
    Day,
    /// From Monday to Monday.
    Week,
    /// From the first of a month to the first of the next.
    Month,
    /// From the first of January, April, July or October.
    Quarter,
    /// From the first of January.
    Year,
}

impl Unit {
    /// The word people use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    const fn nominal_days(self) -> u64 {
        match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::Month => 30,
            Self::Quarter => 90,
            Self::Year => 365,
        }
    }
}

impl Window {
    /// How long the window is: exactly for a rolling one; for the calendar the nominal length (a month has 30 days, a quarter
    /// 90, a year 365, as in the OpenSLO SDK), from which alert windows are scaled.
    #[must_use]
    pub fn nominal(&self) -> Duration {
        match self {
            Self::Rolling(length) => *length,
            Self::Calendar(calendar) => {
                let days = calendar.unit.nominal_days().saturating_mul(u64::from(calendar.count));
                Duration::from_nanos(86_400_000_000_000).saturating_mul(days)
            }
        }
    }
}

/// `30d` or `1 month (Europe/Berlin)`.
impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rolling(length) => f.write_str(&prometheus_duration(*length)),
            Self::Calendar(calendar) => {
                write!(f, "{} {} ({})", calendar.count, calendar.unit.word(), calendar.zone)
            }
        }
    }
}

/// The duration in one unit as PromQL writes it, the largest that divides it: `30d`, `36h`, `5m`, `90s`, `1500ms`.
/// Weeks and years are written in days, since people compare windows by days. Below a millisecond it is rounded up to one.
#[must_use]
pub fn prometheus_duration(length: Duration) -> String {
    let millis = length.as_nanos().div_ceil(1_000_000);
    let units = [(86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1000, "s"), (1, "ms")];
    let (unit, name) =
        units.into_iter().find(|(unit, _)| millis > 0 && millis.is_multiple_of(*unit)).unwrap_or((1, "ms"));
    format!("{}{name}", millis / unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadline_base::units::Unit as _;

    #[test]
    fn windows_are_written_in_their_largest_unit() {
        for (written, printed) in
            [("30d", "30d"), ("36h", "36h"), ("24h", "1d"), ("4w", "28d"), ("90s", "90s"), ("1.5s", "1500ms")]
        {
            assert_eq!(prometheus_duration(Duration::read(written).unwrap()), printed);
        }
        let month = Calendar { count: 1, unit: Unit::Month, zone: "Europe/Berlin".into(), start: None };
        let month = Window::Calendar(month);
        assert_eq!(month.to_string(), "1 month (Europe/Berlin)");
        assert_eq!(prometheus_duration(month.nominal()), "30d");
    }
}
