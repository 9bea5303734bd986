//! Rates of the same thing at two times: `5,000 bets per second when the favourite scores, 200 bets per second otherwise` is a peak
//! and an average, and no sum.

use super::amount::{Amount, Bound};
use super::each;
use super::reading::Reading;
use super::role::Role;
use super::unit::HOUR;

/// Words of all the other time, each as it is written.
const OTHERWISE: &[&[&str]] = &[
    &["otherwise"],
    &["other", "times"],
    &["other", "days"],
    &["other", "hours"],
    &["rest", "of"],
    &["usually"],
    &["normally"],
    &["outside"],
    &["in", "between"],
    &["apart", "from"],
    &["quiet"],
];
/// Words at which a time begins.
const TIMES: &[&str] = &["when", "while", "during", "whenever", "once", "as", "if", "after", "before"];
/// Words behind a rate among which its time is looked for.
const BEHIND: usize = 4;
/// Words before it.
const BEFORE: usize = 7;

/// Makes the higher one of two such rates the peak.
pub(super) fn apply(reading: &mut Reading<'_>) {
    let rates: Vec<usize> = (0..reading.amounts.len()).filter(|index| is_open(reading, *index)).collect();
    for pair in rates.windows(2) {
        let (one, other) = (&reading.amounts[pair[0]], &reading.amounts[pair[1]]);
        let near = other.sentence - one.sentence <= 1;
        let same = one.head() == other.head() || other.head().is_empty();
        let (high, low) =
            if one.per_second() > other.per_second() { (pair[0], pair[1]) } else { (pair[1], pair[0]) };
        let apart = one.per_second() != other.per_second();
        if near && same && apart && (is_otherwise(reading, low) || is_when(reading, high)) {
            reading.roles[high] = Some(Role::PeakRate);
        }
    }
}

/// Whether an amount is a rate of all that nothing calls a peak, and that is no bound.
fn is_open(reading: &Reading<'_>, index: usize) -> bool {
    let amount = &reading.amounts[index];
    let start = reading.ranges[amount.sentence].start;
    amount.is_rate()
        && reading.roles[index].is_none()
        && amount.thing().is_none()
        && amount.bound != Some(Bound::AtMost)
        && amount.value > 0.0
        && amount.period().is_some_and(|period| period <= HOUR)
        && !each::said_before(reading.tokens, start, amount.tokens.start)
}

/// The tokens beside an amount, up to a sign or another amount.
fn around(reading: &Reading<'_>, amount: &Amount) -> (Vec<String>, Vec<String>) {
    let range = &reading.ranges[amount.sentence];
    let word = |at: usize| reading.tokens[at].word.clone();
    let ends = |at: &usize| {
        matches!(reading.tokens[*at].word.as_str(), ";" | ":" | "." | "," | "(" | "and" | "but")
            || reading.tokens[*at].is_number()
    };
    let from = range.start.max(amount.tokens.start.saturating_sub(BEFORE));
    let mut before: Vec<String> =
        (from..amount.tokens.start).rev().take_while(|at| !ends(at)).map(word).collect();
    before.reverse();
    let to = range.end.min(amount.tokens.end + BEHIND);
    let behind = (amount.tokens.end..to).take_while(|at| !ends(at)).map(word).collect();
    (before, behind)
}

/// Whether an amount is said of all the other time.
fn is_otherwise(reading: &Reading<'_>, index: usize) -> bool {
    let (before, behind) = around(reading, &reading.amounts[index]);
    let says = |words: &[String]| {
        OTHERWISE.iter().any(|phrase| {
            words
                .windows(phrase.len())
                .any(|part| part.iter().zip(*phrase).all(|(word, known)| word == known))
        })
    };
    says(&before) || says(&behind)
}

/// Whether an amount is said of a certain time: `while the match is on`.
fn is_when(reading: &Reading<'_>, index: usize) -> bool {
    let (before, behind) = around(reading, &reading.amounts[index]);
    let led = |word: Option<&String>| word.is_some_and(|word| TIMES.contains(&word.as_str()));
    led(behind.first()) || before.iter().any(|word| matches!(word.as_str(), "when" | "while" | "during"))
}
