//! What holds for every unit, whatever the text: reading never panics, the pattern agrees with it, and what is printed
//! can be read again.

use std::fmt::Debug;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::string::string_regex;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use regex::Regex;

use super::*;
use crate::Date;

/// Display keeps at least four significant digits, durations at least three and a half.
const NEARLY: f64 = 6e-4;

#[track_caller]
fn check<U: Unit + Debug>(measure: fn(&U) -> f64, values: impl Strategy<Value = U>) {
    let pattern = Regex::new(U::PATTERN).unwrap();
    let written = || string_regex(U::PATTERN.trim_start_matches('^').trim_end_matches('$')).unwrap();
    let texts = prop_oneof![
        any::<String>(),
        string_regex("[-+0-9_,.eE ]{0,8}[a-zA-Zµ×%/ ]{0,8}[0-9]{0,2}[a-z]?").unwrap(),
        written(),
        (written(), any::<prop::sample::Index>(), any::<Option<char>>()).prop_map(
            |(text, at, replacement)| {
                let mut chars: Vec<char> = text.chars().collect();
                let at = at.index(chars.len());
                chars.splice(at..=at, replacement);
                chars.into_iter().collect()
            }
        ),
    ];
    let config = Config { failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let reading = runner.run(&texts, |text| {
        let outcome = U::read(&text);
        let fits = matches!(outcome, Ok(_) | Err(UnitError::OutOfRange(..)));
        prop_assert!(fits || !pattern.is_match(&text), "the pattern accepts what gives {outcome:?}");
        if let Ok(value) = outcome {
            prop_assert!(pattern.is_match(&text), "the pattern refuses what gives {value:?}");
            reads_back(&value, measure)?;
        }
        Ok(())
    });
    reading.unwrap();
    runner.run(&values, |value| reads_back(&value, measure)).unwrap();
}

fn reads_back<U: Unit + Debug>(value: &U, measure: fn(&U) -> f64) -> Result<(), TestCaseError> {
    let shown = value.to_string();
    let again = U::read(&shown).map_err(|error| TestCaseError::fail(format!("`{shown}`: {error}")))?;
    let (before, after) = (measure(value), measure(&again));
    prop_assert!((before - after).abs() <= NEARLY * before.abs(), "{value:?} became {again:?} by `{shown}`");
    Ok(())
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![proptest::num::f64::ANY, 0.0..1e7, 0.0..1.0]
}

fn period() -> impl Strategy<Value = Period> {
    use Period::{Day, Hour, Minute, Month, Second, Week, Year};
    select(&[Second, Minute, Hour, Day, Week, Month, Year][..])
}

#[test]
fn durations() {
    let any_length =
        (any::<u64>(), 0..64_u32).prop_map(|(nanos, shift)| Duration::from_nanos(nanos >> shift));
    check(|duration: &Duration| duration.as_secs_f64(), any_length);
    check(|duration: &Duration| duration.as_secs_f64(), number().prop_map(Duration::from_secs_f64));
}

#[test]
fn rates() {
    check(
        |rate: &Rate| rate.per_second(),
        (number(), period()).prop_map(|(count, period)| Rate::new(count, period)),
    );
}

#[test]
fn growths() {
    let shares = prop_oneof![number(), -1.0..2.0];
    let growths =
        (shares, period()).prop_filter_map("too fast", |(share, period)| Growth::new(share, period));
    check(|growth: &Growth| growth.share() / growth.period().seconds(), growths);
}

#[test]
fn sizes() {
    let any_size = (any::<u64>(), 0..64_u32).prop_map(|(bytes, shift)| Size::from_bytes(bytes >> shift));
    check(|size: &Size| size.bytes() as f64, any_size);
}

#[test]
fn shares() {
    check(|share: &Share| share.fraction(), number().prop_map(Share::from_fraction));
    check(|share: &Share| share.complement().fraction(), (0.0..1e-9).prop_map(Share::from_fraction));
}

#[test]
fn money() {
    let per = prop_oneof![
        Just(None),
        Just(Some(Per::Request)),
        period().prop_map(|period| Some(Per::Period(period)))
    ];
    let sums = (number(), "[A-Z]{3}", per)
        .prop_filter_map("no currency", |(amount, currency, per)| Money::new(amount, &currency, per));
    check(|money: &Money| money.amount(), sums);
}

#[test]
fn populations() {
    let periods = proptest::option::of(period());
    let populations = (number(), periods).prop_map(|(count, period)| Population::new(count, period));
    check(|population: &Population| population.count(), populations);
}

#[test]
fn plain_numbers() {
    check(|factor: &Factor| factor.get(), number().prop_map(Factor::new));
    check(|number: &Number| number.get(), number().prop_map(Number::new));
    check(|count: &Count| count.get() as f64, any::<u64>().prop_map(Count::new));
}

#[test]
fn dates() {
    let days = (any::<i16>(), 1..=12_i8, 1..=28_i8)
        .prop_filter_map("no such day", |(year, month, day)| Date::new(year.rem_euclid(10_000), month, day));
    let epoch = |date: &Date| Date::new(0, 1, 1).map_or(f64::NAN, |first| first.days_until(*date) as f64);
    check(epoch, days);
}
