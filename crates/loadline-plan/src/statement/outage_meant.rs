//! How long an outage is that the sentence before speaks of: `stations buffer when the link is cut. Assume two hours of it`; and
//! how long one was that is told as an example: `the gateway was out for an hour. Afterwards we had to work through what had piled up`.

use super::amount::{Amount, Measure};
use super::cue;
use super::past;
use super::reading::Reading;
use super::role::Role;
use super::token::{Token, word_at};
use super::unit::{DAY, MINUTE};
use std::ops::Range;

/// Words of an outage.
#[rustfmt::skip]
pub(super) const OUTAGE: &[&str] = &[
    "outage*", "offline", "is cut", "are cut", "is down", "are down", "goes down", "go down", "fails", "fail", "failure*", "is lost", "buffer*",
    "interrupt*", "disconnect*", "is away", "are away", "is gone", "unreachable", "breaks", "no signal", "no coverage", "hold* back", "drops out",
    "without network", "without a network", "out of reach", "sav* up", "drops", "is out", "are out", "no link", "no contact", "stores up",
    "expect a break of", "expect breaks of", "assume a break of", "suppose a break of", "with a break of", "with breaks of", "be a break of",
    "for a break of", "for breaks of", "survive a break of",
    "assume a gap of", "assume gaps of", "expect a gap of", "expect gaps of", "suppose a gap of", "survive a gap of", "survive gaps of", "after a gap of",
    "with a gap of", "with gaps of",
];
/// Words of an outage that is over.
#[rustfmt::skip]
const WAS: &[&str] = &[
    "was out", "were out", "was down", "were down", "went down", "was unreachable", "was offline", "were offline", "was cut", "failed", "was away",
    "was gone", "was lost", "broke down", "outage*", "was dead", "was interrupted",
];
/// Words of what an outage leaves behind.
#[rustfmt::skip]
const LEFT: &[&str] = &[
    "piled up", "pile* up", "backlog*", "catch* up", "caught up", "work* off", "work* through", "queued up", "queue* up", "what was stored",
    "had stored", "have stored", "had buffered", "came in together", "stored reports", "stored messages", "stored readings",
];
/// Words that say what is reckoned with.
const ASSUME: &[&str] = &[
    "assume", "reckon", "count", "plan", "expect", "suppose", "allow", "say", "last", "lasts", "take",
    "takes",
];
/// Words of anything else that may last so long.
#[rustfmt::skip]
const OTHERS: &[&str] = &[
    "keep*", "kept", "retain*", "stor*", "answer*", "respon*", "within", "availab*", "launch*", "deliver*", "old", "restor*", "recover*", "visible",
    "screen*", "delet*",
];

/// Gives a time that is reckoned with the role of an outage, where the sentence before tells of one whose length nobody says.
pub(super) fn apply(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        if reading.roles.contains(&Some(Role::Outage)) {
            return;
        }
        let amount = &reading.amounts[index];
        let range = &reading.ranges[amount.sentence];
        let time =
            amount.measure == Measure::Duration && !amount.every && (MINUTE..=DAY).contains(&amount.value);
        let open = matches!(reading.roles[index], None | Some(Role::Latency));
        if !time || !open || !amount.per.is_empty() {
            continue;
        }
        let from = range.start.max(amount.tokens.start.saturating_sub(5));
        let assumed = cue::find(reading.tokens, from..amount.tokens.start, ASSUME).is_some();
        let before =
            amount.sentence.checked_sub(1).map_or(range.start, |before| reading.ranges[before].start);
        // `allow ten minutes for a ticket to be picked up`
        let else_for =
            reading.tokens.get(amount.tokens.end).is_some_and(|next| next.is("for") || next.is("to"))
                && !reading
                    .tokens
                    .get(amount.tokens.end + 1)
                    .is_some_and(|next| next.is("it") || next.is("this") || next.is("that"));
        let assumed = assumed && !else_for;
        let told = || cue::find(reading.tokens, before..from, OUTAGE).is_some();
        let to = range.end.min(amount.tokens.end + 4);
        let other = cue::find(reading.tokens, from..to, OTHERS).is_some();
        let said = || is_example(reading, amount) || is_supposed(reading, amount);
        if !other && (assumed && told() || said()) {
            reading.roles[index] = Some(Role::Outage);
        }
    }
}

