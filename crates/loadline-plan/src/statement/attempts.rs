//! Attempts in all, where retries are those after the first: `a call may be tried three times in all` is retried twice.

use super::amount::{Measure, of_sentence};
use super::cue;
use super::place::Place;
use super::reading::Reading;
use super::role::Role;

/// Words before or behind attempts that come after the first.
const AGAIN: &[&str] = &["further", "more", "additional", "another", "again", "extra", "repeated", "second"];

/// Words of calls, which are attempts where each of them has its time.
const CALLED: &[&str] =
    &["call", "calls", "called", "ask", "asks", "asked", "contact", "contacted", "queried", "query"];

/// Counts attempts as what comes after the first, and gives each its time.
pub(super) fn apply(reading: &mut Reading<'_>) {
    count(reading);
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let short = amount.measure == Measure::Duration && amount.value <= 120.0 && !amount.every;
        let open = matches!(reading.roles[index], None | Some(Role::Latency | Role::Outage));
        if short && open && is_of_each(reading, index) {
            reading.roles[index] = Some(Role::Timeout);
        }
    }
}

/// `three attempts of 2 seconds each`, `each call may take 2 seconds and is tried up to three times`
fn is_of_each(reading: &Reading<'_>, index: usize) -> bool {
    let amount = &reading.amounts[index];
    let place = reading.place(amount);
    let own = of_sentence(&reading.amounts, amount.sentence);
    let tried = own.clone().any(|at| reading.roles[at] == Some(Role::Retries));
    let known = own.clone().any(|at| reading.roles[at] == Some(Role::Timeout));
    let near = place.range.start.max(amount.tokens.start.saturating_sub(6))..amount.tokens.start;
    let call = cue::find(
        place.tokens,
        near,
        &[
            "each call",
            "a call",
            "every call",
            "each attempt",
            "an attempt",
            "each request",
            "each try",
            "each has",
            "each of which has",
            "each of them has",
            "each lasts",
            "each takes",
            "each may take",
        ],
    );
    // `waits 700 ms for each try`
    let waited = matches!(amount.thing(), Some("try" | "attempt"));
    tried && !known && (place.word(amount.tokens.end) == "each" || call.is_some() || waited)
}

/// Whether a sentence gives each attempt its time.
fn has_a_timeout(place: &Place<'_>) -> bool {
    let words = [
        "timeout*",
        "times out",
        "per attempt",
        "each attempt",
        "per try",
        "seconds each",
        "second each",
        "s each",
        "ms each",
    ];
    cue::find(place.tokens, place.range.clone(), &words).is_some()
}

/// Counts attempts as what comes after the first; what is repeated comes after it already.
fn count(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let counts = matches!(amount.measure, Measure::Count | Measure::Factor);
        let free = matches!(reading.roles[index], None | Some(Role::Retries | Role::PeakFactor));
        let whole = (1.0..=100.0).contains(&amount.value) && amount.value.fract() == 0.0;
        if counts && free && whole && amount.period().is_none() && are_in_all(&reading.place(amount)) {
            reading.amounts[index].value -= 1.0;
            reading.roles[index] = Some(Role::Retries);
        } else if counts && free && whole && is_repeated(&reading.place(amount)) {
            reading.roles[index] = Some(Role::Retries);
        }
    }
}

/// `has a timeout of 2 seconds and is repeated up to two times`
fn is_repeated(place: &Place<'_>) -> bool {
    let near = place.range.start.max(place.amount.tokens.start.saturating_sub(4))..place.amount.tokens.start;
    place.amount.measure == Measure::Factor
        && cue::find(place.tokens, near, &["repeated", "repeat it", "repeat the call", "try again"]).is_some()
        && has_a_timeout(place)
}

/// Whether attempts are counted with the first one.
fn are_in_all(place: &Place<'_>) -> bool {
    let Place { range, amount, .. } = *place;
    let near = range.start.max(amount.tokens.start.saturating_sub(4))..amount.tokens.end + 4;
    // `we try again: three attempts in all`
    let from =
        near.clone().rev().find(|at| *at < amount.tokens.start && matches!(place.word(*at), ":" | ";"));
    let own = from.unwrap_or(near.start)..near.end;
    // `we try again, three attempts in all`
    let end = amount.tokens.end;
    let in_all = matches!(
        (place.word(end), place.word(end + 1)),
        ("in", "all" | "total") | ("altogether", _) | ("all", "told")
    );
    let again = !in_all
        && own.into_iter().any(|at| AGAIN.contains(&place.word(at)) || place.word(at).starts_with("retr"));
    // `attempts: 3`
    let label = (near.start..amount.tokens.start)
        .rev()
        .take(2)
        .any(|at| matches!(place.word(at), "attempts" | "tries"));
    let named = matches!(amount.head(), "attempt" | "try")
        || amount.noun.is_none() && amount.measure == Measure::Count && label;
    let tried = amount.measure == Measure::Factor
        && (range.start.max(amount.tokens.start.saturating_sub(6))..amount.tokens.start)
            .rev()
            .take_while(|at| !matches!(place.word(*at), ";" | ".") && (in_all || place.word(*at) != ","))
            .any(|at| {
                matches!(place.word(at), "tried" | "attempted" | "try" | "attempt" | "tries")
                    || CALLED.contains(&place.word(at)) && has_a_timeout(place)
            });
    (named || tried) && !again
}
