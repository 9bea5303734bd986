//! What a rate of all calls is, where it is known otherwise how many there are on a day: the peak, or what one of the servers carries.

use super::Doings;
use crate::statement::actor::is_others;
use crate::statement::amount::Bound;
use crate::statement::noun;
use crate::statement::reading::Reading;
use crate::statement::role::Role;
use crate::statement::stated::Activity;
use crate::statement::unit::{HOUR, MINUTE};
use crate::statement::vocabulary::{Class, is_call, is_machine_made};

/// How far above what is done on a day a rate is that cannot be its average.
const FAR_ABOVE: f64 = 1.5;
/// What something of ours is called that carries so much.
const SERVERS: &[&str] =
    &["server", "instance", "node", "pod", "container", "machine", "box", "vm", "replica"];
/// Word stems of what is usual.
const USUAL: &[&str] = &["averag", "mean", "typical", "normal", "usual"];

/// Takes the only rate of all calls beside what each does on a day for what it must be: `each makes 20 requests; when registration opens we
/// have measured 900 requests per second`, `350 requests a second are what a single server got through`.
pub(in crate::statement) fn beside_a_known_load(reading: &mut Reading<'_>) {
    let called = |what: &str| is_call(what) || is_machine_made(what);
    let brisk = |own: &Activity| own.by.is_none() && called(&own.what) && own.period <= MINUTE;
    let mut rates = (0..reading.activities.len()).filter(|own| brisk(&reading.activities[*own]));
    let Some(own) = rates.next().filter(|_| rates.next().is_none()) else { return };
    let rate = &reading.activities[own];
    let average = on_average(reading);
    if average == 0.0 || is_usual(reading, rate) {
        return;
    }
    let said = |role: Role| reading.roles.contains(&Some(role));
    let peak = [Role::PeakRate, Role::PeakFactor, Role::PeakShare].into_iter().any(said);
    let server = reading.ranges[rate.sentence].clone().any(|at| is_one_server(reading, at));
    // `What does one node take? 1,000 messages per second.`
    let asked = rate.sentence > 0 && reading.ranges[rate.sentence].len() <= 8 && {
        let before = &reading.ranges[rate.sentence - 1];
        before.end > before.start
            && reading.tokens[before.end - 1].is("?")
            && before.clone().any(|at| SERVERS.contains(&reading.tokens[at].word.as_str()))
    };
    let server = server || asked || is_what_one_carries(reading, rate);
    let outside =
        reading.ranges[rate.sentence].clone().any(|at| is_others(&noun::singular(&reading.tokens[at].word)));
    let role = if outside && !server && is_call(&rate.what) {
        // `the gateway's ceiling is 25,000 requests per minute`
        if said(Role::Quota) {
            return;
        }
        Role::Quota
    } else if server && !said(Role::InstanceCapacity) {
        Role::InstanceCapacity
    } else if is_worked_off(reading, rate, average) {
        Role::ProcessingRate
    } else if !peak && is_call(&rate.what) && rate.per_second() >= FAR_ABOVE * average {
        Role::PeakRate
    } else {
        return;
    };
    let span = rate.span;
    reading.activities.remove(own);
    if let Some(index) = reading.amounts.iter().position(|amount| amount.span == span) {
        reading.roles[index] = Some(role);
    }
}

/// `one server`, `a single API server`, `each node`: one of ours is spoken of.
fn is_one_server(reading: &Reading<'_>, at: usize) -> bool {
    let before = at.saturating_sub(3)..at;
    let one = |at: usize| {
        matches!(reading.tokens[at].word.as_str(), "one" | "a" | "each" | "single" | "per" | "an")
    };
    SERVERS.contains(&reading.tokens[at].word.as_str()) && before.into_iter().any(one)
}