/// Gives a time for which a link is cut its role: `a storm may cut the satellite link for six hours; the containers save their reports`.
pub(super) fn of_a_link(reading: &mut Reading<'_>) {
    #[rustfmt::skip]
    const LINK: &[&str] = &["link", "links", "connection*", "network", "line", "lines", "uplink*", "satellite*", "radio", "contact"];
    #[rustfmt::skip]
    const CUT: &[&str] = &[
        "cut", "cuts", "interrupt*", "break", "breaks", "sever", "severs", "away", "fall silent", "falls silent", "block", "blocks",
        "disturb*", "disrupt*", "gone",
    ];
    /// Words between the link and what happens to it at most.
    const NEAR: usize = 7;
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let time =
            amount.measure == Measure::Duration && !amount.every && (MINUTE..=DAY).contains(&amount.value);
        let open = matches!(reading.roles[index], None | Some(Role::Latency | Role::Retention));
        if !time || !open || !amount.per.is_empty() || reading.roles.contains(&Some(Role::Outage)) {
            continue;
        }
        let range = &reading.ranges[amount.sentence];
        let ends = |at: &usize| matches!(reading.tokens[*at].word.as_str(), ";" | "." | ":");
        let from = (range.start..amount.tokens.start).rev().find(ends).map_or(range.start, |at| at + 1);
        let clause = from..(amount.tokens.end..range.end).find(ends).unwrap_or(range.end);
        let find = |words: &[&str]| cue::find(reading.tokens, clause.clone(), words);
        let near = |link: Range<usize>, cut: Range<usize>| link.start.abs_diff(cut.start) <= NEAR;
        let led = reading.tokens[from..amount.tokens.start]
            .last()
            .is_some_and(|token| matches!(token.word.as_str(), "for" | "to" | "of" | "lasting"));
        if led && find(LINK).zip(find(CUT)).is_some_and(|(link, cut)| near(link, cut)) {
            reading.roles[index] = Some(Role::Outage);
        }
    }
}

/// Gives the only time of an outage that is left its role, where something comes back afterwards: `last winter the operator had an outage
/// of three hours: the containers stored what they had and then all reconnected`.
pub(super) fn by_elimination(reading: &mut Reading<'_>) {
    const BACK: &[&str] = &[
        "reconnect*",
        "come back",
        "came back",
        "at once",
        "all together",
        "live",
        "buffer*",
        "backlog*",
        "kept arriving",
        "keep arriving",
        "kept coming",
        "keep coming",
        "catch* up",
        "caught up",
        "in addition to",
        "have stored",
        "has stored",
        "had stored",
    ];
    if reading.roles.contains(&Some(Role::Outage)) {
        return;
    }
    let says =
        |range: &Range<usize>, words: &[&str]| cue::find(reading.tokens, range.clone(), words).is_some();
    let left = |index: &usize| {
        let (amount, range) = (&reading.amounts[*index], &reading.ranges[reading.amounts[*index].sentence]);
        let time = amount.measure == Measure::Duration
            && !amount.every
            && (MINUTE..=2.0 * DAY).contains(&amount.value);
        let near =
            range.start.max(amount.tokens.start.saturating_sub(6))..range.end.min(amount.tokens.end + 4);
        let next = reading.ranges.get(amount.sentence + 1).map_or(range.end, |next| next.end);
        time && amount.per.is_empty()
            && reading.roles[*index].is_none()
            && (says(range, OUTAGE) || says(range, WAS))
            && says(&(range.start..next), BACK)
            && !says(&near, OTHERS)
    };
    let mut left = (0..reading.amounts.len()).filter(left);
    if let Some(index) = left.next().filter(|_| left.next().is_none()) {
        reading.roles[index] = Some(Role::Outage);
    }
}

