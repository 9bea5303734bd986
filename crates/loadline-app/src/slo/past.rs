//! Windows that are past, named as people name them: the last whole month, or the last 30 days.

use crate::load::Failure;
use loadline_base::units::{Duration, Unit as _};
use loadline_slo::{Calendar, Unit};

/// A window that is past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// From when to when, milliseconds since 1970.
    pub span: (i64, i64),
    /// Its name for people: `the month to 2026-11-01`.
    pub name: String,
}

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

const UNITS: &[Unit] = &[Unit::Day, Unit::Week, Unit::Month, Unit::Quarter, Unit::Year];

/// The window called `name` that ended last before `now`: a unit of the calendar in the time zone `zone`, or a length of time that
/// ends now, to the minute or, from a day on, to the hour.
///
/// # Errors
/// When there is no such unit, length or zone.
pub fn past(name: &str, zone: &str, now: i64) -> Result<Past, Failure> {
    if let Some(unit) = UNITS.iter().find(|unit| unit.word() == name) {
        let calendar = Calendar { count: 1, unit: *unit, zone: zone.to_owned(), start: None };
        let unknown = |error: loadline_slo::NotACalendar| Failure::new(error.to_string(), error.hint());
        let (end, _) = calendar.span_at(now).map_err(unknown)?;
        let (start, end) = calendar.span_at(end - 1).map_err(unknown)?;
        return Ok(Past { span: (start, end), name: format!("the last whole {name}, {zone}") });
    }
    let length = Duration::read(name).map_err(|error| {
        let units: Vec<&str> = UNITS.iter().map(|unit| unit.word()).collect();
        Failure::new(
            format!("`{name}` is no window: {error}"),
            format!("give one of {}, or a time such as `30d`", units.join(", ")),
        )
    })?;
    let millis = i64::try_from(length.as_nanos() / 1_000_000).unwrap_or(i64::MAX);
    // Nobody wants slices that begin at 23 seconds past.
    let even = if millis >= DAY { HOUR } else { MINUTE };
    let end = now - now.rem_euclid(even);
    Ok(Past { span: (end.saturating_sub(millis), end), name: format!("the last {length}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_end_where_people_expect_it() {
        // 2026-03-30 10:30:15 UTC; clocks in Berlin went forward on the 29th.
        let now = 1_774_866_615_000;
        let hours = |name: &str, zone: &str| {
            let (start, end) = past(name, zone, now).unwrap().span;
            ((end - start) / HOUR, (now - end) / MINUTE)
        };
        assert_eq!(hours("30d", "UTC"), (720, 30));
        assert_eq!(hours("1h", "UTC"), (1, 0));
        assert_eq!(hours("day", "UTC"), (24, 10 * 60 + 30));
        assert_eq!(hours("day", "Europe/Berlin"), (23, 12 * 60 + 30));
        assert_eq!(hours("month", "UTC").0, 28 * 24);
        assert_eq!(hours("quarter", "UTC").0, 92 * 24);
        assert!(past("fortnight", "UTC", now).is_err());
        assert!(past("month", "Europe/Berln", now).unwrap_err().hint.contains("Europe/Berlin"));
    }
}
