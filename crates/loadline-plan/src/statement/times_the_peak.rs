//! Capacity as a multiple of the peak: `double that of the peak`, `the platform should withstand 1.6 times its peak`, `sized for the
//! peak, times three`, `150 % of the peak`, `nodes are to be bought for double the load`.

use super::amount::Measure;
use super::cue;
use super::noun;
use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use super::token::Token;
use super::vocabulary::is_call;
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
/// Of these, what asks for nothing but capacity.
const OF_CAPACITY: &[&str] =
    &["capacity", "size*", "dimension*", "room", "reserve*", "headroom", "provision*"];
/// What a time that is named has: `the evening peak`, `the closing rate`.
const OF_A_TIME: &[&str] = &["peak", "rush", "rate", "load", "traffic", "volume", "flow", "hour", "minute"];
/// Of these, what only a time has in which much comes.
const OF_A_RUSH: &[&str] = &["peak", "rush"];
/// Words of times in which much comes. Any other word before a rate may name anything: the conversion rate, the sales volume.
#[rustfmt::skip]
const TIMES: &[&str] = &[
    "evening", "evenings", "morning", "mornings", "noon", "midday", "lunch", "lunchtime", "afternoon", "night", "midnight", "dawn", "dusk", "breakfast", "dinner",
    "opening", "closing", "kickoff", "kick-off", "half-time", "weekend", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "prime", "prime-time", "rush", "rush-hour", "peak", "busy", "busiest", "christmas", "easter", "holiday", "summer", "winter", "season", "sale", "storm",
    "boarding", "commuter", "payday",
];
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
    let time = OF_A_RUSH.contains(&place.word(head))
        || (from + 1..head).any(|at| TIMES.contains(&place.word(at)))
        || says(OF_CAPACITY);
    named && time && says(ASKED) && !says(WHEN) && !is_hoped_for(place)
}

/// Whether a multiple is wanted of something that is no load, or is the growth one hopes for: `we need twice the frame rate`, `we plan
/// to double the sales volume`.
pub(super) fn is_of_something_else(place: &Place<'_>) -> bool {
    /// Words of what is carried, beside the times in which it comes.
    #[rustfmt::skip]
    const LOADS: &[&str] = &[
        "load", "traffic", "capacity", "demand", "average", "mean", "usual", "normal", "ordinary", "regular", "need", "needed", "required", "expected",
        "calculated", "measured", "maximum", "highest", "worst", "figure", "figures", "number", "amount", "throughput", "rps",
        "arrival", "arrivals", "data", "event", "events", "message", "messages", "bid", "bids", "login", "upload", "uploads", "write", "read", "reading", "report", "scan",
    ];
    let Place { tokens, range, amount } = *place;
    let says = |words: &[&str]| cue::find(tokens, range.clone(), words).is_some();
    if amount.measure != Measure::Factor || says(OF_CAPACITY) || says(FREE) {
        return false;
    }
    let words = what_of(place);
    let of_peak = words.iter().any(|word| word.starts_with("peak") || OF_A_RUSH.contains(word));
    // `twice the closing speed` is of no load, though it has a time in it.
    let last = words.last().copied().unwrap_or_default();
    let timed = OF_A_TIME.contains(&last) || TIMES.contains(&last);
    let carried = words
        .iter()
        .any(|word| LOADS.contains(word) || timed && TIMES.contains(word) || is_call(&noun::singular(word)));
    let alone = words.len() == 1 && words.iter().any(|word| OF_A_TIME.contains(word));
    !words.is_empty() && !of_peak && !carried && !alone || is_hoped_for(place)
}

/// `we hope to triple the conversion rate`, `the new design should double the sales volume`: no peak of ours.
pub(super) fn is_of_another_rate(place: &Place<'_>) -> bool {
    let Place { range, amount, .. } = *place;
    let led =
        amount.tokens.start.checked_sub(1).filter(|at| range.contains(at)).map_or("", |at| place.word(at));
    let words = what_of(place);
    let rate =
        words.len() > 1 && words.last().is_some_and(|last| matches!(*last, "rate" | "volume" | "flow"));
    let made = matches!(led, "to" | "should" | "must" | "will" | "can" | "may" | "could" | "would");
    rate && made && is_of_something_else(place)
}

/// `we plan to double the evening traffic` wants more of it.
fn is_hoped_for(place: &Place<'_>) -> bool {
    const WISHED: &[&str] = &["want", "plan", "like", "aim", "hope", "intend", "wish", "going"];
    let Place { range, amount, .. } = *place;
    let before = |by: usize| {
        amount.tokens.start.checked_sub(by).filter(|at| range.contains(at)).map_or("", |at| place.word(at))
    };
    let words = what_of(place);
    let comes = words.iter().any(|word| OF_A_TIME.contains(word) && *word != "load");
    let of_peak = words.iter().any(|word| word.starts_with("peak") || OF_A_RUSH.contains(word));
    before(1) == "to" && WISHED.contains(&before(2)) && comes && !of_peak
}

/// The words of what a multiple is of: `twice the conversion rate in autumn`.
fn what_of<'a>(place: &Place<'a>) -> Vec<&'a str> {
    let Place { tokens, range, amount } = *place;
    let end = amount.tokens.end;
    let from = end + usize::from(place.word(end) == "of");
    if !matches!(place.word(from), "the" | "our" | "their" | "its" | "this" | "these") {
        return Vec::new();
    }
    let to = range.end.min(from + 5);
    let words = (from + 1..to.max(from + 1)).map(|at| &tokens[at]);
    words
        .take_while(|token| {
            token.is_word() && !noun::stops(&token.word) && !matches!(token.word.as_str(), "next" | "last")
        })
        .map(|token| token.word.as_str())
        .collect()
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