/// Takes a rate that only says again what was said for heard; where it says something else, for not understood.
pub(in crate::statement) fn restated(reading: &mut Reading<'_>) {
    /// How far it may be rounded.
    const ROUNDED: f64 = 0.1;
    let average = on_average(reading);
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let open = matches!(reading.roles[index], None | Some(Role::PeakRate));
        if !open || average == 0.0 || !Doings::of(reading, amount).is_restated(amount) {
            continue;
        }
        let said = amount.per_second().unwrap_or_default();
        let same = (said - average).abs() <= ROUNDED * average;
        reading.roles[index] = same.then_some(Role::Heard);
    }
}

/// Whether a rate is what one of something of ours is made for, whatever it is called: `one receiver is designed for 80 reports a second`.
fn is_what_one_carries(reading: &Reading<'_>, rate: &Activity) -> bool {
    const CARRIES: &[&str] = &[
        "design",
        "built",
        "made",
        "rated",
        "good",
        "handl",
        "manag",
        "take",
        "accept",
        "cop",
        "carr",
        "can",
        "absorb",
        "sustain",
        "support",
        "full",
        "dimension",
        "specified",
        "laid",
        "certified",
    ];
    let range = &reading.ranges[rate.sentence];
    let word = |at: usize| reading.tokens[at].word.as_str();
    let ends = |at: &usize| matches!(word(*at), ";" | ":");
    let start = rate.tokens.start;
    let from = (range.start..start).rev().find(ends).map_or(range.start, |at| at + 1);
    let one = from < start && matches!(word(from), "one" | "a" | "an" | "each" | "every" | "any");
    let called =
        |at: usize| reading.populations.iter().any(|known| known.is_called(&noun::singular(word(at))));
    let carries = |at: usize| CARRIES.iter().any(|stem| word(at).starts_with(stem));
    one && start - from <= 9
        && is_machine_made_by_some(reading, rate)
        && !(from..start).any(called)
        && (from + 1..start).any(carries)
}

/// Whether what is counted is what some of those who are counted send.
fn is_machine_made_by_some(reading: &Reading<'_>, rate: &Activity) -> bool {
    reading
        .activities
        .iter()
        .any(|own| own.by.is_some() && own.paced && own.class == Class::Write && own.what == rate.what)
}

/// Whether a rate of what is sent is what is got through at most of what an outage leaves: `evaluation runs at no more than 14,000
/// messages per second`.
fn is_worked_off(reading: &Reading<'_>, rate: &Activity, average: f64) -> bool {
    const WORK: &[&str] = &[
        "evaluat", "process", "analy", "worker", "consumer", "pipeline", "finish", "digest", "through",
        "drain", "cop", "clear", "comput",
    ];
    let said = |role: Role| reading.roles.contains(&Some(role));
    let most =
        reading.amounts.iter().any(|amount| amount.span == rate.span && amount.bound == Some(Bound::AtMost));
    let works = reading.ranges[rate.sentence]
        .clone()
        .any(|at| WORK.iter().any(|stem| reading.tokens[at].word.starts_with(stem)));
    said(Role::Outage)
        && !said(Role::ProcessingRate)
        && rate.per_second() > average
        && is_machine_made_by_some(reading, rate)
        && (most || works)
}

/// Calls per second that follow from what is done on a day.
fn on_average(reading: &Reading<'_>) -> f64 {
    let known =
        |other: &&Activity| other.period >= HOUR && is_call(&other.what) || other.by.is_some() && other.paced;
    let daily = reading.activities.iter().filter(known);
    let members = |other: &Activity| other.by.map_or(1.0, |by| reading.populations[by].value);
    daily.map(|other| other.per_second() * members(other)).sum()
}

/// Whether a rate is said to be usual, in its part of the sentence.
fn is_usual(reading: &Reading<'_>, rate: &Activity) -> bool {
    let ends = |at: &usize| reading.tokens[*at].is(";");
    let sentence = &reading.ranges[rate.sentence];
    let from = (sentence.start..rate.tokens.start).rev().find(ends).unwrap_or(sentence.start);
    let to = (rate.tokens.end..sentence.end).find(ends).unwrap_or(sentence.end);
    (from..to).any(|at| USUAL.iter().any(|stem| reading.tokens[at].word.starts_with(stem)))
}
