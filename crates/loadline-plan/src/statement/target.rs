//! Shares near one that are targets although no word beside them says so: `99.9 % for browsing`, `99.95 % a month`,
//! `serves 400 requests a second at 99.95 %`. And what a bit rate for each of somebody is.

use super::amount::{Amount, Measure};
use super::cue;
use super::each;
use super::reading::Reading;
use super::role::Role;
use super::token::Token;
use super::unit::DAY;
use super::vocabulary::members;
use std::ops::Range;

/// `99.99 % over 30 days`
fn over_days(tokens: &[Token], amounts: &[Amount], amount: &Amount) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    // `99.9 % of the time, counted over four weeks`
    let skip = usize::from(word(amount.tokens.end) == ",");
    let counted = matches!(
        word(amount.tokens.end + skip),
        "counted" | "measured" | "calculated" | "taken" | "averaged"
    );
    let over = amount.tokens.end + if counted { skip + 1 } else { 0 };
    // `has to be there 99.95 % of 30 days`
    let led = matches!(word(over), "over" | "in" | "per" | "across" | "of");
    let next = amounts.partition_point(|other| other.tokens.start < amount.tokens.end);
    // `99.9 % of every 30 days`
    let any = word(over) == "of";
    let days =
        |other: &Amount| other.measure == Measure::Duration && other.value >= DAY && (any || !other.every);
    led && amount.value >= 0.99
        && amounts.get(next).is_some_and(|other| days(other) && other.tokens.start <= over + 3)
}

/// Gives targets their role.
pub(super) fn apply(reading: &mut Reading<'_>) {
    let Reading { tokens, ranges, amounts, roles, .. } = reading;
    for index in 0..amounts.len() {
        let amount = &amounts[index];
        let ends = |at: &usize| matches!(tokens[*at].word.as_str(), ";" | ".");
        let clause = || {
            let range = &ranges[amount.sentence];
            (range.start..amount.tokens.start).rev().find(ends).map_or(range.start, |at| at + 1)
        };
        // `2.5 Mbit/s per viewer`, `each of them receives 4 Mbit/s`, `4 Mbit/s apiece`
        let of_each = || {
            amount.thing().is_some_and(|thing| members(thing).is_some())
                || amount.period() == Some(1.0)
                    && (each::said_before(tokens, clause(), amount.tokens.start)
                        || of_a_stream(tokens, clause()..amount.tokens.start))
                || tokens.get(amount.tokens.end).is_some_and(|next| next.is("each") || next.is("apiece"))
                || amount.period() == Some(1.0) && to_each(tokens, amount)
        };
        if amount.measure == Measure::Bits && of_each() {
            roles[index] = Some(Role::StreamRate);
            continue;
        }
        // `an alarm must be shown within 2 seconds`
        if roles[index] == Some(Role::Freshness) && is_of_an_alarm(tokens, &ranges[amount.sentence], amount) {
            roles[index] = Some(Role::Latency);
            continue;
        }
        // `the list should appear within 250 ms (p95)`
        let percentile =
            |other: &Amount| other.measure == Measure::Percentile && other.sentence == amount.sentence;
        if roles[index] == Some(Role::Freshness) && amount.value <= 5.0 && amounts.iter().any(percentile) {
            roles[index] = Some(Role::Latency);
            continue;
        }
        if amount.measure != Measure::Share || !(0.9..1.0).contains(&amount.value) {
            continue;
        }
        let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
        let behind = word(amount.tokens.end);
        let near_one = amount.value >= 0.99;
        // `99.5 % of every 30 days`, `every month it has to reach 99.5 %`
        for (other, role) in amounts.iter().zip(roles.iter_mut()) {
            let every = other.every && other.value >= DAY && other.sentence == amount.sentence;
            let gap = other.tokens.start.saturating_sub(amount.tokens.end);
            // `99.5 % of every 30 days`, but not `99.9 %; every week we take it down`
            let beside = other.tokens.start >= amount.tokens.end && gap <= 2
                || other.tokens.start <= amount.tokens.start;
            let ends = (amount.tokens.end..other.tokens.start).any(|at| matches!(word(at), ";" | ","));
            let does =
                || amounts.iter().any(|one| one.sentence == amount.sentence && one.measure == Measure::Count);
            if every && role.is_none() && beside && !ends && !does() {
                *role = Some(Role::Window);
            }
        }
        if over_days(tokens, amounts, amount) {
            let next = amounts.partition_point(|other| other.tokens.start < amount.tokens.end);
            if matches!(roles[next], None | Some(Role::Deadline)) {
                roles[next] = Some(Role::Window);
            }
        }
        // `99.9 % of the calls must be answered within 80 ms` says how many in time.
        // `99 out of 100 requests must be answered within 500 ms`
        let counted = amount.tokens.clone().any(|at| word(at) == "out");
        let of_days = over_days(tokens, amounts, amount);
        let answers = counted
            || behind == "of"
                && !of_days
                && word(amount.tokens.end + 1) != "time"
                && word(amount.tokens.end + 2) != "time";
        let end_of = amount.tokens.end;
        let in_time = amounts.iter().zip(roles.iter()).any(|(other, role)| {
            *role == Some(Role::Latency)
                && other.sentence == amount.sentence
                && (end_of..end_of + 14).contains(&other.tokens.start)
                && !tokens[end_of..other.tokens.start]
                    .iter()
                    .any(|token| token.is(",") || token.word.starts_with("succe"))
        });
        if answers && in_time && roles[index] == Some(Role::Availability) {
            roles[index] = None;
            continue;
        }
        let said_for = near_one && behind == "for";
        // A share over a month or a year is of its time.
        let periodic = amount.period().is_some_and(|period| period >= DAY) || of_days;
        let timed = amounts.iter().zip(roles.iter()).any(|(other, role)| {
            other.sentence == amount.sentence
                && (matches!(role, Some(Role::Latency | Role::HitRatio))
                    || other.measure == Measure::Percentile)
        });
        let range = &ranges[amount.sentence];
        // `four nines are not needed`
        let end = amount.tokens.end;
        let refused = (end..range.end.min(end + 3)).any(|at| word(at) == "not")
            && (end..range.end.min(end + 5))
                .any(|at| matches!(word(at), "needed" | "required" | "necessary" | "wanted" | "asked"));
        // `it was up 99.99 % last year`
        let past = ["was up", "was available", "has been up", "were up", "so far"];
        if cue::find(tokens, range.clone(), &past).is_some() && roles[index] != Some(Role::DependencySla) {
            roles[index] = None;
            continue;
        }
        // `99.9 %, not 99.99 %`
        if refused || amount.tokens.start.checked_sub(1).is_some_and(|at| word(at) == "not") {
            roles[index] = None;
            continue;
        }
        let of_something = behind == "of" && !of_days
            || amount.tokens.end < range.end && word(amount.tokens.end).starts_with("accura");
        let alone = near_one && !timed && !of_something;
        // `in under 2 seconds at p95, 99.95 % of the time`
        let theirs = roles[index] == Some(Role::DependencySla);
        if near_one && !theirs && word(end - 1) == "time" && word(end - 2) == "the" {
            roles[index] = Some(Role::Availability);
            continue;
        }
        let free = matches!(roles[index], None | Some(Role::WriteShare | Role::ReadShare));
        if free && (said_for || periodic || alone) {
            roles[index] = Some(Role::Availability);
        }
    }
}

