//! Tables of texts and what each unit makes of them: what it prints after reading, or its error.

use regex::Regex;

use super::*;
use crate::Date;

#[track_caller]
fn check<U: Unit>(table: &[(&str, &str)]) {
    let pattern = Regex::new(U::PATTERN).unwrap();
    for (text, expected) in table {
        let outcome = U::read(text);
        assert!(outcome.is_err() || pattern.is_match(text), "the pattern refuses `{text}`");
        let outcome = outcome.map_or_else(|error| format!("error: {error}"), |value| value.to_string());
        assert_eq!(outcome, *expected, "for `{text}`");
    }
}

#[test]
fn durations() {
    check::<Duration>(&[
        ("300ms", "300 ms"),
        ("1200ms", "1.2 s"),
        ("1.5s", "1.5 s"),
        ("0s", "0 s"),
        ("7 us", "7 µs"),
        ("7µs", "7 µs"),
        ("15ns", "15 ns"),
        ("0.25ms", "250 µs"),
        ("12.345s", "12.345 s"),
        ("59.9999s", "1 min"),
        ("90s", "1 min 30 s"),
        ("20m", "20 min"),
        ("2h", "2 h"),
        ("1h30m", "1 h 30 min"),
        ("1 h 30 min", "1 h 30 min"),
        ("1h30m15s", "1 h 30 min 15 s"),
        ("36h", "1 d 12 h"),
        ("30d", "30 d"),
        ("4w", "28 d"),
        ("7y", "7 y"),
        ("1.5y", "547 d 21 h"),
        ("2e3ms", "2 s"),
        ("584y", "584 y"),
        ("300", "error: `300` has no unit"),
        ("1h30", "error: `30` has no unit"),
        (
            "5 parsecs",
            "error: `parsecs` is not a unit known here; use `ns`, `us`, `ms`, `s`, `m`, `h`, `d`, `w` or `y`",
        ),
        ("soon", "error: `soon` cannot be read as a number"),
        ("", "error: `` cannot be read as a number"),
        ("5s ", "error: `5s ` cannot be read as a number"),
        ("-5s", "error: `-5s` is out of range: it must not be negative"),
        ("600y", "error: `600y` is out of range: a duration is at most 584 years"),
        ("500y 500y", "error: `500y 500y` is out of range: a duration is at most 584 years"),
        ("1e999s", "error: `1e999s` is out of range: the number is too large"),
        ("1e300y", "error: `1e300y` is out of range: a duration is at most 584 years"),
        ("inf s", "error: `inf s` is out of range: it must be a finite number"),
    ]);
}

#[test]
fn rates() {
    check::<Rate>(&[
        ("350rps", "350 rps"),
        ("350 rps", "350 rps"),
        ("70/s", "70 rps"),
        ("70 per second", "70 rps"),
        ("20/min", "20 per minute"),
        ("5000/h", "5,000 per hour"),
        ("400000 per month", "400,000 per month"),
        ("400_000/month", "400,000 per month"),
        ("400,000 per month", "400,000 per month"),
        ("10/week", "10 per week"),
        ("10krps", "10,000 rps"),
        ("1.1k/s", "1,100 rps"),
        ("2M per day", "2,000,000 per day"),
        ("0rps", "0 rps"),
        ("350", "error: `350` has no unit"),
        ("10k", "error: `10k` has no unit"),
        (
            "70/m",
            "error: `/m` is not a unit known here; use `rps`, `/s`, `/min`, `/h`, `/d`, `/w`, `/month` or `/y`",
        ),
        ("-1rps", "error: `-1rps` is out of range: it must not be negative"),
        ("1e303krps", "1e306 rps"),
        ("1e306krps", "error: `1e306` is out of range: the number is too large"),
    ]);
    let rate = |text| Rate::read(text).unwrap();
    assert_eq!(rate("60/min"), rate("1rps"));
    assert!(rate("70 per week") < rate("1rps"));
    assert_eq!(rate("2629800 per month").per_second(), 1.0);
    assert_eq!(Rate::from_rps(f64::NAN), rate("0rps"));
}

#[test]
fn growths() {
    check::<Growth>(&[
        ("40%/y", "40%/y"),
        ("3%/month", "3%/month"),
        ("3 % per month", "3%/month"),
        ("-10% per year", "-10%/y"),
        ("-100%/y", "-100%/y"),
        ("40%", "error: `%` is not a unit known here; use `%/y`, `%/month`, `%/w` or `%/d`"),
        ("40", "error: `40` has no unit"),
        ("-101%/y", "error: `-101%/y` is out of range: nothing shrinks by more than 100%"),
        ("100%/s", "error: `100%/s` is out of range: that is over a billionfold a year"),
    ]);
    let factor = |text| Growth::read(text).unwrap().yearly_factor();
    assert_eq!(factor("40%/y"), 1.4);
    assert!((factor("3%/month") - 1.425_760_886_846_179).abs() < 1e-12, "1.03^12");
    assert_eq!(factor("-100%/month"), 0.0);
}

#[test]
fn sizes() {
    check::<Size>(&[
        ("2kB", "2 kB"),
        ("2KB", "2 kB"),
        ("0B", "0 B"),
        ("1.5GB", "1.5 GB"),
        ("4KiB", "4.096 kB"),
        ("1 MiB", "1.0486 MB"),
        ("999999999B", "1 GB"),
        ("20000PB", "error: `20000PB` is out of range: a size is at most 18 EB"),
        ("2", "error: `2` has no unit"),
        (
            "2kb",
            "error: `kb` is not a unit known here; use `B`, `kB`, `MB`, `GB`, `TB`, `PB`, `KiB`, `MiB`, `GiB` or `TiB`",
        ),
    ]);
    assert_eq!(Size::read("3TiB").map(Size::bytes), Ok(3 << 40));
    assert_eq!(Size::from_bytes(10).scale(f64::INFINITY).bytes(), u64::MAX);
}

