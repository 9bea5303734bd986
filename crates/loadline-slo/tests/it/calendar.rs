//! Spans of the calendar: known days of clocks put forward and back, and laws that hold everywhere.

use loadline_slo::{Calendar, NotACalendar, Unit};
use proptest::prelude::*;

fn calendar(count: u32, unit: Unit, zone: &str, start: Option<&str>) -> Calendar {
    Calendar { count, unit, zone: zone.to_owned(), start: start.map(str::to_owned) }
}

fn millis(text: &str) -> i64 {
    text.parse::<jiff::Timestamp>().unwrap().as_millisecond()
}

/// Checks the span that holds the moment `at`, all in UTC.
#[track_caller]
fn check(calendar: &Calendar, at: &str, from: &str, until: &str) {
    let text = |at: i64| jiff::Timestamp::from_millisecond(at).unwrap().to_string();
    let (start, end) = calendar.span_at(millis(at)).unwrap();
    assert_eq!((text(start), text(end)), (from.to_owned(), until.to_owned()));
}

#[test]
fn months_have_28_to_31_days() {
    let berlin = calendar(1, Unit::Month, "Europe/Berlin", None);
    check(&berlin, "2026-02-10T12:00:00Z", "2026-01-31T23:00:00Z", "2026-02-28T23:00:00Z");
    check(&berlin, "2024-02-29T22:59:59Z", "2024-01-31T23:00:00Z", "2024-02-29T23:00:00Z");
    check(&berlin, "2026-03-10T00:00:00Z", "2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z");
    check(&berlin, "2026-10-31T22:59:59Z", "2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z");
}

