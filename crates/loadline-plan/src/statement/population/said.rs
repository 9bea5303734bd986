//! What a count is said as, where it counts nobody who uses the system: what is written, looked at or handled, and where it is done.

use crate::statement::amount::{Amount, Measure};
use crate::statement::cue;
use crate::statement::like_people::is_like_people;
use crate::statement::noun;
use crate::statement::place::Place;
use crate::statement::token::{Token, word_at};
use crate::statement::unit::{self, DAY, MONTH};
use crate::statement::vocabulary::{Class, Members, class_of, class_of_verb, is_action, members};
use std::ops::Range;

/// `citizens of the city book appointments at its 45 offices`: where people do something, and nobody who does it.
pub(super) fn is_where(place: &Place<'_>) -> bool {
    let Place { range, amount, .. } = *place;
    let at = place.behind(&["its", "our", "the", "their", "one", "of", "any", "all", "about"]);
    let led = at > range.start
        && matches!(place.word(at - 1), "at" | "in" | "across" | "from" | "on" | "of" | "for" | "to")
        || place.word(at) == "of" && at < amount.tokens.start;
    let people =
        |word: &str| noun::is_plural(word) && members(&noun::singular(word)) == Some(Members::People);
    // `we bring groceries from 40 warehouses`, `it bakes in 85 shops`, whoever orders there
    let ours = at > range.start
        && matches!(place.word(at - 1), "in" | "from" | "across" | "with" | "at")
        && amount.per.is_empty();
    ours || led && (range.start..at).any(|at| people(place.word(at)))
}

/// `each of 52 wind parks has 34 turbines`
pub(super) fn is_each_of(place: &Place<'_>) -> bool {
    let start = place.amount.tokens.start;
    let before = |by: usize| start.checked_sub(by).map_or("", |at| place.word(at));
    let led = before(1) == "of" && matches!(before(2), "each" | "one");
    led && !is_action(place.amount.head())
}

/// `on a usual day 14,400 tickets are sold`: what is done on a day, and nobody who does it.
pub(super) fn is_of_a_day(place: &Place<'_>) -> bool {
    let Place { tokens, range, .. } = *place;
    let days = [
        "usual day",
        "normal day",
        "ordinary day",
        "average day",
        "typical day",
        "a day",
        "per day",
        "daily",
        "every day",
        "given day",
        "working day",
        "weekday",
    ];
    cue::find(tokens, range.clone(), &days).is_some()
}

/// `5.4 million passages are reported`, `the gantries report 5.4 million passages`: what is counted is made known, and does nothing itself.
pub(in crate::statement) fn are_noted(
    range: &Range<usize>,
    tokens: &[Token],
    (amount, amounts): (&Amount, &[Amount]),
) -> bool {
    #[rustfmt::skip]
    const NOTED: &[&str] = &[
        "reported", "recorded", "registered", "received", "logged", "captured", "noted", "entered", "processed", "handled", "filed", "transmitted",
        "collected", "documented", "counted", "created", "made", "completed", "measured", "detected", "submitted", "taken", "told", "announced",
    ];
    #[rustfmt::skip]
    const NOTE: &[&str] = &[
        "report", "reports", "record", "records", "register", "registers", "receive", "receives", "capture", "captures", "count", "counts", "log", "logs",
        "handle", "handles", "process", "processes", "document", "documents", "detect", "detects", "note", "notes",
    ];
    const LEAST: f64 = 1_000.0;
    let word = |at: usize| word_at(tokens, range, at);
    let (start, end) = (amount.tokens.start, amount.tokens.end);
    let plain = amount.measure == Measure::Count && amount.period().is_none() && amount.thing().is_none();
    let passive = matches!(word(end), "are" | "get" | "were")
        && (NOTED.contains(&word(end + 1)) || NOTED.contains(&word(end + 2)));
    let before = |by: usize| start.checked_sub(by).map_or("", |at| word(at));
    let skip = usize::from(matches!(before(1), "about" | "some" | "roughly" | "around"));
    let active = NOTE.contains(&before(1 + skip)) || (before(2 + skip), before(1 + skip)) == ("take", "in");
    // `12,000 containers are handled, each with 40 messages`: so many of each.
    let of_each = amounts.iter().any(|other| {
        other.sentence == amount.sentence
            && other.tokens.start > end
            && other.measure == Measure::Count
            && other.value > 1.0
            && other.period().is_none()
    });
    // `28,800 singers are registered with us, and a quarter of them would be active on a given day`
    let people = || is_like_people(amount.head()) && matches!(word(end + 1), "registered" | "recorded");
    let known = members(amount.head()).is_some();
    plain && (passive || active) && amount.value >= LEAST && !known && !of_each && !people()
}

/// Whether somebody opens or looks at what is counted.
pub(super) fn is_seen(place: &Place<'_>) -> bool {
    let start = place.amount.tokens.start;
    let near = place.range.start.max(start.saturating_sub(3))..start;
    near.into_iter().any(|at| class_of_verb(place.word(at)) == Some(Class::Read))
}

/// `our branches enter 30 applications each`: what is written, and nobody who writes.
pub(super) fn is_written(amount: &Amount, tokens: &[Token]) -> bool {
    let verb = amount.tokens.start.checked_sub(1).and_then(|at| class_of_verb(&tokens[at].word));
    verb == Some(Class::Write)
}

/// `upload 30 photos each (5 MB per photo)`: done, and nobody who does it.
pub(super) fn is_of_each(amount: &Amount, tokens: &[Token]) -> bool {
    tokens.get(amount.tokens.end).is_some_and(|token| token.is("each") || token.is("apiece"))
}

