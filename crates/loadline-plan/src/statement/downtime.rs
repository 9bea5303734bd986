//! How long it may be down within some time, however it is put: `no more than 10 minutes of downtime in 30 days`, `it may be down for
//! an hour a quarter`, `in any month the service must not be unavailable for longer than 15 minutes`.

use super::amount::{Amount, Bound, Measure, Per};
use super::cue;
use super::noun;
use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use super::stated::Outside;
use super::unit::{self, DAY};
use super::vocabulary::{Members, members};
use std::ops::Range;

/// Words of being down.
#[rustfmt::skip]
const DOWN: &[&str] = &[
    "downtime", "down", "unavailab*", "outage*", "offline", "unreachable", "interrupt*", "out of service", "out of action",
    "out of order", "off the air", "fail", "fails", "error budget", "stand still", "stands still", "be off",
    "be gone", "without it", "without the site", "without the service", "without the system", "without the app", "without the portal",
    "without the platform", "faults",
];
/// Words by which somebody puts up with it.
#[rustfmt::skip]
const ALLOWED: &[&str] = &[
    "may", "accept*", "tolera*", "allow*", "permi*", "maximum", "max", "at the most", "at the very most", "exceed*", "live with",
    "afford*", "put up with", "limit*", "at most", "ceiling", "tops", "fine", "bearable", "all right", "no problem", "can be",
    "nobody minds", "don't mind", "budget", "survive", "nobody complain*",
    "borne", "can stand", "could stand", "do without", "not take", "not acceptable", "unacceptable", "not tolerable", "too much",
];
/// Words by which what is more than an amount is refused.
const REFUSED: &[&str] = &[
    "not acceptable",
    "unacceptable",
    "not tolera*",
    "too much",
    "not be acceptable",
    "out of the question",
];
/// Words of what is down on the way to the service.
#[rustfmt::skip]
const NETWORK: &[&str] = &[
    "network*", "link", "links", "uplink*", "connection*", "internet", "coverage", "power", "radio", "satellite*", "line", "lines",
    "modem*", "device*",
];
/// Words of services of others.
const OTHERS: &[&str] = &[
    "provider*",
    "partner*",
    "supplier*",
    "vendor*",
    "carrier*",
    "their",
    "external*",
    "third party",
    "gateway*",
    "bank",
    "banks",
    "processor*",
    "acquirer*",
];
/// Words that lead to the time over which it is counted.
const OVER: &[&str] =
    &["in", "within", "over", "during", "per", "any", "every", "each", "rolling", "across", "of", "one", "a"];
/// What is down for a greater part of the time is no service that is only down at times.
const MOST: f64 = 0.1;

/// Gives the time down its role and its window.
pub(super) fn apply(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let open = matches!(
            reading.roles[index],
            None | Some(Role::Downtime | Role::Outage | Role::Deadline | Role::Latency | Role::PeakLength)
        );
        let amount = &reading.amounts[index];
        // Nobody allows for less than some seconds.
        if amount.measure != Measure::Duration || amount.every || !open || amount.value < 5.0 {
            continue;
        }
        let place = reading.place(amount);
        let clause = clause(&place);
        let Some(down) = cue::find(reading.tokens, clause.clone(), DOWN) else { continue };
        let until = down.end.max(amount.tokens.end);
        let known = reading.roles[index] == Some(Role::Downtime);
        let network = cue::find(reading.tokens, clause.start..until, NETWORK).is_some()
            || is_of_members(&place, clause.start..down.start);
        if network || of_others(&place, &reading.outsides, clause.start..until) {
            if known {
                reading.roles[index] = network.then_some(Role::Outage);
            }
            continue;
        }
        // A network is never said to have a downtime that is accepted.
        let named = cue::find(reading.tokens, clause.clone(), &["downtime", "unavailab*", "error budget"]);
        if named.is_none() && is_made_up_for(reading, amount) {
            continue;
        }
        let allowed = amount.bound == Some(Bound::AtMost)
            || cue::find(reading.tokens, clause.clone(), ALLOWED).is_some();
        // `more than half an hour of outage a month is not acceptable`
        let refused = cue::find(reading.tokens, clause.clone(), REFUSED).is_some();
        if !known && (!allowed || amount.bound == Some(Bound::AtLeast) && !refused) {
            continue;
        }
        let counted = match amount.period().filter(|period| *period >= DAY) {
            Some(period) => Some((period, None)),
            None => days_beside(&reading.amounts, index, &place, &clause)
                .map(|(seconds, at)| (seconds, Some(at)))
                .or_else(|| period_beside(&place, &clause).map(|seconds| (seconds, None))),
        };
        let Some((seconds, window)) = counted.filter(|(seconds, _)| amount.value <= MOST * seconds) else {
            continue;
        };
        let amount = &mut reading.amounts[index];
        if amount.period().is_none() {
            amount.per.push(Per::Period(seconds));
        }
        reading.roles[index] = Some(Role::Downtime);
        if let Some(window) = window {
            let amount = &mut reading.amounts[window];
            (amount.value, amount.measure) = (seconds, Measure::Duration);
            reading.roles[window] = Some(Role::Window);
        }
    }
}