/// `a stream needs 96 kbit/s`: of each of what those connected have.
fn of_a_stream(tokens: &[Token], clause: Range<usize>) -> bool {
    clause.into_iter().any(|at| {
        let next = tokens.get(at + 1).map_or("", |token| token.word.as_str());
        matches!(tokens[at].word.as_str(), "a" | "an" | "one" | "each" | "every")
            && matches!(next, "stream" | "connection" | "session" | "channel" | "feed" | "call")
    })
}

/// Whether a time is the one in which an alarm must be there, and not how old something may be.
fn is_of_an_alarm(tokens: &[Token], sentence: &Range<usize>, amount: &Amount) -> bool {
    /// Words between the alarm and the time at most.
    const REACH: usize = 9;
    let start = amount.tokens.start;
    let near = sentence.start.max(start.saturating_sub(REACH))..start;
    let old =
        ["old", "older", "age", "stale*", "lag*", "behind", "value*", "reading*", "position*", "level*"];
    let alarm =
        cue::find(tokens, near.clone(), &["alarm", "alarms", "alert", "alerts", "warning", "warnings"]);
    let free = |at: usize| {
        // `alarm screens` show anything.
        !matches!(tokens[at].word.as_str(), "screen" | "screens" | "page" | "pages" | "list" | "view" | "map")
            && !tokens[at].is(";")
    };
    alarm.is_some_and(|alarm| (alarm.end..start).all(free))
        && cue::find(tokens, near, &["within", "in", "after", "than"]).is_some()
        && cue::find(tokens, sentence.clone(), &old).is_none()
}

/// `1.2 Mbit/s to each one`, `1.2 Mbit/s flow to every participant`
fn to_each(tokens: &[Token], amount: &Amount) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let end = amount.tokens.end;
    (end..end + 4).any(|at| word(at) == "to" && matches!(word(at + 1), "each" | "every"))
}
