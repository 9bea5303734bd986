//! Times in the words of a calendar: short English, days before months, 24 hours.

use super::Millis;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// What the clock on the wall says.
pub(super) fn civil(at: Millis, zone: &TimeZone) -> DateTime {
    zone.to_datetime(timestamp(at))
}

/// When the clock on the wall says so: the earlier time where it does twice, the later where it never does.
pub(super) fn instant(civil: DateTime, zone: &TimeZone) -> Option<Millis> {
    zone.to_ambiguous_timestamp(civil).compatible().ok().map(Timestamp::as_millisecond)
}

fn timestamp(at: Millis) -> Timestamp {
    let end = if at < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_millisecond(at).unwrap_or(end)
}

/// `Tue 3 Mar`
pub(super) fn weekday(at: DateTime) -> String {
    let name = WEEKDAYS[at.weekday().to_monday_zero_offset().rem_euclid(7) as usize];
    format!("{name} {}", day(at))
}

/// `3 Mar`
pub(super) fn day(at: DateTime) -> String {
    format!("{} {}", at.day(), month(at))
}

/// `Mar`
pub(super) fn month(at: DateTime) -> &'static str {
    MONTHS[(at.month() - 1).rem_euclid(12) as usize]
}

/// `02:14`, or `02:14:05`, or `02:14:05.250`, as exact as it has to be.
pub(super) fn clock(at: DateTime) -> String {
    let (hour, minute, second, millis) = (at.hour(), at.minute(), at.second(), at.millisecond());
    match (second, millis) {
        (0, 0) => format!("{hour:02}:{minute:02}"),
        (_, 0) => format!("{hour:02}:{minute:02}:{second:02}"),
        _ => format!("{hour:02}:{minute:02}:{second:02}.{millis:03}"),
    }
}

/// `Tue 3 Mar 2026 02:14`, with or without the year.
pub(super) fn moment(at: DateTime, year: bool) -> String {
    let year = if year { format!(" {}", at.year()) } else { String::new() };
    format!("{}{year} {}", weekday(at), clock(at))
}

/// `2 Mar 2026` for a day, `2 to 9 Mar 2026`, `28 Feb to 9 Mar 2026` or `30 Dec 2025 to 5 Jan 2026`. An end at midnight
/// belongs to the day before.
pub(super) fn span_of_days(from: DateTime, to: DateTime) -> String {
    let midnight = to.hour() == 0 && to.minute() == 0 && to.second() == 0 && to.date() > from.date();
    let to = if midnight { to.yesterday().unwrap_or(to) } else { to };
    let whole = |at: DateTime| format!("{} {}", day(at), at.year());
    match (from.year() == to.year(), from.month() == to.month(), from.day() == to.day()) {
        (true, true, true) => whole(from),
        (true, true, false) => format!("{} to {}", from.day(), whole(to)),
        (true, false, _) => format!("{} to {}", day(from), whole(to)),
        (false, ..) => format!("{} to {}", whole(from), whole(to)),
    }
}

/// A length of time in its two largest units: `17 min`, `2 h 5 min`, `3 d`, `45 s`, `250 ms`.
pub(super) fn length(millis: Millis) -> String {
    const UNITS: [(i64, &str); 5] =
        [(86_400_000, "d"), (3_600_000, "h"), (60_000, "min"), (1_000, "s"), (1, "ms")];
    let Some(first) = UNITS.iter().position(|(unit, _)| millis >= *unit) else {
        return "0 s".to_owned();
    };
    let (unit, name) = UNITS[first];
    let rest = UNITS.get(first + 1).map(|(small, name)| (millis % unit / small, *name));
    match rest {
        Some((count, small)) if count > 0 && small != "ms" => {
            format!("{} {name} {count} {small}", millis / unit)
        }
        _ => format!("{} {name}", millis / unit),
    }
}

/// `UTC`, `UTC+05:30`, `UTC-03`
pub(super) fn offset_name(zone: &TimeZone, at: Millis) -> String {
    let seconds = zone.to_offset(timestamp(at)).seconds();
    let (sign, size) = (if seconds < 0 { '-' } else { '+' }, seconds.unsigned_abs());
    let (hours, minutes) = (size / 3_600, size % 3_600 / 60);
    match (hours, minutes) {
        (0, 0) => "UTC".to_owned(),
        (_, 0) => format!("UTC{sign}{hours:02}"),
        _ => format!("UTC{sign}{hours:02}:{minutes:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_in_two_units() {
        let shown: Vec<String> =
            [0, 250, 45_000, 1_020_000, 7_500_000, 259_200_000, 90_061_000].map(length).into();
        assert_eq!(shown, ["0 s", "250 ms", "45 s", "17 min", "2 h 5 min", "3 d", "1 d 1 h"]);
    }
}