#[test]
fn shares() {
    check::<Share>(&[
        ("30%", "30%"),
        ("99.95%", "99.95%"),
        ("99.999 %", "99.999%"),
        ("99.99999999999%", "99.99999999999%"),
        ("0.5%", "0.5%"),
        ("0%", "0%"),
        ("100%", "100%"),
        ("5e-1%", "0.5%"),
        ("0.3", "error: `0.3` has no unit"),
        ("100.1%", "error: `100.1%` is out of range: a share is at most 100%"),
        ("-1%", "error: `-1%` is out of range: it must not be negative"),
        ("nan%", "error: `nan%` is out of range: it must be a finite number"),
        ("5percent", "error: `percent` is not a unit known here; use `%`"),
    ]);
    let share = |text| Share::read(text).unwrap();
    assert_eq!(share("99.9%").fraction(), 0.999);
    assert_eq!(share("99.9%").complement().to_string(), "0.1%");
    assert_eq!(Share::from_fraction(1.0 - 1e-14).to_string(), "99.999999999999%");
    assert_eq!(Share::from_fraction(7.0), Share::ALL);
    assert_eq!(Share::from_fraction(f64::NAN), Share::NONE);
}

#[test]
fn money() {
    check::<Money>(&[
        ("60 EUR per request", "60 EUR per request"),
        ("60000 EUR/month", "60,000 EUR per month"),
        ("12.50 USD", "12.50 USD"),
        ("1.999CHF", "1.999 CHF"),
        ("60", "error: `60` has no unit"),
        (
            "60 eur",
            "error: `eur` is not a unit known here; use a currency such as `EUR`, alone or with `per request`, `/month` \
             or `/y`",
        ),
        (
            "60 €",
            "error: `€` is not a unit known here; use a currency such as `EUR`, alone or with `per request`, `/month` \
             or `/y`",
        ),
        ("12,50 EUR", "error: `12,50 EUR` cannot be read as a number"),
    ]);
    let money = |text| Money::read(text).unwrap();
    assert!(money("60000 EUR/month") > money("60000 EUR/y"));
    assert_eq!(money("1 EUR").partial_cmp(&money("1 USD")), None);
    assert_eq!(money("1 EUR").partial_cmp(&money("1 EUR per request")), None);
    assert_eq!(Money::new(1.0, "eur", None), None);
}

#[test]
fn plain_numbers() {
    check::<Factor>(&[
        ("2x", "2x"),
        ("1.5 ×", "1.5x"),
        ("2", "error: `2` has no unit"),
        ("2y", "error: `y` is not a unit known here; use `x`"),
    ]);
    check::<Count>(&[
        ("3", "3"),
        ("400_000", "400,000"),
        ("18446744073709551615", "18,446,744,073,709,551,615"),
        ("18446744073709551616", "error: `18446744073709551616` is out of range: the number is too large"),
        ("1.5", "error: `1.5` is out of range: it must be a whole number"),
        ("-3", "error: `-3` is out of range: it must not be negative"),
        ("3 pods", "error: `pods` is not a unit known here; use a bare number"),
        ("_3", "error: `_3` cannot be read as a number"),
    ]);
    check::<Number>(&[
        ("1.8", "1.8"),
        ("1e3", "1,000"),
        ("1.8ms", "error: `ms` is not a unit known here; use a bare number"),
        ("1.2.3", "error: `.3` is not a unit known here; use a bare number"),
    ]);
}

#[test]
fn populations() {
    check::<Population>(&[
        ("400000 per month", "400,000 per month"),
        ("2M/month", "2,000,000 per month"),
        ("5000", "5,000"),
        ("5k", "5,000"),
        ("many", "error: `many` cannot be read as a number"),
        ("5 cats", "error: `cats` is not a unit known here; use a bare number, `/d`, `/w`, `/month` or `/y`"),
    ]);
}

#[test]
fn dates() {
    check::<Date>(&[
        ("2027-03-01", "2027-03-01"),
        ("2027-02-30", "error: `2027-02-30` is out of range: there is no such day"),
        ("01.03.2027", "error: `01.03.2027` is not a day written as year-month-day"),
    ]);
}

#[test]
fn duration_arithmetic_saturates() {
    let second = Duration::from_secs_f64(1.0);
    assert_eq!([second, second].into_iter().sum::<Duration>(), second.saturating_mul(2));
    assert_eq!(Duration::MAX + second, Duration::MAX);
    assert_eq!(second.saturating_sub(Duration::MAX), Duration::ZERO);
    assert_eq!(second.scale(1.5).as_nanos(), 1_500_000_000);
    assert_eq!(second.scale(f64::NAN), Duration::ZERO);
    assert_eq!(Duration::from_secs_f64(f64::INFINITY), Duration::MAX);
    assert!(Duration::from_secs_f64(-1.0).is_zero());
    assert_eq!(Duration::read("7y").unwrap().as_secs_f64(), 7.0 * Period::Year.seconds());
}

#[test]
fn messages_stay_short() {
    let long = "9".repeat(1_000_000);
    for error in
        [Duration::read(&format!("{long}s")).unwrap_err(), Count::read(&"x".repeat(1_000_000)).unwrap_err()]
    {
        assert!(error.to_string().len() < 200);
    }
}