/// Whether what comes in the meantime is held back and sent afterwards: that leaves a backlog, and says nothing of a target.
fn is_made_up_for(reading: &Reading<'_>, amount: &Amount) -> bool {
    const HOLD: &[&str] = &["store", "buffer*", "keep", "hold", "queue", "cache", "collect"];
    const AFTER: &[&str] =
        &["afterwards", "later", "catch up", "after that", "as soon as", "once it is back"];
    let range = &reading.ranges[amount.sentence];
    let end = reading.ranges.get(amount.sentence + 1).map_or(range.end, |next| next.end);
    let says = |words: &[&str]| cue::find(reading.tokens, range.start..end, words).is_some();
    says(HOLD) && says(AFTER)
}

/// The tokens of a sentence between two semicolons.
fn clause(place: &Place<'_>) -> Range<usize> {
    let ends = |at: &usize| matches!(place.word(*at), ";" | "whereas");
    let Place { range, amount, .. } = *place;
    let from = (range.start..amount.tokens.start).rev().find(ends).map_or(range.start, |at| at + 1);
    let to = (amount.tokens.end..range.end).find(ends).unwrap_or(range.end);
    from..to
}

/// Whether what is down is a network, a device or a service of others.
fn of_others(place: &Place<'_>, outsides: &[Outside], before: Range<usize>) -> bool {
    let named = |outside: &Outside| outside.places.iter().any(|place| before.contains(&place.start));
    outsides.iter().any(named) || cue::find(place.tokens, before.clone(), OTHERS).is_some()
}

/// `drivers may be offline for two hours a day`: whoever is away, it is not the service.
fn is_of_members(place: &Place<'_>, before: Range<usize>) -> bool {
    const LINKS: &[&str] = &[
        "be",
        "been",
        "not",
        "never",
        "is",
        "are",
        "may",
        "can",
        "must",
        "should",
        "might",
        "go",
        "goes",
        "stay",
        "sometimes",
        "often",
        "will",
        "get",
    ];
    let subject = before.clone().rev().find(|at| !LINKS.contains(&place.word(*at)));
    let linked = subject.is_some_and(|at| at + 1 < before.end);
    let one = subject.map(|at| noun::singular(place.word(at))).unwrap_or_default();
    linked && matches!(members(&one), Some(Members::People | Members::Machines))
}

/// The days over which it is counted, said as an amount of their own in the clause, and which amount that is.
fn days_beside(
    amounts: &[Amount],
    index: usize,
    place: &Place<'_>,
    clause: &Range<usize>,
) -> Option<(f64, usize)> {
    let days = |other: &Amount| {
        let led = other.tokens.start.checked_sub(1).is_some_and(|at| OVER.contains(&place.word(at)));
        other.measure == Measure::Duration
            && other.value >= DAY
            && other.per.is_empty()
            && clause.contains(&other.tokens.start)
            // `45 minutes of downtime every 30 days`
            && (led || other.every)
    };
    let found = amounts.iter().enumerate().find(|(at, other)| *at != index && days(other));
    found.map(|(at, other)| (other.value, at)).or_else(|| of_so_many(amounts, index, place, clause))
}

/// `one day of downtime in thirty`: of thirty days.
fn of_so_many(
    amounts: &[Amount],
    index: usize,
    place: &Place<'_>,
    clause: &Range<usize>,
) -> Option<(f64, usize)> {
    let days = place.amount.value % DAY == 0.0;
    let whole = |other: &Amount| {
        let led = other.tokens.start.checked_sub(1).is_some_and(|at| matches!(place.word(at), "in" | "of"));
        let bare = other.measure == Measure::Count && other.noun.is_none() && other.per.is_empty();
        led && bare
            && clause.contains(&other.tokens.start)
            && other.tokens.start > place.amount.tokens.start
            && (7.0..=366.0).contains(&other.value)
    };
    let (at, other) = amounts.iter().enumerate().skip(index + 1).find(|(_, other)| days && whole(other))?;
    Some((other.value * DAY, at))
}

/// `each month`, `in any quarter`: the time over which it is counted, said away from the amount.
fn period_beside(place: &Place<'_>, clause: &Range<usize>) -> Option<f64> {
    clause.clone().find_map(|at| {
        let skip = usize::from(matches!(place.word(at + 1), "calendar" | "rolling" | "given" | "single"));
        let led = matches!(place.word(at), "per" | "each" | "every" | "any" | "a");
        led.then(|| unit::duration(place.word(at + 1 + skip), false))
            .flatten()
            .filter(|seconds| *seconds >= DAY)
    })
}
