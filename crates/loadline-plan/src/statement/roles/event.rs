//! Times after which something begins or ends that is none of ours.

use super::super::amount::{Amount, Measure};
use super::super::cue;
use super::super::reading::Reading;
use super::super::token::word_at;
use std::ops::Range;

/// Words of those who build it.
const BUILDERS: &[&str] = &["team*", "developer*", "engineer*", "programmer*"];

/// Whether a time is the one after which something begins or ends that is none of ours: `in five weeks the summer begins`.
pub(super) fn is_of_an_event(reading: &Reading<'_>, amount: &Amount) -> bool {
    #[rustfmt::skip]
    const HAPPENS: &[&str] = &["begin", "begins", "starts", "start", "ends", "end", "expires", "retires", "leaves", "is over", "are over", "runs out"];
    #[rustfmt::skip]
    const OURS: &[&str] = &[
        "it", "launch*", "live", "ready", "then", "pilot*", "operation*", "project", "must", "has to", "have to", "should", "shall", "deadline",
        "application", "app", "system", "service", "portal", "platform", "site", "website", "software", "finish*", "by which", "sales start",
        "before that", "needed", "production", "test*", "rollout", "roll out", "trial", "release*", "we start", "we begin", "in use", "until", "is to", "are to", "first",
    ];
    let range = &reading.ranges[amount.sentence];
    let end = reading.ranges.get(amount.sentence + 1).map_or(range.end, |next| next.end);
    let says = |range: Range<usize>, words: &[&str]| cue::find(reading.tokens, range, words).is_some();
    let ends = |at: &usize| matches!(reading.tokens[*at].word.as_str(), "," | ";" | ":" | ".");
    let from = (range.start..amount.tokens.start).rev().find(ends).map_or(range.start, |at| at + 1);
    let clause = from..(amount.tokens.end..range.end).find(ends).unwrap_or(range.end);
    // `there are six of us, and the new season starts in 12 weeks`
    let paying = ["of us", "budget", "people"];
    // `the old contract runs out in 14 weeks`: the new system has to be there.
    let replaced = ["contract*", "licen*", "support", "lease", "old system", "present system", "warranty"];
    // `Three teams of four are planned. The summer season starts in 38 weeks. The monthly budget is …`
    let start = reading.ranges[amount.sentence.saturating_sub(1)].start;
    let between = says(start..range.start, BUILDERS) && says(range.end..end, &["budget", "cost*", "spend"]);
    // `the winter term begins in 21 weeks, and 4,200 EUR a month are available`
    let paid = reading
        .amounts
        .iter()
        .any(|other| other.sentence == amount.sentence && matches!(other.measure, Measure::Money(_)));
    // `Start in 36 weeks.`: what starts is not named, and so it is what is spoken of.
    let word = |at: usize| reading.tokens.get(at).map_or("", |token| token.word.as_str());
    let unnamed =
        matches!(word(from), "start" | "begin") && matches!(word(from + 1), "in" | "within" | "after");
    says(clause.clone(), HAPPENS)
        && !unnamed
        && !paid
        && !between
        && !says(range.clone(), BUILDERS)
        && !says(range.clone(), &paying)
        && !says(clause, &replaced)
        && !says(range.clone(), OURS)
        && !says(
            range.end..end,
            &["by then", "until then", "before that", "before then", "by that time", "in time"],
        )
}

/// `it takes a patient eight weeks to the first appointment`, `deliveries take three weeks from today`: how long something of theirs
/// takes.
pub(super) fn is_how_long_it_takes(reading: &Reading<'_>, amount: &Amount) -> bool {
    /// Whose time that is: ours.
    const WE: &[&str] = &["us", "we", "our", "develop*", "build*", "project"];
    /// Words of those who build it, or of what it may cost, beside the time they have.
    #[rustfmt::skip]
    const BUILT: &[&str] = &[
        "we", "us", "our", "people", "person", "colleague*", "they need", "they will need", "they'll need",
        "staff", "student*", "volunteer*",
        "have", "has", "time", "deadline", "budget", "schedule", "start",
    ];
    /// What is first of all when it is launched.
    #[rustfmt::skip]
    const FIRST: &[&str] = &[
        "release", "customer", "launch", "pilot", "version", "site", "deployment", "rollout", "milestone", "go-live", "prototype", "demo", "installation", "user",
    ];
    let range = &reading.ranges[amount.sentence];
    let word = |at: usize| word_at(reading.tokens, range, at);
    let (start, end) = (amount.tokens.start, amount.tokens.end);
    let first =
        matches!(word(end), "to" | "until" | "till") && word(end + 1) == "the" && word(end + 2) == "first";
    let today = word(end) == "from" && matches!(word(end + 1), "today" | "now");
    let says = |range: Range<usize>, words: &[&str]| cue::find(reading.tokens, range, words).is_some();
    // `six months of this project are over`
    let over = || {
        let over =
            ["are over", "is over", "have passed", "has passed", "have gone by", "are gone", "are behind us"];
        matches!(word(end), "of" | "are" | "is" | "have" | "has") && says(end..range.end.min(end + 6), &over)
    };
    if !first && !today {
        return over();
    }
    let near = range.start.max(start.saturating_sub(6))..start;
    let takes = says(near.clone(), &["take", "takes", "took"])
        && !says(range.start..start, WE)
        && !says(range.start..start, BUILDERS);
    let named = (end + 3..end + 5).any(|at| FIRST.contains(&word(at)));
    let alone = start == range.start;
    takes
        || first
            && !named
            && !alone
            && !says(range.start..start, BUILT)
            && !says(range.start..start, BUILDERS)
}
