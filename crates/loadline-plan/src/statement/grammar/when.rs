//! Times said beside a count and not behind it: `in a month two million riders come`, `a usual day has 65,000 customers`.

use super::Reader;
use crate::statement::amount::{Amount, Measure};
use crate::statement::{unit, vocabulary};

/// `half a year, that is 180 days`: the same once more, and more exactly.
pub(super) fn says_again(reader: &Reader<'_>, first: &Amount, second: &Amount) -> bool {
    let between: Vec<&str> = (first.tokens.end..second.tokens.start).map(|at| reader.word(at)).collect();
    let close = (first.value - second.value).abs() <= 0.05 * second.value;
    first.measure == Measure::Duration
        && second.measure == Measure::Duration
        && close
        && matches!(
            between.as_slice(),
            [",", "that" | "which", "is" | "means"] | [",", "i.e" | "ie"] | ["=" | "("] | [",", "so" | "or"]
        )
}

/// `in a month two million riders come`: the time in which so many do.
pub(super) fn leads_in(reader: &Reader<'_>, time: &Amount, count: &Amount) -> bool {
    let led = time.tokens.start.checked_sub(1).map_or("", |at| reader.word(at));
    let people = count.measure == Measure::Count && vocabulary::members(count.head()).is_some();
    time.measure == Measure::Duration
        && time.value >= unit::DAY
        && time.tokens.end == count.tokens.start
        && matches!(led, "in" | "over" | "during" | "within")
        && matches!(reader.word(time.tokens.start), "a" | "one")
        && people
        && count.per.is_empty()
}

/// `a usual day has 65,000 customers`, `an average month brings 2 million visits`: the time said before a count.
pub(super) fn day_that_has(reader: &Reader<'_>, at: usize, from: usize) -> Option<f64> {
    const HAS: &[&str] = &["has", "sees", "brings", "counts", "gets", "attracts", "draws", "knows", "means"];
    let about =
        |at: &usize| matches!(reader.word(*at), "about" | "around" | "roughly" | "some" | "us" | "nearly");
    let verb = (from..at).rev().find(|at| !about(at)).filter(|at| HAS.contains(&reader.word(*at)))?;
    let named = verb.checked_sub(1).filter(|at| *at >= from)?;
    let seconds = unit::period(reader.word(named)).filter(|seconds| *seconds >= unit::DAY)?;
    let led = (from..named)
        .rev()
        .take(3)
        .any(|at| matches!(reader.word(at), "a" | "an" | "one" | "the" | "each" | "every"));
    led.then_some(seconds)
}

/// `900,000 signatures come within 6 hours`: so many in that time, and the token behind it.
pub(super) fn comes_within(reader: &Reader<'_>, at: usize) -> Option<(f64, usize)> {
    const COME: &[&str] = &[
        "come",
        "arrive",
        "arrived",
        "came",
        "pour",
        "hit",
        "flood",
        "sold",
        "ordered",
        "booked",
        "submitted",
        "cast",
        "gone",
    ];
    let verb = (at..at + 4).find(|at| COME.contains(&reader.word(*at)))?;
    let within =
        (verb + 1..verb + 3).find(|at| matches!(reader.word(*at), "within" | "in" | "inside" | "during"))?;
    let article = matches!(reader.word(within + 1), "a" | "an" | "one");
    let (value, next) = match reader.number(within + 1) {
        Some(number) => (number.value, number.next),
        None if article => (1.0, within + 2),
        None => return None,
    };
    let seconds = value * unit::duration(reader.word(next), false)?;
    (seconds > 0.0 && seconds <= unit::DAY).then_some((seconds, next + 1))
}