#[test]
fn a_spans_first_moment_belongs_to_it_and_its_end_to_the_next() {
    let day = calendar(1, Unit::Day, "UTC", None);
    check(&day, "2026-01-02T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z");
    check(&day, "2026-01-01T23:59:59.999Z", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z");
    check(&day, "1969-12-31T23:59:59.999Z", "1969-12-31T00:00:00Z", "1970-01-01T00:00:00Z");
}

#[test]
fn days_have_23_to_25_hours() {
    let berlin = calendar(1, Unit::Day, "Europe/Berlin", None);
    check(&berlin, "2026-03-29T12:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z");
    check(&berlin, "2026-10-25T12:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z");
    let york = calendar(1, Unit::Day, "America/New_York", None);
    check(&york, "2026-03-08T12:00:00Z", "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z");
    check(&york, "2026-11-01T12:00:00Z", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z");
    // The clock moves by half an hour only.
    let howe = calendar(1, Unit::Day, "Australia/Lord_Howe", None);
    check(&howe, "2026-04-05T00:00:00Z", "2026-04-04T13:00:00Z", "2026-04-05T13:30:00Z");
    // Midnight does not exist: the day starts at one o'clock.
    let cairo = calendar(1, Unit::Day, "Africa/Cairo", None);
    check(&cairo, "2024-04-26T12:00:00Z", "2024-04-25T22:00:00Z", "2024-04-26T21:00:00Z");
    // A whole day does not exist.
    let apia = calendar(1, Unit::Day, "Pacific/Apia", None);
    check(&apia, "2011-12-30T10:00:00Z", "2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z");
    check(&apia, "2011-12-30T09:59:59Z", "2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z");
}

#[test]
fn starts_are_local_times() {
    let noon = calendar(1, Unit::Month, "America/New_York", Some("2022-01-01T12:00:00"));
    check(&noon, "2022-03-01T16:59:59Z", "2022-02-01T17:00:00Z", "2022-03-01T17:00:00Z");
    check(&noon, "2022-03-20T00:00:00Z", "2022-03-01T17:00:00Z", "2022-04-01T16:00:00Z");
    check(&noon, "2021-12-01T16:59:59Z", "2021-11-01T16:00:00Z", "2021-12-01T17:00:00Z");
    // At half past two the clock jumps to three: half past three counts.
    let gap = calendar(1, Unit::Day, "Europe/Berlin", Some("2026-01-01T02:30:00"));
    check(&gap, "2026-03-29T12:00:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z");
    // Half past two comes twice: the first counts.
    check(&gap, "2026-10-25T12:00:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
}

#[test]
fn months_from_the_31st_come_back_to_the_31st() {
    let last = calendar(1, Unit::Month, "UTC", Some("2026-01-31T00:00:00"));
    check(&last, "2026-02-15T00:00:00Z", "2026-01-31T00:00:00Z", "2026-02-28T00:00:00Z");
    check(&last, "2026-03-15T00:00:00Z", "2026-02-28T00:00:00Z", "2026-03-31T00:00:00Z");
    check(&last, "2026-04-30T00:00:00Z", "2026-04-30T00:00:00Z", "2026-05-31T00:00:00Z");
    check(&last, "2025-12-31T00:00:00Z", "2025-12-31T00:00:00Z", "2026-01-31T00:00:00Z");
}

#[test]
fn weeks_quarters_years_and_several_of_them() {
    check(
        &calendar(1, Unit::Week, "UTC", None),
        "2026-11-29T23:00:00Z",
        "2026-11-23T00:00:00Z",
        "2026-11-30T00:00:00Z",
    );
    check(
        &calendar(1, Unit::Quarter, "UTC", None),
        "2026-06-30T23:00:00Z",
        "2026-04-01T00:00:00Z",
        "2026-07-01T00:00:00Z",
    );
    check(
        &calendar(1, Unit::Year, "UTC", None),
        "2024-12-31T23:00:00Z",
        "2024-01-01T00:00:00Z",
        "2025-01-01T00:00:00Z",
    );
    let leap = calendar(1, Unit::Year, "UTC", Some("2024-02-29T00:00:00"));
    check(&leap, "2025-06-01T00:00:00Z", "2025-02-28T00:00:00Z", "2026-02-28T00:00:00Z");
    let two = calendar(2, Unit::Week, "UTC", Some("2026-01-05T00:00:00"));
    check(&two, "2026-01-18T00:00:00Z", "2026-01-05T00:00:00Z", "2026-01-19T00:00:00Z");
}

#[test]
fn what_cannot_be_used_is_refused() {
    let refused = |calendar: Calendar| calendar.span_at(0).unwrap_err();
    let zone = refused(calendar(1, Unit::Day, "America/New_Yrok", None));
    assert_eq!(zone.hint(), "did you mean `America/New_York`?");
    assert!(matches!(refused(calendar(0, Unit::Day, "UTC", None)), NotACalendar::Count(0)));
    for start in ["2026-01-01", "2026-13-01T00:00:00", "2026-01-01T00:00:00Z", "noon", "2026-01-01T24:00:00"]
    {
        let refusal = refused(calendar(1, Unit::Day, "UTC", Some(start)));
        assert!(matches!(refusal, NotACalendar::NotALocalTime(_)), "{start}");
    }
    let far = calendar(10_000, Unit::Year, "UTC", None).span_at(i64::MAX);
    assert!(matches!(far, Err(NotACalendar::OutOfRange)));
}

fn any_calendar() -> impl Strategy<Value = Calendar> {
    let units = prop_oneof![
        Just(Unit::Day),
        Just(Unit::Week),
        Just(Unit::Month),
        Just(Unit::Quarter),
        Just(Unit::Year)
    ];
    let zones = prop_oneof![
        Just("UTC"),
        Just("Europe/Berlin"),
        Just("America/New_York"),
        Just("Australia/Lord_Howe"),
        Just("Africa/Cairo"),
        Just("Asia/Kathmandu"),
        Just("Pacific/Apia"),
        Just("America/Sao_Paulo"),
    ];
    let starts = prop_oneof![
        Just(None),
        (1990i16..2040, 1i8..=12, 1i8..=28, 0i8..24, 0i8..60)
            .prop_map(|(y, m, d, h, min)| Some(format!("{y:04}-{m:02}-{d:02}T{h:02}:{min:02}:00"))),
        Just(Some("2024-01-31T02:30:00".to_owned())),
    ];
    (1u32..5, units, zones, starts).prop_map(|(count, unit, zone, start)| Calendar {
        count,
        unit,
        zone: zone.to_owned(),
        start,
    })
}

proptest! {
    #[test]
    fn spans_tile_time(calendar in any_calendar(), at in -2_000_000_000_000i64..4_000_000_000_000) {
        let spans = calendar.spans().unwrap();
        let (start, end) = spans.at(at).unwrap();
        prop_assert!(start <= at && at < end);
        prop_assert_eq!(spans.at(start).unwrap(), (start, end));
        prop_assert_eq!(spans.at(end - 1).unwrap(), (start, end));
        prop_assert_eq!(spans.at(end).unwrap().0, end, "no gap and no overlap after it");
        prop_assert_eq!(spans.at(start - 1).unwrap().1, start, "nor before it");
    }
}
