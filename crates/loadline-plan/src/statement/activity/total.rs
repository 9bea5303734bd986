//! How much is done in all in a time that the sentence says anywhere: `our monthly volume is 259 million requests (month of 30 days)`, `within
//! 30 days we have 259 million requests`.

use super::Doings;
use crate::statement::amount::{Amount, Measure, of_sentence};
use crate::statement::noun;
use crate::statement::reading::Reading;
use crate::statement::role::Role;
use crate::statement::unit::{DAY, MONTH, WEEK, YEAR};
use crate::statement::vocabulary::{is_call, is_display, is_machine_made};

/// From here on so much is done by all together.
const LEAST: f64 = 10_000.0;
/// Words of a time, and its seconds.
const TIMES: &[(&[&str], f64)] = &[
    (&["month", "monthly"], MONTH),
    (&["week", "weekly"], WEEK),
    (&["year", "yearly", "annual", "annually"], YEAR),
    (&["day", "daily"], DAY),
];

/// Takes the only large number of calls of which nothing was made for all that is done, where its sentence says in which time.
pub(in crate::statement) fn find_total(reading: &mut Reading<'_>) {
    processed_on_average(reading);
    let calls = |what: &str| is_call(what) || is_display(what) || what == "view" || is_machine_made(what);
    if reading.activities.iter().any(|own| calls(&own.what) && (own.by.is_some() || own.count >= LEAST)) {
        return;
    }
    let left = |index: &usize| {
        let amount = &reading.amounts[*index];
        let large = amount.measure == Measure::Count && amount.value >= LEAST && amount.per.is_empty();
        large && reading.roles[*index].is_none() && counted(reading, amount).is_some_and(|what| calls(&what))
    };
    let mut left = (0..reading.amounts.len()).filter(left);
    let Some(index) = left.next().filter(|_| left.next().is_none()) else { return };
    let amount = &reading.amounts[index];
    let said = said_days(reading, amount);
    let Some(period) = said.map(|said| reading.amounts[said].value).or_else(|| named_time(reading, amount))
    else {
        return;
    };
    let Some(what) = counted(reading, amount) else { return };
    let made = Doings::of(reading, amount).make(amount, Some(&what), None, amount.value, period, false);
    reading.activities.push(made);
    reading.activities.sort_by_key(|activity| activity.tokens.start);
    reading.roles[index] = Some(Role::Activity);
    if let Some(said) = said {
        reading.roles[said] = Some(Role::Activity);
    }
}

/// Takes what is processed on average for the load, where nothing else is said of it and no backlog is worked off: `the system shall
/// process 100 requests per second on average in total`.
fn processed_on_average(reading: &mut Reading<'_>) {
    let load = !reading.activities.is_empty() || !reading.populations.is_empty();
    if load || reading.roles.contains(&Some(Role::Outage)) {
        return;
    }
    let mean = |amount: &Amount| {
        let range = reading.ranges[amount.sentence].clone();
        range.into_iter().any(|at| {
            let word = reading.tokens[at].word.as_str();
            word.starts_with("averag") || word == "mean"
        })
    };
    let processed = |index: &usize| {
        let amount = &reading.amounts[*index];
        reading.roles[*index] == Some(Role::ProcessingRate) && is_call(amount.head()) && mean(amount)
    };
    let mut found = (0..reading.amounts.len()).filter(processed);
    let Some(index) = found.next().filter(|_| found.next().is_none()) else { return };
    let amount = &reading.amounts[index];
    let Some(period) = amount.period() else { return };
    let made =
        Doings::of(reading, amount).make(amount, Some(amount.head()), None, amount.value, period, false);
    reading.activities.push(made);
    reading.roles[index] = Some(Role::Activity);
}

/// What an amount counts, by its noun or by the calls its sentence names before it.
fn counted(reading: &Reading<'_>, amount: &Amount) -> Option<String> {
    if !amount.head().is_empty() {
        return Some(amount.head().to_owned());
    }
    let range = &reading.ranges[amount.sentence];
    let named = |at: usize| noun::singular(&reading.tokens[at].word);
    let calls = |at: &usize| noun::is_plural(&reading.tokens[*at].word) && is_call(&named(*at));
    range.clone().find(calls).map(named)
}

/// The days that the sentence of an amount says as a number: `within 30 days`, `(month of 30 days)`.
fn said_days(reading: &Reading<'_>, amount: &Amount) -> Option<usize> {
    let days = |index: &usize| {
        let other = &reading.amounts[*index];
        let time = other.measure == Measure::Duration && (DAY..=YEAR).contains(&other.value);
        // `we go live in 12 weeks and expect 2 million requests` says when.
        let before = other.tokens.start.checked_sub(1).map_or("", |at| reading.tokens[at].word.as_str());
        let month =
            other.value.to_bits() == MONTH.to_bits() && matches!(before, "in" | "within" | "of" | "per");
        let open = matches!(reading.roles[*index], None | Some(Role::Window))
            || month && reading.roles[*index] == Some(Role::Deadline);
        time && open && other.per.is_empty()
    };
    let mut found = of_sentence(&reading.amounts, amount.sentence).filter(days);
    found.next().filter(|_| found.next().is_none())
}

/// The time that the sentence of an amount names: `monthly`, `a week`.
fn named_time(reading: &Reading<'_>, amount: &Amount) -> Option<f64> {
    let range = reading.ranges[amount.sentence].clone();
    // `on the day of the fire` is no day like another.
    let that = |at: usize| {
        at.checked_sub(1)
            .is_some_and(|at| matches!(reading.tokens[at].word.as_str(), "the" | "that" | "this" | "last"))
    };
    let named = |at: usize| {
        TIMES
            .iter()
            .find(|(words, _)| words.contains(&reading.tokens[at].word.as_str()))
            .filter(|_| !that(at))
    };
    range.into_iter().find_map(named).map(|(_, seconds)| *seconds)
}