/// Whether a gap is one that comes by plan: `the buses run with gaps of 20 minutes at night`, `a gap of 10 seconds between two readings`.
/// Where nobody reckons with it, no link is spoken of and nothing comes afterwards, it is no outage.
pub(super) fn is_gap_by_plan(tokens: &[Token], range: &Range<usize>, amount: &Amount) -> bool {
    /// Words between `gap` and how long it is at most.
    const NEAR: usize = 3;
    #[rustfmt::skip]
    const RECKONED: &[&str] = &[
        "assume", "assumes", "expect", "expects", "expected", "suppose", "survive", "survives", "after", "reckon*", "calculate", "cope", "bridge", "bridged",
        "withstand", "allow", "happen*", "occur*", "imagine", "may be", "might be", "can be",
    ];
    #[rustfmt::skip]
    const CUT_OFF: &[&str] = &[
        "network*", "connect*", "link", "links", "uplink*", "coverage", "signal", "radio", "satellite*", "outage*", "backlog*", "offline", "buffer*",
        "reconnect*", "catch* up", "piled up", "power", "gateway*", "broker*", "internet", "transmission*", "reception",
    ];
    let start = amount.tokens.start;
    let gap = (range.start.max(start.saturating_sub(NEAR))..start)
        .rev()
        .find(|at| matches!(tokens[*at].word.as_str(), "gap" | "gaps"));
    let Some(gap) = gap else {
        return false;
    };
    let says = |range: Range<usize>, words: &[&str]| cue::find(tokens, range, words).is_some();
    let apart =
        says(range.clone(), &["between two", "between each", "between one", "runs", "run with", "used"])
            || word_at(tokens, range, amount.tokens.end) == "between";
    let reckoned = says(range.start.max(gap.saturating_sub(5))..gap, RECKONED)
        || says(
            amount.tokens.end..range.end,
            &["reckon*", "survive*", "cope*", "expected", "assumed", "worked off"],
        );
    apart || !reckoned && !says(range.clone(), CUT_OFF)
}

/// Whether an outage that is over lasted so long and left what had to be worked off: as good as one to reckon with.
fn is_example(reading: &Reading<'_>, amount: &Amount) -> bool {
    let range = &reading.ranges[amount.sentence];
    let end = reading.ranges.get(amount.sentence + 1).map_or(range.end, |next| next.end);
    let from = range.start.max(amount.tokens.start.saturating_sub(6));
    let led = amount.tokens.start.checked_sub(1).is_some_and(|at| reading.tokens[at].is("for"));
    led && cue::find(reading.tokens, from..amount.tokens.start, WAS).is_some()
        && past::is_over(reading.tokens, range)
        && cue::find(reading.tokens, amount.tokens.end..end, LEFT).is_some()
}

/// Whether something is supposed to be away for so long, and what is sent meanwhile comes afterwards.
fn is_supposed(reading: &Reading<'_>, amount: &Amount) -> bool {
    const LATER: &[&str] =
        &["later", "afterwards", "buffer*", "catch* up", "backlog*", "pile* up", "at once"];
    const AWAY: &[&str] = &[
        "is unavailable",
        "are unavailable",
        "is down",
        "is away",
        "is gone",
        "is offline",
        "is out",
        "is off",
    ];
    let range = &reading.ranges[amount.sentence];
    let end = reading.ranges.get(amount.sentence + 1).map_or(range.end, |next| next.end);
    let supposed = matches!(
        reading.tokens[range.start].word.as_str(),
        "suppose" | "assume" | "imagine" | "if" | "when" | "say"
    );
    let led = amount.tokens.start.checked_sub(1).is_some_and(|at| reading.tokens[at].is("for"));
    supposed
        && led
        && cue::find(reading.tokens, range.start..amount.tokens.start, AWAY).is_some()
        && cue::find(reading.tokens, amount.tokens.end..end, LATER).is_some()
}
