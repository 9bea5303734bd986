//! What all of some people do within a short time: `2.4 million viewers vote once each, all of them within one minute`. That is the
//! peak, as many as they are in that time.

use super::activity::Doings;
use super::amount::{Amount, Measure, Per};
use super::noun::{self, Noun};
use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use super::stated::{Activity, Basis, Population};
use super::token::Token;
use super::unit::{DAY, HOUR};
use super::vocabulary::{Class, Members, class_of_verb};
use std::ops::Range;

/// Words of an answer, which is wanted within a time.
const ANSWERS: &[&str] = &[
    "answer", "respon", "confirm", "notif", "result", "inform", "told", "visible", "shown", "see", "get",
    "receiv", "load", "must", "should",
];

/// Makes such a time the peak.
pub(super) fn apply(reading: &mut Reading<'_>) {
    if reading.roles.contains(&Some(Role::PeakRate)) {
        return;
    }
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let short = amount.measure == Measure::Duration
            && !amount.every
            && amount.value > 0.0
            && amount.value <= HOUR;
        let open = matches!(reading.roles[index], None | Some(Role::Latency | Role::PeakLength));
        if !short || !open {
            continue;
        }
        let place = reading.place(amount);
        let Some((by, verb)) = all_who(reading, &place) else { continue };
        let (value, span, seconds) =
            (reading.populations[by].value, reading.populations[by].span, amount.value);
        let amount = &mut reading.amounts[index];
        let noun = Noun { head: noun::singular(&verb), words: verb.clone() };
        *amount = Amount {
            value: 1.0,
            measure: Measure::Count,
            noun: Some(noun),
            per: vec![Per::Period(seconds)],
            ..amount.clone()
        };
        reading.times[index] = (value, Some(span));
        reading.roles[index] = Some(Role::PeakRate);
        // On such a day all of them come, and each does it once.
        reading.populations[by].basis = Basis::Daily;
        let done = reading.activities.iter().any(|own| own.by == Some(by));
        let made =
            Doings::of(reading, &reading.amounts[index]).part_of(&reading.amounts[index], by, &verb, DAY);
        if !done {
            reading.activities.push(Activity { day_assumed: true, ..made });
        }
        return;
    }
}

/// The people all of whom do something within a time, and what they do.
fn all_who(reading: &Reading<'_>, place: &Place<'_>) -> Option<(usize, String)> {
    let word = |at: usize| place.word(at);
    let start = place.amount.tokens.start;
    let within =
        start.checked_sub(1).filter(|at| matches!(word(*at), "within" | "in" | "inside" | "during"))?;
    let from = within.saturating_sub(10).max(place.range.start);
    let clause = (from..within).rev().take_while(|at| !matches!(word(*at), ";" | "." | ":")).last()?;
    // `all of them`, `all 36,000 candidates`, and not `all orders`
    let whole = |at: usize| {
        let named = |at: usize| {
            reading
                .populations
                .iter()
                .any(|known| known.tokens.contains(&at) || known.is_called(&noun::singular(word(at))))
        };
        word(at) == "all"
            && (word(at + 1) == "of" || at > 0 && word(at - 1) == "they" || named(at + 1) || named(at + 2))
    };
    let all =
        (clause..within).rev().find(|at| whole(*at) || matches!(word(*at), "everyone" | "everybody"))?;
    // Their own answers are handed in.
    let own = |at: usize| matches!(word(at - 1), "their" | "an" | "the");
    let answered =
        (all + 1..within).any(|at| !own(at) && ANSWERS.iter().any(|stem| word(at).starts_with(stem)));
    let people = |(_, known): &(usize, &Population)| {
        let here = known.sentence == place.amount.sentence || known.sentence + 1 == place.amount.sentence;
        here && known.members == Members::People
            && known.within.is_none()
            && known.tokens.end <= within
            && known.basis != Basis::Monthly
    };
    let (by, population) =
        reading.populations.iter().enumerate().filter(people).max_by_key(|(_, known)| known.tokens.start)?;
    let verb = deed(place.tokens, population.tokens.start + 1..within)?;
    (!answered).then_some((by, verb))
}

/// The first verb that changes state, in the present of many.
fn deed(tokens: &[Token], range: Range<usize>) -> Option<String> {
    let plain = |word: &str| !["ed", "ing", "s"].iter().any(|ending| word.ends_with(ending));
    let found = range
        .map(|at| tokens[at].word.as_str())
        .find(|word| plain(word) && class_of_verb(word) == Some(Class::Write));
    found.map(str::to_owned)
}