/// `the gantries photograph 3 million vehicles a day`: what something is done to, and nobody who does it.
pub(super) fn is_object(amount: &Amount, tokens: &[Token]) -> bool {
    const SEE: &[&str] = &[
        "photograph",
        "weigh",
        "count",
        "wash",
        "repair",
        "inspect",
        "serve",
        "charge",
        "register",
        "pass",
        "see",
    ];
    let Some(before) = amount.tokens.start.checked_sub(1).map(|at| &tokens[at]) else { return false };
    let word = before.word.as_str();
    let verb = class_of_verb(word) == Some(Class::Write) || SEE.iter().any(|stem| word.starts_with(stem));
    let machines = members(amount.head()) == Some(Members::Machines);
    before.is_word() && verb && machines && amount.period() == Some(DAY)
}

/// `in an ordinary week 60,000 of them visit the site`: the time in which so many come, where the sentence begins with it.
pub(super) fn leading_time(place: &Place<'_>) -> Option<f64> {
    let Place { range, amount, .. } = *place;
    // `weekly 420,000 customers come`, `a month sees 1.8 million visitors`
    let adverb = unit::adverb(place.word(range.start)).filter(|_| amount.tokens.start <= range.start + 3);
    if let Some(seconds) = adverb.or_else(|| sees(place)) {
        return Some(seconds).filter(|seconds| (DAY..=MONTH).contains(seconds));
    }
    // `per week, 700,000 customers use the service`, `per month we see 90,000 customers`
    let we_see = matches!(place.word(range.start + 2), "we" | "there" | "it")
        && amount.tokens.start == range.start + 4
        && noun::singular(place.word(range.start + 1)) == place.word(range.start + 1);
    if place.word(range.start) == "per"
        && (place.word(range.start + 2) == "," && amount.tokens.start == range.start + 3 || we_see)
    {
        return unit::duration(place.word(range.start + 1), false)
            .filter(|seconds| (DAY..=MONTH).contains(seconds));
    }
    let article =
        matches!(place.word(range.start + 1), "a" | "an" | "any" | "each" | "every" | "one" | "the");
    let led = matches!(place.word(range.start), "in" | "during" | "over" | "within") && article;
    // `in the course of a week`
    let course =
        matches!(place.word(range.start + 2), "course" | "space") && place.word(range.start + 3) == "of";
    let first = range.start + if course { 5 } else { 2 };
    let end = amount.tokens.start.min(first + 2);
    led.then(|| (first..end).find_map(|at| unit::duration(place.word(at), false)))
        .flatten()
        .filter(|seconds| (DAY..=MONTH).contains(seconds))
}

/// `a month sees 1.8 million visitors`, `a day brings 40,000 of them`
fn sees(place: &Place<'_>) -> Option<f64> {
    const SEES: &[&str] = &["sees", "brings", "has", "means", "attracts", "draws", "counts", "gives", "gets"];
    let start = place.range.start;
    let article = matches!(place.word(start), "a" | "an" | "any" | "each" | "every" | "one" | "the");
    let verb = (start + 2..start + 4).find(|at| SEES.contains(&place.word(*at)))?;
    (article && verb < place.amount.tokens.start)
        .then(|| unit::duration(place.word(verb - 1), false))
        .flatten()
}

/// `1.2 million registered, 10 % of them active per day`: people, told by what they are.
pub(super) fn is_state(noun: &str) -> bool {
    matches!(
        noun,
        "registered"
            | "enrolled"
            | "subscribed"
            | "enlisted"
            | "insured"
            | "unemployed"
            | "employed"
            | "elderly"
    )
}

/// `1.2 million accounts, 10 % daily active`: a part of them is.
pub(super) fn is_part_active(tokens: &[Token], around: &Range<usize>) -> bool {
    cue::find(tokens, around.clone(), &["daily active", "dau"]).is_some_and(|found| {
        let before = found.start.saturating_sub(2)..found.start;
        before
            .into_iter()
            .any(|at| matches!(tokens[at].word.as_str(), "%" | "percent" | "cent" | "of" | "in"))
    })
}

/// Nouns that the statement speaks of one by one: `each pharmacy`, `per pharmacy`, `every pharmacy`, `a pharmacy sends`.
pub(super) fn spoken_of_one_by_one(tokens: &[Token]) -> Vec<String> {
    let mut nouns = Vec::new();
    for pair in tokens.windows(3) {
        let [marker, first, second] = pair else { continue };
        // `a band uploads`: somebody does it, and not `a purchase takes`.
        let does = second.word.ends_with('s') && class_of_verb(&second.word) == Some(Class::Write);
        let one = matches!(marker.word.as_str(), "a" | "an") && does && first.is_word();
        if one && class_of(&first.word).is_none() {
            nouns.push(first.word.clone());
        }
        // `a pallet's logger wakes up every 15 minutes`
        let owned =
            first.end - first.start > first.word.len() && members(&second.word) == Some(Members::Machines);
        if matches!(marker.word.as_str(), "a" | "an") && owned && first.is_word() {
            nouns.push(first.word.clone());
        }
        if !matches!(marker.word.as_str(), "each" | "per" | "every") || !first.is_word() {
            continue;
        }
        // `each one sends`, `each do 200 requests` name nobody.
        let nobody =
            matches!(first.word.as_str(), "one" | "do" | "make" | "have" | "get" | "use" | "take" | "need");
        if unit::period(&first.word).is_some() || noun::stops(&first.word) || nobody {
            continue;
        }
        nouns.push(noun::singular(&first.word));
        if second.is_word() && !noun::stops(&second.word) {
            nouns.push(noun::singular(&second.word));
        }
    }
    nouns
}
