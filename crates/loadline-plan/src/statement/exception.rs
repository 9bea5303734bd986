//! What is done more often in exceptional times: `normally each gauge reports every 15 minutes; during floods all of them report every
//! minute`. The faster pace is the peak of the same, and nothing done besides.

use super::amount::{Amount, Measure, Per};
use super::noun::Noun;
use super::reading::Reading;
use super::role::Role;
use super::unit::HOUR;

/// Words that begin a clause about exceptional times.
const THEN: &[&str] = &["during", "when", "while", "if", "once", "whenever", "in", "as", "on", "at"];
/// Words of ordinary times, which are no exception.
const ORDINARY: &[&str] =
    &["normal", "normally", "usual", "usually", "ordinary", "average", "quiet", "rest", "otherwise"];

/// Makes the faster one of two paces of the same members and the same doing their peak.
pub(super) fn apply(reading: &mut Reading<'_>) {
    let mut index = 0;
    while index < reading.activities.len() {
        let fast = &reading.activities[index];
        let usual = reading.activities.iter().find(|usual| {
            usual.by == fast.by
                && usual.by.is_some()
                && usual.paced
                && fast.paced
                && usual.class == fast.class
                && fast.sentence - usual.sentence.min(fast.sentence) <= 1
                && usual.tokens.end <= fast.tokens.start
                && usual.per_second() < fast.per_second()
                && (usual.what == fast.what || usual.deed == fast.deed)
        });
        let exceptional = usual.is_some() && fast.period < HOUR && is_exceptional(reading, fast.tokens.start);
        let Some(usual) = usual.filter(|_| exceptional) else {
            index += 1;
            continue;
        };
        let (noun, by) = (usual.what.clone(), fast.by);
        let (span, count, period) = (fast.span, fast.count, fast.period);
        reading.activities.remove(index);
        let (Some(place), Some(by)) = (reading.amounts.iter().position(|amount| amount.span == span), by)
        else {
            continue;
        };
        let amount = &reading.amounts[place];
        reading.amounts[place] = Amount {
            value: count,
            measure: Measure::Count,
            noun: Some(Noun { words: noun.clone(), head: noun }),
            per: vec![Per::Period(period)],
            every: false,
            ..amount.clone()
        };
        reading.roles[place] = Some(Role::PeakRate);
        reading.times[place] = (reading.populations[by].value, Some(reading.populations[by].span));
    }
}

/// Whether the clause before a token begins with exceptional times.
fn is_exceptional(reading: &Reading<'_>, to: usize) -> bool {
    let word = |at: usize| reading.tokens[at].word.as_str();
    let ends = |at: &usize| matches!(word(*at), ";" | "." | ":" | "but" | "and");
    let range = reading.ranges.iter().find(|range| range.contains(&to));
    let first = range.map_or(0, |range| range.start);
    let from = (first..to).rev().find(ends).map_or(first, |at| at + 1);
    let led = (from..to.min(from + 2)).any(|at| THEN.contains(&word(at)));
    led && (from..to).all(|at| !ORDINARY.contains(&word(at)))
}
