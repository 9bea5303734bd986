//! Capacity as a multiple of the peak: `double that of the peak`, `the platform should withstand 1.6 times its peak`, `sized for the
//! peak, times three`, `150 % of the peak`, `nodes are to be bought for double the load`.

use super::amount::Measure;
use super::cue;
use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use super::token::Token;
use std::ops::Range;

/// Words between a multiple and what it is of.
#[rustfmt::skip]
const BETWEEN: &[&str] = &[
    "that", "of", "the", "this", "our", "its", "their", "such", "a", "as", "much", "expected", "normal", "usual", "regular", "calculated",
    "measured", "recorded", "above", "what",
];
/// Words by which capacity is measured out.
#[rustfmt::skip]
const SIZED: &[&str] = &[
    "capacity", "size*", "sizing", "dimension*", "provision*", "plan for", "should fit", "must fit", "room for",
];
/// Words by which capacity is asked for.
#[rustfmt::skip]
const WANTED: &[&str] = &[
    "provided for", "to fit", "should fit", "must fit", "wanted", "to be provided", "capacity", "room for", "design for", "size", "sized",
    "allow for", "dimension*", "provision*", "to be ready", "headroom", "be possible", "bought for", "buy for", "ordered for", "procured for",
    "purchased for", "acquired for",
];
/// Words that ask for capacity, where it is the peak of a time that is named.
#[rustfmt::skip]
const ASKED: &[&str] = &[
    "capacity", "give us", "be available", "available", "provide*", "want", "need*", "plan*", "size*", "dimension*", "room", "reserve*", "headroom", "ready",
    "provision*",
];
/// What a time that is named has: `the evening peak`, `the closing rate`.
const OF_A_TIME: &[&str] = &["peak", "rush", "rate", "load", "traffic", "volume", "flow", "hour", "minute"];
/// Words before one of them that name no time in which much comes.
#[rustfmt::skip]
const NO_TIME: &[&str] = &[
    "average", "averages", "mean", "normal", "usual", "daily", "ordinary", "typical", "current", "present", "last", "past", "base", "next",
];
/// Words of when so much comes.
#[rustfmt::skip]
const WHEN: &[&str] = &[
    "during", "when", "evening*", "morning*", "friday*", "sunday*", "saturday*", "sale*", "christmas", "hour", "hours", "rises", "jumps",
    "goes up", "climbs",
];
/// Words for capacity that is kept free.
const FREE: &[&str] =
    &["headroom", "reserve", "reserves", "margin", "slack", "overcapacity", "overprovisioning"];
/// Words from one of them to how much it is: `headroom over the peak is`.
#[rustfmt::skip]
const LEADS: &[&str] = &[
    "is", "are", "of", ":", "=", "to", "be", "should", "must", "shall", "at", "the", "our", "over", "above", "on", "for", "relative", "beyond",
    "load", "has", "we", "want", "plan", "peaks", "peak", "factor", "about", "set",
];
/// Tokens before `times three` among which the peak, or that it is sized for, is looked for.
const BEFORE: usize = 8;

/// Gives multiples of the peak, and of the load that is provided for, their role.
pub(super) fn apply(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let place = reading.place(amount);
        let open = matches!(reading.roles[index], None | Some(Role::PeakFactor));
        let is_capacity = match amount.measure {
            Measure::Factor if (1.0..=10.0).contains(&amount.value) => {
                open && (is_of_peak(&place) || is_behind_peak(&place) || is_named(&place))
            }
            // `headroom relative to peak: 1.5`
            Measure::Count if (1.0..=5.0).contains(&amount.value) => {
                open && amount.noun.is_none() && amount.per.is_empty() && is_named(&place)
            }
            // `150 % of the peak` is capacity, and no share of anything.
            Measure::Share if (1.0..10.0).contains(&amount.value) => is_share_of_peak(&place),
            _ => false,
        };
        if is_capacity {
            reading.roles[index] = Some(Role::Headroom);
        }
    }
}

/// `three times the peak`, `double the load has to be provided for`
fn is_of_peak(place: &Place<'_>) -> bool {
    let Place { tokens, range, amount } = *place;
    let end = amount.tokens.end;
    let at = (end..).find(|at| !BETWEEN.contains(&place.word(*at))).unwrap_or(end);
    // `size it for 1.5x peak`
    let bare = || range.contains(&at) && cue::find(tokens, range.clone(), SIZED).is_some();
    let of_load = matches!(place.word(at), "load" | "rate" | "traffic" | "volume")
        && at > end
        && is_wanted(tokens, range);
    place.word(at).starts_with("peak") && (at > end || bare()) || of_load || is_of_a_time(place)
}

/// `capacity twice the evening peak`, `double the closing rate should be available`
fn is_of_a_time(place: &Place<'_>) -> bool {
    let Place { tokens, range, amount } = *place;
    let end = amount.tokens.end;
    let from = end + usize::from(place.word(end) == "that") + usize::from(place.word(end) == "of");
    // `size it for one and a half times the rush`
    let alone = || matches!(place.word(from + 1), "rush" | "surge" | "spike").then_some(from + 1);
    let head = (from + 2..from + 4)
        .find(|at| OF_A_TIME.contains(&place.word(*at)) && !OF_A_TIME.contains(&place.word(at + 1)))
        .or_else(alone);
    let Some(head) = head.filter(|_| matches!(place.word(from), "the" | "our" | "that" | "this")) else {
        return false;
    };
    let named = (from + 1..head).all(|at| tokens[at].is_word() && !NO_TIME.contains(&place.word(at)));
    // Who asks stands outside of what is asked for: `twice the evening peak` is said of no evening.
    let says = |words: &[&str]| {
        cue::find(tokens, range.start..amount.tokens.start, words)
            .or_else(|| cue::find(tokens, head + 1..range.end, words))
            .is_some()
    };
    named && says(ASKED) && !says(WHEN)
}

/// `the peak times three`, `what it must be sized for, times three`
fn is_behind_peak(place: &Place<'_>) -> bool {
    let Place { range, amount, .. } = *place;
    let start = amount.tokens.start;
    let before = range.start.max(start.saturating_sub(BEFORE))..start;
    let multiplied = matches!(place.word(start), "times" | "by");
    let sized = |word: &str| {
        word.starts_with("peak")
            || word.starts_with("dimension")
            || matches!(word, "size" | "sized" | "designed")
    };
    multiplied && before.into_iter().any(|at| sized(place.word(at)))
}

/// `headroom over the peak is 1.5x`
fn is_named(place: &Place<'_>) -> bool {
    let Place { range, amount, .. } = *place;
    let name = (range.start..amount.tokens.start).rev().find(|at| !LEADS.contains(&place.word(*at)));
    name.is_some_and(|at| FREE.contains(&place.word(at)))
}

/// `150 % of the peak`, `size the intake at 150 % of the load`
fn is_share_of_peak(place: &Place<'_>) -> bool {
    let Place { tokens, range, amount } = *place;
    let end = amount.tokens.end;
    let sized = is_wanted(tokens, range);
    let peak = |word: &str| word.starts_with("peak") || word == "maximum" || word == "load" && sized;
    place.word(end) == "of" && (end..end + 4).any(|at| peak(place.word(at)))
}

/// Whether a sentence says what capacity there should be, and nothing of when so much comes.
fn is_wanted(tokens: &[Token], sentence: &Range<usize>) -> bool {
    let says = |words: &[&str]| cue::find(tokens, sentence.clone(), words).is_some();
    says(WANTED) && !says(WHEN)
}
