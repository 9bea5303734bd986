//! Which times are written on an axis.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use loadline_draw::{TimeAxis, columns};

fn millis(text: &str) -> i64 {
    text.parse::<Timestamp>().unwrap().as_millisecond()
}

fn berlin() -> TimeZone {
    TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap()
}

#[track_caller]
fn check(from: &str, to: &str, zone: TimeZone, width: f64, expected: &str) {
    let axis = TimeAxis::new(millis(from), millis(to), zone);
    let ticks = axis.ticks(width, 2.0, |label| columns(label) as f64);
    let labels: Vec<String> = ticks.into_iter().map(|tick| tick.label).collect();
    assert_eq!(labels.join(" | "), expected);
}

#[test]
fn round_times_as_many_as_fit() {
    let utc = || TimeZone::UTC;
    let (start, month) = ("2026-03-02T00:00Z", "2026-04-01T00:00Z");
    check(start, "2026-03-02T00:01Z", utc(), 60.0, "Mon 2 Mar | 00:00:15 | 00:00:30 | 00:00:45 | 00:01:00");
    check(start, "2026-03-02T01:00Z", utc(), 40.0, " | 00:15 | 00:30 | 00:45 | 01:00");
    check(
        start,
        "2026-03-03T00:00Z",
        utc(),
        60.0,
        " | 03:00 | 06:00 | 09:00 | 12:00 | 15:00 | 18:00 | 21:00 | ",
    );
    check(start, "2026-03-09T00:00Z", utc(), 60.0, " | 3 Mar | 4 Mar | 5 Mar | 6 Mar | 7 Mar | 8 Mar | ");
    check(start, month, utc(), 60.0, "2 Mar | 9 Mar | 16 Mar | 23 Mar | 30 Mar");
    check(start, month, utc(), 30.0, "2 Mar | 16 Mar | 30 Mar");
    check(start, "2027-03-02T00:00Z", utc(), 60.0, "Apr | Jul | Oct | 2027");
    check("1900-01-01T00:00Z", "2026-03-02T00:00Z", utc(), 60.0, "1900 | 1950 | 2000");
}

#[test]
fn the_clock_on_the_wall_decides() {
    let half = TimeZone::fixed(Offset::from_seconds(19_800).unwrap());
    check("2026-03-02T00:00Z", "2026-03-03T00:00Z", half, 40.0, "06:00 | 12:00 | 18:00 | Tue 3 Mar");
    // The clock is put forward at two in the morning of 29 March, and back on 25 October.
    check(
        "2026-03-28T23:00Z",
        "2026-03-29T05:00Z",
        berlin(),
        60.0,
        " | 01:00 | 03:00 | 04:00 | 05:00 | 06:00 | 07:00",
    );
    check("2026-10-24T22:00Z", "2026-10-25T23:00Z", berlin(), 50.0, " | 06:00 | 12:00 | 18:00 | ");
}

#[test]
fn times_in_words() {
    let axis = TimeAxis::new(millis("2026-03-02T00:00Z"), millis("2026-03-09T00:00Z"), TimeZone::UTC);
    assert_eq!(axis.caption(), "2 to 8 Mar 2026, UTC");
    assert_eq!(axis.moment(millis("2026-03-03T02:14Z")), "Tue 3 Mar 2026 02:14");
    let stretch = |from, to| axis.stretch(millis(from), millis(to));
    assert_eq!(stretch("2026-03-03T02:14Z", "2026-03-03T02:31Z"), "Tue 3 Mar 2026 02:14 to 02:31 (17 min)");
    assert_eq!(
        stretch("2026-12-31T23:00Z", "2027-01-01T01:00Z"),
        "Thu 31 Dec 2026 23:00 to Fri 1 Jan 2027 01:00 (2 h)"
    );
    assert_eq!(TimeAxis::new(0, 1, berlin()).zone_name(), "UTC+01");
}

#[test]
fn any_two_times_make_an_axis() {
    for (from, to) in
        [(0, 0), (5, -5), (i64::MIN, i64::MAX), (i64::MAX, i64::MAX), (i64::MIN, i64::MIN), (0, 1)]
    {
        for zone in [TimeZone::UTC, berlin()] {
            let axis = TimeAxis::new(from, to, zone);
            assert!(axis.from() < axis.to());
            let ticks = axis.ticks(80.0, 1.0, |label| columns(label) as f64);
            assert!(ticks.iter().all(|tick| (0.0..=80.0).contains(&tick.position)));
            assert!(!axis.caption().is_empty());
        }
    }
}
