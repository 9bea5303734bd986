//! People whom somebody gives to the project: `the computing centre can give us four people`, `the work falls to a unit of three
//! people`, `seven people are assigned`.

use crate::statement::cue;
use crate::statement::place::Place;

/// Words right before people who are given.
const LENT: &[&str] = &["give us", "gives us", "spare us", "spares us", "lend us", "lends us"];
/// Words right before people of a part of an organisation, whose work it is where one of `WORK` stands before: `the tool serves an office
/// of 12 people` is of those who use it.
const UNITS: &[&str] = &["a unit of", "an office of"];
const WORK: &[&str] =
    &["the work", "falls to", "the job", "the project", "development", "built by", "done by", "programming"];

/// `the computing centre can give us four people`, `the work falls to a unit of three people`, `seven people are assigned`
pub(super) fn is_lent(place: &Place<'_>) -> bool {
    let (start, end) = (place.amount.tokens.start, place.amount.tokens.end);
    let before = &place.tokens[..start];
    let led = |words: &str| {
        let at = start.checked_sub(words.split(' ').count());
        at.is_some_and(|at| cue::matches(before, at, words).is_some())
    };
    // `to each case three people are assigned`
    let of_each = (place.range.start..start).any(|at| matches!(place.word(at), "each" | "every" | "per"));
    let assigned = matches!(place.word(end), "are" | "is")
        && place.word(end + 1) == "assigned"
        && matches!(place.word(end + 2), "" | "." | "," | ";" | "and")
        && !of_each;
    let unit = UNITS.iter().any(|words| led(words))
        && cue::find(place.tokens, place.range.start..start, WORK).is_some();
    assigned || unit || LENT.iter().any(|words| led(words))
}
